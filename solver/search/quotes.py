"""The Lagrangian bound of `solver.bound.prices` for rounds too large to write out every column."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from solver.arrays.columns import Columns
from solver.arrays.numbers import NOBODY, Integers, Numbers
from solver.bound.counter import table
from solver.bound.prices import Quote
from solver.bound.tariff import SCALE, Tariff
from solver.search.compiled import compiled, lean
from solver.search.fees import Fees
from solver.search.field import Field

THREADS = 2  # how the parties are cut up; the answer is the same for any number


@dataclass(frozen=True, eq=False)
class WideDesk:
    """Where prices are quoted without columns."""

    tariff: Tariff
    field: Field

    def quote(self, prices: Integers) -> Quote:
        """The bound at these prices, and what every party would take."""
        parties = len(self.field.size)
        best, pair, time = (
            np.zeros(parties, np.int64),
            np.full(parties, NOBODY, np.int64),
            np.zeros(parties, np.int32),
        )
        tables, (away_at, away) = self.tables(prices), self.away(prices)
        borders = np.linspace(0, parties, THREADS + 1).astype(np.int64)

        def ask(part: int) -> None:
            quote_parties(
                self.field,
                prices,
                self.tariff.begins,
                tables,
                away_at,
                away,
                borders[part],
                borders[part + 1],
                best,
                pair,
                time,
            )

        with ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(ask, range(THREADS)))
        chosen = np.flatnonzero(pair != NOBODY)
        columns = Columns(self.tariff.board, chosen.astype(np.int32), pair[chosen], time[chosen])
        return Quote(prices, self.tariff.for_sale(prices) + int(best.sum()), best, columns)

    @property
    def worth(self) -> float:
        """What a pair is usually worth, times SCALE."""
        return float(np.abs(self.field.points).mean()) * SCALE if len(self.field.points) else 0.0

    @property
    def usual(self) -> tuple[Integers, Integers]:
        """Rows of budgets and a usual amount of each."""
        paid = self.field.cost[self.field.cost > 0]
        rows = self.tariff.budget(np.arange(len(self.field.budget)))
        return rows, np.full(len(rows), int(paid.mean()) if len(paid) else 1)

    def tables(self, prices: Integers) -> Integers:
        """What every placement costs with every entry, shape after shape."""
        shapes = range(len(self.tariff.board.shapes))
        return np.concatenate([table(self.tariff, number, prices).ravel() for number in shapes])

    def away(self, prices: Integers) -> tuple[Integers, Integers]:
        """What it costs, by placement, to be away from the own guests."""
        board, at, pieces, begin = self.tariff.board, np.full(len(self.field.size), NOBODY, np.int64), [], 0
        for party, offers in board.own_offers.items():
            cells = board.cells[board.shape_of[party]]
            paid = np.zeros(len(cells), dtype=np.int64)
            for offer in offers:
                rows = self.tariff.offer_time(np.full(cells.shape, offer), cells)
                paid += board.at_a_time[offer] * prices[rows].sum(axis=1)
            at[party], begin = begin, begin + len(paid)
            pieces.append(paid)
        return at, np.concatenate([np.zeros(0, np.int64), *pieces])

    def fees(self, prices: Integers) -> Fees:
        """The prices as the search reads them."""
        by_pair = np.zeros(len(self.field.entry), dtype=np.int64)
        fee_pairs(self.field, prices, self.tariff.begins, by_pair)
        away_at, away = self.away(prices)
        gain = self.field.points * SCALE - by_pair
        return Fees(
            by_pair,
            self.tables(prices),
            away_at,
            away,
            ordered(self.field.pairs_at, self.field.points),
            ordered(self.field.pairs_at, gain),
        )


@compiled
def ordered(at: Integers, worth: Integers) -> Numbers:
    """The pairs of each party, the best first."""
    order = np.empty(len(worth), dtype=np.int32)
    for party in range(len(at) - 1):
        begin, end = at[party], at[party + 1]
        order[begin:end] = begin + np.argsort(-worth[begin:end], kind="mergesort")
    return order


@lean
def fee_pairs(f: Field, prices: Integers, begins: Integers, fees: Integers) -> None:
    """What each pair costs whatever the time."""
    for party in range(len(f.size)):
        for pair in range(f.pairs_at[party], f.pairs_at[party + 1]):
            fees[pair] = fee(f, prices, begins, party, pair)


@lean
def fee(f: Field, prices: Integers, begins: Integers, party: int, pair: int) -> int:
    """Places at the offer, money, and what it does to the balances."""
    entry, size = f.entry[pair], f.size[party]
    paid = size * prices[begins[0] + f.first[entry]]
    if f.second[entry] >= 0:
        paid += size * prices[begins[0] + f.second[entry]]
    cost_at = f.cost_at[party] + (pair - f.pairs_at[party]) * size
    for one in range(size):
        home = f.home[f.member_at[party] + one]
        paid += f.cost[cost_at + one] * prices[begins[3] + home]
        if f.is_stay[party]:
            paid += prices[begins[4] + home]
    if f.is_stay[party]:
        paid -= size * prices[begins[4] + f.place[entry]]
    return int(paid)


@lean
def quote_parties(
    f: Field,
    prices: Integers,
    begins: Integers,
    tables: Integers,
    away_at: Integers,
    away: Integers,
    begin: int,
    end: int,
    best: Integers,
    chosen: Integers,
    times: Numbers,
) -> None:
    """The best that parties begin..end could have."""
    for party in range(begin, end):
        top = -(2**62) if f.forced[party] else 0
        for pair in range(f.pairs_at[party], f.pairs_at[party + 1]):
            ahead = f.points[pair] * SCALE - fee(f, prices, begins, party, pair)
            if ahead <= top and f.extra_at[pair] < 0:
                continue
            time, gain = best_time(f, tables, away_at, away, party, pair, ahead, top)
            if time >= 0:
                top = gain
                best[party], chosen[party], times[party] = gain, pair, time


@lean
def best_time(
    f: Field, tables: Integers, away_at: Integers, away: Integers, party: int, pair: int, ahead: int, top: int
) -> tuple[int, int]:
    """The time of a pair that gains most, if more than `top`; else -1."""
    entry, shape = f.entry[pair], f.shape[party]
    own, theirs = f.bits_at[party], f.entry_bits_at[shape] + (entry - f.entry_from[shape]) * f.words[shape]
    row = f.table_at[shape] + (entry - f.entry_from[shape]) * f.times[shape]
    found = -1
    for word in range(f.words[shape]):
        bits = f.bits[own + word] & f.entry_bits[theirs + word]
        time = word * 64 - 1
        while bits != 0:
            time += 1
            if bits & np.uint64(1):
                gain = ahead - f.size[party] * tables[row + time]
                if away_at[party] >= 0:
                    gain -= away[away_at[party] + time]
                if f.extra_at[pair] >= 0:
                    gain += f.extra[f.extra_at[pair] + time] * SCALE
                if gain > top:
                    found, top = time, gain
                    if gain == ahead and f.extra_at[pair] < 0:
                        return found, top
            bits >>= np.uint64(1)
    return found, top
