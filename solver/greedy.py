"""A first plan in milliseconds: the best columns first, each taken if all rows still hold.

CP-SAT's own first plan is the empty one, so this is its hint.
"""

from solver.model import Model, Row, Term
from solver.rules import served


def plan(model: Model, terms: tuple[Term, ...]) -> tuple[int, ...]:
    """The chosen columns. It may break locks that do not go together; companions are left to the engine."""
    loads = Loads(model)
    together = {one for group in model.view.problem.companions for one in group.applications}
    for number in _best_first(model, terms):
        if model.columns[number].pair.application.id not in together:
            loads.take(number)
    return _without_lonely_guests(model, loads.taken)


def _best_first(model: Model, terms: tuple[Term, ...]) -> list[int]:
    worth = [dict(zip(term.variables, term.coefficients, strict=True)) for term in terms]
    locked = {number for row in model.rows if row.low == 1 for number in row.variables}
    return sorted(
        range(len(model.columns)),
        key=lambda number: (number not in locked, *(-points.get(number, 0) for points in worth), number),
    )


def _without_lonely_guests(model: Model, taken: list[int]) -> tuple[int, ...]:
    """Offers that got fewer than their least get nobody."""
    served_by: dict[str, int] = {}
    for number in taken:
        offer = model.columns[number].pair.offer.id
        served_by[offer] = served_by.get(offer, 0) + 1
    return tuple(number for number in taken if _is_enough(model, number, served_by))


def _is_enough(model: Model, number: int, served_by: dict[str, int]) -> bool:
    offer = model.columns[number].pair.offer
    least, _ = served(offer)
    return served_by[offer.id] >= least


class Loads:
    """What the taken columns use of each row that has an upper limit."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.taken: list[int] = []
        self._on: set[int] = set()
        self._used: dict[int, int] = {}
        self._rows: dict[int, list[tuple[int, int]]] = {}
        self._highs: dict[int, int] = {}
        for index, row in enumerate(model.rows):
            if row.high is not None and not model.slacks.intersection(row.variables):
                self._watch(index, row, row.high)

    def _watch(self, index: int, row: Row, high: int) -> None:
        self._highs[index] = high
        for variable, coefficient in zip(row.variables, row.coefficients, strict=True):
            self._rows.setdefault(variable, []).append((index, coefficient))

    def take(self, number: int) -> bool:
        """Take a column if it fits, together with the switches that it turns on."""
        new = [one for one in (number, *self.model.implied.get(number, ())) if one not in self._on]
        added: dict[int, int] = {}
        for variable in new:
            for index, coefficient in self._rows.get(variable, ()):
                added[index] = added.get(index, 0) + coefficient
        if any(self._used.get(index, 0) + load > self._highs[index] for index, load in added.items()):
            return False
        self._on.update(new)
        self._used.update((index, self._used.get(index, 0) + load) for index, load in added.items())
        self.taken.append(number)
        return True
