"""Does an answer say of itself what is true: status, bound, gap, whose problem it is, and who is unplaced?"""

from collections import Counter
from collections.abc import Callable, Iterator

from solver.checks.value import wrong_values
from solver.problem import fingerprint
from solver.solution import LevelValue, Solution, Status
from solver.violation import Case, Violation, is_known

ROUNDED = 1e-6


def wrong_status(case: Case) -> Iterator[Violation]:
    """Without a plan there is nothing but the status; with one, optimal means that every bound is reached."""
    solution = case.solution
    has_plan = solution.status in (Status.OPTIMAL, Status.FEASIBLE)
    said = (solution.value is not None, bool(solution.levels))
    if said != (has_plan, has_plan) or (not has_plan and (solution.pairings or solution.unplaced)):
        yield Violation("status", f"{solution.status} does not go with the plan")
    proved = all(level.value == level.bound for level in solution.levels)
    if has_plan and proved != (solution.status == Status.OPTIMAL):
        yield Violation("status", f"{solution.status} does not go with the bounds")


def wrong_bounds(case: Case) -> Iterator[Violation]:
    """No bound is below its value; the answer tells the first level that is not proved, else the first."""
    solution = case.solution
    for level in solution.levels:
        if level.bound is not None and level.bound < level.value:
            yield Violation("bound", f"{level.name} has a bound below its value")
    if solution.levels:
        told = _told(solution)
        if (solution.value, solution.bound) != (told.value, told.bound):
            yield Violation("bound", f"value and bound are not those of {told.name}")
    if solution.status == Status.INFEASIBLE and solution.bound is not None:
        yield Violation("bound", "nothing bounds a plan that cannot be")


def _told(solution: Solution) -> LevelValue:
    return next((level for level in solution.levels if level.value != level.bound), solution.levels[0])


def wrong_gap(case: Case) -> Iterator[Violation]:
    """The gap is what the bound promises beyond the value, as a share of the value."""
    value, bound, gap = case.solution.value, case.solution.bound, case.solution.gap
    if value is None or bound is None:
        right = gap is None
    else:
        right = gap is not None and abs(gap - (bound - value) / max(1, abs(value))) <= ROUNDED
    if not right:
        yield Violation("gap", f"{gap} between {value} and {bound}")


def another_input(case: Case) -> Iterator[Violation]:
    """The solution names the problem that it answers."""
    if case.solution.input_sha256 != fingerprint(case.problem):
        yield Violation("input_sha256", "another problem")


def strangers(case: Case) -> Iterator[Violation]:
    """Every pairing and unplaced person is of this problem."""
    for one in case.solution.pairings:
        if not is_known(case.facts, one):
            yield Violation("unknown", f"{one.application} with {one.offer}")
    for waiting in case.solution.unplaced:
        if waiting.application not in case.facts.applications:
            yield Violation("unknown", waiting.application)


def counted_once(case: Case) -> Iterator[Violation]:
    """Each application is placed once or unplaced once, if there is a plan."""
    named = Counter(one.application for one in case.solution.pairings)
    named.update(one.application for one in case.solution.unplaced)
    if case.solution.value is not None:
        yield from (Violation("counted_once", one) for one in case.facts.applications if named[one] != 1)


def wrong_reach(case: Case) -> Iterator[Violation]:
    """Who is unplaced has every offer of the kind either in reach or removed by one rule."""
    offers = {"shadowing": len(case.problem.host_offers), "mentoring": len(case.problem.mentor_offers)}
    for one in case.solution.unplaced:
        application = case.facts.applications.get(one.application)
        if application is not None:
            code = "lost_to_others" if one.in_reach else "nothing_in_reach"
            judged = one.in_reach + sum(removed.offers for removed in one.removed)
            if one.code != code or judged != offers[application.kind]:
                yield Violation("unplaced", one.application)


ANSWER_CHECKS: tuple[Callable[[Case], Iterator[Violation]], ...] = (
    wrong_status,
    wrong_bounds,
    wrong_gap,
    another_input,
    strangers,
    counted_once,
    wrong_reach,
    wrong_values,
)
