"""Chance that comes from one whole number, the same on every machine."""

import numpy as np

from solver.arrays.numbers import Bits
from solver.search.compiled import lean


@lean
def draw(chance: Bits, below: int) -> int:
    """The next random number (Knuth's linear congruence, its high bits)."""
    chance[0] = chance[0] * np.uint64(6364136223846793005) + np.uint64(1442695040888963407)
    return int(chance[0] >> np.uint64(33)) % below
