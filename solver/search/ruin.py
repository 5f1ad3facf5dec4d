"""Ruin and recreate: take a few places away, give them anew by price and chance, keep what is better.

After Schrimpf et al. (2000), with Lagrangian prices as the sense of what is scarce and annealed acceptance.
Everything random comes from one whole number that is carried along, so that slices give the same as one run.
"""

from typing import NamedTuple

import numpy as np

from solver.arrays.numbers import Bits, Integers, Numbers
from solver.search.chance import draw
from solver.search.choose import order, ruin
from solver.search.compiled import lean
from solver.search.fees import Fees
from solver.search.field import Field
from solver.search.scratch import Scratch
from solver.search.seats import Seats, leave, take
from solver.search.settle import settle


class Best(NamedTuple):
    """The best plan so far."""

    pair: Integers
    time: Numbers
    worth: Integers  # one number


class Heat(NamedTuple):
    """How the search cools: step numbers run over all slices."""

    steps: int
    hot: float
    cold: float
    most: int  # parties that one step removes


@lean
def worth(f: Field, s: Seats) -> int:
    """The value of a plan; what it breaks costs more than anything gains."""
    return int(s.told[0] - f.loneliness * s.told[1] - 1000 * f.loneliness * s.told[2])


@lean
def remember(s: Seats, best: Best) -> bool:
    """Keep the plan if it breaks nothing and is the best so far."""
    if s.told[1] > 0 or s.told[2] > 0 or s.told[0] <= best.worth[0]:
        return False
    for party in range(len(s.pair)):
        best.pair[party] = s.pair[party]
        best.time[party] = s.time[party]
    best.worth[0] = s.told[0]
    return True


@lean
def search(
    f: Field,
    s: Seats,
    fees: Fees,
    best: Best,
    heat: Heat,
    begin: int,
    end: int,
    chance: Bits,
    scratch: Scratch,
) -> None:
    """Steps begin..end of `heat.steps`; afterwards `best` holds the best plan."""
    todo, keys, was_pair, was_time = scratch.todo, scratch.keys, scratch.was_pair, scratch.was_time
    marked, waiting, where = scratch.marked, scratch.waiting, scratch.where
    waiting_list(f, s, waiting, where)
    for step in range(begin, end):
        temperature = heat.hot * (heat.cold / heat.hot) ** (step / heat.steps)
        old = worth(f, s)
        count = ruin(f, s, heat.most, todo, marked, waiting, where, chance)
        if count == 0:
            continue
        empty(f, s, scratch, count)
        order(f, todo, was_pair, was_time, keys, count, chance)
        alpha = 0.5 * draw(chance, 3)
        for at in range(count):
            settle(f, s, fees, todo[at], alpha, 2, chance)
        new = worth(f, s)
        if new < old and draw(chance, 1 << 30) / (1 << 30) >= np.exp((new - old) / temperature):
            undo(f, s, scratch, count)
        elif s.told[0] > best.worth[0]:
            remember(s, best)
        for at in range(count):
            keep_waiting(s, todo[at], waiting, where)


@lean
def waiting_list(f: Field, s: Seats, waiting: Integers, where: Integers) -> None:
    """Parties that have pairs and no place, with their number last; and where each stands, or -1."""
    waiting[-1] = 0
    for party in range(len(f.size)):
        where[party] = -2
        if f.pairs_at[party + 1] > f.pairs_at[party]:
            where[party] = -1
            if s.pair[party] < 0:
                where[party] = waiting[-1]
                waiting[waiting[-1]] = party
                waiting[-1] += 1


@lean
def keep_waiting(s: Seats, party: int, waiting: Integers, where: Integers) -> None:
    """Bring the waiting list up to date for a party."""
    at = where[party]
    if s.pair[party] < 0 and at == -1:
        where[party] = waiting[-1]
        waiting[waiting[-1]] = party
        waiting[-1] += 1
    elif s.pair[party] >= 0 and at >= 0:
        waiting[-1] -= 1
        last = waiting[waiting[-1]]
        waiting[at] = last
        where[last] = at
        where[party] = -1


@lean
def empty(f: Field, s: Seats, scratch: Scratch, count: int) -> None:
    """Take the places of those on the list away, and note what they were."""
    for at in range(count):
        party = scratch.todo[at]
        scratch.was_pair[at], scratch.was_time[at] = s.pair[party], s.time[party]
        scratch.marked[party] = False
        if s.pair[party] >= 0:
            leave(f, s, party)


@lean
def undo(f: Field, s: Seats, scratch: Scratch, count: int) -> None:
    """Give everybody on the list the old place back."""
    for at in range(count):
        if s.pair[scratch.todo[at]] >= 0:
            leave(f, s, scratch.todo[at])
    for at in range(count):
        if scratch.was_pair[at] >= 0:
            take(f, s, scratch.todo[at], scratch.was_pair[at], scratch.was_time[at])
