"""The next best offers of a placed person: what others have of them, or what the plan would be worth."""

from collections.abc import Iterator

from cli.reasons import INDENT
from domain.lacking_words import clause
from models.languages import Language, Words, _
from solver.explain import Difference, NextBest
from solver.problem import Problem

LEVELS = {
    "total": _("in all"),
    "placed": _("places"),
    "fit": _("fit"),
    "travel": _("journeys"),
    "balance": _("balance"),
    "stability": _("stability"),
}


def next_best_in_words(offers: tuple[NextBest, ...], problem: Problem, language: Language) -> Iterator[str]:
    """The offers in one line, then a line for each with what keeps it."""
    named = ", ".join(f"{one.offer} ({one.fit})" for one in offers)
    yield _("Next best by fit: {offers}", offers=named or _("nobody")).into(language)
    yield from (f"{INDENT}{_kept(one, problem, language)}" for one in offers)


def _kept(one: NextBest, problem: Problem, language: Language) -> str:
    if one.taken:
        return (
            f"{one.offer}: {'; '.join(clause(each, problem, language).into(language) for each in one.taken)}"
        )
    return _gained(one, problem, language).into(language)


def _gained(one: NextBest, problem: Problem, language: Language) -> Words:
    """The levels that change; their sum only where the objective is one."""
    changed = [each for each in one.gains if each.points]
    if not changed:
        return _("{offer} has room, and the plan would be worth as much", offer=one.offer)
    if problem.objective.mode == "weights" and len(changed) > 1:
        changed.insert(0, Difference(level="total", points=sum(each.points for each in changed)))
    points = ", ".join(f"{LEVELS[each.level].into(language)} {each.points:+}" for each in changed)
    return _("{offer} has room; the plan would change in points: {points}", offer=one.offer, points=points)
