"""The model as plain rows: what the rules write, the greedy plan reads, and the engine is given.

Variable i < len(columns) says that column i is chosen; the others are made by rules and wishes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from solver.pairs import Pair
from solver.placements import Placement
from solver.view import View


@dataclass(frozen=True, slots=True)
class Column:
    """One pair at one time."""

    pair: Pair
    placement: Placement


@dataclass(frozen=True, slots=True)
class Row:
    """low <= sum of coefficient * variable <= high; None is no limit."""

    variables: tuple[int, ...]
    coefficients: tuple[int, ...]
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Term:
    """A weighted sum of variables plus a constant: one level of the objective."""

    name: str
    variables: tuple[int, ...]
    coefficients: tuple[int, ...]
    constant: int = 0


@dataclass
class Model:
    """Columns, rows and the domains of all variables; grows while rules write to it."""

    view: View
    columns: tuple[Column, ...]
    domains: list[tuple[int, int]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    implied: dict[int, list[int]] = field(default_factory=dict)  # by column: switches that it turns on
    slacks: set[int] = field(default_factory=set)  # variables that soften the rows they stand in

    def __post_init__(self) -> None:
        self.domains.extend((0, 1) for _ in self.columns)

    def variable(self, *, high: int = 1) -> int:
        """A new variable from 0 to high."""
        self.domains.append((0, high))
        return len(self.domains) - 1

    def switch(self, columns: Iterable[int]) -> int:
        """A new variable that the rows of its maker keep at 1 while one of the columns is chosen."""
        made = self.variable()
        for column in columns:
            self.implied.setdefault(column, []).append(made)
        return made

    def slack(self, *, high: int) -> int:
        """A new variable that is free to grow, at a price in the objective."""
        made = self.variable(high=high)
        self.slacks.add(made)
        return made

    @cached_property
    def by_application(self) -> dict[str, list[int]]:
        return self.grouped(lambda column: column.pair.application.id)

    @cached_property
    def by_offer(self) -> dict[str, list[int]]:
        return self.grouped(lambda column: column.pair.offer.id)

    def grouped(self, key: Callable[[Column], str]) -> dict[str, list[int]]:
        """Columns by a key of theirs, in order."""
        groups: dict[str, list[int]] = {}
        for number, column in enumerate(self.columns):
            groups.setdefault(key(column), []).append(number)
        return groups


def columns(pairs: Iterable[Pair]) -> tuple[Column, ...]:
    """Every pair at every time when it could take place."""
    return tuple(Column(pair, placement) for pair in pairs for placement in pair.placements)


def at_most(variables: Iterable[int], high: int) -> Row:
    """No more than so many of these."""
    chosen = tuple(variables)
    return Row(chosen, (1,) * len(chosen), high=high)


def exactly(variables: Iterable[int], number: int) -> Row:
    """Just so many of these."""
    chosen = tuple(variables)
    return Row(chosen, (1,) * len(chosen), low=number, high=number)
