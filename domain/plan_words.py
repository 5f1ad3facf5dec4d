"""Days, times and money of a plan in words."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from babel.numbers import format_currency

from invites import dates
from models.languages import Language, _
from models.timeline import HELSINKI
from solver.problem import Problem, StayDay
from solver.solution import Pairing


def money(amount: int, problem: Problem, language: Language) -> str:
    """An amount in the unit of the problem, in euros."""
    euros = amount / (100 if problem.money_unit == "cent" else 1)
    return format_currency(euros, "EUR", locale=dates.HABITS[language].locale)


def times(pairing: Pairing, language: Language) -> Iterator[str]:
    """When it is; nothing where the two agree it."""
    for start in pairing.sessions:
        yield dates.moment(start.replace(tzinfo=HELSINKI), language)
    yield from days(pairing.days, language)


def days(held: Iterable[StayDay], language: Language) -> Iterator[str]:
    """Days on end together, half days each alone."""
    for run in _runs(held):
        if run[0].am and run[0].pm:
            yield dates.days(run[0].date, run[-1].date, language)
        else:
            part = _("morning") if run[0].am else _("afternoon")
            yield f"{dates.day(run[0].date, language)} ({part.into(language)})"


def _runs(days: Iterable[StayDay]) -> Iterator[list[StayDay]]:
    run: list[StayDay] = []
    for day in days:
        follows = bool(run) and day.date - run[-1].date == timedelta(days=1)
        if run and not (follows and all(one.am and one.pm for one in (run[-1], day))):
            yield run
            run = []
        run.append(day)
    if run:
        yield run
