"""Which other days somebody may name instead of what is proposed or agreed, and what has been named."""

from datetime import date, datetime
from uuid import UUID

from domain.day_words import in_words, told
from domain.new_days import naming, new_days
from domain.new_days.written import ON, Written
from models.exchanges import Exchange
from models.record import Record
from models.rounds import Round
from models.states import ExchangeState
from web.views.reading import Reading

NOTHING = Written()


class Week(Record):
    """The first days of one ISO week on which both can; `name` is the field's."""

    name: str
    number: int
    first: date
    last: date
    is_on: bool


class OtherDays(Record):
    """`first` and `last` are the round's; `weeks` the nearest. What was written stands after a refusal."""

    weeks: tuple[Week, ...]
    first: date
    last: date
    since: str
    until: str
    is_agreed: bool
    keeps_else: bool
    is_open: bool
    moves: str  # the part that would be elsewhere, where there are several


class Suggested(Record):
    """Days that are named, and wait for the other's word."""

    days: tuple[str, ...]
    until: datetime
    is_mine: bool
    keeps_else: bool


def look(seen: Reading, exchange: Exchange, said: Written | None = None) -> OtherDays | None:
    """None where the days cannot be others any more."""
    moving = naming.part(exchange, now=seen.now)
    if moving is None:
        return None
    round_, kept = seen.db.get_one(Round, exchange.round_id), said or NOTHING
    found = naming.by_week(seen.db, exchange, now=seen.now)
    return OtherDays(
        weeks=tuple(
            _week(naming.begins(exchange, moving, each), naming.ends(exchange, moving, each), kept)
            for each in found
        ),
        first=max(round_.first_day, seen.now.date()),
        last=round_.last_day,
        since=kept.since,
        until=kept.until,
        is_agreed=exchange.state is ExchangeState.CONFIRMED,
        keeps_else=kept.keeps_else,
        is_open=said is not None,
        moves=told([moving], seen.language) if len(exchange.appointments) > 1 else "",
    )


def _week(first: date, last: date, kept: Written) -> Week:
    day, week = first.isoformat(), first.isocalendar().week
    return Week(name=f"{ON}{day}", number=week, first=first, last=last, is_on=day in kept.ticked)


def suggested(seen: Reading, exchange: Exchange, person_id: UUID) -> Suggested | None:
    is_open = exchange.state is ExchangeState.BROKEN and exchange.rests_until is not None
    row = new_days.open_of(seen.db, exchange) if is_open else None
    if row is None or row.suggested_by_id is None:
        return None
    return Suggested(
        days=tuple(in_words(exchange, each, seen.language) for each in row.possible),
        until=row.answer_by,
        is_mine=row.suggested_by_id == person_id,
        keeps_else=row.keeps_else,
    )
