"""What publishing a schedule would change in the exchanges that live now."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models.exchanges import Exchange
from models.schedules import Pairing, Schedule
from models.states import ExchangeState


@dataclass(frozen=True)
class Move:
    """A broken exchange that keeps its host and gets other dates."""

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


def changes(db: Session, schedule: Schedule) -> Changes:
    """Compare the schedule with the living exchanges.

    What broke after it was made is left for the next; what was released since then is not begun again.
    """
    mine = select(Exchange).where(Exchange.round_id == schedule.round_id)
    found = db.scalars(mine.options(selectinload(Exchange.appointments))).all()
    living = {each.application_id: each for each in found if each.state is not ExchangeState.RELEASED}
    gone = {(each.application_id, each.offer_id) for each in found if each.state is ExchangeState.RELEASED}
    wanted = {each.application_id: each for each in schedule.pairings}
    broken = [
        each
        for each in living.values()
        if _asked_for_repair(each, schedule) and not _is_as_it_was(each, wanted.get(each.application_id))
    ]
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


def _asked_for_repair(exchange: Exchange, schedule: Schedule) -> bool:
    if exchange.state is not ExchangeState.BROKEN or exchange.broken_at is None:
        return False
    return exchange.broken_at <= schedule.made_at


def _is_as_it_was(exchange: Exchange, pairing: Pairing | None) -> bool:
    """The plan did not know yet that it broke: it would move it to the very days that broke it."""
    if pairing is None or pairing.offer_id != exchange.offer_id:
        return False
    days = {(each.first_day, each.last_day) for each in exchange.appointments if each.first_day}
    starts = {each.starts_at for each in exchange.appointments if each.starts_at}
    planned = {(each.first_day, each.last_day) for each in pairing.blocks}
    return (days, starts) == (planned, set(pairing.starts))


def _in_order(exchanges: list[Exchange]) -> list[Exchange]:
    return sorted(exchanges, key=lambda each: each.id)


def _sorted(pairings: tuple[Pairing, ...]) -> tuple[Pairing, ...]:
    return tuple(sorted(pairings, key=lambda each: each.application_id))
