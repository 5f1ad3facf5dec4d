"""What rehearsals came to, as pictures: what becomes of people, when things happen, when mails leave."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from statistics import median

from domain.rehearsals.report import DaySpread, Outcome, Report, Spread
from invites import dates
from models.languages import Language, Words, _
from web.pictures.columns import Column, Columns, Part
from web.pictures.drawing import Look
from web.pictures.ranges import Range, Ranges, Tick
from web.words.rehearsals import COUNTS, PHASES

PEOPLE = ("applications", "proposed", "placed", "released", "repaired", "unanswered", "ended_by_silence")
WORK = ("mails_to_one", "mails_to_one_most", "decisions", "mails_to_coordinator")
MOST_TICKS = 5
STEPS = (1, 2, 5)
A_WEEK = timedelta(days=7)


def people(told: Report) -> Ranges:
    return _numbers(told, "people", _("What becomes of the applications"), PEOPLE)


def work(told: Report) -> Ranges:
    return _numbers(told, "work", _("What it asks of people"), WORK)


def when(told: Report, language: Language) -> Ranges | None:
    """Each phase from the earliest to the latest day on which it ended."""
    if not told.phases:
        return None
    rows = tuple(_phase(PHASES[name], days, language) for name, days in told.phases.items())
    return Ranges(
        name="when",
        title=_("What happens when"),
        rows=rows,
        ticks=tuple(_months(told)),
    )


def mails(outcomes: Sequence[Outcome], language: Language) -> Columns | None:
    """How many leave in a week usually, and how many more where most do; every week, also silent ones."""
    counted = [{each.monday: each.mails for each in outcome.weeks} for outcome in outcomes]
    mondays = sorted({monday for each in counted for monday in each})
    if not mondays:
        return None
    weeks = _weeks(mondays[0], mondays[-1])
    columns = tuple(_week(monday, [each.get(monday, 0) for each in counted], language) for monday in weeks)
    return Columns(
        name="mails",
        title=_("Mails that leave in a week"),
        head=_("Week"),
        unit=dates.HABITS[language].week,
        parts=(
            Part(name=_("usually"), look=Look.FIRM),
            Part(name=_("more where there are most"), look=Look.HATCHED),
        ),
        columns=columns,
    )


def told(spread: Spread) -> str:
    """`6 (5–8)`; one number where all are the same."""
    if spread.least == spread.most:
        return f"{spread.most}"
    return f"{spread.median:g} ({spread.least}–{spread.most})"


def _numbers(told_: Report, name: str, title: Words, counts: tuple[str, ...]) -> Ranges:
    spreads = {each: told_.spreads[each] for each in counts}
    rows = tuple(
        Range(name=COUNTS[each], least=one.least, usual=one.median, most=one.most, told=told(one))
        for each, one in spreads.items()
    )
    highest = max(each.most for each in rows)
    step = _step(highest)
    last = -(-int(highest) // step) * step or step
    ticks = tuple(Tick(at=at, label=f"{at}") for at in range(0, last + 1, step))
    return Ranges(name=name, title=title, rows=rows, ticks=ticks)


def _step(highest: float) -> int:
    size = 1
    while True:
        for step in STEPS:
            if highest <= MOST_TICKS * step * size:
                return step * size
        size *= 10


def _phase(name: Words, days: DaySpread, language: Language) -> Range:
    return Range(
        name=name,
        least=days.earliest.toordinal(),
        usual=days.middle.toordinal(),
        most=days.latest.toordinal(),
        told=dates.day(days.middle, language),
        wholly=dates.days(days.earliest, days.latest, language),
    )


def _months(told_: Report) -> Iterator[Tick]:
    """The first days of some months around everything."""
    first = min(each.earliest for each in told_.phases.values()).replace(day=1)
    last = max(each.latest for each in told_.phases.values())
    months = 1 + (last.year - first.year) * 12 + last.month - first.month
    step = max(1, -(-months // MOST_TICKS))
    for number in range(0, months + step, step):
        year, month = divmod(first.month - 1 + number, 12)
        day = date(first.year + year, month + 1, 1)
        yield Tick(at=day.toordinal(), label=f"{day.month}/{day.year}")


def _weeks(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += A_WEEK


def _week(monday: date, numbers: list[int], language: Language) -> Column:
    usual = round(median(numbers))
    return Column(
        label=f"{monday.isocalendar().week}",
        below=f"{monday.day}.{monday.month}.",
        told=f"{dates.week([monday], language)}, {dates.day(monday, language)}",
        numbers=(usual, max(numbers) - usual),
    )
