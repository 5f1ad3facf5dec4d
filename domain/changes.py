"""What publishing a schedule would change in the exchanges that live now."""

from dataclasses import dataclass
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from domain import locks
from domain.places import half_days
from domain.working_days import is_working_day
from models.exchanges import Exchange
from models.rounds import Round
from models.schedules import Block, Pairing, Schedule
from models.states import ExchangeState, Half, RuleEffect
from solver.problem import Previous, StayDay

STANDING = (ExchangeState.PROPOSED, ExchangeState.CONFIRMED)


@dataclass(frozen=True)
class Move:
    """An exchange that keeps its host, on other dates or, if it broke, on its own if these are possible."""

    exchange_id: UUID
    pairing: Pairing


@dataclass(frozen=True)
class Changes:
    """New proposals, moves, and exchanges that end, or find no dates with their host any more.

    Those that `stood` had not broken: HR has chosen a repair in which they move, too.
    """

    proposed: tuple[Pairing, ...]
    moved: tuple[Move, ...]
    released: tuple[UUID, ...]
    stood: frozenset[UUID] = frozenset()
    leaving: tuple[tuple[UUID, UUID], ...] = ()  # of those that stood and end: the exchange, its application

    @property
    def is_empty(self) -> bool:
        return not (self.proposed or self.moved or self.released)


class Known(BaseModel):
    """What a plan was told of those that had broken when its problem was read, and of those that may move."""

    model_config = ConfigDict(frozen=True)

    previous: tuple[Previous, ...] = ()


def changes(db: Session, schedule: Schedule) -> Changes:
    """Compare the schedule with the living exchanges.

    What broke after its problem was read is left for the next; what was released is begun again only where HR
    has locked it since.
    """
    mine = select(Exchange).where(Exchange.round_id == schedule.round_id)
    found = db.scalars(mine.options(selectinload(Exchange.appointments))).all()
    living = {each.application_id: each for each in found if each.state is not ExchangeState.RELEASED}
    gone = {(each.application_id, each.offer_id) for each in found if each.state is ExchangeState.RELEASED}
    gone -= locked_pairs(db, db.get_one(Round, schedule.round_id))
    wanted = {each.application_id: each for each in schedule.pairings}
    known = _known(schedule)
    touched = [
        each
        for key, each in living.items()
        if key in known and (each.state is ExchangeState.BROKEN or _steps_aside(each, known[key], wanted))
    ]
    moved = tuple(
        Move(each.id, wanted[each.application_id])
        for each in _in_order(touched)
        if each.application_id in wanted and wanted[each.application_id].offer_id == each.offer_id
    )
    stay = {each.exchange_id for each in moved}
    released = tuple(each.id for each in _in_order(touched) if each.id not in stay)
    leaving = {each.application_id for each in touched if each.id in released}
    proposed = tuple(
        each
        for key, each in wanted.items()
        if (key not in living or key in leaving) and (key, each.offer_id) not in gone
    )
    stood = frozenset(each.id for each in touched if each.state is not ExchangeState.BROKEN)
    ends = tuple(
        (each.id, each.application_id) for each in _in_order(touched) if each.id in {*released} & stood
    )
    return Changes(_sorted(proposed), moved, released, stood, ends)


def locked_pairs(db: Session, round_: Round) -> set[tuple[UUID, UUID]]:
    """Applications with the offers that HR has locked them to, after any no that either has said."""
    return {
        (each.application_id, each.offer_id)
        for each in locks.binding(db, round_)
        if each.effect is RuleEffect.LOCKED
    }


def _known(schedule: Schedule) -> dict[UUID, Previous]:
    """By application: who has the old days again is mended as well as who has others."""
    told = Known.model_validate_json(schedule.problem)
    return {UUID(each.application): each for each in told.previous}


def _steps_aside(exchange: Exchange, known: Previous, wanted: dict[UUID, Pairing]) -> bool:
    """Whether it stands as the plan knew it, and the plan gives it other days or another host."""
    pairing = wanted.get(exchange.application_id)
    if exchange.state not in STANDING or pairing is None or f"{exchange.offer_id}" != known.offer:
        return False
    if not is_on(exchange, known):
        return False  # the pair has moved it meanwhile: it is theirs
    return pairing.offer_id != exchange.offer_id or pairing.blocks != _blocks(exchange)


def is_on(exchange: Exchange, known: Previous) -> bool:
    """Whether its days are still those that were known."""
    held = {day for each in exchange.appointments for day in half_days(each)}
    then = {(each.date, half) for each in known.days for half in _halves(each)}
    return then <= held and not any(is_working_day(day) for day, _half in held - then)


def _halves(day: StayDay) -> tuple[Half, ...]:
    return (Half.MORNING,) * day.am + (Half.AFTERNOON,) * day.pm


def _blocks(exchange: Exchange) -> tuple[Block, ...]:
    return tuple(
        Block(
            first_day=each.first_day,
            last_day=each.last_day,
            first_half=each.first_half or Half.MORNING,
            last_half=each.last_half or Half.AFTERNOON,
        )
        for each in exchange.appointments
        if each.first_day and each.last_day
    )


def _in_order(exchanges: list[Exchange]) -> list[Exchange]:
    return sorted(exchanges, key=lambda each: each.id)


def _sorted(pairings: tuple[Pairing, ...]) -> tuple[Pairing, ...]:
    return tuple(sorted(pairings, key=lambda each: each.application_id))
