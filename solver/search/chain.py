"""One chain of the search: a plan that changes, the best one seen, and its own chance."""

import numpy as np

from solver.arrays.board import Board
from solver.arrays.columns import Columns
from solver.arrays.numbers import NOBODY
from solver.bound.tariff import SCALE
from solver.search.fees import Fees
from solver.search.field import Field
from solver.search.ruin import Best, Heat, remember, search
from solver.search.scratch import scratch
from solver.search.seats import Seats, has_places, is_open, leave, seats, take
from solver.search.settle import settle

NO_WORTH = -(2**62)


class Chain:
    """Chance begins with a seed; the same seed and steps give the same plan."""

    def __init__(self, field: Field, seed: int) -> None:
        parties = len(field.size)
        self.field = field
        self.seats: Seats = seats(field)
        self.scratch = scratch(parties)
        self.chance = np.array([(seed * 2_654_435_761 + 12_345) % 2**64], dtype=np.uint64)
        self.best = Best(
            pair=np.full(parties, NOBODY, dtype=np.int64),
            time=np.zeros(parties, dtype=np.int32),
            worth=np.array([NO_WORTH], dtype=np.int64),
        )

    @property
    def worth(self) -> int:
        """The value of the best plan, constants left out."""
        return int(self.best.worth[0])

    @property
    def placed(self) -> int:
        """How many people the best plan places."""
        return int(self.field.size[self.best.pair != NOBODY].sum())

    def begin(self, start: Columns | None, fees: Fees, *, alpha: float) -> None:
        """Only the plan given, then one party after the other by what they could gain most."""
        self._clear()
        if start is not None:
            for party, pair, time in zip(start.party, start.pair, start.time, strict=True):
                if has_places(self.field, self.seats, party, pair) and is_open(
                    self.field, self.seats, party, pair, time
                ):
                    take(self.field, self.seats, party, pair, time)
        for party in self._by_hope(fees, alpha):
            if self.seats.pair[party] == NOBODY:
                settle(self.field, self.seats, fees, party, alpha, 0, self.chance)
        self._dismiss_lonely()
        remember(self.seats, self.best)

    def _by_hope(self, fees: Fees, alpha: float) -> list[int]:
        """Parties with pairs; the forced first, then by their best pair."""
        f = self.field
        have = np.flatnonzero(np.diff(f.pairs_at))
        order = fees.by_gain if alpha == 1.0 else fees.by_points
        hope = f.points[order[f.pairs_at[have]]] - alpha * fees.by_pair[order[f.pairs_at[have]]] / SCALE
        ranked = np.lexsort((have, -hope, ~f.forced[have]))
        found: list[int] = have[ranked].tolist()
        return found

    def _dismiss_lonely(self) -> None:
        """Guests of hosts who have some, but too few, leave again."""
        f, s = self.field, self.seats
        for offer in np.flatnonzero((s.served > 0) & (s.served < f.least)):
            for party in np.flatnonzero(s.pair != NOBODY).tolist():
                entry = f.entry[s.pair[party]]
                if offer in (f.first[entry], f.second[entry]):
                    leave(f, s, party)

    def _clear(self) -> None:
        for party in np.flatnonzero(self.seats.pair != NOBODY).tolist():
            leave(self.field, self.seats, party)

    def adopt(self, other: "Chain") -> None:
        """Go on from another chain's best plan."""
        self._clear()
        for party in np.flatnonzero(other.best.pair != NOBODY).tolist():
            take(self.field, self.seats, party, other.best.pair[party], other.best.time[party])
        remember(self.seats, self.best)

    def run(self, fees: Fees, heat: Heat, begin: int, end: int) -> None:
        """So many steps."""
        search(self.field, self.seats, fees, self.best, heat, begin, end, self.chance, self.scratch)

    def plan(self, board: Board) -> Columns:
        """The best plan as columns."""
        party = np.flatnonzero(self.best.pair != NOBODY)
        return Columns(board, party.astype(np.int32), self.best.pair[party], self.best.time[party])
