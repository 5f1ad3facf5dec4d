"""The rows that have a price: what can run out, how much of it there is, and what columns use of it.

Rows are numbered: an offer's places, an offer in a cell, an organisation in a cell, an organisation's travel
budget, its balance. They are the rows of a match certificate. A balance may have a price of either sign.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.arrays.board import Board
from solver.arrays.columns import Columns
from solver.arrays.numbers import ENDLESS, NOBODY, Integers, joined, offsets
from solver.wishes import terms

SCALE = 1024  # prices are whole numbers of 1/1024 points
DEAREST = 2**20  # points; sums of what so dear a price asks still fit into whole numbers


@dataclass(frozen=True)
class Tariff:
    """The priced rows of one term of the objective."""

    board: Board
    term: int
    prices_budgets: bool = True  # False: budgets are kept exactly, by other means
    imbalance: int | None = None  # what a stay out of balance costs, if not by the weights

    @cached_property
    def begins(self) -> Integers:
        """The first row of each family, and the end."""
        offers, places = len(self.board.view.offers), len(self.board.view.organisations) + 1
        return offsets([offers, offers * self._cells, places * self._cells, places, places])

    def offer(self, offer: Integers) -> Integers:
        """An offer's places."""
        return offer + self._from(0)

    def offer_time(self, offer: Integers, cell: Integers) -> Integers:
        """An offer in a cell."""
        return offer * self._cells + cell + self._from(1)

    def place_time(self, place: Integers, cell: Integers) -> Integers:
        """An organisation in a cell."""
        return place * self._cells + cell + self._from(2)

    def budget(self, place: Integers) -> Integers:
        """An organisation's travel budget."""
        return place + self._from(3)

    def balance(self, place: Integers) -> Integers:
        """An organisation's stays sent less those received."""
        return place + self._from(4)

    @property
    def _cells(self) -> int:
        return self.board.supply.cells.count

    def _from(self, family: int) -> int:
        return int(self.begins[family])

    @cached_property
    def limit(self) -> Integers:
        """How much there is of each row; for a balance, what is tolerated either way."""
        board = self.board
        timed = (np.repeat(board.at_a_time, self._cells), np.repeat(board.room, self._cells))
        return np.concatenate((board.most, *timed, board.budget, board.tolerance))

    @cached_property
    def dearest(self) -> Integers:
        """The highest price of each row; nothing where there is no limit. That of a balance is its weight."""
        highest = np.where(self.limit < ENDLESS, DEAREST * SCALE, 0)
        if not self.prices_budgets:
            highest[self.begins[3] : self.begins[4]] = 0
        tolerated = self.limit[self.begins[4] :] < ENDLESS
        highest[self.begins[4] :] = np.where(tolerated, self._balance_weight * SCALE, 0)
        return highest

    @property
    def _balance_weight(self) -> int:
        _, levels = terms(self.board.view)[self.term]
        weight = self.board.view.problem.objective.weights.balance if "balance" in levels else 0
        return weight if self.imbalance is None else self.imbalance

    @cached_property
    def cheapest(self) -> Integers:
        """The lowest price of each row."""
        lowest = np.zeros(len(self.limit), dtype=np.int64)
        lowest[self.begins[4] :] = -self.dearest[self.begins[4] :]
        return lowest

    def for_sale(self, prices: Integers) -> int:
        """What all that there is would cost."""
        return int((np.abs(prices) * np.where(prices == 0, 0, self.limit)).sum())


Used = tuple[Integers, Integers, Integers]  # what uses it, the row, and how much


def total(tariff: Tariff, columns: Columns) -> Integers:
    """What some columns use of each row together."""
    used = np.zeros(len(tariff.limit), dtype=np.int64)
    for _, row, amount in (*whole(tariff, columns), *timed(tariff, columns), *away(tariff, columns)):
        np.add.at(used, row, amount)
    return used


def whole(tariff: Tariff, columns: Columns) -> list[Used]:
    """What does not hang on the time: an offer's places, money, and the balance."""
    board, size = tariff.board, columns.size.astype(np.int64)
    first, second = board.first[columns.entry].astype(np.int64), board.second[columns.entry].astype(np.int64)
    shared = np.flatnonzero(second != NOBODY)
    paying, payer, cost = columns.costs
    sent, home = columns.senders
    travelled = np.flatnonzero(board.is_stay[columns.party])
    return [
        (np.arange(len(columns)), tariff.offer(first), size),
        (shared, tariff.offer(second[shared]), size[shared]),
        (paying, tariff.budget(payer), cost),
        (sent, tariff.balance(home), np.ones(len(sent), dtype=np.int64)),
        (travelled, tariff.balance(columns.place[travelled].astype(np.int64)), -size[travelled]),
    ]


def timed(tariff: Tariff, columns: Columns) -> list[Used]:
    """Hosts, mentors and organisations in the cells of the time."""
    uses = columns.uses
    size = columns.size[uses.column].astype(np.int64)
    stays = np.flatnonzero(uses.cell < tariff.board.supply.cells.stays)
    place = columns.place[uses.column[stays]].astype(np.int64)
    return [
        (uses.column, tariff.offer_time(uses.offer, uses.cell), size),
        (uses.column[stays], tariff.place_time(place, uses.cell[stays]), size[stays]),
    ]


def away(tariff: Tariff, columns: Columns) -> list[Used]:
    """Who hosts and is away takes all the room that the own offer has in those cells."""
    board = tariff.board
    column, row, amount = [], [], []
    for party, offers in board.own_offers.items():
        numbers = np.flatnonzero(columns.party == party)
        cells = board.cells[board.shape_of[party]][columns.time[numbers]]
        for offer in offers:
            column.append(np.repeat(numbers, cells.shape[1]))
            row.append(tariff.offer_time(np.full(cells.size, offer), cells.ravel()))
            amount.append(np.full(cells.size, board.at_a_time[offer]))
    return [(joined(column), joined(row), joined(amount))]
