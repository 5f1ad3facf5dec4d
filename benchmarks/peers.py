"""How people match without a solver: one after the other, in some order, each where there is still room.

They keep every rule, so they differ from the solver in their judgement alone.
"""

from collections.abc import Callable
from heapq import heappush, heappushpop

import numpy as np

from benchmarks.answers import answer
from benchmarks.candidates import Candidates, Pairs
from benchmarks.journeys import Ints
from benchmarks.room import Room
from solver.problem import Problem
from solver.solution import Solution

Plan = Callable[[Problem], Solution]


def best_fit_first(problem: Problem) -> Solution:
    """The best fit of all, then the best of the rest; of equal ones the nearer and cheaper."""
    return _planned(Candidates(problem), "best fit first", _by_fit)


def best_value_first(problem: Problem) -> Solution:
    """The same by the points of the solver's own objective, so that priorities and journeys count too."""
    return _planned(Candidates(problem), "best value first", by_points)


def first_come_first_served(problem: Problem) -> Solution:
    """Applicants in their order; each takes the best fit of what is left."""
    return _planned(Candidates(problem), "first come first served", _by_turn)


def _planned(candidates: Candidates, name: str, order: Callable[[Pairs], Ints]) -> Solution:
    return answer(candidates, taken_in(candidates, order), name)


def taken_in(candidates: Candidates, order: Callable[[Pairs], Ints]) -> dict[int, int]:
    """Pairs with the numbers of their times, taken in an order."""
    room = Room(candidates)
    room.take_in(order(room.pairs))
    return room.taken


def _by_fit(pairs: Pairs) -> Ints:
    return np.lexsort((-pairs.points, -pairs.fit))


def by_points(pairs: Pairs) -> Ints:
    """The most points first."""
    return np.argsort(-pairs.points, kind="stable")


def _by_turn(pairs: Pairs) -> Ints:
    return np.lexsort((-pairs.points, -pairs.fit, pairs.application))


def deferred_acceptance(problem: Problem) -> Solution:
    """Applicants ask by points, offers keep the best fits; then dates are given, then gaps are filled."""
    room = Room(Candidates(problem))
    accepted = np.array(accept(room), dtype=np.int64)
    by_fit = _by_fit(room.pairs)
    room.take_in(by_fit[np.isin(by_fit, accepted)])
    room.take_in(by_fit)
    return answer(room.candidates, room.taken, "deferred acceptance")


def accept(room: Room) -> list[int]:
    """The stable pairs: nobody and no offer would both rather have each other. Dates and money wait."""
    pairs = room.pairs
    first = np.searchsorted(pairs.application, np.arange(len(room.candidates.applications) + 1))
    asks = np.lexsort((-pairs.points, pairs.application)).tolist()
    asked = first[:-1].tolist()
    kept: dict[int, list[tuple[int, int]]] = {}
    waiting = list(range(len(asked)))
    while waiting:
        rank = waiting.pop()
        if asked[rank] == first[rank + 1]:
            continue
        pair = asks[asked[rank]]
        asked[rank] += 1
        refused = _consider(room, kept.setdefault(int(pairs.offer[pair]), []), pair)
        if refused is not None:
            waiting.append(int(pairs.application[refused]))
    return [-pair for held in kept.values() for _, pair in held]


def _consider(room: Room, held: list[tuple[int, int]], pair: int) -> int | None:
    """Keep a pair, and say which one is refused for it, if any."""
    claim = (int(room.pairs.fit[pair]), -pair)
    if len(held) < room.candidates.most[room.pairs.offer[pair]]:
        heappush(held, claim)
        return None
    return -heappushpop(held, claim)[1]
