"""The model as plain rows: what the rules write and the exact engine is given.

Variable i < len(columns) says that column i is chosen; the others are made by rules and by the objective.
"""

from dataclasses import dataclass, field

import numpy as np

from solver.arrays.board import Board
from solver.arrays.columns import Columns
from solver.arrays.numbers import Integers


@dataclass(frozen=True, eq=False)
class Row:
    """low <= sum of coefficient * variable <= high; None is no limit."""

    variables: Integers
    coefficients: Integers
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, eq=False)
class Term:
    """A weighted sum of variables plus a constant: one sum of the objective."""

    name: str
    variables: Integers
    coefficients: Integers
    constant: int = 0


@dataclass
class Model:
    """Columns, rows and the domains of all variables; grows while rules write to it."""

    columns: Columns
    domains: list[tuple[int, int]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.domains.extend([(0, 1)] * len(self.columns))

    @property
    def board(self) -> Board:
        return self.columns.board

    def variable(self, *, high: int = 1) -> int:
        """A new variable from 0 to high."""
        self.domains.append((0, high))
        return len(self.domains) - 1

    def weighed(self, columns: Integers, high: int) -> Row | None:
        """No more people than so many in these columns; None if there can never be more."""
        if int(self.columns.size[columns].sum()) <= high:
            return None
        _, where = np.unique(self.columns.party[columns], return_index=True)
        if int(self.columns.size[columns[where]].sum()) <= high:
            return None
        return Row(columns, self.columns.size[columns].astype(np.int64), high=high)


def at_most(variables: Integers, high: int) -> Row:
    """No more than so many of these."""
    return Row(variables, np.ones(len(variables), dtype=np.int64), high=high)
