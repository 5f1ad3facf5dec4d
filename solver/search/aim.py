"""What a search makes large: one sum of the objective, above it by far the sums that came before."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solver.arrays.board import Board
from solver.arrays.numbers import Integers
from solver.wishes import terms

ABOVE = 20  # a point of a sum against one of the next; fits end at 100 and chains of changes are short


@dataclass(frozen=True, eq=False)
class Aim:
    """The points of pairs, and how much each sum, the swaps and the balance count in them."""

    number: int
    name: str
    factors: tuple[int, ...]  # of the sums up to this one
    points: Integers
    extra: Integers
    swap: int
    balance: int
    constant: int


def aims(board: Board) -> Iterator[Aim]:
    """One for each sum."""
    sums, weights = terms(board.view), board.view.problem.objective.weights
    for number, (name, _) in enumerate(sums):
        factors = tuple(ABOVE ** (number - at) for at in range(number + 1))
        counted = list(zip(factors, (levels for _, levels in sums), strict=False))
        rows = np.array(factors, dtype=np.int64)
        yield Aim(
            number,
            name,
            factors,
            points=rows @ board.pairs.points[: number + 1],
            extra=rows @ board.pairs.extra[: number + 1],
            swap=sum(factor * weights.swap for factor, levels in counted if "fit" in levels),
            balance=sum(factor * weights.balance for factor, levels in counted if "balance" in levels),
            constant=int(rows @ board.constants[: number + 1]),
        )
