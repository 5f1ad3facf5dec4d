"""Rounds as cards and as a list: where each one is in its life, and what it waits for."""

from collections.abc import Sequence
from enum import StrEnum

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

Steered = tuple[Round, Organisation]


class Phase(StrEnum):
    """Which rounds are listed."""

    LIVING = "living"
    PREPARED = "prepared"
    OVER = "over"


STATES = {
    Phase.LIVING: (RoundState.OPEN, RoundState.CLOSED, RoundState.PLANNED, RoundState.RUNNING),
    Phase.PREPARED: (RoundState.DRAFT,),
    Phase.OVER: (RoundState.ENDED, RoundState.CANCELLED),
}


class RoundCard(Record):
    reference: str
    name: str
    organisation: str
    state: RoundState
    strip: tuple[StripStep, ...]
    counts: Counts
    wait: Waiting | None


class PhaseCount(Record):
    phase: Phase
    number: int


class RoundsView(Record):
    chosen: Phase | None
    phases: tuple[PhaseCount, ...]
    all_rounds: int
    rounds: tuple[RoundCard, ...]


def look(seen: Reading, chosen: Phase | None = None) -> RoundsView:
    """The newest round first."""
    found = [each for each in steered(seen) if not each[0].is_standing]
    shown = [each for each in found if chosen is None or each[0].state in STATES[chosen]]
    numbers = {phase: sum(round_.state in states for round_, _ in found) for phase, states in STATES.items()}
    return RoundsView(
        chosen=chosen,
        phases=tuple(PhaseCount(phase=phase, number=number) for phase, number in numbers.items()),
        all_rounds=len(found),
        rounds=cards(seen, shown),
    )


def steered(seen: Reading) -> list[Steered]:
    found = (
        select(Round, Organisation)
        .join(Organisation, Organisation.id == Round.organisation_id)
        .where(visibility.steered_rounds(seen.actor))
        .order_by(Round.opens_at.desc(), Round.reference)
    )
    return [(round_, organisation) for round_, organisation in seen.db.execute(found)]


def cards(seen: Reading, found: Sequence[Steered]) -> tuple[RoundCard, ...]:
    counts = count(seen.db, [round_.id for round_, _ in found])
    waiting = waits(seen.db, [streams.of_round(round_.id) for round_, _ in found])
    return tuple(
        _card(seen, round_, organisation, counts[round_.id], waiting.get(streams.of_round(round_.id)))
        for round_, organisation in found
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
