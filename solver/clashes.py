"""Why locks cannot all be kept: the smallest sets of locks, companions and limits that clash, by name."""

from collections.abc import Iterable, Iterator

from solver.alone import rule_between
from solver.clashing.limits import Limit, limits, without
from solver.clashing.possible import essence, is_possible
from solver.clashing.smallest import smallest
from solver.clashing.suspects import suspects
from solver.effort import ALL_IT_TAKES, Effort
from solver.findings import Clash, Ruled
from solver.problem import Companions, Lock, Problem
from solver.solution import Rule

Tie = Lock | Companions


def clashes(problem: Problem, effort: Effort = ALL_IT_TAKES) -> tuple[Clash, ...]:
    """Clash after clash, each found without the last lock of those before, until the rest is possible.

    The problem is taken at its word: ids that nothing has are for `solver.reading` to refuse.
    """
    return tuple(_one_after_another(problem, effort))


def _one_after_another(problem: Problem, effort: Effort) -> Iterator[Clash]:
    while (found := clash(problem, effort)) is not None:
        yield found
        kept = tuple(lock for lock in problem.locked if lock != found.locks[-1])
        problem = problem.model_copy(update={"locked": kept})


def clash(problem: Problem, effort: Effort = ALL_IT_TAKES) -> Clash | None:
    """One smallest clash of a problem, or none if it has a plan."""
    suspected = _suspected(problem, effort)
    if suspected is None:
        return None
    ties = smallest(suspected, lambda part: not is_possible(with_ties(problem, part), effort))
    tied = essence(with_ties(problem, ties))
    every = limits(tied)
    needed = smallest(every, lambda part: not is_possible(with_limits(tied, part), effort))
    return Clash(
        locks=tied.locked,
        companions=tied.companions,
        limits=needed,
        ruled=() if needed else tuple(_ruled(tied, effort)),
    )


def _suspected(problem: Problem, effort: Effort) -> tuple[Tie, ...] | None:
    """Locks and companions that are impossible together: few if they can be told at a glance, else all."""
    for group in suspects(problem):
        if not is_possible(with_ties(problem, group), effort):
            return group
    return None if is_possible(problem, effort) else _ties(problem)


def _ties(problem: Problem) -> tuple[Tie, ...]:
    decisive = essence(problem)
    return (*decisive.locked, *decisive.companions)


def with_ties(problem: Problem, ties: Iterable[Tie]) -> Problem:
    """The problem with these locks and companions and no others."""
    kept = tuple(ties)
    locked = tuple(one for one in kept if isinstance(one, Lock))
    companions = tuple(one for one in kept if isinstance(one, Companions))
    return problem.model_copy(update={"locked": locked, "companions": companions})


def with_limits(problem: Problem, kept: Iterable[Limit]) -> Problem:
    """The problem with these limits and no others."""
    wanted = frozenset(kept)
    return without(problem, (limit for limit in limits(problem) if limit not in wanted))


def _ruled(problem: Problem, effort: Effort) -> Iterator[Ruled]:
    """The pairs that the only lock asks for and a rule forbids; dates if it is only the locked time."""
    if len(problem.locked) > 1:
        return
    (lock,) = problem.locked
    free = essence(without(problem, (one for one in limits(problem) if one.kind != "two_places")))
    pairs = [(one.id, offer) for one in free.applications for offer in (lock.offer, lock.second) if offer]
    rules = {pair: rule_between(free, *pair, effort) for pair in pairs}
    if not any(rules.values()) and (lock.days or lock.slot or lock.first):
        rules[lock.application, lock.offer] = Rule.DATES
    for (application, offer), rule in rules.items():
        if rule is not None:
            yield Ruled(application=application, offer=offer, rule=rule)
