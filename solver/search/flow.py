"""Assignment by minimum cost flow: who would go where if only the places of offers were scarce.

It gives prices of offers to start from, and the most people that can be placed.
"""

import numpy as np
from ortools.graph.python import min_cost_flow

from solver.arrays.numbers import NOBODY, Integers
from solver.search.compiled import lean
from solver.search.field import Field


def assignment(f: Field) -> Integers:
    """For each party its pair in the best flow, or -1."""
    parties, offers, pairs = len(f.size), len(f.most), len(f.entry)
    party = np.repeat(np.arange(parties), np.diff(f.pairs_at))
    source, sink = parties + offers, parties + offers + 1
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(
        np.full(parties, source), np.arange(parties), np.ones(parties, np.int64), np.zeros(parties, np.int64)
    )
    to_offers = flow.add_arcs_with_capacity_and_unit_cost(
        party, parties + f.first[f.entry].astype(np.int64), np.ones(pairs, np.int64), -f.points
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
    taken[party[carried]] = carried
    return taken


def prices_of(f: Field, taken: Integers) -> Integers:
    """Prices of offers at which nobody would rather be elsewhere (of the assignment that is given)."""
    prices = np.zeros(len(f.most), dtype=np.int64)
    while raise_prices(f, taken, prices):
        pass
    return prices


@lean
def raise_prices(f: Field, taken: Integers, prices: Integers) -> bool:
    """One pass over all pairs; whether any price rose."""
    rose = False
    for party in range(len(f.size)):
        has = taken[party]
        gain = 0 if has < 0 else f.points[has] - prices[f.first[f.entry[has]]]
        for pair in range(f.pairs_at[party], f.pairs_at[party + 1]):
            offer = f.first[f.entry[pair]]
            if pair != has and f.points[pair] - gain > prices[offer]:
                prices[offer] = f.points[pair] - gain
                rose = True
                if has >= 0 and offer == f.first[f.entry[has]]:
                    gain = f.points[has] - prices[offer]
    return rose
