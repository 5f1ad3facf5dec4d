"""What is still free while a plan grows, one pairing after the other; every rule of a plan is kept."""

import numpy as np

from benchmarks.atoms import Bools
from benchmarks.candidates import Candidates, need
from benchmarks.journeys import Ints

UNLIMITED = 2**31
Person = str
Doing = str  # somebody's own application, or one of their offers


class Room:
    """`taken` holds the pairs in the plan, each with the number of its time."""

    def __init__(self, candidates: Candidates) -> None:
        self.candidates, self.pairs = candidates, candidates.pairs
        kinds = (candidates.hosts, candidates.mentors)
        self.offers = tuple(offer for kind in kinds for offer in kind.offers)
        self.place = np.concatenate([kind.place for kind in kinds])
        self.taken: dict[int, int] = {}
        self._home = np.array([candidates.roads.number[one.organisation] for one in candidates.applications])
        self._waiting = np.ones(len(candidates.applications), dtype=np.bool_)
        self._most = np.concatenate([kind.most for kind in kinds])
        self._left = self._most.copy()
        self._at_a_time = np.concatenate([kind.at_a_time for kind in kinds])
        self._with = np.zeros((len(self.offers), len(candidates.atoms)), dtype=np.int32)
        self._at = np.zeros((len(candidates.roads.number), len(candidates.atoms)), dtype=np.int32)
        self._most_at, self._money = _limits(candidates)
        self._diaries: dict[Person, dict[Doing, Bools]] = {}
        self._times = {needs: times.astype(np.float32) for needs, times in candidates.times.items()}

    def hopeful(self, pairs: Ints) -> Ints:
        """Those of the pairs whose applicant waits, whose offer has room, and whose price can be paid."""
        rank = self.pairs.application[pairs]
        fine = self._waiting[rank] & (self._left[self.pairs.offer[pairs]] > 0)
        fine &= self.pairs.cost[pairs] <= self._money[self._home[rank]]
        return np.asarray(pairs[fine])

    def most(self, pair: int) -> int:
        """How many the offer of a pair takes in all."""
        return int(self._most[self.pairs.offer[pair]])

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
        crowd = times @ self._at[self.place[offer]].astype(np.float32)
        self._put(pair, int(np.where(possible, crowd, np.inf).argmin()))
        return True

    def _full(self, rank: int, offer: int) -> Bools:
        """The atoms that the offer, its organisation or one of the two people has no room for."""
        full = np.asarray(self._with[offer] >= self._at_a_time[offer])
        full |= self._at[self.place[offer]] >= self._most_at[self.place[offer]]
        application, one = self.candidates.applications[rank], self.offers[offer]
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
        application, one = self.candidates.applications[rank], self.offers[offer]
        atoms = self.candidates.times[need(application)][time]
        self.taken[pair] = time
        self._waiting[rank] = False
        self._left[offer] -= 1
        self._money[self._home[rank]] -= self.pairs.cost[pair]
        self._with[offer] += atoms
        self._at[self.place[offer]] += atoms
        self._note(application.person, application.id, atoms)
        if one.person is not None:
            self._note(one.person, one.id, atoms)

    def _note(self, person: Person, doing: Doing, atoms: Bools) -> None:
        diary = self._diaries.setdefault(person, {})
        diary[doing] = diary[doing] | atoms if doing in diary else atoms


def _limits(candidates: Candidates) -> tuple[Ints, Ints]:
    """Guests at a time, for each atom of each place (sessions fill no place), and money, for each place."""
    places = candidates.problem.organisations
    guests = np.array([_or_unlimited(one.guests_per_day) for one in places], dtype=np.int64)
    at = np.repeat(guests[:, None], len(candidates.atoms), axis=1)
    at[:, candidates.atoms.halves :] = UNLIMITED
    return at, np.array([_or_unlimited(one.travel_budget) for one in places], dtype=np.int64)


def _or_unlimited(limit: int | None) -> int:
    return UNLIMITED if limit is None else limit
