"""Companions as one party, and what each of its options is worth once the prices are paid."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solver.verifying.kept import Row, keeping, locks, remembering
from solver.verifying.ledger import Ledger, Party
from solver.verifying.pairs import Reach, reach
from solver.verifying.points import fixed_points
from solver.verifying.times import Timetable, Timetables
from solver.verifying.window import NEVER, Ints


@dataclass(frozen=True)
class Options:
    """What a party can have, each way at its best time: worth after prices, and what the journeys cost.

    A party that is locked must have one of them.
    """

    worth: Ints
    cost: Ints
    locked: bool


def parties(ledger: Ledger) -> Iterator[Party]:
    """Everybody, companions together."""
    groups = ledger.problem.companions
    together = {one: group.applications for group in groups for one in group.applications}
    for ids in dict.fromkeys(together.get(one, (one,)) for one in ledger.application):
        yield tuple(ledger.application[one] for one in ids)


def options(timetables: Timetables, party: Party) -> Options:
    """All options of a party."""
    ledger = timetables.ledger
    ways = ledger.ways(party[0])
    seen = [reach(ways, ledger.roads, one) for one in party]
    rows = np.flatnonzero(np.logical_and.reduce([keeping(ledger, party), *(each.open for each in seen)]))
    before_time = _points(ledger, party, seen) - _prices(ledger, party, seen)
    times = np.full(len(ways.first), NEVER, np.int64)
    for table in timetables.of(party, rows):
        times[table.rows] = _times(ledger, party, table)
    found = np.flatnonzero(times < NEVER)
    cost = np.sum([each.cost for each in seen], axis=0)[found]
    return Options((before_time - times)[found], cost, locked=bool(locks(ledger, party)))


def _points(ledger: Ledger, party: Party, seen: list[Reach]) -> Ints:
    points: Ints = np.sum([fixed_points(ledger, *each) for each in zip(party, seen, strict=True)], axis=0)
    return points


def _prices(ledger: Ledger, party: Party, seen: list[Reach]) -> Ints:
    """What each way costs whenever it is: places, money, balance."""
    ways = ledger.ways(party[0])
    prices = len(party) * ledger.place_prices[party[0].kind]
    for member, each in zip(party, seen, strict=True):
        prices += ledger.budget_price.get(member.organisation, 0) * each.cost
        if member.kind == "shadowing":
            home = ledger.organisation[member.organisation]
            prices += ledger.balance_price[home] - ledger.balance_price[ways.place]
    return prices


def _times(ledger: Ledger, party: Party, table: Timetable) -> Ints:
    """What the best time costs in each way of a timetable."""
    price: Ints = table.price.min(axis=1, initial=NEVER)
    special = remembering(ledger, party, table.rows)
    if locks(ledger, party):
        special[:] = True
    for at in np.flatnonzero(special):
        price[at] = Row(ledger, party, table, int(at)).price()
    return price
