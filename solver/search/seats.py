"""Who sits where in a plan that is being searched, and what that leaves for others."""

from typing import NamedTuple

import numpy as np

from solver.arrays.numbers import NOBODY, Integers, Numbers
from solver.search.compiled import lean
from solver.search.field import Field


class Seats(NamedTuple):
    """The state of a plan; every array is kept up to date by `take` and `leave`."""

    pair: Integers  # of each party, or -1
    time: Numbers
    at_offer: Numbers  # offers by cells
    at_place: Numbers  # organisations by cells
    served: Integers
    spent: Integers
    sent: Integers  # less received, by organisation
    busy: Numbers  # persons with several roles by cells: what they do as guests
    guest: Numbers  # of each offer the first party, or -1
    next_guest: Numbers
    last_guest: Numbers  # the one before
    told: Integers  # value; guests that hosts with too few lack; parties that must be placed and are not


def seats(field: Field) -> Seats:
    """Nobody has a place."""
    parties, offers, places = len(field.size), len(field.most), len(field.room)
    cells = len(field.conflicts_at) - 1
    return Seats(
        pair=np.full(parties, NOBODY, dtype=np.int64),
        time=np.zeros(parties, dtype=np.int32),
        at_offer=np.zeros((offers, cells), dtype=np.int32),
        at_place=np.zeros((places, cells), dtype=np.int32),
        served=np.zeros(offers, dtype=np.int64),
        spent=np.zeros(places, dtype=np.int64),
        sent=np.zeros(places, dtype=np.int64),
        busy=np.zeros((len(field.person_offers_at) - 1, cells), dtype=np.int32),
        guest=np.full(offers, NOBODY, dtype=np.int32),
        next_guest=np.full(parties, NOBODY, dtype=np.int32),
        last_guest=np.full(parties, NOBODY, dtype=np.int32),
        told=np.array([0, 0, int(field.forced.sum())], dtype=np.int64),
    )


@lean
def has_places(f: Field, s: Seats, party: int, pair: int) -> bool:
    """Whether the offer has places and the organisations have the money, whatever the time."""
    entry, size = f.entry[pair], f.size[party]
    first, second = f.first[entry], f.second[entry]
    if s.served[first] + size > f.most[first]:
        return False
    if second >= 0 and s.served[second] + size > f.most[second]:
        return False
    begin = f.cost_at[party] + (pair - f.pairs_at[party]) * size
    for one in range(size):
        home = f.home[f.member_at[party] + one]
        cost = f.cost[begin + one]
        for other in range(one):
            if f.home[f.member_at[party] + other] == home:
                cost += f.cost[begin + other]
        if cost > 0 and s.spent[home] + cost > f.budget[home]:
            return False
    return True


@lean
def is_open(f: Field, s: Seats, party: int, pair: int, time: int) -> bool:
    """Whether hosts, organisation and everybody's diaries have room at that time."""
    entry, size, shape = f.entry[pair], f.size[party], f.shape[party]
    place = f.place[entry]
    begin = f.cells_at[shape] + np.int64(time) * f.cells_each[shape]
    for step in range(f.cells_each[shape]):
        cell = f.cells[begin + step]
        offer = f.first[entry]
        if step >= f.cut[shape] and f.second[entry] >= 0:
            offer = f.second[entry]
        if s.at_offer[offer, cell] + size > f.together[offer]:
            return False
        if cell < f.stay_cells and s.at_place[place, cell] + size > f.room[place]:
            return False
        if f.offer_person[offer] >= 0 and not host_is_there(f, s, offer, cell):
            return False
    for one in range(size):
        person = f.person[f.member_at[party] + one]
        if person >= 0:
            for step in range(f.cells_each[shape]):
                if not guest_is_free(f, s, person, f.cells[begin + step]):
                    return False
    return True


@lean
def host_is_there(f: Field, s: Seats, offer: int, cell: int) -> bool:
    """Whether the person behind an offer does nothing else then; more guests of one offer are no clash."""
    person = f.offer_person[offer]
    for at in range(f.conflicts_at[cell], f.conflicts_at[cell + 1]):
        other = f.conflicts[at]
        if s.busy[person, other] > 0:
            return False
        for own in range(f.person_offers_at[person], f.person_offers_at[person + 1]):
            mine = f.person_offers[own]
            if s.at_offer[mine, other] > 0 and not (mine == offer and other == cell):
                return False
    return True


@lean
def guest_is_free(f: Field, s: Seats, person: int, cell: int) -> bool:
    """Whether somebody with several roles does nothing else then."""
    for at in range(f.conflicts_at[cell], f.conflicts_at[cell + 1]):
        other = f.conflicts[at]
        if s.busy[person, other] > 0:
            return False
        for own in range(f.person_offers_at[person], f.person_offers_at[person + 1]):
            if s.at_offer[f.person_offers[own], other] > 0:
                return False
    return True


@lean
def take(f: Field, s: Seats, party: int, pair: int, time: int) -> None:
    """Give a party that has none a place."""
    s.pair[party] = pair
    s.time[party] = time
    entry = f.entry[pair]
    offer = f.first[entry]
    head = s.guest[offer]
    s.next_guest[party] = head
    s.last_guest[party] = -1
    if head >= 0:
        s.last_guest[head] = party
    s.guest[offer] = party
    _count(f, s, party, 1)


@lean
def leave(f: Field, s: Seats, party: int) -> None:
    """Take a party's place away."""
    _count(f, s, party, -1)
    before, after = s.last_guest[party], s.next_guest[party]
    if before >= 0:
        s.next_guest[before] = after
    else:
        s.guest[f.first[f.entry[s.pair[party]]]] = after
    if after >= 0:
        s.last_guest[after] = before
    s.pair[party] = -1


@lean
def _count(f: Field, s: Seats, party: int, sign: int) -> None:
    """Book what a party's place uses and is worth, or give it back."""
    pair, time = s.pair[party], s.time[party]
    entry, shape, size = f.entry[pair], f.shape[party], f.size[party]
    place = f.place[entry]
    value = points(f, pair, time) * sign
    begin = f.cells_at[shape] + np.int64(time) * f.cells_each[shape]
    cost_at = f.cost_at[party] + (pair - f.pairs_at[party]) * size
    for step in range(f.cells_each[shape]):
        cell = f.cells[begin + step]
        offer = f.first[entry]
        if step >= f.cut[shape] and f.second[entry] >= 0:
            offer = f.second[entry]
        s.at_offer[offer, cell] += sign * size
        s.at_place[place, cell] += sign * size
    for one in range(size):
        member = f.member_at[party] + one
        s.spent[f.home[member]] += sign * f.cost[cost_at + one]
        person = f.person[member]
        if person >= 0:
            for step in range(f.cells_each[shape]):
                s.busy[person, f.cells[begin + step]] += sign
        if f.is_stay[party]:
            value += move_balance(f, s, f.home[member], sign)
    if f.is_stay[party]:
        value += move_balance(f, s, place, -sign * size)
    value += sign * swap_points(f, s, party, place)
    _serve(f, s, f.first[entry], sign * size)
    if f.second[entry] >= 0:
        _serve(f, s, f.second[entry], sign * size)
    if f.forced[party]:
        s.told[2] -= sign
    s.told[0] += value


@lean
def _serve(f: Field, s: Seats, offer: int, guests: int) -> None:
    s.told[1] -= lacking(f, s, offer)
    s.served[offer] += guests
    s.told[1] += lacking(f, s, offer)


@lean
def lacking(f: Field, s: Seats, offer: int) -> int:
    """How many guests a host with some, but too few, lacks."""
    if 0 < s.served[offer] < f.least[offer]:
        return int(f.least[offer] - s.served[offer])
    return 0


@lean
def points(f: Field, pair: int, time: int) -> int:
    """What a pair is worth at a time."""
    if f.extra_at[pair] >= 0:
        return int(f.points[pair] + f.extra[f.extra_at[pair] + time])
    return int(f.points[pair])


@lean
def move_balance(f: Field, s: Seats, place: int, sent: int) -> int:
    """Count stays sent (or received, if negative), and return what that is worth."""
    before = beyond(f, place, s.sent[place])
    s.sent[place] += sent
    return f.balance_weight * (before - beyond(f, place, s.sent[place]))


@lean
def beyond(f: Field, place: int, sent: int) -> int:
    """How far a balance is off beyond what is tolerated."""
    return int(max(0, abs(sent) - f.tolerance[place]))


@lean
def swap_points(f: Field, s: Seats, party: int, place: int) -> int:
    """What a party's place adds by swaps whose other half has come true."""
    worth = 0
    for at in range(f.swaps_at[party], f.swaps_at[party + 1]):
        partner = f.swap_partner[at]
        is_there = place == f.swap_there[at] and s.pair[partner] >= 0
        if is_there and f.place[f.entry[s.pair[partner]]] == f.swap_back[at]:
            worth += f.swap_weight
    return worth
