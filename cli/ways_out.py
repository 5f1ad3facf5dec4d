"""What would have to change for somebody to have a place, in words."""

from collections.abc import Iterator

from domain import change_words
from domain.plan_words import times
from models.languages import Language, _
from solver.changes import WayOut
from solver.problem import Problem


def ways_in_words(ways: tuple[WayOut, ...], problem: Problem, language: Language) -> Iterator[str]:
    """One line for each way, in their order."""
    for way in ways:
        changes = "; ".join(change_words.clause(one, problem, language).into(language) for one in way.changes)
        when = ", ".join(times(way.pairing, language)) or _("the two agree the days")
        words = _("Possible with {offer}, {when}, if {changes}", offer=way.offer, when=when, changes=changes)
        yield words.into(language)
