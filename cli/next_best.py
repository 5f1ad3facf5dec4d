"""The next best offers of a placed person: what others have of them, or what the plan would be worth."""

from collections.abc import Iterator
from dataclasses import replace

from cli.reasons import INDENT, days, money
from models.languages import Language, Words, _, plural
from solver.explain import Difference, NextBest
from solver.explaining.why import Resource, Taken
from solver.problem import Problem

PLACES_FOR_GUESTS = plural(
    "{whose} lacks {number} place for guests: {days}", "{whose} lacks {number} places for guests: {days}", 1
)
LACKING = {
    Resource.GUESTS_PER_DAY: PLACES_FOR_GUESTS,
    Resource.ORGANISATION_GUESTS: PLACES_FOR_GUESTS,
    Resource.MENTEES_PER_SESSION: plural(
        "{whose} lacks {number} place at a time", "{whose} lacks {number} places at a time", 1
    ),
    Resource.MOST: plural("{whose} lacks {number} place", "{whose} lacks {number} places", 1),
    Resource.LEAST: _("{whose} would have fewer than wanted: {number} short"),
    Resource.TRAVEL_BUDGET: _("{whose} lacks {money} for travel"),
    Resource.BOOKED: _("{whose} is elsewhere then"),
    Resource.LOCKED: _("{whose} is locked to another place or time"),
}
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
        return f"{one.offer}: {'; '.join(_lacking(each, problem, language) for each in one.taken)}"
    return _gained(one, problem, language).into(language)


def _lacking(taken: Taken, problem: Problem, language: Language) -> str:
    fields = {
        "whose": taken.whose,
        "number": taken.short,
        "money": money(taken.short, problem, language),
        "days": ", ".join(days(taken.days, language)),
    }
    words = replace(LACKING[taken.resource], number=taken.short, fields=tuple(fields.items()))
    said = _("{lacking} (see {applications})", lacking=words, applications=", ".join(taken.by))
    return (said if taken.by else words).into(language)


def _gained(one: NextBest, problem: Problem, language: Language) -> Words:
    """The levels that change; their sum only where the objective is one."""
    changed = [each for each in one.gains if each.points]
    if not changed:
        return _("{offer} has room, and the plan would be worth as much", offer=one.offer)
    if problem.objective.mode == "weights" and len(changed) > 1:
        changed.insert(0, Difference(level="total", points=sum(each.points for each in changed)))
    points = ", ".join(f"{LEVELS[each.level].into(language)} {each.points:+}" for each in changed)
    return _("{offer} has room; the plan would change in points: {points}", offer=one.offer, points=points)
