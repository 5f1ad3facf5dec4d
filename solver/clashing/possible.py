"""Can all locks of a problem be kept? Only those matter who are locked, and who must come along."""

from collections import Counter
from dataclasses import replace

from solver.clashing.persons import all_offers
from solver.effort import Effort
from solver.excerpt import excerpt
from solver.flaws.consistency import clashing_locks
from solver.objective import Objective, Weights
from solver.problem import HostOffer, Lock, MentorOffer, Problem
from solver.solution import Status

NO_WISHES = Objective(
    weights=Weights(priority=0, fit=0, shortfall=0, swap=0, minutes=0, cost=0, co2=0, balance=0, stability=0)
)


def is_possible(problem: Problem, effort: Effort) -> bool:
    """Whether a plan with all locks exists; what cannot be told within the effort counts as possible."""
    decisive = essence(problem)
    if any(True for _ in clashing_locks(decisive)):
        return False
    return replace(effort, on_progress=None).solve(decisive).status != Status.INFEASIBLE


def essence(problem: Problem) -> Problem:
    """The smallest part that has a plan if and only if the problem has one, and without any wishes.

    Everybody else may stay without a pairing, except where a locked host wants more guests than are locked.
    """
    part = surroundings(problem)
    return part.model_copy(update={"objective": NO_WISHES, "previous": (), "swaps": ()})


def surroundings(problem: Problem, wished: tuple[Lock, ...] = ()) -> Problem:
    """The part that decides which of some wished locks can be kept beside those of the problem."""
    locks = (*problem.locked, *wished)
    offers = _offers(problem, locks)
    applications = {lock.application for lock in locks} | _fillers(problem, offers)
    return excerpt(problem, applications=_with_companions(problem, applications), offers=offers)


def _offers(problem: Problem, locks: tuple[Lock, ...]) -> frozenset[str]:
    """The offers that are locked, and those that may share a trip with one of them."""
    named = {one for lock in locks for one in (lock.offer, lock.second) if one is not None}
    open_ended = {lock.offer for lock in locks if lock.second is None}
    linked = [(host.id, other) for host in problem.host_offers for other in host.shares_trip_with]
    named.update(two for one, two in linked if one in open_ended)
    named.update(one for one, two in linked if two in open_ended)
    return frozenset(named)


def _fillers(problem: Problem, offers: frozenset[str]) -> set[str]:
    """Everybody of a kind if an offer of that kind needs more of them than are locked to it."""
    locked = Counter(one for lock in problem.locked for one in (lock.offer, lock.second))
    kinds = {
        "shadowing" if isinstance(offer, HostOffer) else "mentoring"
        for offer in all_offers(problem)
        if offer.id in offers and _least(offer) > max(1, locked[offer.id])
    }
    return {one.id for one in problem.applications if one.kind in kinds}


def _least(offer: HostOffer | MentorOffer) -> int:
    return offer.least_stays if isinstance(offer, HostOffer) else offer.least_mentees


def _with_companions(problem: Problem, applications: set[str]) -> frozenset[str]:
    groups = (group.applications for group in problem.companions)
    return frozenset(applications.union(*(group for group in groups if not applications.isdisjoint(group))))
