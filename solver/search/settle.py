"""Giving one party the best place that is open."""

import numpy as np

from solver.arrays.numbers import Bits
from solver.bound.tariff import SCALE
from solver.search.chance import draw
from solver.search.compiled import lean
from solver.search.fees import Fees
from solver.search.field import Field
from solver.search.seats import Seats, beyond, has_places, is_open, take

NEVER = -(2**62)


@lean
def settle(f: Field, s: Seats, fees: Fees, party: int, alpha: float, skip: int, chance: Bits) -> bool:
    """Give a party the best place that is open, by points less alpha times the price; false if none is."""
    best, best_pair, best_time = float(NEVER), -1, 0
    order = fees.by_gain if alpha == 1.0 else fees.by_points
    margin = 2 * f.balance_weight * f.size[party]
    for at in range(f.pairs_at[party], f.pairs_at[party + 1]):
        pair = int(order[at])
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
