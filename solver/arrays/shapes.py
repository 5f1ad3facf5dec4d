"""What people need, as a list of every time in the window when it could take place.

All applications with the same needs share one shape. Who is free for which of its placements is a row of
bits (64 to a word, lowest first), so that the times of a pair are one AND.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.arrays.cells import Cells
from solver.arrays.numbers import Bits, Truths
from solver.days import stays
from solver.placements import Placement, series, slot_halves
from solver.problem import CommonDays, Sessions, Slot, Stay
from solver.view import View


@dataclass(frozen=True)
class Shape:
    """One kind of needs and its placements, earliest first."""

    view: View
    cells: Cells
    needs: Stay | Sessions | CommonDays

    @cached_property
    def placements(self) -> tuple[Placement, ...]:
        match self.needs:
            case Stay() as needs:
                return tuple(
                    Placement(halves=halves)
                    for halves in stays(self.view.window, self.view.window.open, needs)
                )
            case Sessions() as needs:
                return tuple(one for slot in self.view.slots for one in _every_series(slot, needs))
            case CommonDays():
                return (Placement(),)

    @property
    def words(self) -> int:
        """How many words of bits the placements need."""
        return max(1, -(-len(self.placements) // 64))

    @cached_property
    def first_days(self) -> int:
        """How many days the first of two hosts takes, or 0 where a trip cannot be shared."""
        if not isinstance(self.needs, Stay) or any(block % 2 for block in self.needs.blocks):
            return 0
        days = [block // 2 for block in self.needs.blocks]
        if len(days) > 1:
            return sum(days[: (len(days) + 1) // 2])
        return (days[0] + 1) // 2 if days[0] > 1 else 0

    @property
    def first_cells(self) -> int:
        """The same in cells."""
        return self.first_days * self.cells.per_day

    @cached_property
    def cell_lists(self) -> tuple[tuple[int, ...], ...]:
        """The cells of each placement, in the order of time."""
        return tuple(tuple(self.cells.of(one)) for one in self.placements)

    @cached_property
    def halves(self) -> Truths:
        """Which halves of the window each placement needs, placements by halves."""
        return self._matrix([self._needed(one) for one in self.placements])

    @cached_property
    def first_halves(self) -> Truths:
        """Those that the first of two hosts takes."""
        return self._matrix([_lowest(one.halves, 2 * self.first_days) for one in self.placements])

    def possible(self, free: Truths, *, needed: Truths | None = None) -> Truths:
        """Who can take part in which placement: people by placements, from people by halves."""
        wanted = (self.halves if needed is None else needed).astype(np.float32)
        if isinstance(self.needs, CommonDays):
            return np.ones((len(free), 1), dtype=np.bool_)
        busy = (~free).astype(np.float32)
        return np.asarray(busy @ wanted.T == 0, dtype=np.bool_)

    def in_slots(self, slots: tuple[str, ...] | None) -> Truths:
        """The placements in one of these slots."""
        return np.array([slots is None or one.slot in slots for one in self.placements], dtype=np.bool_)

    def _needed(self, placement: Placement) -> int:
        needed = placement.halves
        for day in placement.sessions:
            number = self.view.window.number.get(day)
            if number is not None:
                needed |= slot_halves(self.view.slot[placement.slot or ""]) << 2 * number
        return needed

    def _matrix(self, masks: list[int]) -> Truths:
        return truths(masks, 2 * len(self.view.window.dates))


def truths(masks: list[int], width: int) -> Truths:
    """Whole numbers as rows of bits, lowest first."""
    size = -(-width // 8)
    octets = np.frombuffer(b"".join(mask.to_bytes(size, "little") for mask in masks), dtype=np.uint8)
    rows = np.unpackbits(octets.reshape(len(masks), size), axis=1, count=width, bitorder="little")
    return rows.astype(np.bool_)


def packed(rows: Truths, words: int) -> Bits:
    """Rows of truths as rows of words."""
    octets = np.zeros((len(rows), 8 * words), dtype=np.uint8)
    bits = np.packbits(rows, axis=1, bitorder="little")
    octets[:, : bits.shape[1]] = bits
    return octets.view(np.uint64)


def unpacked(bits: Bits, count: int) -> Truths:
    """The inverse of `packed`, for so many placements."""
    octets = np.ascontiguousarray(bits).view(np.uint8)
    return np.unpackbits(octets, axis=1, count=count, bitorder="little").astype(np.bool_)


def _every_series(slot: Slot, needs: Sessions) -> list[Placement]:
    held = (series(slot, first, needs) for first in range(len(slot.dates)))
    return [Placement(slot=slot.id, sessions=dates) for dates in held if dates]


def _lowest(mask: int, count: int) -> int:
    """The lowest so many bits of a mask."""
    kept = 0
    for _ in range(count):
        lowest = mask & -mask
        kept |= lowest
        mask ^= lowest
    return kept
