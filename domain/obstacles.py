"""Whether an exchange could be elsewhere in time, and if not, why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from domain import meetings
from domain.common_time import CommonTime, common_time, halves_as_bits, halves_between
from domain.places import half_days
from domain.slots import SESSION_MINUTES, slot_of
from domain.working_days import is_working_day
from invites.codes import Obstacle
from models.doubts import Days
from models.exchanges import Appointment, Exchange
from models.schedules import Block
from models.states import Half
from models.timeline import local_day
from solver.days import block_starts


@dataclass(frozen=True)
class Wish:
    """One appointment that would be elsewhere: a block of a stay, or the start of a session."""

    appointment: Appointment
    block: Block | None = None
    start: datetime | None = None


def obstacle(
    db: Session, exchange: Exchange, wanted: Days, *, now: datetime, lead: int | None = None
) -> Obstacle | None:
    """The first reason why these days cannot be; what stays as it is needs none."""
    return _obstacle(exchange, wanted, common_time(db, exchange, now=now, lead=lead))


def still_possible(db: Session, exchange: Exchange, offered: Iterable[Days], *, now: datetime) -> list[int]:
    """Which of some days, by their place, nobody has taken since they were offered."""
    common = common_time(db, exchange, now=now)
    return [number for number, days in enumerate(offered) if _obstacle(exchange, days, common) is None]


def _obstacle(exchange: Exchange, wanted: Days, common: CommonTime) -> Obstacle | None:
    moved = wishes(exchange, wanted)
    found = (against(exchange, wish, common, moving=moved) for wish in moved)
    return next((each for each in found if each), None)


def wishes(exchange: Exchange, wanted: Days) -> tuple[Wish, ...]:
    """The appointments that would change."""
    rows = exchange.appointments
    if wanted.starts:
        pairs = zip(rows, wanted.starts, strict=True)
        return tuple(Wish(row, start=start) for row, start in pairs if row.starts_at != start)
    blocks = zip(rows, wanted.blocks, strict=True)
    return tuple(Wish(row, block=block) for row, block in blocks if block_of(row) != block)


def days_of_series(exchange: Exchange, starts: Iterable[datetime]) -> Days:
    """The whole exchange, with its series elsewhere."""
    new = {row.number: start for row, start in zip(exchange.series, starts, strict=False)}
    kept = ((row, row.starts_at) for row in exchange.appointments if row.starts_at)
    return Days(starts=tuple(new.get(row.number, start) for row, start in kept))


def days_with(exchange: Exchange, wish: Wish) -> Days:
    """The whole exchange, with one appointment elsewhere."""
    rows = exchange.appointments
    if wish.block is not None:
        return Days(blocks=tuple(wish.block if row is wish.appointment else block_of(row) for row in rows))
    starts = (wish.start if row is wish.appointment else row.starts_at for row in rows)
    return Days(starts=tuple(start for start in starts if start is not None))


def block_of(row: Appointment) -> Block:
    if row.first_day is None or row.last_day is None:
        raise TypeError("a stay has days")
    return Block(
        first_day=row.first_day,
        last_day=row.last_day,
        first_half=row.first_half or Half.MORNING,
        last_half=row.last_half or Half.AFTERNOON,
    )


def working_halves(row: Appointment) -> tuple[tuple[date, Half], ...]:
    """The half days of a stay that are worked; between them may lie a weekend."""
    return tuple((day, half) for day, half in half_days(row) if is_working_day(day))


def against(
    exchange: Exchange, wish: Wish, common: CommonTime, *, moving: tuple[Wish, ...] = ()
) -> Obstacle | None:
    """What speaks against one wish, where those in `moving` leave their old times too."""
    going = {each.appointment.number for each in (wish, *moving)}
    staying = [row for row in meetings.planned(exchange) if row.number not in going]
    if wish.block is not None:
        return _against_block(wish.appointment, wish.block, common, staying)
    if wish.start is not None:
        return _against_start(exchange, wish.appointment, wish.start, common, staying)
    raise TypeError("a wish is for days or for a start")


def _against_block(
    row: Appointment, block: Block, common: CommonTime, staying: list[Appointment]
) -> Obstacle | None:
    if outside := _outside((block.first_day, block.last_day), common):
        return outside
    wished = Appointment(number=row.number, **block.model_dump())
    halves = working_halves(wished)
    if len(halves) != len(working_halves(row)):
        return Obstacle.LENGTH if len(halves) == len(half_days(wished)) else Obstacle.CLOSED
    bits = halves_as_bits(common.window, halves)
    if not list(block_starts(common.window, bits, len(halves))):
        return Obstacle.CLOSED
    taken = halves_as_bits(common.window, (half for each in staying for half in half_days(each)))
    return _busy(common, bits, taken=taken)


def _against_start(
    exchange: Exchange, row: Appointment, start: datetime, common: CommonTime, staying: list[Appointment]
) -> Obstacle | None:
    if outside := _outside((local_day(start),), common):
        return outside
    asks, gives = exchange.application.slots, exchange.offer.slots
    if asks and slot_of(start) not in asks:
        return Obstacle.GUEST_BUSY
    if gives and slot_of(start) not in gives:
        return Obstacle.HOST_BUSY
    return _occupied(start, start + timedelta(minutes=row.minutes or SESSION_MINUTES), common, staying)


def against_extra(exchange: Exchange, extra: Appointment, common: CommonTime) -> Obstacle | None:
    """What speaks against one more session; weekly times bind only what is planned by them."""
    start, end = meetings.begins(extra), meetings.ends(extra)
    return _outside((local_day(start),), common) or _occupied(start, end, common, meetings.planned(exchange))


def _occupied(
    start: datetime, end: datetime, common: CommonTime, staying: list[Appointment]
) -> Obstacle | None:
    own = ((meetings.begins(each), meetings.ends(each)) for each in staying if each.starts_at)
    if any(begins < end and start < ends for begins, ends in (*common.busy, *own)):
        return Obstacle.GUEST_BUSY
    return _busy(common, halves_as_bits(common.window, halves_between(start, end)), taken=0)


def _outside(days: tuple[date, ...], common: CommonTime) -> Obstacle | None:
    for day in days:
        if day < common.earliest:
            return Obstacle.TOO_NEAR
        if not is_working_day(day):
            return Obstacle.CLOSED
        if day not in common.window.number:
            return Obstacle.WINDOW
    return None


def _busy(common: CommonTime, bits: int, *, taken: int) -> Obstacle | None:
    if bits & (~common.guest | taken):
        return Obstacle.GUEST_BUSY
    if bits & ~common.host:
        return Obstacle.HOST_BUSY
    return Obstacle.FULL if bits & ~common.room else None
