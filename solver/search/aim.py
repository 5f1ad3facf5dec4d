"""What a search makes large: one sum of the objective, above it by far the sums that came before."""

from dataclasses import dataclass

import numpy as np

from solver.arrays.board import Board
from solver.arrays.numbers import Integers
from solver.bound.tariff import SCALE
from solver.wishes import terms


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


def aim(board: Board, number: int, above: int) -> Aim:
    """A sum, with those before it each weighing so many times as much as the next."""
    sums, weights = terms(board.view)[: number + 1], board.view.problem.objective.weights
    factors = tuple(above ** (number - at) for at in range(number + 1))
    counted = list(zip(factors, (levels for _, levels in sums), strict=True))
    rows = np.array(factors, dtype=np.int64)
    return Aim(
        number,
        sums[number][0],
        factors,
        points=rows @ board.pairs.points[: number + 1],
        extra=rows @ board.pairs.extra[: number + 1],
        swap=sum(factor * weights.swap for factor, levels in counted if "fit" in levels),
        balance=sum(factor * weights.balance for factor, levels in counted if "balance" in levels),
        constant=int(rows @ board.constants[: number + 1]),
    )


def can_count(board: Board, number: int, above: int) -> bool:
    """Whether sums with such factors are still counted exactly."""
    most = 0
    for points in (board.pairs.points, board.pairs.extra):
        for at, row in enumerate(points[: number + 1]):
            most += above ** (number - at) * int(np.abs(row).max(initial=1))
    return most * SCALE * max(1, len(board.parties)) < 2**60
