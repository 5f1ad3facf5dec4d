"""Prices that show how good a plan can be at most: a Lagrangian bound.

At any prices within their range, no plan is worth more than all that is for sale plus the best that each
party could have at these prices. Everything is a whole number, so the bound is exact. A subgradient search
lowers it, with strides of its own for each row (Kingma and Ba 2015).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from solver.arrays.columns import Columns
from solver.arrays.numbers import Floats, Integers
from solver.bound.tariff import Tariff, total


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

    @property
    def worth(self) -> float:
        """What a pair is usually worth, times SCALE."""
        ...

    def quote(self, prices: Integers) -> Quote:
        """The bound at these prices."""
        ...


@dataclass(frozen=True)
class Pace:
    """How the search walks: the first stride, in shares of a usual pair's worth, and how it shortens."""

    stride: float = 0.1
    halved_after: float = 30  # steps
    smooth: float = 0.3
    forgets: float = 0.1


def lowest(
    desk: Desk,
    *,
    steps: int,
    start: Integers | None = None,
    pace: Pace | None = None,
    goes_on: Callable[[Quote], bool] = lambda _: True,
) -> Quote:
    """The best prices found in so many steps, from some prices or from none."""
    nothing = np.zeros(len(desk.tariff.limit), dtype=np.int64)
    walk = Walk(desk, desk.quote(nothing if start is None else start))
    pace = pace or Pace()
    for number in range(steps):
        walk.step(number, pace)
        if not goes_on(walk.best):
            break
    return walk.best


class Walk:
    """Where the search for prices stands: each row walks by the smoothed signs of its own excess (Adam)."""

    def __init__(self, desk: Desk, first: Quote) -> None:
        self.desk = desk
        self.best = self.now = first
        self.direction: Floats = np.zeros(len(first.prices))
        self.spread: Floats = np.zeros(len(first.prices))
        self.grain = np.ones(len(first.prices))
        money, amount = desk.usual
        self.grain[money] = np.maximum(1, amount)

    def step(self, number: int, pace: Pace) -> None:
        """Move the prices against the excess, and look what the bound is there."""
        tariff, prices = self.desk.tariff, self.now.prices
        excess = _excess(tariff, prices, total(tariff, self.now.chosen)) / self.grain
        excess[(prices <= tariff.cheapest) & (excess < 0)] = 0
        self.direction += pace.smooth * (excess - self.direction)
        self.spread += pace.forgets * (excess * excess - self.spread)
        stride = pace.stride * 0.5 ** (number / pace.halved_after) * self.desk.worth
        moved = np.rint(prices + stride * self.direction / (np.sqrt(self.spread) + 1e-9) / self.grain)
        self.now = self.desk.quote(np.clip(moved, tariff.cheapest, tariff.dearest).astype(np.int64))
        self.best = self.now if self.now.bound < self.best.bound else self.best


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
