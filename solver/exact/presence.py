"""Nobody is in two places: one person may visit, host, mentor and be mentored in the same round."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from solver.arrays.board import Board
from solver.arrays.cells import Cells
from solver.arrays.columns import grouped
from solver.arrays.numbers import Indices, Integers, Places
from solver.exact.model import Model, Row, at_most

Thing = tuple[str, int, int]  # a role, the number of its party or offer, and the cell


@dataclass(frozen=True)
class Diary:
    """What the columns would have one person do, cell by cell."""

    doings: dict[int, list[tuple[Thing, Integers]]] = field(default_factory=dict)

    def note(self, cell: int, thing: Thing, columns: Integers) -> None:
        """In this cell these columns would have the person do this."""
        self.doings.setdefault(cell, []).append((thing, columns))

    def at(self, cells: tuple[int, ...]) -> list[tuple[Thing, Integers]]:
        """Everything in these cells."""
        return [doing for cell in cells for doing in self.doings.get(cell, ())]


def nobody_in_two_places(model: Model) -> Iterator[Row]:
    """A person does one thing at a time: visit, host, mentor or be mentored."""
    switches: dict[tuple[int, ...], int] = {}
    moments = cliques(model.board.supply.cells)
    for diary in _diaries(model):
        for cells in moments:
            doings = diary.at(cells)
            if len(doings) > 1:
                yield from _only_one(model, doings, switches)


def cliques(cells: Cells) -> list[tuple[int, ...]]:
    """Sets of cells of which a person can hold only one: a day with a session in it, sessions at once."""
    alone: list[tuple[int, ...]] = [(cell,) for cell in range(cells.stays)]
    mixed = [(cell, cells.stays + number) for number, blocked in enumerate(cells.blocked) for cell in blocked]
    return alone + mixed + list(dict.fromkeys(cells.moments))


def roles(board: Board) -> dict[str, tuple[list[int], list[int]]]:
    """The parties and offers of each person who has more than one."""
    found: dict[str, tuple[list[int], list[int]]] = {}
    for number, party in enumerate(board.parties):
        for one in party.members:
            found.setdefault(one.person, ([], []))[0].append(number)
    for number, offer in enumerate(board.view.offers):
        if offer.person is not None:
            found.setdefault(offer.person, ([], []))[1].append(number)
    return {
        person: has for person, has in found.items() if len(has[0]) + len(has[1]) > 1 or _often(board, has)
    }


def _often(board: Board, has: tuple[list[int], list[int]]) -> bool:
    """A mentor alone can be double-booked by slots that overlap."""
    return any(board.view.offers[offer].id in board.supply.mentors.of_offer for offer in has[1])


def _diaries(model: Model) -> Iterator[Diary]:
    board, uses = model.board, model.columns.uses
    several = roles(board).values()
    guests = [number for parties, _ in several for number in parties]
    hosts = [number for _, offers in several for number in offers]
    by_party = _by_cell(model, model.columns.party[uses.column], guests)
    by_offer = _by_cell(model, uses.offer, hosts)
    for parties, offers in several:
        diary = Diary()
        for role, numbers, table in (("guest", parties, by_party), ("host", offers, by_offer)):
            for number in numbers:
                for cell, columns in table.get(number, ()):
                    diary.note(cell, (role, number, cell), columns)
        yield diary


def _by_cell(model: Model, owner: Indices, wanted: list[int]) -> dict[int, list[tuple[int, Places]]]:
    """For each party or offer that is wanted, its cells and the columns that use it there."""
    uses, cells = model.columns.uses, model.board.supply.cells.count
    these = np.flatnonzero(np.isin(owner, wanted))
    found: dict[int, list[tuple[int, Places]]] = {}
    for key, places in grouped(owner[these].astype(np.int64) * cells + uses.cell[these]):
        found.setdefault(key // cells, []).append((key % cells, uses.column[these[places]]))
    return found


def _only_one(
    model: Model, doings: list[tuple[Thing, Integers]], switches: dict[tuple[int, ...], int]
) -> Iterator[Row]:
    """Columns of one thing do not exclude each other; a host with several guests at once gets a switch."""
    variables: list[int] = []
    for (role, number, _), columns in doings:
        several = role == "host" and model.board.at_a_time[number] > 1 and len(columns) > 1
        if not several:
            variables.extend(columns.tolist())
            continue
        key = tuple(columns.tolist())
        if key not in switches:
            switches[key] = made = model.variable()
            people = model.columns.size[columns].astype(np.int64)
            most = int(model.board.at_a_time[number])
            yield Row(np.append(columns, made), np.append(people, -most), high=0)
        variables.append(switches[key])
    yield at_most(np.array(list(dict.fromkeys(variables)), dtype=np.int64), 1)
