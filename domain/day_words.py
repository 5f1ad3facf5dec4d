"""Other days in words, as people read them in letters and on pages."""

from collections.abc import Iterable
from datetime import datetime

from domain import meetings
from domain.obstacles import Wish, wishes
from invites import dates
from invites.changes import Change
from models.doubts import Days
from models.exchanges import Appointment, Exchange
from models.languages import Language, _, plural

MOST_LINES = 2


def change(exchange: Exchange, days: Days, language: Language) -> Change:
    """What was agreed, and what it would be."""
    was = (wish.appointment for wish in wishes(exchange, days))
    return Change(_("Time").into(language), told(was, language), in_words(exchange, days, language))


def in_words(exchange: Exchange, days: Days, language: Language) -> str:
    """The parts that would be elsewhere; of a whole series its first session."""
    return told((moved(wish) for wish in wishes(exchange, days)), language)


def told(rows: Iterable[Appointment], language: Language) -> str:
    lines = [line for row in rows for line in dates.spell(meetings.when(row), language)]
    if len(lines) <= MOST_LINES:
        return "; ".join(lines)
    return f"{lines[0]} … {plural('{number} session', '{number} sessions', len(lines)).into(language)}"


def moved(wish: Wish) -> Appointment:
    """The appointment as it would be; it belongs to no database."""
    row = wish.appointment
    if wish.block is not None:
        return Appointment(number=row.number, **wish.block.model_dump())
    starts_at: datetime | None = wish.start or row.starts_at
    return Appointment(number=row.number, starts_at=starts_at, minutes=row.minutes)
