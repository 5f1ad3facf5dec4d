"""What publishing a schedule would change in the exchanges that live now."""

from dataclasses import dataclass
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models.exchanges import Exchange
from models.schedules import Pairing, Schedule
from models.states import ExchangeState
from solver.problem import Previous


@dataclass(frozen=True)
class Move:
    """A broken exchange that keeps its host, on other dates or, if these are possible again, on its own."""

    exchange_id: UUID
    pairing: Pairing


@dataclass(frozen=True)
class Changes:
    """New proposals, moves, and exchanges that find no dates with their host any more."""

    proposed: tuple[Pairing, ...]
    moved: tuple[Move, ...]
    released: tuple[UUID, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.proposed or self.moved or self.released)


class Known(BaseModel):
    """What a plan was told of those that had broken when its problem was read."""

    model_config = ConfigDict(frozen=True)

    previous: tuple[Previous, ...] = ()


def changes(db: Session, schedule: Schedule) -> Changes:
    """Compare the schedule with the living exchanges.

    What broke after its problem was read is left for the next; what was released since is not begun again.
    """
    mine = select(Exchange).where(Exchange.round_id == schedule.round_id)
    found = db.scalars(mine.options(selectinload(Exchange.appointments))).all()
    living = {each.application_id: each for each in found if each.state is not ExchangeState.RELEASED}
    gone = {(each.application_id, each.offer_id) for each in found if each.state is ExchangeState.RELEASED}
    wanted = {each.application_id: each for each in schedule.pairings}
    known = _known_as_broken(schedule)
    broken = [each for key, each in living.items() if key in known and each.state is ExchangeState.BROKEN]
    moved = tuple(
        Move(each.id, wanted[each.application_id])
        for each in _in_order(broken)
        if each.application_id in wanted and wanted[each.application_id].offer_id == each.offer_id
    )
    stay = {each.exchange_id for each in moved}
    released = tuple(each.id for each in _in_order(broken) if each.id not in stay)
    leaving = {each.application_id for each in broken if each.id in released}
    proposed = tuple(
        each
        for key, each in wanted.items()
        if (key not in living or key in leaving) and (key, each.offer_id) not in gone
    )
    return Changes(_sorted(proposed), moved, released)


def _known_as_broken(schedule: Schedule) -> frozenset[UUID]:
    """Their applications: who has the old days again is mended as well as who has others."""
    told = Known.model_validate_json(schedule.problem)
    return frozenset(UUID(each.application) for each in told.previous)


def _in_order(exchanges: list[Exchange]) -> list[Exchange]:
    return sorted(exchanges, key=lambda each: each.id)


def _sorted(pairings: tuple[Pairing, ...]) -> tuple[Pairing, ...]:
    return tuple(sorted(pairings, key=lambda each: each.application_id))
