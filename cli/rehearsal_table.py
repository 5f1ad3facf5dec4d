"""A rehearsal's report as people read it on a terminal."""

from collections.abc import Iterator

from rich.console import Group
from rich.table import Table

from domain.rehearsals.report import Report, Spread
from invites import dates
from models.languages import Language, Words, _
from web.words.rehearsals import COUNTS, PHASES


def table(told: Report, language: Language) -> Group:
    """The spread of every count, when each phase ended, and the weeks with most mails."""
    return Group(*_tables(told, language))


def _tables(told: Report, language: Language) -> Iterator[Table]:
    seeds = len(told.outcomes)
    title = _("{round}: {seeds} rehearsals", round=told.round, seeds=seeds).into(language)
    yield _grid(
        title,
        (_("What"), _("Median"), _("Least"), _("Most")),
        [(COUNTS[name].into(language), *_numbers(each)) for name, each in told.spreads.items()],
        language,
    )
    yield _grid(
        _("When").into(language),
        (_("Phase"), _("Usually"), _("Earliest"), _("Latest")),
        [
            (
                PHASES[name].into(language),
                *(dates.day(each, language) for each in (days.middle, days.earliest, days.latest)),
            )
            for name, days in told.phases.items()
        ],
        language,
    )
    yield _grid(
        _("The weeks with most mails").into(language),
        (_("Rehearsal"), _("Week from"), _("Mails")),
        [
            (str(each.seed), dates.day(week.monday, language), str(week.mails))
            for each in told.outcomes
            for week in each.worst_weeks[:1]
        ],
        language,
    )


def _numbers(spread: Spread) -> tuple[str, str, str]:
    return f"{spread.median:g}", str(spread.least), str(spread.most)


def _grid(title: str, head: tuple[Words, ...], rows: list[tuple[str, ...]], language: Language) -> Table:
    grid = Table(title=title, title_justify="left")
    for each in head:
        grid.add_column(each.into(language))
    for row in rows:
        grid.add_row(*row)
    return grid
