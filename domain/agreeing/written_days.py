"""Days as people write and read them."""

import re
from datetime import date

from domain import meetings
from domain.agreeing import common_days
from domain.refusals import Invalid
from invites import dates
from invites.meetings import When
from models.doubts import Days
from models.languages import Language, _

WRITTEN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")


def spelt(days: Days, language: Language) -> str:
    """On one line, whatever parts there are."""
    return "; ".join(line for each in whens(days) for line in dates.spell(each, language))


def whens(days: Days) -> tuple[When, ...]:
    return tuple(meetings.when(each) for each in common_days.appointments(days))


def read(text: str) -> date:
    """As a form sends it (2027-03-08) or as people write it (8.3.2027)."""
    written = text.strip()
    try:
        if found := WRITTEN.fullmatch(written):
            on, month, year = map(int, found.groups())
            return date(year, month, on)
        return date.fromisoformat(written)
    except ValueError:
        raise Invalid(_("Write the first day as in 8.3.2027.")) from None
