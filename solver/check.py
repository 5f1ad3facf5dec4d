"""Judge an answer without the engine: everything is computed again from the problem, with plain sets.

Shares no code with the model; only the shapes of problem and solution.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from solver.check_pairs import PAIR_CHECKS
from solver.check_times import TIME_CHECKS, clashes, overfull_halves, overfull_sessions
from solver.check_value import VALUE_CHECKS
from solver.problem import HostOffer, Lock, Problem, fingerprint
from solver.solution import Pairing, Solution, Status
from solver.violation import Case, Violation


def check(problem: Problem, solution: Solution) -> list[Violation]:
    """Everything that is wrong with an answer; none if it is right."""
    case = Case(problem, solution)
    apart = [
        violation
        for served in case.served
        for judge in (*PAIR_CHECKS, *TIME_CHECKS)
        for violation in judge(served)
    ]
    return apart + [violation for judge in PLAN_CHECKS for violation in judge(case)]


def wrong_status(case: Case) -> Iterator[Violation]:
    """Without a plan there is nothing but the status; with one, optimal means that the bound is reached."""
    solution = case.solution
    has_plan = solution.status in (Status.OPTIMAL, Status.FEASIBLE)
    if has_plan != (solution.value is not None) or (solution.pairings and not has_plan):
        yield Violation("status", f"{solution.status} does not go with the plan")
    proved = all(level.value == level.bound for level in solution.levels) and solution.value == solution.bound
    if has_plan and proved != (solution.status == Status.OPTIMAL):
        yield Violation("status", f"{solution.status} does not go with the bounds")
    if any(level.bound is not None and level.bound < level.value for level in solution.levels):
        yield Violation("status", "a bound is below its value")


def another_input(case: Case) -> Iterator[Violation]:
    """The solution names the problem that it answers."""
    if case.solution.input_sha256 != fingerprint(case.problem):
        yield Violation("input_sha256", "another problem")


def strangers(case: Case) -> Iterator[Violation]:
    """Every pairing and unplaced person is of this problem."""
    for one in case.solution.pairings:
        if one.application not in case.applications or one.offer not in case.offers:
            yield Violation("unknown", f"{one.application} with {one.offer}")


def counted_once(case: Case) -> Iterator[Violation]:
    """Each application is placed once or unplaced once, if there is a plan."""
    named = Counter(one.application for one in case.solution.pairings)
    named.update(one.application for one in case.solution.unplaced)
    if case.solution.value is not None:
        yield from (Violation("counted_once", one) for one in case.applications if named[one] != 1)


def served_too_many_or_few(case: Case) -> Iterator[Violation]:
    """No offer serves more than its most, or some but fewer than its least."""
    served = Counter(one.offer.id for one in case.served)
    for offer in case.offers.values():
        host = isinstance(offer, HostOffer)
        most, least = (
            (offer.most_stays, offer.least_stays)
            if isinstance(offer, HostOffer)
            else (offer.most_mentees, offer.least_mentees)
        )
        if served[offer.id] > most:
            yield Violation("most_stays" if host else "most_mentees", offer.id)
        if 0 < served[offer.id] < least:
            yield Violation("least_stays" if host else "least_mentees", offer.id)


def overspent(case: Case) -> Iterator[Violation]:
    """No organisation spends more on travel than its budget."""
    spent: Counter[str] = Counter()
    for one in case.served:
        spent[one.application.organisation] += one.pairing.journey.cost
    for organisation in case.problem.organisations:
        if organisation.travel_budget is not None and spent[organisation.id] > organisation.travel_budget:
            yield Violation("travel_budget", organisation.id)


def broken_locks(case: Case) -> Iterator[Violation]:
    """Every locked pairing is there, with its days, slot and first date."""
    if case.solution.value is not None:
        for lock in case.problem.locked:
            if not any(_keeps(one, lock) for one in case.solution.pairings):
                yield Violation("locked", f"{lock.application} with {lock.offer}")


def _keeps(pairing: Pairing, lock: Lock) -> bool:
    first = pairing.sessions[0].date() if pairing.sessions else None
    return (
        (pairing.application, pairing.offer) == (lock.application, lock.offer)
        and (not lock.days or pairing.days == lock.days)
        and (lock.slot is None or pairing.slot == lock.slot)
        and (lock.first is None or first == lock.first)
    )


def parted_companions(case: Case) -> Iterator[Violation]:
    """Companions have the same offer at the same time, or none of them has any."""
    for group in case.problem.companions:
        times = dict.fromkeys(group.applications) | {
            one.application.id: (one.offer.id, one.pairing.days, one.pairing.slot, one.pairing.sessions)
            for one in case.served
            if one.application.id in group.applications
        }
        if len(set(times.values())) > 1:
            yield Violation("companions", " and ".join(group.applications))


PLAN_CHECKS: tuple[Callable[[Case], Iterator[Violation]], ...] = (
    wrong_status,
    another_input,
    strangers,
    counted_once,
    served_too_many_or_few,
    overspent,
    broken_locks,
    parted_companions,
    overfull_halves,
    overfull_sessions,
    clashes,
    *VALUE_CHECKS,
)
