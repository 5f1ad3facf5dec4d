"""The textbook model: one 0-1 column for each pair and time, one row for each limit that can bind.

Only for rounds of stays in which everybody plays one part, like sizes S to XL.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from benchmarks.atoms import Bools
from benchmarks.candidates import Candidates, need
from benchmarks.journeys import Ints


@dataclass(frozen=True)
class Rows:
    """The entries of a matrix, and what each of its rows may reach at most."""

    row: Ints
    column: Ints
    coefficient: Ints
    most: Ints


@dataclass(frozen=True)
class TimeIndexed:
    """Columns are pairs with a time, and after them what each organisation is out of balance."""

    candidates: Candidates

    @cached_property
    def columns(self) -> tuple[Ints, Ints]:
        """The pair and the time of each column."""
        refuse_double_roles(self.candidates)
        pairs, times, before = [], [], 0
        for rank, verdict in enumerate(self.candidates.verdicts):
            pair, time = np.nonzero(self.candidates.suits(rank, verdict.offers))
            pairs.append(pair + before)
            times.append(time)
            before += len(verdict.offers)
        return np.concatenate(pairs), np.concatenate(times)

    @property
    def chances(self) -> int:
        """How many columns are pairs with a time: these are 0 or 1."""
        return len(self.columns[0])

    @cached_property
    def points(self) -> Ints:
        """What each column is worth; being out of balance costs."""
        weights = self.candidates.problem.objective.weights
        beyond = np.full(len(self._balanced), -weights.balance, dtype=np.int64)
        return np.concatenate((self.candidates.pairs.points[self.columns[0]], beyond))

    @cached_property
    def _balanced(self) -> Ints:
        """The organisations whose balance counts."""
        places = self.candidates.problem.organisations
        counts = [number for number, one in enumerate(places) if one.balance_tolerance is not None]
        return np.array(counts, dtype=np.int64)

    @cached_property
    def rows(self) -> Rows:
        """All limits, one below the other."""
        found, before = [], 0
        for family in map(_binding, self._families()):
            found.append((family.row + before, family.column, family.coefficient, family.most))
            before += len(family.most)
        return Rows(*(np.concatenate(part) for part in zip(*found, strict=True)))

    def _families(self) -> Iterator[Rows]:
        """One pairing each, stays and guests of a host, guests of a place, money, balance."""
        many, width = self.candidates, len(self.candidates.atoms)
        applicant, offer, place = self._ends
        every, (column, atom) = np.arange(self.chances), self._uses
        yield _ones(applicant, every, np.ones(len(many.applications), dtype=np.int64))
        yield _ones(offer, every, many.most)
        yield _ones(offer[column] * width + atom, column, np.repeat(many.at_a_time, width))
        yield _ones(place[column] * width + atom, column, many.guests_at.reshape(-1))
        yield Rows(many.home[applicant], every, many.pairs.cost[self.columns[0]], many.money)
        yield self._beyond(1)
        yield self._beyond(-1)

    @cached_property
    def _ends(self) -> tuple[Ints, Ints, Ints]:
        """Applicant, offer and place of each column."""
        pairs = self.columns[0]
        offer = self.candidates.pairs.offer[pairs]
        return self.candidates.pairs.application[pairs], offer, self.candidates.place[offer]

    @cached_property
    def _uses(self) -> tuple[Ints, Ints]:
        """Columns and the atoms that they use; where all days are whole, mornings speak for them."""
        kinds = {wanted: number for number, wanted in enumerate(self.candidates.times)}
        kind = np.array([kinds[need(one)] for one in self.candidates.applications])[self._ends[0]]
        found = []
        for wanted, uses in self.candidates.times.items():
            mine = np.flatnonzero(kind == kinds[wanted])
            row, atom = np.nonzero(uses[self.columns[1][mine]])
            found.append((mine[row], atom))
        column, atom = (np.concatenate(each) for each in zip(*found, strict=True))
        if all((uses[:, ::2] == uses[:, 1::2]).all() for uses in self.candidates.times.values()):
            column, atom = column[atom % 2 == 0], atom[atom % 2 == 0]
        return column, atom

    def _beyond(self, sign: int) -> Rows:
        """Sent less received, or received less sent, beyond what is tolerated."""
        places = self.candidates.problem.organisations
        tolerance = [places[number].balance_tolerance or 0 for number in self._balanced]
        rank = np.full(len(places), -1)
        rank[self._balanced] = out = np.arange(len(self._balanced))
        every, ones = np.arange(self.chances), np.full(self.chances, sign)
        row = np.concatenate((rank[self.candidates.home[self._ends[0]]], rank[self._ends[2]], out))
        column = np.concatenate((every, every, out + self.chances))
        coefficient = np.concatenate((ones, -ones, np.full(len(out), -1)))
        known = row >= 0
        return Rows(row[known], column[known], coefficient[known], np.array(tolerance, dtype=np.int64))


def refuse_double_roles(candidates: Candidates) -> None:
    """The rows do not keep anybody from being in two places."""
    problem = candidates.problem
    people = Counter(one.person for one in problem.applications)
    people.update(offer.person for offer in candidates.offers if offer.person is not None)
    if problem.mentor_offers or max(people.values(), default=0) > 1:
        raise ValueError("the time-indexed model is for stays of people who play one part")
    if problem.previous or problem.swaps or problem.objective.mode != "weights":
        raise ValueError("the time-indexed model knows one sum of points without changes and swaps")


def _ones(row: Ints, column: Ints, most: Ints) -> Rows:
    return Rows(row, column, np.ones(len(row), dtype=np.int64), most)


def _binding(rows: Rows) -> Rows:
    """Without the rows that hold whatever is chosen, numbered anew."""
    largest = np.bincount(rows.row, np.maximum(0, rows.coefficient), minlength=len(rows.most))
    binding = largest > rows.most
    number = np.cumsum(binding) - 1
    kept = binding[rows.row]
    return Rows(number[rows.row[kept]], rows.column[kept], rows.coefficient[kept], rows.most[binding])


def chosen(model: TimeIndexed, values: "list[float] | Ints") -> dict[int, int]:
    """The pairs with their times of the columns that are on."""
    pairs, times = model.columns
    on = np.flatnonzero(np.asarray(values[: model.chances]) > 0.5)
    return dict(zip(pairs[on].tolist(), times[on].tolist(), strict=True))


def switched_on(model: TimeIndexed, taken: dict[int, int]) -> Bools:
    """A plan as the values of the columns that are 0 or 1."""
    pairs, times = model.columns
    wanted = np.full(len(model.candidates.pairs), -1)
    wanted[list(taken)] = list(taken.values())
    return np.asarray(wanted[pairs] == times)
