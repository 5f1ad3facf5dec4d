"""How templates put values into words: the filters, each given the value and the language."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from math import ceil

from babel.numbers import format_percent

from invites import dates
from invites.codes import Ending, Form, Obstacle, Shortage
from invites.meetings import AllDay, Series, Session, Timed, When
from invites.texts import one_line
from invites.wordings import ENDINGS, FORMS, OBSTACLES, SHORTAGES
from invites.zone import local
from models.languages import Language, Words


def begins(blocks: tuple[When, ...], language: Language) -> str:
    """The first day, with its clock time if there is one."""
    start = min((_start(block) for block in blocks), key=lambda each: each.isoformat())
    return dates.moment(start, language) if isinstance(start, datetime) else dates.day(start, language)


def weeks(blocks: tuple[When, ...], language: Language) -> str:
    """The ISO weeks from the first day to the last."""
    days = [day for block in blocks for day in _days(block)]
    return dates.week([min(days), max(days)], language)


def spell(blocks: tuple[When, ...], language: Language) -> tuple[str, ...]:
    """Every stay and session, a line each."""
    return tuple(line for block in blocks for line in dates.spell(block, language))


def until(on: date, language: Language) -> str:
    """A day, or a moment with its clock time."""
    return dates.moment(on, language) if isinstance(on, datetime) else dates.day(on, language)


def percent(number: float, language: Language) -> str:
    """`1,5 %`, rounded upwards to one decimal: what is "at most" stays true."""
    share = Decimal(ceil(number * 10)) / 1000
    return format_percent(share, locale=dates.HABITS[language].locale, decimal_quantization=False)


def form(value: Form, language: Language) -> str:
    """The name of the exchange."""
    return FORMS[value].into(language)


def ending(value: Ending, language: Language) -> str:
    """Why it will not take place."""
    return ENDINGS[value].into(language)


def shortage(value: Shortage, language: Language) -> str:
    """Why there was no place."""
    return SHORTAGES[value].into(language)


def obstacle(value: Obstacle, language: Language) -> str:
    """Why proposed days cannot be."""
    return OBSTACLES[value].into(language)


def say(value: str | Words, language: Language) -> str:
    """Words in the reader's language; text as it is."""
    return value.into(language) if isinstance(value, Words) else value


VOICES: dict[str, Callable[..., object]] = {
    "begins": begins,
    "weeks": weeks,
    "spell": spell,
    "moment": dates.moment,
    "day": lambda on, language: dates.day(local(on).date() if isinstance(on, datetime) else on, language),
    "until": until,
    "percent": percent,
    "form": form,
    "ending": ending,
    "shortage": shortage,
    "obstacle": obstacle,
    "say": say,
    "on_one_line": lambda text, _language: one_line(text),
}


def _start(when: When) -> date:
    match when:
        case AllDay(first, _last):
            return first
        case Series():
            return when.starts[0]
        case Timed(start, _) | Session(start, _):
            return local(start)


def _days(when: When) -> tuple[date, ...]:
    match when:
        case AllDay(first, last):
            return (first, last)
        case Timed(start, end):
            return (local(start).date(), local(end).date())
        case Session(start, _minutes):
            return (local(start).date(),)
        case Series():
            return tuple(start.date() for start in when.starts)
