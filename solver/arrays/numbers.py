"""The kinds of arrays, and how pieces are laid one after the other."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]  # amounts, and rows of prices
Numbers = npt.NDArray[np.int32]  # numbers that stand for ids
Places = npt.NDArray[np.intp]  # where in another array
Floats = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]
Bits = npt.NDArray[np.uint64]  # truths packed, 64 to a word
Indices = npt.NDArray[np.integer]  # any of the whole numbers

NOBODY = -1
ENDLESS = 2**40  # more than any load


def offsets(counts: npt.ArrayLike) -> Integers:
    """Where each of several pieces begins, and where the last one ends."""
    return np.concatenate(([0], np.cumsum(counts))).astype(np.int64)


def joined(pieces: Sequence[Indices]) -> Integers:
    """Pieces one after the other."""
    return np.concatenate(pieces).astype(np.int64) if pieces else np.zeros(0, dtype=np.int64)


def beside(rows: int, pieces: Sequence[Integers]) -> Integers:
    """Tables of so many rows side by side."""
    return np.concatenate([np.zeros((rows, 0), dtype=np.int64), *pieces], axis=1)
