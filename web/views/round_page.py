"""One round, wholly: its design, its dates, its numbers, its schedule, its exchanges."""

from sqlalchemy import select

from domain.access import visibility
from models import streams
from models.exchanges import Exchange
from models.organisations import Organisation
from models.people import Person
from models.record import Record
from models.rounds import Design, Round
from models.states import Kind, RoundState
from models.timeline import local_day
from web.pictures.columns import Columns
from web.views import exchanges, schedules, weeks
from web.views.counts import Counts, count
from web.views.exchanges import Choice, ExchangesView, workflow
from web.views.milestones import Dated, milestones
from web.views.reading import Reading
from web.views.schedules import ScheduleView
from web.views.steps import StripStep, strip
from web.views.waits import CommonWait, Waiting, common_waits, waits


class RoundView(Record):
    reference: str
    name: str
    organisation: str
    owner: str
    kinds: tuple[Kind, ...]
    state: RoundState
    design: Design
    strip: tuple[StripStep, ...]
    milestones: tuple[Dated, ...]
    counts: Counts
    wait: Waiting | None
    exchange_waits: tuple[CommonWait, ...]
    schedule: ScheduleView | None
    weeks: Columns | None
    exchanges: ExchangesView
    workflow: str | None


def look(seen: Reading, reference: str, choice: Choice) -> RoundView | None:
    """None where there is no such round, or no such page of its exchanges."""
    found = seen.db.execute(
        select(Round, Organisation, Person.name)
        .join(Organisation, Organisation.id == Round.organisation_id)
        .join(Person, Person.id == Round.owner_id)
        .where(Round.reference == reference, visibility.steered_rounds(seen.actor))
    ).one_or_none()
    if found is None:
        return None
    round_, organisation, owner = found
    counts = count(seen.db, [round_.id])[round_.id]
    listed = exchanges.look(seen, round_.id, choice, counts)
    stream_id = streams.of_round(round_.id)
    return (
        None
        if listed.paging.is_beyond
        else RoundView(
            reference=round_.reference,
            name=round_.name(seen.language),
            organisation=organisation.name(seen.language),
            owner=owner,
            kinds=round_.kinds,
            state=round_.state,
            design=round_.design,
            strip=strip(round_.state, counts, first_day=round_.first_day, today=local_day(seen.now)),
            milestones=milestones(round_, seen.now),
            counts=counts,
            wait=waits(seen.db, [stream_id]).get(stream_id),
            exchange_waits=_exchange_waits(seen, round_),
            schedule=schedules.newest(seen.db, round_.id),
            weeks=weeks.picture(weeks.load(seen.db, round_.id), seen.language),
            exchanges=listed,
            workflow=workflow(choice.temporal_ui, stream_id),
        )
    )


def _exchange_waits(seen: Reading, round_: Round) -> tuple[CommonWait, ...]:
    ids = seen.db.scalars(select(Exchange.id).where(Exchange.round_id == round_.id))
    return common_waits(seen.db, [streams.of_exchange(each) for each in ids])
