"""What can be chosen by pressing: topics, languages, weeks with their holidays, weekly times."""

from collections.abc import Iterable
from datetime import date

from domain import topics, weeks_off
from domain.fit_words import LANGUAGES
from domain.school_holidays import SchoolHoliday, school_holiday
from domain.slots import WEEKDAYS
from domain.working_days import is_holiday
from models.languages import Language, Words, _
from models.offers import Availability
from models.record import Record
from models.rounds import Round
from models.timeline import days

HOLIDAYS = {
    SchoolHoliday.WINTER: _("winter holiday of schools"),
    SchoolHoliday.SUMMER: _("summer holiday of schools"),
    SchoolHoliday.AUTUMN: _("autumn holiday of schools"),
    SchoolHoliday.CHRISTMAS: _("Christmas holiday of schools"),
}
DAYS = (_("Mondays"), _("Tuesdays"), _("Wednesdays"), _("Thursdays"), _("Fridays"))
CLOCKS = ("09:00", "10:00", "13:00", "14:00")


class Chip(Record):
    code: str
    words: str
    is_on: bool


class WeekChip(Record):
    """`has` says which holidays fall into it."""

    code: str
    number: int
    first: date
    last: date
    is_on: bool
    has: tuple[Words, ...]


class Slot(Record):
    day: Words
    chips: tuple[Chip, ...]


def topic_chips(chosen: Iterable[str], language: Language) -> tuple[Chip, ...]:
    """The catalogue, and what has been chosen of older ones."""
    mine = set(chosen)
    known = [each.code for each in topics.TOPICS]
    codes = (*known, *sorted(mine - set(known)))
    return tuple(Chip(code=code, words=topics.name(code, language), is_on=code in mine) for code in codes)


def language_chips(chosen: Iterable[Language], language: Language) -> tuple[Chip, ...]:
    mine = set(chosen)
    return tuple(
        Chip(code=each, words=LANGUAGES[each].into(language), is_on=each in mine) for each in Language
    )


def week_chips(rows: list[Availability], round_: Round) -> tuple[WeekChip, ...]:
    away = weeks_off.off(rows, round_)
    return tuple(
        WeekChip(
            code=code,
            number=week[0].isocalendar().week,
            first=week[0],
            last=week[-1],
            is_on=code not in away,
            has=tuple(_has(week)),
        )
        for code, week in weeks_off.weeks(round_).items()
    )


def _has(week: tuple[date, ...]) -> list[Words]:
    first = date.fromisocalendar(*week[0].isocalendar()[:2], 1)
    all_days = days(first, date.fromisocalendar(*week[0].isocalendar()[:2], 5))
    found = [_("public holiday")] if any(is_holiday(each) for each in all_days) else []
    school = dict.fromkeys(filter(None, map(school_holiday, week)))
    return [*found, *(HOLIDAYS[each] for each in school)]


def slots(chosen: Iterable[str]) -> tuple[Slot, ...]:
    """Weekly times; those named otherwise, as by a spreadsheet, stand in their weekday too."""
    mine = set(chosen)
    return tuple(
        Slot(day=day, chips=tuple(_clocks(WEEKDAYS[number], mine))) for number, day in enumerate(DAYS)
    )


def _clocks(weekday: str, mine: set[str]) -> list[Chip]:
    named = {each.partition(" ")[2] for each in mine if each.startswith(f"{weekday} ")}
    return [
        Chip(code=f"{weekday} {clock}", words=clock, is_on=clock in named)
        for clock in sorted(named | set(CLOCKS))
    ]
