"""Assignment by minimum cost flow: who would go where if only the places of offers were scarce.

It gives prices of offers to start from. Of each party only the pairs of most points take part.
"""

import numpy as np
from ortools.graph.python import min_cost_flow

from solver.arrays.numbers import NOBODY, Integers, Numbers
from solver.search.compiled import lean
from solver.search.field import Field

NEAR = 300  # pairs of each party


def assignment(f: Field, by_points: Numbers) -> Integers:
    """For each party its pair in the best flow, or -1."""
    parties, offers, pair = len(f.size), len(f.most), near(f, by_points)
    party = np.searchsorted(f.pairs_at, pair, side="right") - 1
    source, sink = parties + offers, parties + offers + 1
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(
        np.full(parties, source), np.arange(parties), np.ones(parties, np.int64), np.zeros(parties, np.int64)
    )
    host = parties + f.first[f.entry[pair]].astype(np.int64)
    to_offers = flow.add_arcs_with_capacity_and_unit_cost(
        party, host, np.ones(len(pair), np.int64), -f.points[pair]
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        parties + np.arange(offers), np.full(offers, sink), f.most, np.zeros(offers, np.int64)
    )
    flow.add_arc_with_capacity_and_unit_cost(source, sink, parties, 0)
    flow.set_node_supply(source, parties)
    flow.set_node_supply(sink, -parties)
    if flow.solve() != flow.OPTIMAL:
        raise ValueError("the assignment has no flow, though nobody need be placed")
    taken = np.full(parties, NOBODY, dtype=np.int64)
    carried = np.flatnonzero(flow.flows(to_offers))
    taken[party[carried]] = pair[carried]
    return taken


def near(f: Field, by_points: Numbers) -> Integers:
    """The pairs that take part, party after party, the best first."""
    rank = np.arange(len(by_points)) - np.repeat(f.pairs_at[:-1], np.diff(f.pairs_at))
    return by_points[rank < NEAR].astype(np.int64)


def prices_of(f: Field, by_points: Numbers, taken: Integers) -> Integers:
    """Prices of offers at which nobody would rather be elsewhere (of the assignment that is given)."""
    prices = np.zeros(len(f.most), dtype=np.int64)
    while raise_prices(f, by_points, taken, prices):
        pass
    return prices


@lean
def raise_prices(f: Field, by_points: Numbers, taken: Integers, prices: Integers) -> bool:
    """One pass over the pairs that take part; whether any price rose."""
    rose = False
    for party in range(len(f.size)):
        has = taken[party]
        gain = 0 if has < 0 else f.points[has] - prices[f.first[f.entry[has]]]
        begin = f.pairs_at[party]
        for at in range(begin, min(begin + NEAR, f.pairs_at[party + 1])):
            pair = by_points[at]
            offer = f.first[f.entry[pair]]
            if pair != has and f.points[pair] - gain > prices[offer]:
                prices[offer] = f.points[pair] - gain
                rose = True
                if has >= 0 and offer == f.first[f.entry[has]]:
                    gain = f.points[has] - prices[offer]
    return rose
