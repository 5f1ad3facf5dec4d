"""Columns: every pair at every time when it could take place, and what each uses where."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.arrays.board import Board
from solver.arrays.numbers import NOBODY, Indices, Integers, Numbers, Places, Truths, joined, offsets
from solver.arrays.shapes import Shape, unpacked


@dataclass(frozen=True)
class Columns:
    """Three arrays of one length: the party, its pair, and the number of the time among its shape's."""

    board: Board
    party: Numbers
    pair: Integers
    time: Numbers

    def __len__(self) -> int:
        return len(self.party)

    def kept(self, which: Truths | Places) -> "Columns":
        """Some of them, in their order."""
        return Columns(self.board, self.party[which], self.pair[which], self.time[which])

    @cached_property
    def key(self) -> Integers:
        """A number for each column that is the same in every choice of columns."""
        return self.pair * 2**20 + self.time

    @cached_property
    def entry(self) -> Numbers:
        return self.board.pairs.entry[self.pair]

    @cached_property
    def size(self) -> Numbers:
        """How many people each column places."""
        return self.board.size[self.party]

    @cached_property
    def place(self) -> Numbers:
        """The organisation that each column takes people to."""
        return self.board.place[self.entry]

    def points(self, term: int) -> Integers:
        """What each column is worth in a term of the objective."""
        pairs = self.board.pairs
        points: Integers = pairs.points[term, self.pair].copy()
        special = pairs.extra_at[self.pair] != NOBODY
        points[special] += pairs.extra[term, pairs.extra_at[self.pair[special]] + self.time[special]]
        return points

    @cached_property
    def uses(self) -> "Uses":
        """Which column needs which offer in which cell."""
        pieces = [self._uses(number, shape) for number, shape in enumerate(self.board.shapes)]
        column, offer, cell = (joined([piece[part] for piece in pieces]) for part in range(3))
        return Uses(column, offer, cell)

    def _uses(self, number: int, shape: Shape) -> tuple[Integers, Integers, Integers]:
        these = np.flatnonzero(self.board.shape_of[self.party] == number)
        cells = self.board.cells[number][self.time[these]]
        first, second = self.board.first[self.entry[these]], self.board.second[self.entry[these]]
        offers = np.repeat(first[:, None], cells.shape[1], axis=1)
        shared = second != NOBODY
        offers[shared, shape.first_cells :] = second[shared, None]
        return np.repeat(these, cells.shape[1]), offers.astype(np.int64).ravel(), cells.ravel()

    @cached_property
    def costs(self) -> tuple[Integers, Integers, Integers]:
        """Column, organisation that pays and sum, for every journey that costs something."""
        board = self.board
        columns = np.repeat(np.arange(len(self)), self.size)
        member = np.arange(len(columns)) - np.repeat(offsets(self.size)[:-1], self.size)
        payer = board.home[board.member[board.member_at[self.party[columns]] + member]]
        within = (self.pair[columns] - board.pairs.at[self.party[columns]]) * self.size[columns] + member
        cost = board.pairs.cost[board.pairs.cost_at[self.party[columns]] + within]
        return columns[cost > 0], payer[cost > 0].astype(np.int64), cost[cost > 0]

    @cached_property
    def senders(self) -> tuple[Integers, Integers]:
        """Column and sending organisation, once for every person who travels."""
        board = self.board
        stays = np.flatnonzero(board.is_stay[self.party])
        columns = np.repeat(stays, self.size[stays])
        member = np.arange(len(columns)) - np.repeat(offsets(self.size[stays])[:-1], self.size[stays])
        return columns, board.home[board.member[board.member_at[self.party[columns]] + member]].astype(
            np.int64
        )


@dataclass(frozen=True)
class Uses:
    """Three arrays of one length: a column, an offer that it needs, and the cell."""

    column: Integers
    offer: Integers
    cell: Integers


def columns(board: Board) -> Columns:
    """All columns, by party, pair and time."""
    return of_parties(board, range(len(board.parties)))


def of_parties(board: Board, parties: Iterable[int]) -> Columns:
    """The columns of some parties."""
    pieces = [_of_party(board, number) for number in parties]
    party, pair, time = (joined([piece[part] for piece in pieces]) for part in range(3))
    return Columns(board, party.astype(np.int32), pair, time.astype(np.int32))


def _of_party(board: Board, number: int) -> tuple[Integers, Integers, Integers]:
    begin, end = board.pairs.at[number], board.pairs.at[number + 1]
    shape = board.shapes[board.shape_of[number]]
    bits = board.times(number, board.pairs.entry[begin:end])
    pair, time = np.nonzero(unpacked(bits, len(board.placements(shape))))
    return np.full(len(pair), number), begin + pair, time


def grouped(keys: Indices) -> Iterator[tuple[int, Places]]:
    """Each key with the places where it stands, keys rising, places in order."""
    order = np.argsort(keys, kind="stable")
    if not len(order):
        return
    borders = np.flatnonzero(np.diff(keys[order])) + 1
    for places in np.split(order, borders):
        yield int(keys[places[0]]), places


def count(board: Board) -> int:
    """How many columns there are, without making them."""
    ones = (
        np.bitwise_count(
            board.times(number, board.pairs.entry[board.pairs.at[number] : board.pairs.at[number + 1]])
        ).sum()
        for number in range(len(board.parties))
    )
    return int(sum(ones))
