"""Days on which a pair without days could meet: both can, the window is kept, a place is left."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy.orm import Session

from domain import pairings
from domain.common_time import CommonTime, common_time, halves_as_bits
from domain.obstacles import working_halves
from domain.places import half_days
from domain.refusals import Invalid
from domain.working_days import add_working_days, is_working_day
from invites.codes import Obstacle
from models.doubts import Days
from models.exchanges import Appointment, Exchange
from models.languages import Words, _
from models.open_dates import OpenDates
from models.schedules import Block
from models.states import Half
from solver.days import block_starts, stay_days, stays
from solver.problem import Stay

MOST = 5
TRIED = 2_000  # ways to hold a stay in several parts, the earliest first
SENTENCES = {
    Obstacle.GUEST_BUSY: _("The guest cannot come then."),
    Obstacle.HOST_BUSY: _("The host cannot take anybody then."),
    Obstacle.FULL: _("The host has no place left then."),
}


def possible(db: Session, exchange: Exchange, row: OpenDates) -> tuple[Days, ...]:
    """A few that stay possible whenever they answer in time: what was found before, then week by week."""
    common = common_time(db, exchange, now=row.agree_by)
    kept = [days for days in row.possible if obstacle(exchange, row, days, common) is None]
    free = common.both & _window(row, common)
    ways = stays(common.window, free, Stay(blocks=exchange.application.blocks))
    found = [_days(exchange, common, way) for _n, way in zip(range(TRIED), ways, strict=False)]
    new = _week_by_week([days for days in found if days not in kept])
    return (*kept, *new[: max(0, MOST - len(kept))])


def shown(db: Session, exchange: Exchange, row: OpenDates, *, now: datetime) -> tuple[Days, ...]:
    """What one of the two is shown: the days that are known and still possible, and others in their place."""
    known = still_possible(db, exchange, row, row.possible, now=now)
    every = dict.fromkeys((*known, *possible(db, exchange, row)))
    return tuple(sorted(every, key=lambda days: days.blocks[0].first_day))


def still_possible(
    db: Session, exchange: Exchange, row: OpenDates, days: tuple[Days, ...], *, now: datetime
) -> tuple[Days, ...]:
    """Those of some days that nobody has taken since, by what is known now."""
    common = common_time(db, exchange, now=now)
    return tuple(each for each in days if obstacle(exchange, row, each, common) is None)


def obstacle(exchange: Exchange, row: OpenDates, days: Days, common: CommonTime) -> Obstacle | None:
    """The first reason why these days cannot be."""
    rows = appointments(days)
    if any(not row.first_day <= each <= row.last_day for each in _ends(days)):
        return Obstacle.WINDOW
    sizes = tuple(len(working_halves(each)) for each in rows)
    if sizes != exchange.application.blocks:
        return Obstacle.LENGTH
    taken = 0
    for each, size in zip(rows, sizes, strict=True):
        bits = halves_as_bits(common.window, half_days(each))
        if bits.bit_count() != size or bits & taken or not list(block_starts(common.window, bits, size)):
            return Obstacle.CLOSED
        if found := _busy(common, bits):
            return found
        taken |= bits
    return None


def _busy(common: CommonTime, bits: int) -> Obstacle | None:
    for can, found in (
        (common.guest, Obstacle.GUEST_BUSY),
        (common.host, Obstacle.HOST_BUSY),
        (common.room, Obstacle.FULL),
        (common.both, Obstacle.TOO_NEAR),
    ):
        if bits & ~can:
            return found
    return None


def beginning(
    db: Session, exchange: Exchange, row: OpenDates, firsts: tuple[date, ...], *, now: datetime
) -> Days:
    """The days that begin so, one first day for each part of the stay; refused where they cannot be."""
    sizes = exchange.application.blocks
    if len(firsts) != len(sizes):
        raise Invalid(_("Write the first day of each part of the visit."))
    if not all(is_working_day(each) for each in firsts):
        raise Invalid(_("A stay begins on a working day that is still to come."))
    blocks = tuple(_block(first, size) for first, size in zip(firsts, sizes, strict=True))
    days = Days(blocks=blocks)
    against = obstacle(exchange, row, days, common_time(db, exchange, now=now, lead=1))
    if against is not None:
        raise Invalid(_why_not(against))
    return days


def _why_not(against: Obstacle) -> Words:
    return SENTENCES.get(against, _("The visit cannot be on these days: choose others."))


def _block(first: date, halves: int) -> Block:
    """So many half days from a morning on."""
    last = add_working_days(first, (halves + 1) // 2 - 1)
    return Block(first_day=first, last_day=last, last_half=Half.MORNING if halves % 2 else Half.AFTERNOON)


def appointments(days: Days) -> list[Appointment]:
    return [
        Appointment(number=number, **block.model_dump()) for number, block in enumerate(days.blocks, start=1)
    ]


def _window(row: OpenDates, common: CommonTime) -> int:
    within = (day for day in common.window.dates if row.first_day <= day <= row.last_day)
    return halves_as_bits(common.window, ((day, half) for day in within for half in Half))


def _days(exchange: Exchange, common: CommonTime, halves: int) -> Days:
    return Days(blocks=pairings.blocks(stay_days(common.window, halves), exchange.application.blocks))


def _week_by_week(found: list[Days]) -> list[Days]:
    """The first of each week, then the others: a choice among weeks is worth more than one among days."""
    weeks: dict[tuple[int, int], Days] = {}
    for days in found:
        year, week, _day = days.blocks[0].first_day.isocalendar()
        weeks.setdefault((year, week), days)
    firsts = list(weeks.values())
    return firsts + [days for days in found if days not in firsts]


def _ends(days: Days) -> Iterator[date]:
    for block in days.blocks:
        yield block.first_day
        yield block.last_day
