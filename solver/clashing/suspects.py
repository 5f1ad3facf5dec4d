"""Groups of locks that look impossible at a glance; whoever asks must still try them.

Counting finds at once what a search among hundreds of locks would find late, and with fewer locks.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from solver.checks.pairs import right_journey
from solver.past import Past
from solver.problem import HostOffer, Lock, Problem
from solver.violation import Served, seen

Group = tuple[Lock, ...]
Key = tuple[str, object]


def suspects(problem: Problem) -> tuple[Group, ...]:
    """The smallest groups first."""
    locks = Locks(problem)
    groups = dict.fromkeys((*locks.doubles(), *locks.crowds(), *locks.spenders()))
    return tuple(sorted(groups, key=len))


@dataclass(frozen=True)
class Locks:
    """All locks of a problem as pairings, as far as their times are known."""

    problem: Problem

    @cached_property
    def _served(self) -> tuple[tuple[Lock, Served], ...]:
        past = Past(self.problem)
        known = (lock for lock in self.problem.locked if past.knows(lock))
        return tuple((lock, seen(past.facts, past.bare(lock))) for lock in known)

    def crowds(self) -> Iterator[Group]:
        """One more than a host, mentor, session or organisation takes."""
        there: dict[Key, list[Lock]] = defaultdict(list)
        most: dict[Key, int] = {}
        for lock, served in self._served:
            for key, limit in _places(served):
                there[key].append(lock)
                most[key] = limit
        return (tuple(locks[: most[key] + 1]) for key, locks in there.items() if len(locks) > most[key])

    def spenders(self) -> Iterator[Group]:
        """The dearest journeys of an organisation that exceed its budget together."""
        costs: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, (_, served) in enumerate(self._served):
            costs[served.application.organisation].append((-right_journey(served).cost, number))
        for place in self.problem.organisations:
            dearest = sorted(costs[place.id])
            sums = [-total for total in accumulate(cost for cost, _ in dearest)]
            if place.travel_budget is not None and sums and sums[-1] > place.travel_budget:
                enough = next(number for number, total in enumerate(sums) if total > place.travel_budget)
                yield tuple(self._served[number][0] for _, number in dearest[: enough + 1])

    def doubles(self) -> Iterator[Group]:
        """Two stays that would have one person in two places."""
        roles: dict[Key, dict[Key, Lock]] = defaultdict(dict)
        for lock, served in self._served:
            for person, half, role in _presences(served):
                roles[person, half][role] = lock
        pairs = (dict.fromkeys([*locks.values()][:2]) for locks in roles.values() if len(locks) > 1)
        return (tuple(pair) for pair in pairs)


def _places(served: Served) -> Iterator[tuple[Key, int]]:
    """What a pairing takes a place of, and how many places there are."""
    for offer, halves in served.hosted:
        place = served.facts.organisations[offer.organisation]
        if not isinstance(offer, HostOffer):
            yield ("offer", offer.id), offer.most_mentees
            starts = served.pairing.sessions
            yield from ((("session", (offer.id, start)), offer.mentees_per_session) for start in starts)
            continue
        yield ("offer", offer.id), offer.most_stays
        yield from ((("host", (offer.id, half)), offer.guests_per_day) for half in halves)
        if place.guests_per_day is not None:
            yield from ((("organisation", (place.id, half)), place.guests_per_day) for half in halves)


def _presences(served: Served) -> Iterator[tuple[str, object, Key]]:
    """Who is where in which half of a stay."""
    for half in served.halves:
        yield served.application.person, half, ("guest", served.application.id)
    for offer, halves in served.hosted:
        if offer.person is not None:
            yield from ((offer.person, half, ("host", offer.id)) for half in halves)
