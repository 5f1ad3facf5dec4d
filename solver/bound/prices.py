"""Prices that show how good a plan can be at most: a Lagrangian bound.

At any prices within their range, no plan is worth more than all that is for sale plus the best that each
party could have at these prices. Everything is a whole number, so the bound is exact. A subgradient search
lowers it (Held, Wolfe and Crowder 1974, with a smoothed direction).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from solver.arrays.columns import Columns
from solver.arrays.numbers import Floats, Integers
from solver.bound.tariff import SCALE, Tariff, total


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
    nothing = np.zeros(len(desk.tariff.limit), dtype=np.int64)
    walk, pace = Walk(desk, desk.quote(nothing if start is None else start)), pace or Pace()
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
        length = self.stride * max(SCALE, self.best.bound - reached)
        length /= max(float(self.direction @ self.direction), 1e-9)
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
