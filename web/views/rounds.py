"""All rounds: where each one is in its life, and what it waits for."""

from sqlalchemy import select

from domain.access import visibility
from models import streams
from models.organisations import Organisation
from models.record import Record
from models.rounds import Round
from models.states import RoundState
from models.timeline import local_day
from web.views.counts import Counts, count
from web.views.reading import Reading
from web.views.steps import StripStep, strip
from web.views.waits import Waiting, waits


class RoundCard(Record):
    reference: str
    name: str
    organisation: str
    state: RoundState
    strip: tuple[StripStep, ...]
    counts: Counts
    wait: Waiting | None


class RoundsView(Record):
    rounds: tuple[RoundCard, ...]


def look(seen: Reading) -> RoundsView:
    """The newest round first."""
    found = seen.db.execute(
        select(Round, Organisation)
        .join(Organisation, Organisation.id == Round.organisation_id)
        .where(visibility.steered_rounds(seen.actor))
        .order_by(Round.opens_at.desc(), Round.reference)
    ).all()
    counts = count(seen.db, [round_.id for round_, _ in found])
    waiting = waits(seen.db, [streams.of_round(round_.id) for round_, _ in found])
    return RoundsView(
        rounds=tuple(
            _card(seen, round_, organisation, counts[round_.id], waiting.get(streams.of_round(round_.id)))
            for round_, organisation in found
        )
    )


def _card(
    seen: Reading, round_: Round, organisation: Organisation, counts: Counts, wait: Waiting | None
) -> RoundCard:
    return RoundCard(
        reference=round_.reference,
        name=round_.name(seen.language),
        organisation=organisation.name(seen.language),
        state=round_.state,
        strip=strip(round_.state, counts, first_day=round_.first_day, today=local_day(seen.now)),
        counts=counts,
        wait=wait,
    )
