"""What the cheapest days of a stay cost in every way it can be spent, for each half it may begin on."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solver.problem import Stay
from solver.verifying.ledger import Calendars
from solver.verifying.ways import Ways
from solver.verifying.window import NEVER, Flags, Ints, Window, stretch, sums


@dataclass(frozen=True)
class Guests:
    """Who stays: how many, when all are free, and what their being away costs in each half."""

    number: int
    free: Flags
    away: Ints


@dataclass(frozen=True)
class Part:
    """A part of a block that is spent with one host."""

    offset: int
    length: int
    second: bool = False


def layout(needs: Stay, *, shared: bool) -> tuple[tuple[Part, ...], ...]:
    """The parts of each block: the first host has the first half of the blocks, or of the days of one."""
    lengths = needs.blocks
    if not shared:
        return tuple((Part(0, length),) for length in lengths)
    if len(lengths) == 1:
        before = 2 * ((lengths[0] // 2 + 1) // 2)
        return ((Part(0, before), Part(before, lengths[0] - before, second=True)),)
    turn = (len(lengths) + 1) // 2
    return tuple((Part(0, length, second=number >= turn),) for number, length in enumerate(lengths))


@dataclass(frozen=True)
class Stays:
    """Ways of one layout by the halves on which each block may begin: what the block costs, or NEVER."""

    window: Window
    needs: Stay
    blocks: tuple[Ints, ...]

    def by_begin(self) -> Ints:
        """Ways by halves: the cheapest stay whose first block begins there."""
        cheapest = self.blocks[-1]
        for number in reversed(range(len(self.blocks) - 1)):
            cheapest = _add(self.blocks[number], self._after(number, cheapest))
        return cheapest

    def _after(self, number: int, cheapest: Ints) -> Ints:
        """The cheapest rest of the stay after a block that begins on each half."""
        after = np.full_like(cheapest, NEVER)
        for half in np.flatnonzero((self.blocks[number] < NEVER).any(axis=0)):
            first, end = self._next(number, int(half))
            if first < end:
                after[:, half] = cheapest[:, first:end].min(axis=1)
        return after

    def _next(self, number: int, half: int) -> tuple[int, int]:
        """The halves on which the next block may begin, from the first to before the second."""
        last = half + self.needs.blocks[number] - 1
        days = self.window.ordinals
        first = int(np.searchsorted(days, days[last] + self.needs.apart_least, "left"))
        end = int(np.searchsorted(days, days[last] + self.needs.apart_most, "right"))
        return max(first, last + 1), end

    def exactly(self, way: int, begins: tuple[int, ...]) -> int:
        """What the stay with these beginnings costs."""
        apart = all(
            begins[number + 1] in range(*self._next(number, begins[number]))
            for number in range(len(begins) - 1)
        )
        price = sum(int(block[way, begin]) for block, begin in zip(self.blocks, begins, strict=True))
        return min(price, NEVER) if apart else NEVER


def stays(
    window: Window, needs: Stay, guests: Guests, *, ways: Ways, rows: Ints, times: Calendars
) -> Iterator[tuple[Ints, Stays]]:
    """For lone hosts, then for shared trips: which of the rows they are, and their blocks."""
    lone = ways.lone[rows]
    for shared in (False, True):
        at = np.flatnonzero(lone != shared)
        if at.size:
            hosts = {False: ways.first[rows[at]], True: ways.second[rows[at]]}
            parts = layout(needs, shared=shared)
            own = [_own(window, length, guests) for length in needs.blocks]
            blocks = [
                _block(one, each, hosts, times, guests.number) for one, each in zip(own, parts, strict=True)
            ]
            yield at, Stays(window, needs, tuple(blocks))


def _own(window: Window, length: int, guests: Guests) -> Ints:
    """By half: what a block costs whoever the host is."""
    whole = (stretch(sums(~guests.free), 0, length) == 0) & window.begins(length)
    return np.where(whole, stretch(sums(guests.away), 0, length), NEVER)


def _block(
    own: Ints, parts: tuple[Part, ...], hosts: dict[bool, Ints], times: Calendars, guests: int
) -> Ints:
    price = np.broadcast_to(own, (len(hosts[False]), len(own)))
    for part in parts:
        price = _add(price, times.stretch(part.offset, part.length, guests)[hosts[part.second]])
    return price


def _add(one: Ints, other: Ints) -> Ints:
    total: Ints = np.minimum(one + other, NEVER)
    return total


def begins_of(needs: Stay, halves: list[int] | None) -> tuple[int, ...] | None:
    """The first half of each block, if halves are just these blocks."""
    begins: list[int] = []
    left = list(halves or ())
    for length in needs.blocks:
        block, left = left[:length], left[length:]
        if not block or block != list(range(block[0], block[0] + length)):
            return None
        begins.append(block[0])
    return None if left else tuple(begins)
