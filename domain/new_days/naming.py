"""Days that one of the two may name at the same host: one choice in each week, or any between two dates."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy.orm import Session

from domain import meetings
from domain.obstacles import Wish, block_of, days_with, obstacle
from domain.possible_dates import possible_dates
from domain.refusals import Conflict, Invalid
from domain.working_days import add_working_days, on_or_after, working_days
from invites.codes import Obstacle
from invites.wordings import OBSTACLES
from models.doubts import Days
from models.exchanges import Appointment, Exchange
from models.languages import Words, _
from models.rounds import Round
from models.schedules import Block
from models.states import ExchangeState, Kind

MOST_WEEKS, MOST_NAMED = 8, 6
EVERY = 1_000  # more than a round has days
OPEN = (ExchangeState.PROPOSED, ExchangeState.CONFIRMED)


def part(exchange: Exchange, *, now: datetime) -> Appointment | None:
    """The next part of a stay that is still ahead as a whole; none where other days cannot be named."""
    if exchange.kind is not Kind.SHADOWING or exchange.state not in OPEN:
        return None
    ahead = [each for each in meetings.planned(exchange) if meetings.begins(each) > now]
    return min(ahead, key=meetings.begins, default=None)


def by_week(db: Session, exchange: Exchange, *, now: datetime) -> tuple[Days, ...]:
    """The first possible days of each of the nearest weeks, in their order."""
    moving = part(exchange, now=now)
    if moving is None:
        return ()
    weeks: dict[tuple[int, int], Days] = {}
    for days in _possible(db, exchange, moving, now=now):
        year, week, _day = begins(exchange, moving, days).isocalendar()
        known = weeks.setdefault((year, week), days)
        if begins(exchange, moving, days) < begins(exchange, moving, known):
            weeks[year, week] = days
    return _in_order(exchange, moving, list(weeks.values())[:MOST_WEEKS])


def named(
    db: Session,
    exchange: Exchange,
    firsts: Collection[date],
    between: tuple[date | None, date | None],
    *,
    now: datetime,
) -> tuple[Days, ...]:
    """All days that are meant by their first ones, and by the two dates between which any would do."""
    moving = part(exchange, now=now)
    if moving is None:
        raise Conflict(_("There is nothing left to rearrange in this exchange."))
    if not firsts and not any(between):
        raise Invalid(_("Choose at least one week, or write between which days you could."))
    since, until = between
    possible = _possible(db, exchange, moving, now=now)
    meant = [each for each in possible if begins(exchange, moving, each) in firsts]
    meant += _within(exchange, moving, possible, since, until)
    if not meant:
        raise Conflict(_why(db, exchange, moving, since or min(firsts, default=None), now=now))
    return _in_order(exchange, moving, list(dict.fromkeys(meant))[:MOST_NAMED])


def begins(exchange: Exchange, moving: Appointment, days: Days) -> date:
    return _block(exchange, moving, days).first_day


def ends(exchange: Exchange, moving: Appointment, days: Days) -> date:
    return _block(exchange, moving, days).last_day


def _within(
    exchange: Exchange,
    moving: Appointment,
    possible: Iterable[Days],
    since: date | None,
    until: date | None,
) -> list[Days]:
    """Whole stays between two dates; one date alone is the first day."""
    if since is None:
        return []
    if until is None:
        return [each for each in possible if begins(exchange, moving, each) == since]
    blocks = ((each, _block(exchange, moving, each)) for each in possible)
    return [each for each, block in blocks if since <= block.first_day and block.last_day <= until]


def _possible(db: Session, exchange: Exchange, moving: Appointment, *, now: datetime) -> list[Days]:
    """The nearest first; a stay that begins in a morning goes on doing so."""
    found = possible_dates(db, exchange, moving, now=now, most=EVERY)
    half = block_of(moving).first_half
    return [each for each in found if _block(exchange, moving, each).first_half is half]


def _why(db: Session, exchange: Exchange, moving: Appointment, on: date | None, *, now: datetime) -> Words:
    """What speaks against the first of the days that were named."""
    round_ = db.get_one(Round, exchange.round_id)
    if on is None or not round_.first_day <= on <= round_.last_day:
        return OBSTACLES[Obstacle.WINDOW]
    found = obstacle(db, exchange, days_with(exchange, Wish(moving, block=_beginning(moving, on))), now=now)
    if found is not None:
        return OBSTACLES[found]
    return _("The visit lasts {number} working days: leave room for all of them.", number=_length(moving))


def _beginning(moving: Appointment, on: date) -> Block:
    first = on_or_after(on)
    last = add_working_days(first, _length(moving) - 1)
    return block_of(moving).model_copy(update={"first_day": first, "last_day": last})


def _length(moving: Appointment) -> int:
    block = block_of(moving)
    return len(working_days(block.first_day, block.last_day))


def _in_order(exchange: Exchange, moving: Appointment, found: list[Days]) -> tuple[Days, ...]:
    return tuple(sorted(found, key=lambda each: begins(exchange, moving, each)))


def _block(exchange: Exchange, moving: Appointment, days: Days) -> Block:
    return days.blocks[exchange.appointments.index(moving)]
