"""From the engine's prices to a match certificate: rows get names, and the verifier says what follows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.arrays.board import Board
from solver.arrays.cells import Cells
from solver.arrays.columns import columns
from solver.arrays.numbers import ENDLESS, Integers
from solver.bound.counter import Counter
from solver.bound.prices import Pace, Quote, lowest
from solver.bound.rung import Rung
from solver.bound.tariff import SCALE, Tariff
from solver.certificate import Certificate, Half, Price
from solver.climb import is_large
from solver.exact.aims import optimistic
from solver.problem import HostOffer
from solver.solution import Solution, Status
from solver.verify import certified

STEPS = 150  # of the search for prices where the engine needed none
FINE_STEPS, FINE = 100, Pace(stride=0.003, halved_after=10)  # of that which ends it, down to single points
MONEY_STEPS = 50_000  # in the largest budget
HALVES: tuple[Half, Half] = ("am", "pm")


def certify(board: Board, rung: Rung, solution: Solution) -> Certificate:
    """What prices show of the first sum, at best with budgets kept whole instead of priced.

    The bound is the verifier's, so that a certificate never claims what does not follow from it. Only where
    sums are too large for the verifier, it is the engine's word, and the verifier refuses it by name.
    """
    nothing = _claim(rung, solution)
    shown = [*_shown(board, rung, _claims(board, rung, nothing))] or [*_shown(board, rung, (nothing,))]
    bound, best = min(shown, key=lambda one: (one[0] is not None, one[0] or 0), default=(rung.bound, nothing))
    says_more = rung.status == Status.OPTIMAL and bound != rung.value
    return best.model_copy(update={"bound": bound, "proof": "engine" if says_more else "prices"})


def _shown(
    board: Board, rung: Rung, claims: Iterable[Certificate]
) -> Iterator[tuple[int | None, Certificate]]:
    """What the verifier computes of each that it does not refuse; no more once the value is proved."""
    for claim in claims:
        verdict = certified(board.view.problem, claim)
        if verdict.bound is not None or not verdict.flaws:
            yield verdict.bound, claim
        if verdict.bound == rung.value:
            return


def _claim(rung: Rung, solution: Solution) -> Certificate:
    """A certificate that shows nothing yet."""
    return Certificate(
        input_sha256=solution.input_sha256, level=rung.name, bound=None, value=rung.value, proof="prices"
    )


def _claims(board: Board, rung: Rung, nothing: Certificate) -> Iterator[Certificate]:
    """With the engine's prices, then with budgets kept whole."""
    tariff = Tariff(board, 0)
    prices = _found(tariff, rung)
    named = tuple(Named(tariff, np.clip(prices, tariff.cheapest, tariff.dearest)).prices())
    limited = {one.id: one.travel_budget for one in board.view.organisations if one.travel_budget is not None}
    if rung.money_step is None:
        yield nothing.model_copy(update={"prices": named})
    if limited:
        step = rung.money_step or max(1, max(limited.values()) // MONEY_STEPS)
        unpriced = tuple(price for price in named if price.kind != "budget")
        whole = {"prices": unpriced, "exact_budgets": tuple(limited), "money_step": step}
        yield nothing.model_copy(update=whole)


def _found(tariff: Tariff, rung: Rung) -> Integers:
    """The engine's prices, or new ones, and small steps from there; without columns no more than there is."""
    board = tariff.board
    prices = np.zeros(len(tariff.limit), dtype=np.int64) if rung.prices is None else rung.prices
    if rung.status == Status.INFEASIBLE or rung.money_step is not None or is_large(board):
        return prices
    every = columns(board)
    desk = Counter(tariff, every, optimistic(every, tariff.term))
    reached = (rung.value or 0) - int(board.constants[tariff.term])

    def goes_on(best: Quote) -> bool:
        return best.bound // SCALE > reached

    if rung.prices is None:
        prices = lowest(desk, steps=STEPS, goes_on=goes_on).prices
    return lowest(desk, steps=FINE_STEPS, start=prices, pace=FINE, goes_on=goes_on).prices


@dataclass(frozen=True, eq=False)
class Named:
    """Prices on numbered rows, told by ids and dates."""

    tariff: Tariff
    numbered: Integers

    def prices(self) -> Iterator[Price]:
        """Those that are not nothing, row after row; rows that nobody can use are left out."""
        families = (self._offer, self._offer_time, self._place_time, self._budget, self._balance)
        family = np.searchsorted(self.tariff.begins, np.arange(len(self.numbered)), side="right") - 1
        limited = self.tariff.limit < ENDLESS
        for row in np.flatnonzero((self.numbered != 0) & limited).tolist():
            begin = int(self.tariff.begins[family[row]])
            named = families[family[row]](row - begin)
            if named is not None:
                yield named.model_copy(update={"price": int(self.numbered[row])})

    def _offer(self, number: int) -> Price:
        return Price(kind="offer", whose=self.tariff.board.view.offers[number].id, price=0)

    def _offer_time(self, number: int) -> Price | None:
        """Guests come in the window, mentees in slots."""
        offer, cell = divmod(number, self._cells.count)
        whose = self.tariff.board.view.offers[offer]
        is_stay = cell < self._cells.stays
        if isinstance(whose, HostOffer) != is_stay:
            return None
        if not is_stay:
            slot, day = self._cells.sessions[cell - self._cells.stays]
            return Price(kind="offer_time", whose=whose.id, day=day, slot=slot, price=0)
        return self._half(Price(kind="offer_time", whose=whose.id, price=0), cell)

    def _place_time(self, number: int) -> Price | None:
        place, cell = divmod(number, self._cells.count)
        whose = self.tariff.board.view.organisations[place].id
        row = Price(kind="organisation_time", whose=whose, price=0)
        return self._half(row, cell) if cell < self._cells.stays else None

    def _budget(self, number: int) -> Price:
        return Price(kind="budget", whose=self.tariff.board.view.organisations[number].id, price=0)

    def _balance(self, number: int) -> Price:
        return Price(kind="balance", whose=self.tariff.board.view.organisations[number].id, price=0)

    @cached_property
    def _cells(self) -> Cells:
        return self.tariff.board.supply.cells

    def _half(self, row: Price, cell: int) -> Price | None:
        """A whole day is named by its morning: who stays the day uses it once."""
        number, late = divmod(cell, self._cells.per_day)
        window = self.tariff.board.view.window
        if not window.open >> (2 * number + late) & 1:
            return None
        return row.model_copy(update={"day": window.dates[number], "half": HALVES[late]})
