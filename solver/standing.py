"""Which previous pairings could stand in the round as it is now, and what breaks the others."""

from solver.alone import rule_between
from solver.checks.pairs import PAIR_CHECKS
from solver.checks.shared import SHARED_CHECKS
from solver.checks.times import TIME_CHECKS
from solver.effort import Effort
from solver.findings import Fallen
from solver.locks import contradict, is_timed, lock_of
from solver.past import Past, Stands
from solver.problem import Application, Lock, Previous, Problem, Sessions
from solver.violation import seen

JUDGES = (*PAIR_CHECKS, *TIME_CHECKS, *SHARED_CHECKS)
VALUES = frozenset(("journey", "asks_first"))  # what a bare pairing does not say


def judged(problem: Problem, effort: Effort) -> tuple[Stands | Fallen, ...]:
    """Each previous pairing of an application that is still there, judged alone; raises ProblemError."""
    past = Past(problem)
    locked = {lock.application: lock for lock in problem.locked}
    return tuple(
        _judged(past, one, locked.get(one.application), effort)
        for one in problem.previous
        if one.application in past.facts.applications
    )


def _judged(past: Past, known: Previous, locked: Lock | None, effort: Effort) -> Stands | Fallen:
    application = past.facts.applications[known.application]
    lock = lock_of(past.problem, known, application)
    why = _why_not(past, lock, application, locked, effort)
    if why:
        return Fallen(application=known.application, offer=known.offer, confirmed=known.confirmed, why=why)
    return Stands(known, past.valued(past.bare(lock)), lock)


def _why_not(
    past: Past, lock: Lock, application: Application, locked: Lock | None, effort: Effort
) -> tuple[str, ...]:
    offers = [one for one in (lock.offer, lock.second) if one is not None]
    if any(one not in past.facts.offers for one in offers):
        return ("offer_gone",)
    if locked is not None and contradict(locked, lock):
        return ("locked_elsewhere",)
    if not is_dated(past.problem, lock, application):
        rules = (rule_between(past.problem, application.id, one, effort) for one in offers)
        return tuple(dict.fromkeys(rule.value for rule in rules if rule is not None))
    served = seen(past.facts, past.bare(lock))
    violations = (violation for judge in JUDGES for violation in judge(served))
    return tuple(dict.fromkeys(one.rule for one in violations if one.rule not in VALUES))


def is_dated(problem: Problem, lock: Lock, application: Application) -> bool:
    """Whether a lock says when, unless people agree that themselves."""
    if not is_timed(problem, application):
        return True
    if isinstance(application.needs, Sessions):
        return lock.slot is not None and lock.first is not None
    return lock.days is not None
