"""The cheapest changes that would place each unplaced person while everybody else stays as planned.

Exact over all offers and times under the weights. A way out ends at one offer: shared trips are not sought,
but those of the plan take their places. With companions it places them all, or none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np

from solver.beside.cells import Cells, Halves, Meetings
from solver.beside.hours import AgreedDays, Columns, Hours
from solver.beside.openings import Openings
from solver.beside.reach import NEVER, Party, places, reach
from solver.beside.room import Room, room_in
from solver.beside.sides import Points, Side, both_sides
from solver.beside.trial import Trial
from solver.beside.way import way_out
from solver.changes import ChangeWeights, WayOut
from solver.placements import Placement
from solver.problem import CommonDays, Problem, Sessions, Stay
from solver.solution import Solution

FIRST_LOOK = 16  # offers weighed exactly at first: those that seem cheapest
MOST_AT_ONCE = 500_000  # figures in one array


def ways_out(
    problem: Problem, solution: Solution, *, others: int = 2, weights: ChangeWeights | None = None
) -> tuple[WayOut, ...]:
    """For each unplaced application its cheapest way out, and the best with so many other offers."""
    search = search_beside(problem, solution, others=others, weights=weights)
    return search.ways(one.application for one in solution.unplaced)


def search_beside(
    problem: Problem, solution: Solution, *, others: int = 2, weights: ChangeWeights | None = None
) -> "Search":
    """For those who ask of one plan again and again: it looks at the problem once."""
    return Search(room_in(problem, solution), weights or ChangeWeights(), others + 1)


@dataclass(frozen=True)
class Search:
    """Looks beside one plan for so many ways out for each application."""

    room: Room
    weights: ChangeWeights
    wanted: int = 3

    def ways(self, applications: Iterable[str]) -> tuple[WayOut, ...]:
        """The ways out of these, in their order, the cheapest first."""
        parties = {one: self.party(one) for one in applications}
        found = {trials.ids: trials.best for trials in self._trials(parties.values())}
        return tuple(
            way_out(trial, application)
            for application, party in parties.items()
            for trial in found[ids(party)]
        )

    def party(self, application: str) -> Party:
        """An application with its companions."""
        together = self._companions.get(application, (application,))
        return tuple(self.room.view.application[one] for one in together)

    @cached_property
    def _companions(self) -> dict[str, tuple[str, ...]]:
        groups = self.room.view.problem.companions
        return {one: group.applications for group in groups for one in group.applications}

    @cached_property
    def _cells(self) -> tuple[Halves, Meetings]:
        hosts, mentors = both_sides(self.room)
        return Halves(hosts), Meetings(mentors)

    def _trials(self, parties: Iterable[Party]) -> Iterator["Found"]:
        """Parties of one size with the same needs are looked at together."""
        alike: dict[tuple[object, ...], dict[tuple[str, ...], Party]] = {}
        for party in parties:
            needs = vars(party[0].needs).values()  # models are slow to compare
            alike.setdefault((*needs, len(party)), {})[ids(party)] = party
        for group in alike.values():
            same = tuple(group.values())
            yield from self._found(self._cells[isinstance(same[0][0].needs, Sessions)], same)

    def _hours(self, cells: Cells, parties: tuple[Party, ...]) -> Hours:
        needs, coming = parties[0][0].needs, len(parties[0])
        if isinstance(needs, CommonDays):
            return AgreedDays(cells.side, parties, self.weights, needs.at_least)
        if (needs, coming) not in self._openings:
            self._openings[needs, coming] = Openings(cells, needs, coming, self.weights)
        return Columns(self._openings[needs, coming], parties)

    @cached_property
    def _openings(self) -> dict[tuple[Stay | Sessions, int], Openings]:
        """What the offers have for some needs is asked again and again."""
        return {}

    def _found(self, cells: Cells, parties: tuple[Party, ...]) -> Iterator["Found"]:
        side, its = cells.side, self._hours(cells, parties)
        there = places(side, len(parties[0]), self.weights)
        step = max(1, MOST_AT_ONCE // max(1, len(side.offers)))
        for start in range(0, len(parties), step):
            some = parties[start : start + step]
            near = reach(side, some, self.weights) + there
            rows = np.arange(start, start + len(some))
            picked = cheapest(near, its, rows, self.wanted)
            yield from self._told(some, side, picked, self._times(its, rows, picked))

    def _times(self, its: Hours, rows: Points, picked: list[list[int]]) -> Iterator[Placement]:
        """The best time of each that was picked, one after the other."""
        each = np.repeat(rows, [len(offers) for offers in picked])
        return iter(its.placements(each, np.array([*chain(*picked)], np.int64)))

    def _told(
        self, parties: Iterable[Party], side: Side, picked: list[list[int]], times: Iterator[Placement]
    ) -> Iterator["Found"]:
        for party, offers in zip(parties, picked, strict=True):
            yield Found(ids(party), tuple([self._trial(party, side, one, next(times)) for one in offers]))

    def _trial(self, party: Party, side: Side, offer: int, time: Placement) -> Trial:
        return Trial(self.room, self.weights, party, side.offers[offer], time)


@dataclass(frozen=True)
class Found:
    """The cheapest trials of a party."""

    ids: tuple[str, ...]
    best: tuple[Trial, ...]


def ids(party: Party) -> tuple[str, ...]:
    """The applications of a party."""
    return tuple(member.id for member in party)


def cheapest(near: Points, its: Hours, rows: Points, wanted: int) -> list[list[int]]:
    """For each row the numbers of the cheapest offers; of equal ones, the first.

    Offers are weighed exactly in the order of what they cost at least, until no other can be cheaper.
    """
    number = near.shape[1]
    if number == 0:
        return [[] for _ in rows]
    keys = near + (its.least_own[rows][:, None] + its.least_there)
    np.minimum(keys, NEVER, out=keys)
    keys *= number
    keys += np.arange(number)
    found = np.empty((len(rows), min(wanted, number)), np.int64)
    left, look = np.arange(len(rows)), max(FIRST_LOOK, wanted)
    while len(left):
        nearest, beyond = nearest_of(keys[left], look)
        exact = np.minimum(near[left[:, None], nearest] + best(its, rows[left], nearest), NEVER)
        found[left] = np.sort(exact * number + nearest, axis=1)[:, :wanted]
        left = left[found[left, -1] >= beyond]
        look *= 8
    return [[int(key % number) for key in row if key < NEVER * number] for row in found]


def nearest_of(keys: Points, look: int) -> tuple[Points, Points]:
    """The offers with the lowest keys, and the lowest key of those beyond."""
    number = keys.shape[1]
    if look >= number:
        return np.tile(np.arange(number), (len(keys), 1)), np.full(len(keys), NEVER * number * 2)
    order = np.argpartition(keys, look, axis=1)
    beyond = np.take_along_axis(keys, order[:, look : look + 1], axis=1)[:, 0]
    return order[:, :look], np.where(beyond >= NEVER * number, NEVER * number * 2, beyond)


def best(its: Hours, rows: Points, offers: Points) -> Points:
    """What the best times take, some rows at a time so that memory stays small."""
    step = max(1, MOST_AT_ONCE // max(1, offers.shape[1] * its.breadth))
    parts = [its.best(rows[at : at + step], offers[at : at + step]) for at in range(0, len(rows), step)]
    return np.concatenate(parts)
