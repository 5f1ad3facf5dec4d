"""Days and clocks in words, as each language writes them; always Helsinki's clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

from babel.dates import format_date

from invites.meetings import AllDay, Series, Session, Timed, When, lasting
from invites.zone import local
from models.languages import Language


@dataclass(frozen=True)
class Habit:
    """How one language writes a date; `ccc` is the weekday as a heading, `EEE` would be Finnish essive."""

    locale: str
    day: str
    day_without_year: str
    week: str
    at: str
    colon: str
    zone: str


HABITS = {
    Language.FI: Habit("fi", "ccc d.M.y", "ccc d.M.", "vk", "klo", ".", "Suomen aikaa"),
    Language.SV: Habit("sv_FI", "ccc d.M.y", "ccc d.M.", "v.", "kl.", ".", "finländsk tid"),
    Language.EN: Habit("en_GB", "ccc d MMMM y", "ccc d MMMM", "week", "at", ":", "Helsinki time"),
}


def day(on: date, language: Language) -> str:
    """`ma 15.3.2027`."""
    return _written(on, HABITS[language].day, HABITS[language].locale)


def week(days: Iterable[date], language: Language) -> str:
    """The ISO week or weeks of some days: `vk 11`, `vk 52–1`."""
    numbers = list(dict.fromkeys(each.isocalendar().week for each in sorted(days)))
    span = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
    return f"{HABITS[language].week} {span}"


def clock(moment: datetime, language: Language) -> str:
    """`9.00`: hours without a leading zero, minutes always."""
    return hour(local(moment).time(), language)


def hour(here: time, language: Language) -> str:
    """The same of a time of any day."""
    return f"{here.hour}{HABITS[language].colon}{here.minute:02}"


def moment(when: datetime, language: Language) -> str:
    """`pe 15.1.2027 klo 16.00`."""
    here = local(when)
    return f"{day(here.date(), language)} {HABITS[language].at} {clock(here, language)}"


def zone(language: Language) -> str:
    """`Suomen aikaa`."""
    return HABITS[language].zone


def days(first: date, last: date, language: Language) -> str:
    """`ma 15.3. – ke 17.3.2027 (vk 11)`; one day stands alone."""
    if first == last:
        return f"{day(first, language)} ({week([first], language)})"
    habit = HABITS[language]
    pattern = habit.day_without_year if first.year == last.year else habit.day
    start = _written(first, pattern, habit.locale)
    return f"{start} – {day(last, language)} ({week([first, last], language)})"


def span(start: datetime, end: datetime, language: Language) -> str:
    """`ma 1.3.2027 klo 13.00–14.00 (vk 9), Suomen aikaa`."""
    return f"{_hours(start, end, language)}, {zone(language)}"


def spell(when: When, language: Language) -> tuple[str, ...]:
    """A stay or session in one line, a series in one line per session; the first says whose clock it is."""
    match when:
        case AllDay(first, last):
            return (days(first, last, language),)
        case Timed(start, end):
            return (span(start, end, language),)
        case Session(start, minutes):
            return (span(start, lasting(start, minutes), language),)
        case Series():
            told = (_hours(start, lasting(start, when.minutes), language) for start in when.starts)
            return (f"{next(told)}, {zone(language)}", *told)


def _hours(start: datetime, end: datetime, language: Language) -> str:
    first, last = local(start), local(end)
    weeks = week({first.date(), last.date()}, language)
    if first.date() == last.date():
        told = f"{moment(first, language)}–{clock(last, language)}"
    else:
        told = f"{moment(first, language)} – {moment(last, language)}"
    return f"{told} ({weeks})"


@lru_cache(maxsize=4000)
def _written(on: date, pattern: str, locale: str) -> str:
    """Remembered, since the days of one round are named again and again."""
    return format_date(on, pattern, locale=locale)
