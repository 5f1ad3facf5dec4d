"""Times as blocks of neighbouring cells, so that what they take is a difference of running sums."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from solver.beside.sides import Points


@dataclass(frozen=True)
class Spans:
    """By block and time: its first cell, and the cell after its last."""

    starts: Points
    ends: Points

    def sums(self, table: Points) -> Points:
        """Rows by cells, summed over each time: rows by times."""
        running = np.zeros((len(table), table.shape[1] + 1), np.int64)
        np.cumsum(table, axis=1, out=running[:, 1:])
        points = np.zeros((len(table), self.starts.shape[1]), np.int64)
        for start, end in zip(self.starts, self.ends, strict=True):
            points += np.take(running, end, axis=1) - np.take(running, start, axis=1)
        return points

    def marks(self, width: int) -> Points:
        """Times by cells: 1 where a time takes a cell."""
        cells = np.arange(width)
        taken = (self.starts[:, :, None] <= cells) & (cells < self.ends[:, :, None])
        return np.asarray(taken.any(axis=0), np.int64)


def spans(times: Sequence[Sequence[tuple[int, int]]]) -> Spans:
    """By time, its blocks: the first cell, and the cell after the last."""
    table = np.zeros((max(map(len, times), default=0), len(times), 2), np.int64)
    for column, blocks in enumerate(times):
        table[: len(blocks), column] = blocks
    return Spans(table[:, :, 0], table[:, :, 1])


def runs(mask: int) -> list[tuple[int, int]]:
    """The blocks of neighbouring bits."""
    found = []
    while mask:
        start = (mask & -mask).bit_length() - 1
        end = start + ((~mask >> start) & -(~mask >> start)).bit_length() - 1
        found.append((start, end))
        mask &= -1 << end
    return found
