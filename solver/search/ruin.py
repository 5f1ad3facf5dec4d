"""Ruin and recreate: take a few places away, give them anew by price and chance, keep what is better.

After Schrimpf et al. (2000), with Lagrangian prices as the sense of what is scarce and an annealed acceptance.
Everything random comes from one whole number that is carried along, so that slices give the same as one run.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from solver.arrays.numbers import Bits, Integers, Numbers, Truths
from solver.bound.tariff import SCALE
from solver.search.compiled import lean
from solver.search.fees import Fees
from solver.search.field import Field
from solver.search.seats import Seats, beyond, has_places, is_open, leave, take

NEVER = -(2**62)
TODO = 64  # the most parties that are given places anew in one step


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


class Desk(NamedTuple):
    """Scratch space of one search."""

    todo: Integers
    keys: npt.NDArray[np.float64]
    was_pair: Integers
    was_time: Numbers
    marked: Truths
    waiting: Integers
    where: Integers


def desk(parties: int) -> Desk:
    """An empty one."""
    return Desk(
        todo=np.zeros(TODO, dtype=np.int64),
        keys=np.zeros(TODO),
        was_pair=np.zeros(TODO, dtype=np.int64),
        was_time=np.zeros(TODO, dtype=np.int32),
        marked=np.zeros(parties, dtype=np.bool_),
        waiting=np.zeros(parties + 1, dtype=np.int64),
        where=np.zeros(parties, dtype=np.int64),
    )


@lean
def draw(chance: Bits, below: int) -> int:
    """The next random number (Knuth's linear congruence, its high bits)."""
    chance[0] = chance[0] * np.uint64(6364136223846793005) + np.uint64(1442695040888963407)
    return np.int64(chance[0] >> np.uint64(33)) % below


@lean
def worth(f: Field, s: Seats) -> int:
    """The value of a plan; what it breaks costs more than anything gains."""
    return s.told[0] - f.loneliness * s.told[1] - 1000 * f.loneliness * s.told[2]


@lean
def settle(f: Field, s: Seats, fees: Fees, party: int, alpha: float, skip: int, chance: Bits) -> bool:
    """Give a party the best place that is open, by points less alpha times the price; false if none is."""
    best, best_pair, best_time = float(NEVER), np.int64(-1), 0
    order = fees.by_gain if alpha == 1.0 else fees.by_points
    margin = 2 * f.balance_weight * f.size[party]
    for at in range(f.pairs_at[party], f.pairs_at[party + 1]):
        pair = np.int64(order[at])
        ahead = f.points[pair] - alpha * fees.by_pair[pair] / SCALE
        special = f.extra_at[pair] >= 0
        if f.points[pair] <= 0 and not special and not f.forced[party]:
            continue
        if not special and ahead + margin <= best:
            limit = f.points[pair] if alpha < 1.0 else f.points[pair] - fees.by_pair[pair] / SCALE
            if limit + margin <= best and f.extra.size == 0:
                break
            continue
        if skip > 0 and draw(chance, 100) < skip:
            continue
        if not has_places(f, s, party, pair):
            continue
        ahead += (1.0 - alpha) * balance_gain(f, s, party, pair)
        time, value = best_time_of(f, s, fees, party, pair, alpha, ahead, best)
        if time >= 0:
            best, best_pair, best_time = value, pair, time
    if best_pair < 0:
        return False
    take(f, s, party, best_pair, best_time)
    return True


@lean
def balance_gain(f: Field, s: Seats, party: int, pair: int) -> int:
    """What a place changes of the balances, for parties of one exactly."""
    if f.balance_weight == 0 or not f.is_stay[party]:
        return 0
    home, place, size = f.home[f.member_at[party]], f.place[f.entry[pair]], f.size[party]
    moved = beyond(f, home, s.sent[home] + size) - beyond(f, home, s.sent[home])
    moved += beyond(f, place, s.sent[place] - size) - beyond(f, place, s.sent[place])
    return -f.balance_weight * moved


@lean
def best_time_of(
    f: Field, s: Seats, fees: Fees, party: int, pair: int, alpha: float, ahead: float, best: float
) -> tuple[int, float]:
    """The open time of a pair that is worth most, if it is worth more than `best`; else -1."""
    entry, shape = f.entry[pair], f.shape[party]
    own, theirs = f.bits_at[party], f.entry_bits_at[shape] + (entry - f.entry_from[shape]) * f.words[shape]
    row = f.table_at[shape] + (entry - f.entry_from[shape]) * f.times[shape]
    found = -1
    for word in range(f.words[shape]):
        bits = f.bits[own + word] & f.entry_bits[theirs + word]
        while bits != 0:
            low = bits & (~bits + np.uint64(1))
            bits ^= low
            time = word * 64 + bit_number(low)
            paid = f.size[party] * fees.table[row + time]
            if fees.away_at[party] >= 0:
                paid += fees.away[fees.away_at[party] + time]
            value = ahead - alpha * paid / SCALE
            if f.extra_at[pair] >= 0:
                value += f.extra[f.extra_at[pair] + time]
            if value > best and is_open(f, s, party, pair, time):
                found, best = time, value
                if paid == 0 and f.extra_at[pair] < 0:
                    return found, best
    return found, best


@lean
def bit_number(bit: np.uint64) -> int:
    """Which bit is set, of a word with one."""
    number = 0
    for step in (32, 16, 8, 4, 2, 1):
        if bit >> np.uint64(step) != 0:
            bit >>= np.uint64(step)
            number += step
    return number


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
    f: Field, s: Seats, fees: Fees, best: Best, heat: Heat, begin: int, end: int, chance: Bits, desk: Desk
) -> None:
    """Steps begin..end of `heat.steps`; afterwards `best` holds the best plan."""
    todo, keys, was_pair, was_time = desk.todo, desk.keys, desk.was_pair, desk.was_time
    marked, waiting, where = desk.marked, desk.waiting, desk.where
    waiting_list(f, s, waiting, where)
    for step in range(begin, end):
        temperature = heat.hot * (heat.cold / heat.hot) ** (step / heat.steps)
        old = worth(f, s)
        count = ruin(f, s, heat.most, todo, marked, waiting, where, chance)
        if count == 0:
            continue
        for at in range(count):
            was_pair[at], was_time[at] = s.pair[todo[at]], s.time[todo[at]]
            marked[todo[at]] = False
            if s.pair[todo[at]] >= 0:
                leave(f, s, todo[at])
        order(f, todo, was_pair, was_time, keys, count, chance)
        alpha = 0.5 * draw(chance, 3)
        for at in range(count):
            settle(f, s, fees, todo[at], alpha, 2, chance)
        new = worth(f, s)
        if new < old and draw(chance, 1 << 30) / (1 << 30) >= np.exp((new - old) / temperature):
            for at in range(count):
                if s.pair[todo[at]] >= 0:
                    leave(f, s, todo[at])
            for at in range(count):
                if was_pair[at] >= 0:
                    take(f, s, todo[at], was_pair[at], was_time[at])
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
def ruin(
    f: Field,
    s: Seats,
    most: int,
    todo: Integers,
    marked: Truths,
    waiting: Integers,
    where: Integers,
    chance: Bits,
) -> int:
    """Choose who gives the place back and who else is tried; how many they are."""
    parties = len(f.size)
    if waiting[-1] > 0 and draw(chance, 10) < 6:
        around = waiting[draw(chance, waiting[-1])]
    else:
        around = np.int64(draw(chance, parties))
    if where[around] == -2:
        return 0
    mode, wanted = draw(chance, 4), 1 + draw(chance, most)
    if most > 5:
        wanted = max(wanted, min(6, most)) if parties >= 5000 else wanted
    count = add(around, todo, 0, marked)
    home = f.home[f.member_at[around]]
    if mode == 0 or mode == 3:
        count = compatriots(f, s, home, wanted, todo, count, marked, chance)
    if mode == 1 or mode == 3:
        for _ in range(wanted):
            pair = np.int64(f.pairs_at[around] + draw(chance, f.pairs_at[around + 1] - f.pairs_at[around]))
            count = guests_of(s, f.first[f.entry[pair]], 3, todo, count, marked)
    if mode == 2:
        count = neighbours(f, s, around, 2 * wanted, todo, count, marked, chance)
    return extras(f, s, home, todo, count, marked, waiting, where, chance)


@lean
def extras(
    f: Field,
    s: Seats,
    home: int,
    todo: Integers,
    count: int,
    marked: Truths,
    waiting: Integers,
    where: Integers,
    chance: Bits,
) -> int:
    """A few who wait, and some of the same home: they can use the money that is free now."""
    for _ in range(4):
        if waiting[-1] > 0:
            count = add(waiting[draw(chance, waiting[-1])], todo, count, marked)
    begin, end = f.of_home_at[home], f.of_home_at[home + 1]
    for _ in range(4):
        party = np.int64(f.of_home[begin + draw(chance, end - begin)])
        if s.pair[party] < 0 and where[party] >= 0:
            count = add(party, todo, count, marked)
    return count


@lean
def add(party: int, todo: Integers, count: int, marked: Truths) -> int:
    """Put a party on the list once, if there is room."""
    if marked[party] or count >= TODO:
        return count
    marked[party] = True
    todo[count] = party
    return count + 1


@lean
def compatriots(
    f: Field, s: Seats, home: int, wanted: int, todo: Integers, count: int, marked: Truths, chance: Bits
) -> int:
    """Some who have a place and come from the same organisation."""
    begin, end = f.of_home_at[home], f.of_home_at[home + 1]
    for _ in range(3 * wanted):
        party = np.int64(f.of_home[begin + draw(chance, end - begin)])
        if s.pair[party] >= 0 and wanted > 0:
            count = add(party, todo, count, marked)
            wanted -= 1
    return count


@lean
def guests_of(s: Seats, offer: int, most: int, todo: Integers, count: int, marked: Truths) -> int:
    """The guests of one offer."""
    party = np.int64(s.guest[offer])
    while party >= 0 and most > 0:
        count = add(party, todo, count, marked)
        party = np.int64(s.next_guest[party])
        most -= 1
    return count


@lean
def neighbours(
    f: Field, s: Seats, around: int, wanted: int, todo: Integers, count: int, marked: Truths, chance: Bits
) -> int:
    """Guests of some hosts in one organisation that the party could visit."""
    pair = np.int64(f.pairs_at[around] + draw(chance, f.pairs_at[around + 1] - f.pairs_at[around]))
    place = f.place[f.entry[pair]]
    if place >= len(f.room) - 1:
        return guests_of(s, f.first[f.entry[pair]], wanted, todo, count, marked)
    begin, end = f.at_place_at[place], f.at_place_at[place + 1]
    for _ in range(wanted):
        count = guests_of(s, f.at_place[begin + draw(chance, end - begin)], 2, todo, count, marked)
    return count


@lean
def order(
    f: Field,
    todo: Integers,
    was_pair: Integers,
    was_time: Numbers,
    keys: npt.NDArray[np.float64],
    count: int,
    chance: Bits,
) -> None:
    """Who chooses first: by chance, those with few pairs, or those who had or could have much."""
    mode = draw(chance, 3)
    for at in range(count):
        noise = draw(chance, 1000) / 1000.0
        pairs = f.pairs_at[todo[at] + 1] - f.pairs_at[todo[at]]
        if mode == 0:
            keys[at] = noise
        elif mode == 1:
            keys[at] = pairs * (0.5 + noise)
        else:
            keys[at] = -f.points[f.pairs_at[todo[at]] + draw(chance, pairs)] * (0.9 + 0.2 * noise)
    for at in range(1, count):
        spot = at
        while spot > 0 and keys[spot] < keys[spot - 1]:
            keys[spot], keys[spot - 1] = keys[spot - 1], keys[spot]
            todo[spot], todo[spot - 1] = todo[spot - 1], todo[spot]
            was_pair[spot], was_pair[spot - 1] = was_pair[spot - 1], was_pair[spot]
            was_time[spot], was_time[spot - 1] = was_time[spot - 1], was_time[spot]
            spot -= 1
