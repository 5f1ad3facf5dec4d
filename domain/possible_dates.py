"""Other days that an exchange could have, nearest first."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from domain import meetings
from domain.common_time import CommonTime, common_time, halves_as_bits
from domain.obstacles import Wish, against, block_of, days_of_series, days_with, working_halves
from domain.slots import JULY, parse_slot
from models.doubts import Days
from models.exchanges import Appointment, Exchange
from models.schedules import Block
from models.states import Half
from models.timeline import local, local_day, moment
from solver.days import block_starts, stay_days

MOST = 5
NEARBY = timedelta(days=21)  # how far one session may go


def possible_dates(
    db: Session, exchange: Exchange, part: Appointment | None, *, now: datetime, most: int = MOST
) -> tuple[Days, ...]:
    """Where one appointment could move, or the whole series where no part is named."""
    common = common_time(db, exchange, now=now)
    if part is None:
        return tuple(
            sorted(_series(exchange, common, now=now), key=lambda days: _from_now(exchange, days))[:most]
        )
    wishes = _stays(exchange, part, common) if part.first_day else _sessions(exchange, part, common)
    near = sorted(wishes, key=lambda wish: _distance(part, wish))
    return tuple(days_with(exchange, wish) for wish in near[:most])


def _from_now(exchange: Exchange, days: Days) -> tuple[timedelta, datetime]:
    return abs(days.starts[0] - meetings.begins(meetings.main(exchange)[0])), days.starts[0]


def _distance(part: Appointment, wish: Wish) -> tuple[timedelta, str]:
    """How far away; of two as far, the earlier first."""
    if wish.block is not None and part.first_day is not None:
        return abs(wish.block.first_day - part.first_day), wish.block.first_day.isoformat()
    if wish.start is not None and part.starts_at is not None:
        return abs(wish.start - part.starts_at), wish.start.isoformat()
    raise TypeError("a wish is for days or for a start")


def _stays(exchange: Exchange, part: Appointment, common: CommonTime) -> Iterator[Wish]:
    """As long as it is now, beside the other blocks of the same stay."""
    window, length = common.window, len(working_halves(part))
    others = (half for row in meetings.planned(exchange) if row is not part for half in working_halves(row))
    free = common.both & ~halves_as_bits(window, others)
    for start in block_starts(window, free, length):
        days = stay_days(window, ((1 << length) - 1) << start)
        block = Block(
            first_day=days[0].date,
            last_day=days[-1].date,
            first_half=Half.MORNING if days[0].am else Half.AFTERNOON,
            last_half=Half.AFTERNOON if days[-1].pm else Half.MORNING,
        )
        if block != block_of(part):
            yield Wish(part, block=block)


def _sessions(exchange: Exchange, part: Appointment, common: CommonTime) -> Iterator[Wish]:
    """At the weekly times of both, or where neither has named any, at the same hour."""
    if part.starts_at is None:
        return
    on, clock = local_day(part.starts_at), local(part.starts_at).time()
    times = [parse_slot(slot) for slot in _weekly_times(exchange)] or [(n, clock) for n in range(1, 6)]
    for day in (day for day in common.window.dates if abs(day - on) <= NEARBY):
        for start in (moment(day, at) for weekday, at in times if weekday == day.isoweekday()):
            wish = Wish(part, start=start)
            if start != part.starts_at and _suits(exchange, wish, common):
                yield wish


def _series(exchange: Exchange, common: CommonTime, *, now: datetime) -> Iterator[Days]:
    """The whole series anew, as long as none of its sessions has begun."""
    rows = exchange.series
    first = rows[0].starts_at if rows else None
    if first is None or meetings.has_begun(exchange, now=now):
        return
    at = (local_day(first).isoweekday(), local(first).time())
    for weekday, clock in [parse_slot(slot) for slot in _weekly_times(exchange)] or [at]:
        for day in (day for day in common.window.dates if day.isoweekday() == weekday):
            every = exchange.application.cadence_weeks or 1
            starts = meetings.by_rule(moment(day, clock), every_weeks=every, count=len(rows))
            moving = tuple(Wish(row, start=start) for row, start in zip(rows, starts, strict=True))
            if starts[0] != first and all(_suits(exchange, each, common, moving=moving) for each in moving):
                yield days_of_series(exchange, starts)


def _suits(exchange: Exchange, wish: Wish, common: CommonTime, *, moving: tuple[Wish, ...] = ()) -> bool:
    """In July nobody is asked to meet, though they may."""
    is_july = wish.start is not None and local_day(wish.start).month == JULY
    return not is_july and against(exchange, wish, common, moving=moving) is None


def _weekly_times(exchange: Exchange) -> list[str]:
    """The weekly times that both have named; one who has named none can at all of them."""
    asks, gives = set(exchange.application.slots), set(exchange.offer.slots)
    return sorted(asks & gives if asks and gives else asks | gives)
