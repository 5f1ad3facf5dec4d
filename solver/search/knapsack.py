"""The bound with travel budgets kept whole: each organisation's people share its money by an exact knapsack.

Budgets make rounds hard, and a price cannot say that half a journey is no journey. So here budgets have no
price: of all options of an organisation's parties (one each, or none) the best that its money allows is found
by dynamic programming over money. Money is rounded down on both sides to whole steps: the bound stays valid.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from solver.arrays.columns import Columns
from solver.arrays.numbers import ENDLESS, NOBODY, Integers, Numbers, offsets
from solver.bound.prices import Quote
from solver.bound.tariff import SCALE, Tariff
from solver.search.compiled import lean
from solver.search.field import Field
from solver.search.quotes import THREADS, WideDesk, best_time, fee, quote_parties

OPTIONS = 96  # the most options of a party; if there are more, dear ones count as cheaper than they are
NEVER = -(2**62)


@dataclass(frozen=True, eq=False)
class MoneyDesk:
    """Where prices are quoted with exact budgets."""

    wide: WideDesk
    step: int  # money units in one step of the knapsack

    @cached_property
    def tariff(self) -> Tariff:
        return replace(self.wide.tariff, prices_budgets=False)

    @property
    def worth(self) -> float:
        """What a pair is usually worth, times SCALE."""
        return float(np.abs(self.wide.field.points).mean()) * SCALE if len(self.wide.field.points) else 0.0

    @property
    def usual(self) -> tuple[Integers, Integers]:
        """No row is counted in large numbers, since exact budgets have no price."""
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)

    @cached_property
    def payer(self) -> Numbers:
        """The organisation whose exact budget pays for all of a party, or -1."""
        f = self.wide.field
        homes = f.home[f.member_at[:-1]]
        mixed = np.array(
            [len({*f.home[a:b].tolist()}) > 1 for a, b in zip(f.member_at, f.member_at[1:], strict=False)]
        )
        return np.where((f.budget[homes] < ENDLESS) & ~mixed, homes, NOBODY).astype(np.int32)

    @cached_property
    def _by_payer(self) -> tuple[Integers, Integers]:
        """Parties by payer, and where those of each organisation begin; the others are left out."""
        places = len(self.wide.field.budget)
        order = np.argsort(np.where(self.payer < 0, places, self.payer), kind="stable")
        counts = np.bincount(self.payer[self.payer >= 0], minlength=places)
        return offsets(counts), order[: counts.sum()]

    def quote(self, prices: Integers) -> Quote:
        """The bound at these prices; those of budgets that are kept exact count as nothing."""
        f, tariff = self.wide.field, self.tariff
        prices = np.minimum(prices, tariff.dearest)
        tables, (away_at, away) = self.wide.tables(prices), self.wide.away(prices)
        parties, places = len(f.size), len(f.budget)
        best, pair, time = (
            np.zeros(parties, np.int64),
            np.full(parties, NOBODY, np.int64),
            np.zeros(parties, np.int32),
        )
        alone = np.flatnonzero(self.payer < 0)
        quote_some(f, prices, tariff.begins, tables, away_at, away, alone, best, pair, time)
        begins, members = self._by_payer
        worth = np.zeros(places, dtype=np.int64)

        def ask(place: int) -> None:
            mine = members[begins[place] : begins[place + 1]]
            money = int(f.budget[place] // self.step)
            space = space_for(len(mine), money)
            list_options(f, prices, tariff.begins, tables, away_at, away, mine, self.step, money, space)
            worth[place] = share_money(f, mine, money, space, best, pair, time)

        with ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(ask, np.flatnonzero(np.diff(begins))))
        chosen = np.flatnonzero(pair != NOBODY)
        columns = Columns(tariff.board, chosen.astype(np.int32), pair[chosen], time[chosen])
        bound = tariff.for_sale(prices) + int(worth.sum()) + int(best[alone].sum())
        return Quote(prices, bound, best, columns)


class Options(NamedTuple):
    """What parties could have for how much money: dearer ones are worth more."""

    options: Numbers
    cost: Integers  # parties by options, in steps
    gain: Integers
    pair: Integers
    time: Numbers
    value: Integers  # by money: the most that all parties so far can gain
    choice: npt.NDArray[np.int8]  # parties by money: the option taken, or -1


def space_for(parties: int, money: int) -> Options:
    """Room for the options of one organisation."""
    shape = (parties, OPTIONS)
    return Options(
        options=np.zeros(parties, np.int32),
        cost=np.zeros(shape, np.int64),
        gain=np.zeros(shape, np.int64),
        pair=np.zeros(shape, np.int64),
        time=np.zeros(shape, np.int32),
        value=np.zeros(money + 1, np.int64),
        choice=np.full((parties, money + 1), -1, np.int8),
    )


@lean
def quote_some(
    f: Field,
    prices: Integers,
    begins: Integers,
    tables: Integers,
    away_at: Integers,
    away: Integers,
    parties: Integers,
    best: Integers,
    chosen: Integers,
    times: Numbers,
) -> None:
    """The best that these parties could have."""
    for party in parties:
        quote_parties(f, prices, begins, tables, away_at, away, party, party + 1, best, chosen, times)


@lean
def list_options(
    f: Field,
    prices: Integers,
    begins: Integers,
    tables: Integers,
    away_at: Integers,
    away: Integers,
    parties: Integers,
    step: int,
    money: int,
    o: Options,
) -> None:
    """The options of each party that no cheaper one is as good as."""
    for number in range(len(parties)):
        party = parties[number]
        floor = NEVER if f.forced[party] else 0
        for pair in range(f.pairs_at[party], f.pairs_at[party + 1]):
            begin = f.cost_at[party] + (pair - f.pairs_at[party]) * f.size[party]
            cost = 0
            for one in range(f.size[party]):
                cost += f.cost[begin + one]
            cost = cost // step
            if cost > money:
                continue
            top = floor
            for at in range(o.options[number]):
                if o.cost[number, at] <= cost:
                    top = max(top, o.gain[number, at])
            ahead = f.points[pair] * SCALE - fee(f, prices, begins, party, pair)
            if ahead <= top and f.extra_at[pair] < 0:
                continue
            time, gain = best_time(f, tables, away_at, away, party, pair, ahead, top)
            if time >= 0:
                keep_option(o, number, cost, gain, pair, time)


@lean
def keep_option(o: Options, number: int, cost: int, gain: int, pair: int, time: int) -> None:
    """Add an option, and drop those that are dearer and no better."""
    kept = 0
    for at in range(o.options[number]):
        if o.cost[number, at] < cost or o.gain[number, at] > gain:
            o.cost[number, kept], o.gain[number, kept] = o.cost[number, at], o.gain[number, at]
            o.pair[number, kept], o.time[number, kept] = o.pair[number, at], o.time[number, at]
            kept += 1
    if kept == OPTIONS:
        kept = cheapen(o, number)
    o.cost[number, kept], o.gain[number, kept] = cost, gain
    o.pair[number, kept], o.time[number, kept] = pair, time
    o.options[number] = kept + 1


@lean
def cheapen(o: Options, number: int) -> int:
    """Make room: the dearest option costs no more than the next, which goes. A bound only rises."""
    last = OPTIONS - 1
    dearest, cheaper = 0, 0
    for at in range(OPTIONS):
        if o.cost[number, at] > o.cost[number, dearest]:
            dearest = at
    for at in range(OPTIONS):
        if at != dearest and (cheaper == dearest or o.cost[number, at] > o.cost[number, cheaper]):
            cheaper = at
    o.cost[number, dearest] = o.cost[number, cheaper]
    o.cost[number, cheaper], o.gain[number, cheaper] = o.cost[number, last], o.gain[number, last]
    o.pair[number, cheaper], o.time[number, cheaper] = o.pair[number, last], o.time[number, last]
    return last


@lean
def share_money(
    f: Field, parties: Integers, money: int, o: Options, best: Integers, chosen: Integers, times: Numbers
) -> int:
    """The most that the parties can gain together, and who takes what for it."""
    for number in range(len(parties)):
        forced = f.forced[parties[number]]
        for left in range(money, -1, -1):
            top, option = (NEVER if forced else o.value[left]), -1
            for at in range(o.options[number]):
                if o.cost[number, at] <= left:
                    gain = o.value[left - o.cost[number, at]] + o.gain[number, at]
                    if gain > top:
                        top, option = gain, at
            o.value[left] = top
            o.choice[number, left] = option
    left = money
    for number in range(len(parties) - 1, -1, -1):
        option = o.choice[number, left]
        if option >= 0:
            party = parties[number]
            best[party], chosen[party], times[party] = (
                o.gain[number, option],
                o.pair[number, option],
                o.time[number, option],
            )
            left -= o.cost[number, option]
    return int(o.value[money])
