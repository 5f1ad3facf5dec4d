"""Who gives the place back, who else is tried, and in which order they choose."""

import numpy as np
import numpy.typing as npt

from solver.arrays.numbers import Bits, Integers, Numbers, Truths
from solver.search.chance import draw
from solver.search.compiled import lean
from solver.search.field import Field
from solver.search.scratch import MOST
from solver.search.seats import Seats


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
        around = int(draw(chance, parties))
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
            pair = int(f.pairs_at[around] + draw(chance, f.pairs_at[around + 1] - f.pairs_at[around]))
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
        party = int(f.of_home[begin + draw(chance, end - begin)])
        if s.pair[party] < 0 and where[party] >= 0:
            count = add(party, todo, count, marked)
    return count


@lean
def add(party: int, todo: Integers, count: int, marked: Truths) -> int:
    """Put a party on the list once, if there is room."""
    if marked[party] or count >= MOST:
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
        party = int(f.of_home[begin + draw(chance, end - begin)])
        if s.pair[party] >= 0 and wanted > 0:
            count = add(party, todo, count, marked)
            wanted -= 1
    return count


@lean
def guests_of(s: Seats, offer: int, most: int, todo: Integers, count: int, marked: Truths) -> int:
    """The guests of one offer."""
    party = int(s.guest[offer])
    while party >= 0 and most > 0:
        count = add(party, todo, count, marked)
        party = int(s.next_guest[party])
        most -= 1
    return count


@lean
def neighbours(
    f: Field, s: Seats, around: int, wanted: int, todo: Integers, count: int, marked: Truths, chance: Bits
) -> int:
    """Guests of some hosts in one organisation that the party could visit."""
    pair = int(f.pairs_at[around] + draw(chance, f.pairs_at[around + 1] - f.pairs_at[around]))
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
