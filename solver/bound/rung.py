"""What was found out about one sum of the objective."""

from dataclasses import dataclass

from solver.arrays.columns import Columns
from solver.arrays.numbers import Integers
from solver.solution import Status


@dataclass(frozen=True, eq=False)
class Rung:
    """Value, proved bound and plan; the prices that show the bound, as far as prices can."""

    name: str
    status: Status
    value: int | None
    bound: int | None
    chosen: Columns | None
    prices: Integers | None = None
    money_step: int | None = None  # budgets have no price but are kept whole, in steps of so much money
    effort: float = 0.0  # CP-SAT's deterministic seconds
