"""Judge an answer without the engine: everything is computed again from the problem, with plain sets.

Shares no code with the model; only the shapes of problem and solution.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from solver.checks.answer import ANSWER_CHECKS
from solver.checks.facts import AnyOffer
from solver.checks.fits import FIT_CHECKS
from solver.checks.pairs import PAIR_CHECKS
from solver.checks.presence import PRESENCE_CHECKS
from solver.checks.shared import SHARED_CHECKS
from solver.checks.times import TIME_CHECKS
from solver.problem import HostOffer, Lock, Problem
from solver.solution import Pairing, Solution
from solver.violation import Case, Served, Violation

EACH_CHECKS = (*PAIR_CHECKS, *FIT_CHECKS, *TIME_CHECKS, *SHARED_CHECKS)


def check(problem: Problem, solution: Solution) -> list[Violation]:
    """Everything that is wrong with an answer; none if it is right."""
    case = Case(problem, solution)
    apart = [violation for served in case.served for violation in wrong_with(served)]
    return apart + [violation for judge in (*PLAN_CHECKS, *ANSWER_CHECKS) for violation in judge(case)]


def wrong_with(served: Served) -> Iterator[Violation]:
    """What is wrong with a pairing, whoever else is placed."""
    return (violation for judge in EACH_CHECKS for violation in judge(served))


def served_too_many_or_few(case: Case) -> Iterator[Violation]:
    """No offer serves more than its most, or some but fewer than its least."""
    served = Counter(offer.id for one in case.served for offer in one.both)
    for offer in case.facts.offers.values():
        host = isinstance(offer, HostOffer)
        least, most = _least_and_most(offer)
        if 0 < served[offer.id] < least:
            yield Violation("least_stays" if host else "least_mentees", offer.id)
        if served[offer.id] > most:
            yield Violation("most_stays" if host else "most_mentees", offer.id)


def _least_and_most(offer: AnyOffer) -> tuple[int, int]:
    if isinstance(offer, HostOffer):
        return offer.least_stays, offer.most_stays
    return offer.least_mentees, offer.most_mentees


def overspent(case: Case) -> Iterator[Violation]:
    """No organisation spends more on travel than its budget."""
    spent: Counter[str] = Counter()
    for one in case.served:
        spent[one.application.organisation] += one.pairing.journey.cost
    for organisation in case.problem.organisations:
        if organisation.travel_budget is not None and spent[organisation.id] > organisation.travel_budget:
            yield Violation("travel_budget", organisation.id)


def broken_locks(case: Case) -> Iterator[Violation]:
    """Every locked pairing is there, with its second host, days, slot and first date."""
    if case.solution.value is not None:
        for lock in case.problem.locked:
            served = case.by_application.get(lock.application)
            if served is None or not _keeps(served.pairing, lock):
                yield Violation("locked", f"{lock.application} with {lock.offer}")


def _keeps(pairing: Pairing, lock: Lock) -> bool:
    second = pairing.second.offer if pairing.second else None
    first = pairing.sessions[0].date() if pairing.sessions else None
    return (
        pairing.offer == lock.offer
        and (lock.second is None or second == lock.second)
        and (not lock.days or pairing.days == lock.days)
        and (lock.slot is None or pairing.slot == lock.slot)
        and (lock.first is None or first == lock.first)
    )


def parted_companions(case: Case) -> Iterator[Violation]:
    """Companions have the same offers at the same time, or none of them has any."""
    for group in case.problem.companions:
        if len({_whereabouts(case, one) for one in group.applications}) > 1:
            yield Violation("companions", " and ".join(group.applications))


def _whereabouts(case: Case, application: str) -> object:
    served = case.by_application.get(application)
    if served is None:
        return None
    pairing = served.pairing
    return pairing.offer, pairing.second, pairing.days, pairing.slot, pairing.sessions


PLAN_CHECKS: tuple[Callable[[Case], Iterator[Violation]], ...] = (
    served_too_many_or_few,
    overspent,
    broken_locks,
    parted_companions,
    *PRESENCE_CHECKS,
)
