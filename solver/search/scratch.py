"""The arrays that one search writes on."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from solver.arrays.numbers import Integers, Numbers, Truths

MOST = 64  # parties that are given places anew in one step


class Scratch(NamedTuple):
    """Scratch space of one search."""

    todo: Integers
    keys: npt.NDArray[np.float64]
    was_pair: Integers
    was_time: Numbers
    marked: Truths
    waiting: Integers
    where: Integers


def scratch(parties: int) -> Scratch:
    """An empty one."""
    return Scratch(
        todo=np.zeros(MOST, dtype=np.int64),
        keys=np.zeros(MOST),
        was_pair=np.zeros(MOST, dtype=np.int64),
        was_time=np.zeros(MOST, dtype=np.int32),
        marked=np.zeros(parties, dtype=np.bool_),
        waiting=np.zeros(parties + 1, dtype=np.int64),
        where=np.zeros(parties, dtype=np.int64),
    )
