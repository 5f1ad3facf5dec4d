"""Prices that show how good a plan can be at most: a Lagrangian bound over explicit columns.

At any prices within their range, no plan is worth more than all that is for sale plus the best that each
party could have at these prices. Everything is a whole number, so the bound is exact. A subgradient search
lowers it (Held, Wolfe and Crowder 1974, with a smoothed direction).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from solver.arrays.columns import Columns
from solver.arrays.numbers import NOBODY, Floats, Integers, Truths, offsets
from solver.bound.tariff import SCALE, Tariff, Used, away, total, whole


@dataclass(frozen=True, eq=False)
class Quote:
    """What some prices say: a bound (times SCALE, constants left out), and what every party would take."""

    prices: Integers
    bound: int
    best: Integers  # of each party: its largest gain, times SCALE, or 0 where it may stay without
    chosen: Columns  # that give the best


class Desk(Protocol):
    """Where prices are quoted; with or without columns written out."""

    @property
    def tariff(self) -> Tariff: ...

    @property
    def usual(self) -> tuple[Integers, Integers]:
        """Rows that are counted in large numbers, and a usual amount of each."""
        ...

    def quote(self, prices: Integers) -> Quote:
        """The bound at these prices."""
        ...


@dataclass(frozen=True, eq=False)
class Counter:
    """Where prices are quoted for explicit columns."""

    tariff: Tariff
    columns: Columns
    points: Integers

    def quote(self, prices: Integers) -> Quote:
        """The bound at these prices."""
        gain = self.gain(prices)
        party_at = self.party_at
        have = np.flatnonzero(np.diff(party_at))
        top = np.maximum.reduceat(gain, party_at[have]) if len(have) else gain
        party = np.repeat(np.arange(len(have)), np.diff(party_at)[have])
        at_top = np.flatnonzero(gain == top[party])
        first = at_top[np.unique(party[at_top], return_index=True)[1]]
        taken = (top > 0) | self.forced[have]
        best = np.zeros(len(self.forced), dtype=np.int64)
        best[have] = np.where(taken, top, 0)
        return Quote(
            prices, self.tariff.for_sale(prices) + int(best.sum()), best, self.columns.kept(first[taken])
        )

    def gain(self, prices: Integers) -> Integers:
        """The points of each column less what it costs, times SCALE."""
        return self.points * SCALE - self._cost(prices)

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
    def forced(self) -> npt.NDArray[np.bool_]:
        """Parties that must have a column."""
        return np.array([party.needs_place for party in self.tariff.board.parties], dtype=np.bool_)

    def _cost(self, prices: Integers) -> Integers:
        """What each column costs: what its pair uses anyway, its cells, and the own offer of who is away."""
        cost = _summed(self.by_pair, prices, len(self.tariff.board.pairs.entry))[self.columns.pair]
        for times in self.times:
            cost[times.columns] += (
                times.heads * table(self.tariff, times.number, prices)[times.entry, times.time]
            )
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


@dataclass(frozen=True, eq=False)
class Times:
    """The columns of one shape."""

    tariff: Tariff
    all_columns: Columns
    number: int

    @cached_property
    def columns(self) -> npt.NDArray[np.intp]:
        return np.flatnonzero(self.tariff.board.shape_of[self.all_columns.party] == self.number)

    @cached_property
    def entry(self) -> Integers:
        return self.all_columns.entry[self.columns] - self.tariff.board.entry_from[self.number]

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


@dataclass(frozen=True)
class Pace:
    """How the search walks: the first stride, how it shortens, and when it ends."""

    stride: float = 1.0
    smooth: float = 0.3
    patience: int = 8
    shorten: float = 0.7
    shortest: float = 0.005


def lowest(
    desk: Desk,
    *,
    reached: int,
    steps: int,
    start: Integers | None = None,
    pace: Pace | None = None,
    goes_on: Callable[[Quote], bool] = lambda _: True,
) -> Quote:
    """The best prices found in so many steps; `reached` is the value of a plan, constants left out."""
    walk = Walk(
        desk, desk.quote(np.zeros(len(desk.tariff.limit), dtype=np.int64) if start is None else start)
    )
    pace = pace or Pace()
    walk.stride = pace.stride
    for _ in range(steps):
        walk.step(reached * SCALE, pace)
        if walk.stride < pace.shortest or not goes_on(walk.best):
            break
    return walk.best


class Walk:
    """Where the search for prices stands."""

    def __init__(self, desk: Desk, first: Quote) -> None:
        self.desk = desk
        self.best = self.now = first
        self.direction: Floats = np.zeros(len(first.prices))
        self.stride, self.waited = 1.0, 0
        self.grain = np.ones(len(first.prices))
        money, amount = desk.usual
        self.grain[money] = np.maximum(1, amount / 3)

    def step(self, reached: int, pace: Pace) -> None:
        """Move the prices against the excess, and look what the bound is there."""
        tariff, prices = self.desk.tariff, self.now.prices
        excess = _excess(tariff, prices, total(tariff, self.now.chosen)) / self.grain
        self.direction = pace.smooth * excess + (1 - pace.smooth) * self.direction
        self.direction[(prices <= tariff.cheapest) & (self.direction <= 0)] = 0
        length = (
            self.stride
            * max(SCALE, self.best.bound - reached)
            / max(float(self.direction @ self.direction), 1e-9)
        )
        moved = np.rint(prices + length * self.direction / self.grain)
        self.now = self.desk.quote(np.clip(moved, tariff.cheapest, tariff.dearest).astype(np.int64))
        self.waited = 0 if self.now.bound < self.best.bound - abs(self.best.bound) * 1e-6 else self.waited + 1
        self.best = self.now if self.now.bound < self.best.bound else self.best
        if self.waited >= pace.patience:
            self.stride, self.waited, self.now = self.stride * pace.shorten, 0, self.best
            self.direction = np.zeros(len(prices))


def _excess(tariff: Tariff, prices: Integers, used: Integers) -> Floats:
    """How much more is used than there is; a balance may stray either way as far as is tolerated."""
    excess = (used - tariff.limit).astype(np.float64)
    balances = slice(tariff.begins[4], None)
    stray, tolerated, price = used[balances], tariff.limit[balances], prices[balances]
    excess[balances] = np.where(
        price == 0,
        np.sign(stray) * np.maximum(0, np.abs(stray) - tolerated),
        stray - np.sign(price) * tolerated,
    )
    excess[tariff.dearest == 0] = 0
    return excess
