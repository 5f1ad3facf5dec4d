"""Prices quoted for columns that are written out: what each costs, and which is best for each party."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.arrays.columns import Columns
from solver.arrays.numbers import NOBODY, Integers, Places, Truths, offsets
from solver.bound.prices import Quote
from solver.bound.tariff import SCALE, Tariff, Used, away, whole


@dataclass(frozen=True, eq=False)
class Counter:
    """Where prices are quoted for explicit columns."""

    tariff: Tariff
    columns: Columns
    points: Integers

    def quote(self, prices: Integers) -> Quote:
        """The bound at these prices."""
        gain = self.gain(prices)
        counts = np.diff(self.party_at)
        have = np.flatnonzero(counts)
        top = np.maximum.reduceat(gain, self.party_at[have]) if len(have) else gain
        taken = (top > 0) | self.forced[have]
        best = np.zeros(len(self.forced), dtype=np.int64)
        best[have] = np.where(taken, top, 0)
        chosen = _first_of_top(gain, top, counts[have])[taken]
        bound = self.tariff.for_sale(prices) + int(best.sum())
        return Quote(prices, bound, best, self.columns.kept(chosen))

    def gain(self, prices: Integers) -> Integers:
        """The points of each column less what it costs, times SCALE."""
        return self.points * SCALE - self._cost(prices)

    @property
    def worth(self) -> float:
        """What a column is usually worth, times SCALE."""
        return float(np.abs(self.points).mean()) * SCALE if len(self.points) else 0.0

    @property
    def usual(self) -> tuple[Integers, Integers]:
        """Rows of budgets and a usual amount of each."""
        _, row, amount = self.by_pair
        money = (row >= self.tariff.begins[3]) & (row < self.tariff.begins[4])
        rows = np.unique(row[money])
        return rows, np.full(len(rows), int(amount[money].mean()) if len(rows) else 1)

    @cached_property
    def party_at(self) -> Integers:
        """Columns of party p: from party_at[p] up to party_at[p + 1]."""
        return offsets(np.bincount(self.columns.party, minlength=len(self.forced)))

    @cached_property
    def forced(self) -> Truths:
        """Parties that must have a column."""
        return np.array([party.needs_place for party in self.tariff.board.parties], dtype=np.bool_)

    def _cost(self, prices: Integers) -> Integers:
        """What each column costs: what its pair uses anyway, its cells, and the own offer of who is away."""
        cost = _summed(self.by_pair, prices, len(self.tariff.board.pairs.entry))[self.columns.pair]
        for times in self.times:
            asked = table(self.tariff, times.number, prices)[times.entry, times.time]
            cost[times.columns] += times.heads * asked
        return cost + _summed(self.absent, prices, len(self.columns))

    @cached_property
    def by_pair(self) -> Used:
        """What pairs use, whatever the time."""
        board = self.tariff.board
        party = np.repeat(np.arange(len(board.parties)), np.diff(board.pairs.at)).astype(np.int32)
        pairs = np.arange(len(party))
        pieces = whole(self.tariff, Columns(board, party, pairs, np.zeros(len(party), dtype=np.int32)))
        return _priced(self.tariff, pieces)

    @cached_property
    def absent(self) -> Used:
        return _priced(self.tariff, away(self.tariff, self.columns))

    @cached_property
    def times(self) -> tuple["Times", ...]:
        board = self.tariff.board
        return tuple(Times(self.tariff, self.columns, number) for number in range(len(board.shapes)))


def _first_of_top(gain: Integers, top: Integers, counts: Integers) -> Places:
    """For each party that has columns, the first of those with its largest gain."""
    party = np.repeat(np.arange(len(counts)), counts)
    at_top = np.flatnonzero(gain == top[party])
    return at_top[np.unique(party[at_top], return_index=True)[1]]


@dataclass(frozen=True, eq=False)
class Times:
    """The columns of one shape."""

    tariff: Tariff
    all_columns: Columns
    number: int

    @cached_property
    def columns(self) -> Places:
        return np.flatnonzero(self.tariff.board.shape_of[self.all_columns.party] == self.number)

    @cached_property
    def entry(self) -> Integers:
        entry = self.all_columns.entry[self.columns] - self.tariff.board.entry_from[self.number]
        return np.asarray(entry, dtype=np.int64)

    @cached_property
    def time(self) -> Integers:
        return self.all_columns.time[self.columns].astype(np.int64)

    @cached_property
    def heads(self) -> Integers:
        return self.all_columns.size[self.columns].astype(np.int64)


def table(tariff: Tariff, number: int, prices: Integers) -> Integers:
    """What the placements of a shape cost, entries by placements.

    Sums of whole numbers far below 2 ** 53, so floats hold them exactly.
    """
    board, begins = tariff.board, tariff.begins
    cells = board.supply.cells.count
    by_offer = prices[begins[1] : begins[2]].reshape(-1, cells)
    by_place = prices[begins[2] : begins[3]].reshape(-1, cells)
    entries = slice(board.entry_from[number], board.entry_from[number] + len(board.entry_bits[number]))
    first, second, place = board.first[entries], board.second[entries], board.place[entries]
    later = np.where(second == NOBODY, first, second)
    costs = np.zeros((len(first), len(board.cells[number])), dtype=np.int64)
    for offers, held in zip((first, later), board.held[number], strict=True):
        paid = by_offer[offers] + by_place[place]
        dear = np.flatnonzero(paid.any(axis=1))
        costs[dear] += (paid[dear] @ held).astype(np.int64)
    return costs


def _summed(used: Used, prices: Integers, width: int) -> Integers:
    by, row, amount = used
    return np.rint(np.bincount(by, amount * prices[row], minlength=width)).astype(np.int64)


def _priced(tariff: Tariff, pieces: list[Used]) -> Used:
    """Those on rows that can have a price."""
    by, row, amount = (np.concatenate([piece[part] for piece in pieces]) for part in range(3))
    kept = tariff.dearest[row] > 0
    return by[kept], row[kept], amount[kept]
