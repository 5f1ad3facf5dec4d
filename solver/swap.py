"""Two applications change places in a plan: what it is then, and which rules it breaks; nothing is solved."""

from collections.abc import Iterator
from dataclasses import dataclass

from solver.check import PLAN_CHECKS, wrong_with
from solver.checks.fits import right_fit, right_reasons
from solver.checks.pairs import right_journey
from solver.checks.value import LEVELS
from solver.problem import Lock, Problem, fingerprint
from solver.solution import LevelValue, Pairing, Solution, Status
from solver.violation import Case, seen


@dataclass(frozen=True)
class Swapped:
    """The problem with both locked, its plan, and the rules that the plan breaks by their names."""

    case: Case
    broken: tuple[str, ...]


def swapped(case: Case, one: str, other: str) -> Swapped:
    """Both must have a place; each gets the other's host and time."""
    by_application = {each.application: each for each in case.solution.pairings}
    mine = _in_place_of(case, one, by_application[other])
    theirs = _in_place_of(case, other, by_application[one])
    instead = {one: mine, other: theirs}
    plan = tuple(instead.get(each.application, each) for each in case.solution.pairings)
    rough = Case(case.problem, case.solution.model_copy(update={"pairings": plan}))
    problem = _locked(case.problem, mine, theirs)
    after = Case(problem, _told(Case(problem, rough.solution)))
    return Swapped(after, tuple(dict.fromkeys(_broken(rough, {one, other}))))


def _in_place_of(case: Case, application: str, place: Pairing) -> Pairing:
    bare = place.model_copy(update={"application": application})
    served = seen(case.facts, bare)
    return bare.model_copy(
        update={
            "fit": right_fit(served),
            "reasons": right_reasons(served),
            "journey": right_journey(served),
        }
    )


def _broken(case: Case, two: set[str]) -> Iterator[str]:
    """What is wrong with the two, and with the plan as a whole."""
    yield from (each.rule for one in two for each in wrong_with(case.by_application[one]))
    yield from (each.rule for judge in PLAN_CHECKS for each in judge(case))


def _locked(problem: Problem, *both: Pairing) -> Problem:
    names = {each.application for each in both}
    others = tuple(each for each in problem.locked if each.application not in names)
    return problem.model_copy(update={"locked": (*others, *map(_lock, both))})


def _lock(pairing: Pairing) -> Lock:
    return Lock(
        application=pairing.application,
        offer=pairing.offer,
        second=pairing.second.offer if pairing.second else None,
        days=pairing.days or None,
        slot=pairing.slot,
        first=pairing.sessions[0].date() if pairing.sessions else None,
    )


def _told(case: Case) -> Solution:
    """The same plan with what it is worth; a bound of the freer problem holds for the narrower one, too."""
    bounds = {each.name: each.bound for each in case.solution.levels}
    values = {name: level(case) for name, level in LEVELS.items()}
    wanted = case.problem.objective
    told = (
        {"total": sum(values.values())}
        if wanted.mode == "weights"
        else {str(level): values[level] for level in wanted.levels}
    )
    levels = tuple(
        LevelValue(name=name, value=value, bound=_bound(bounds.get(name), value))
        for name, value in told.items()
    )
    first = next((each for each in levels if each.value != each.bound), levels[0])
    is_best = all(each.value == each.bound for each in levels)
    return case.solution.model_copy(
        update={
            "status": Status.OPTIMAL if is_best else Status.FEASIBLE,
            "levels": levels,
            "value": first.value,
            "bound": first.bound,
            "gap": None if first.bound is None else (first.bound - first.value) / max(1, abs(first.value)),
            "input_sha256": fingerprint(case.problem),
        }
    )


def _bound(known: int | None, value: int) -> int | None:
    return None if known is None else max(known, value)
