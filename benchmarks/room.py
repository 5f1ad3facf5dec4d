"""What is still free while a plan grows, one pairing after the other; every rule of a plan is kept."""

import numpy as np

from benchmarks.atoms import Bools
from benchmarks.candidates import Candidates, need
from benchmarks.journeys import Ints

Person = str
Doing = str  # somebody's own application, or one of their offers


class Room:
    """`taken` holds the pairs in the plan, each with the number of its time."""

    def __init__(self, candidates: Candidates) -> None:
        self.candidates, self.pairs = candidates, candidates.pairs
        self.taken: dict[int, int] = {}
        self._waiting = np.ones(len(candidates.applications), dtype=np.bool_)
        self._left, self._money = candidates.most.copy(), candidates.money.copy()
        self._with = np.zeros((len(candidates.offers), len(candidates.atoms)), dtype=np.int32)
        self._at = np.zeros((len(candidates.roads.number), len(candidates.atoms)), dtype=np.int32)
        self._diaries: dict[Person, dict[Doing, Bools]] = {}
        self._times = {needs: times.astype(np.float32) for needs, times in candidates.times.items()}

    def hopeful(self, pairs: Ints) -> Ints:
        """Those of the pairs whose applicant waits, whose offer has room, and whose price can be paid."""
        rank = self.pairs.application[pairs]
        fine = self._waiting[rank] & (self._left[self.pairs.offer[pairs]] > 0)
        fine &= self.pairs.cost[pairs] <= self._money[self.candidates.home[rank]]
        return np.asarray(pairs[fine])

    def take_in(self, order: Ints) -> None:
        """Take the pairs in this order, each if there is still room."""
        start, step = 0, 1024
        while start < len(order):
            for pair in self.hopeful(order[start : start + step]).tolist():
                self.take(pair)
            start, step = start + step, min(2 * step, 2**17)

    def take(self, pair: int) -> bool:
        """Put a pair into the plan on the days when its place has the fewest guests, if any suit."""
        if not len(self.hopeful(np.array([pair]))):
            return False
        rank, offer = int(self.pairs.application[pair]), int(self.pairs.offer[pair])
        times = self._times[need(self.candidates.applications[rank])]
        row = offer - self.candidates.first(rank)
        possible = self.candidates.suits(rank, np.array([row]))[0]
        possible &= times @ self._full(rank, offer).astype(np.float32) == 0
        if not possible.any():
            return False
        crowd = times @ self._at[self.candidates.place[offer]].astype(np.float32)
        self._put(pair, int(np.where(possible, crowd, np.inf).argmin()))
        return True

    def _full(self, rank: int, offer: int) -> Bools:
        """The atoms that the offer, its organisation or one of the two people has no room for."""
        place = self.candidates.place[offer]
        full = np.asarray(self._with[offer] >= self.candidates.at_a_time[offer])
        full |= self._at[place] >= self.candidates.guests_at[place]
        application, one = self.candidates.applications[rank], self.candidates.offers[offer]
        full |= self._busy(application.person, application.id)
        return full if one.person is None else full | self._busy(one.person, one.id)

    def _busy(self, person: Person, doing: Doing) -> Bools:
        """When somebody cannot do this; several guests, or mentees of one session, are one thing to do."""
        busy = np.zeros(len(self.candidates.atoms), dtype=np.bool_)
        conflicts = self.candidates.atoms.conflicts
        for other, atoms in self._diaries.get(person, {}).items():
            clash = conflicts[atoms].any(axis=0)
            busy |= clash & ~atoms if other == doing else clash
        return busy

    def _put(self, pair: int, time: int) -> None:
        rank, offer = int(self.pairs.application[pair]), int(self.pairs.offer[pair])
        application, one = self.candidates.applications[rank], self.candidates.offers[offer]
        atoms = self.candidates.times[need(application)][time]
        self.taken[pair] = time
        self._waiting[rank] = False
        self._left[offer] -= 1
        self._money[self.candidates.home[rank]] -= self.pairs.cost[pair]
        self._with[offer] += atoms
        self._at[self.candidates.place[offer]] += atoms
        self._note(application.person, application.id, atoms)
        if one.person is not None:
            self._note(one.person, one.id, atoms)

    def _note(self, person: Person, doing: Doing, atoms: Bools) -> None:
        diary = self._diaries.setdefault(person, {})
        diary[doing] = diary[doing] | atoms if doing in diary else atoms
