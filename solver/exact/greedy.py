"""A first plan in milliseconds: one column after the other in a given order, each taken if all rules hold.

The exact engine's own first plan is the empty one, so this is its hint.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np

from solver.arrays.board import Board
from solver.arrays.columns import Columns
from solver.arrays.numbers import NOBODY, Integers
from solver.exact.presence import roles


def plan(columns: Columns, order: Iterable[int]) -> Columns | None:
    """The columns taken; None if somebody whose place is locked got none."""
    room = Room(columns.board)
    taken: dict[int, int] = {}
    for number in order:
        party = int(columns.party[number])
        if party not in taken and room.take(party, int(columns.pair[number]), int(columns.time[number])):
            taken[party] = number
    kept = _enough(columns, room, list(taken.values()))
    forced = {number for number, party in enumerate(columns.board.parties) if party.needs_place}
    if forced - {int(columns.party[number]) for number in kept}:
        return None
    return columns.kept(np.array(sorted(kept), dtype=np.int64))


def _enough(columns: Columns, room: "Room", taken: list[int]) -> list[int]:
    """Those whose offers all serve their least; who shared a trip with one that does not goes too."""
    least = columns.board.least
    while True:
        offers = {number: room.offers(int(columns.pair[number])) for number in taken}
        few = {number for number, its in offers.items() if any(room.served[one] < least[one] for one in its)}
        if not few:
            return taken
        for number in few:
            room.served.subtract(dict.fromkeys(offers[number], int(columns.size[number])))
        taken = [number for number in taken if number not in few]


def best_first(columns: Columns, worth: Integers) -> Iterator[int]:
    """Those with a locked place first, then by worth."""
    forced = np.array([party.needs_place for party in columns.board.parties], dtype=np.bool_)
    alone = np.bincount(columns.party, minlength=len(forced)) == 1
    urgent = forced.astype(np.int64) + (forced & alone)
    order = np.lexsort((-worth, -urgent[columns.party]))
    good = (worth[order] > 0) | forced[columns.party[order]]
    return iter(order[good].tolist())


class Room:
    """What is left of everything that rules limit."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.served: Counter[int] = Counter()
        self.spent: Counter[int] = Counter()
        self.at_offer: Counter[tuple[int, int]] = Counter()
        self.at_place: Counter[tuple[int, int]] = Counter()
        self.doing: dict[tuple[str, int], str] = {}  # what a person does in a cell
        self.watched = roles(board)
        self.conflicts = board.supply.cells.conflicts

    def offers(self, pair: int) -> tuple[int, ...]:
        """The offer of a pair, and the second if a trip is shared."""
        entry = self.board.pairs.entry[pair]
        first, second = int(self.board.first[entry]), int(self.board.second[entry])
        return (first,) if second == NOBODY else (first, second)

    def take(self, party: int, pair: int, time: int) -> bool:
        """Take a column if it fits."""
        size = len(self.board.parties[party].members)
        offers, used, paid = self.offers(pair), self._used(party, pair, time), self._paid(party, pair)
        doing = dict(self._doing(party, used))
        if not (
            self._has_places(offers, size, paid) and self._is_open(pair, used, size) and self._is_there(doing)
        ):
            return False
        place = int(self.board.place[self.board.pairs.entry[pair]])
        self.served.update(dict.fromkeys(offers, size))
        self.spent.update(paid)
        self.at_offer.update(dict.fromkeys(used, size))
        self.at_place.update({(place, cell): size for _, cell in used})
        self.doing.update(doing)
        return True

    def _used(self, party: int, pair: int, time: int) -> list[tuple[int, int]]:
        """Offer and cell, for each cell of the time."""
        shape = self.board.shape_of[party]
        cells, cut = self.board.cells[shape][time].tolist(), self.board.shapes[shape].first_cells
        offers = self.offers(pair)
        return [(offers[-1] if at >= cut else offers[0], cell) for at, cell in enumerate(cells)]

    def _paid(self, party: int, pair: int) -> Counter[int]:
        board, size = self.board, len(self.board.parties[party].members)
        begin = board.pairs.cost_at[party] + (pair - board.pairs.at[party]) * size
        homes = board.home[board.member[board.member_at[party] : board.member_at[party + 1]]]
        paid: Counter[int] = Counter()
        for home, cost in zip(homes.tolist(), board.pairs.cost[begin : begin + size].tolist(), strict=True):
            paid[home] += cost
        return paid

    def _has_places(self, offers: tuple[int, ...], size: int, paid: Counter[int]) -> bool:
        return all(self.served[offer] + size <= self.board.most[offer] for offer in offers) and all(
            self.spent[home] + cost <= self.board.budget[home] for home, cost in paid.items() if cost
        )

    def _is_open(self, pair: int, used: list[tuple[int, int]], size: int) -> bool:
        board = self.board
        place = int(board.place[board.pairs.entry[pair]])
        return all(
            self.at_offer[offer, cell] + size <= board.at_a_time[offer]
            and (cell >= board.supply.cells.stays or self.at_place[place, cell] + size <= board.room[place])
            for offer, cell in used
        )

    def _doing(self, party: int, used: list[tuple[int, int]]) -> Iterator[tuple[tuple[str, int], str]]:
        """What those with several roles would do in which cell."""
        for one in self.board.parties[party].members:
            if one.person in self.watched:
                yield from (((one.person, cell), f"guest {one.id}") for _, cell in used)
        for offer, cell in used:
            person = self.board.view.offers[offer].person
            if person in self.watched:
                yield (person, cell), f"host {self.board.view.offers[offer].id}"

    def _is_there(self, doing: dict[tuple[str, int], str]) -> bool:
        for (person, cell), what in doing.items():
            for other in self.conflicts[cell]:
                now = self.doing.get((person, other))
                if now is not None and not (other == cell and now == what):
                    return False
        return True
