"""One round, wholly: its design, its dates, its numbers, its schedule, its exchanges."""

from sqlalchemy import bindparam, select

from domain.refusals import NotFound
from models import streams
from models.exchanges import Exchange
from models.languages import _
from models.organisations import Organisation
from models.people import Person
from models.questions import ask
from models.record import Record
from models.rounds import Design, Round
from models.states import ExchangeState, Kind
from models.timeline import local_day
from web.pictures.columns import Columns
from web.views import exchanges, schedules, weeks
from web.views.counts import Counts, count
from web.views.exchanges import Choice, ExchangesView, workflow
from web.views.hr import round_head, solving, waiting
from web.views.hr.round_head import RoundHead
from web.views.hr.solving import SolvingView
from web.views.hr.steer import Steer, Tried, steer
from web.views.hr.todo import Todo
from web.views.milestones import Dated, milestones
from web.views.reading import Reading
from web.views.rehearsals.listed import OrderLine, may_rehearse, newest
from web.views.schedules import ScheduleView
from web.views.steps import StripStep, strip
from web.views.waits import CommonWait, Waiting, common_waits, waits
from web.visitor import wall_now

OVER = (ExchangeState.CLOSED, ExchangeState.RELEASED)
WHOSE = (
    select(Person.name, Organisation)
    .select_from(Round)
    .join(Person, Person.id == Round.owner_id)
    .join(Organisation, Organisation.id == Round.organisation_id)
    .where(Round.id == bindparam("round"))
)
LIVED = select(Exchange.id).where(Exchange.round_id == bindparam("round"), Exchange.state.not_in(OVER))


class RoundView(Record):
    head: RoundHead
    todos: tuple[Todo, ...]
    steer: Steer
    solving: SolvingView | None
    organisation: str
    owner: str
    kinds: tuple[Kind, ...]
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
    may_rehearse: bool
    rehearsal: OrderLine | None


def look(seen: Reading, reference: str, choice: Choice, tried: Tried | None = None) -> RoundView:
    """`tried` is what somebody has just wanted, and why not."""
    round_ = round_head.find(seen, reference)
    counts = count(seen.db, [round_.id])[round_.id]
    listed = exchanges.look(seen, round_.id, choice, counts)
    if listed.paging.is_beyond:
        raise NotFound(_("There is no such page."))
    stream_id = streams.of_round(round_.id)
    owner, home = seen.db.execute(WHOSE, {"round": round_.id}).one()
    return RoundView(
        head=round_head.head(seen, round_),
        todos=waiting.in_one(seen, round_),
        steer=steer(round_, living=counts.living, tried=tried),
        solving=solving.look(seen, round_, now=wall_now()),
        organisation=home.name(seen.language),
        owner=owner,
        kinds=round_.kinds,
        design=round_.design,
        strip=strip(round_.state, counts, first_day=round_.first_day, today=local_day(seen.now)),
        milestones=milestones(round_, seen.now),
        counts=counts,
        wait=waits(seen.db, [stream_id]).get(stream_id),
        exchange_waits=_exchange_waits(seen, round_) if counts.all_exchanges else (),
        schedule=schedules.newest(seen.db, round_.id),
        weeks=weeks.picture(weeks.load(seen.db, round_.id), seen.language),
        exchanges=listed,
        workflow=workflow(choice.temporal_ui, stream_id),
        may_rehearse=may_rehearse(round_),
        rehearsal=newest(seen, round_),
    )


def _exchange_waits(seen: Reading, round_: Round) -> tuple[CommonWait, ...]:
    ids = ask(seen.db, LIVED, round=round_.id).scalars()
    return common_waits(seen.db, [streams.of_exchange(each) for each in ids])
