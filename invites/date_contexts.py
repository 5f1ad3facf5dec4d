"""What letters about days that people agree themselves need to know."""

from dataclasses import dataclass
from datetime import date

from invites.ask_contexts import Question
from invites.letterhead import Letterhead
from invites.meetings import When
from invites.particulars import Particulars
from models.languages import Words


@dataclass(frozen=True, kw_only=True)
class AskDates(Question):
    """To guest or host: which days suit? `named_by` is the other, once they have named some of the days."""

    kind = "ask_dates"
    particulars: Particulars
    is_host: bool
    reasons: tuple[str | Words, ...]
    days: tuple[tuple[When, ...], ...]
    first_day: date
    last_day: date
    named_by: str | None
    none_in_common: bool


@dataclass(frozen=True)
class WithoutDays:
    """One pair that has agreed no days, and who of them has named none."""

    guest: str
    host: str
    silent: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DatesMissing(Question):
    """To HR, once the time to agree is over: what becomes of the pairs without days?"""

    kind = "dates_missing"
    reference: str
    pairs: tuple[WithoutDays, ...]


@dataclass(frozen=True, kw_only=True)
class DatesSuitUnit(Question):
    """To the supervisor: both have said yes; may the guest be away on these days?"""

    kind = "dates_suit_unit"
    particulars: Particulars


DATE_KINDS: tuple[type[Letterhead], ...] = (AskDates, DatesMissing, DatesSuitUnit)
