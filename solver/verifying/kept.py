"""The best time where the time itself counts: for a party that is locked, or had this host before."""

from dataclasses import dataclass

import numpy as np

from solver.certificate import SCALE
from solver.problem import Lock, Stay, StayDay
from solver.verifying.ledger import Ledger, Party
from solver.verifying.rows import counts
from solver.verifying.stability import Memory, When, change, points_of
from solver.verifying.stays import begins_of
from solver.verifying.times import Begin, Timetable
from solver.verifying.window import NEVER, Flags, Ints

Begins = tuple[int, ...]  # the first half of each block of a stay


def remembering(ledger: Ledger, party: Party, rows: Ints) -> Flags:
    """The ways whose first host somebody of the party had before."""
    ways = ledger.ways(party[0])
    before = [ledger.before[one.id] for one in party if one.id in ledger.before]
    held = [ways.number[each.offer] for each in before if each.offer in ways.number]
    return np.isin(ways.first[rows], held)


def keeping(ledger: Ledger, party: Party) -> Flags:
    """The ways with the hosts that all locks name."""
    ways = ledger.ways(party[0])
    may = np.ones(len(ways.first), np.bool_)
    for lock in locks(ledger, party):
        may &= ways.first == ways.number.get(lock.offer, -1)
        if lock.second is not None:
            may &= ~ways.lone & (ways.second == ways.number.get(lock.second, -1))
    return may


def locks(ledger: Ledger, party: Party) -> list[Lock]:
    """The locks of a party."""
    return [ledger.lock[one.id] for one in party if one.id in ledger.lock]


@dataclass(frozen=True)
class Row:
    """One way of a timetable, for one party."""

    ledger: Ledger
    party: Party
    table: Timetable
    at: int

    def price(self) -> int:
        """What the best time costs that every lock allows, changes included."""
        asked = [lock.days for lock in locks(self.ledger, self.party) if lock.days]
        if asked:
            days = {self._begins(each) for each in asked}
            return self._exactly(days.pop()) if len(days) == 1 else NEVER
        again = (self._exactly(memory.begins) for memory in self._memories())
        return min((*again, *self._by_begin()), default=NEVER)

    def _by_begin(self) -> list[int]:
        prices = self.table.price[self.at].tolist()
        return [
            price + self._changes(begin, None)
            for begin, price in zip(self.table.begins, prices, strict=True)
            if price < NEVER and self._is_allowed(begin)
        ]

    def _exactly(self, begins: Begins | None) -> int:
        """What a stay on just these days costs."""
        if self.table.stays is None or begins is None:
            return NEVER
        begin = self.table.begins[begins[0]]
        price = self.table.stays.exactly(self.at, begins)
        possible = price < NEVER and self._is_allowed(begin)
        return price + self._changes(begin, begins) if possible else NEVER

    def _is_allowed(self, begin: Begin) -> bool:
        first = begin.day if begin.slot is not None else None
        return all(
            (lock.slot is None or lock.slot == begin.slot) and (lock.first is None or lock.first == first)
            for lock in locks(self.ledger, self.party)
        )

    def _changes(self, begin: Begin, begins: Begins | None) -> int:
        ways = self.ledger.ways(self.party[0])
        when = When(ways.second_of(int(self.table.rows[self.at])), begin.slot, begin.day, begins)
        costs = self.ledger.problem.objective.change_costs
        return SCALE * sum(memory.points * change(costs, memory, when) for memory in self._memories())

    def _memories(self) -> list[Memory]:
        """What those had before who had this first host; other changes are the same at all times."""
        if not counts(self.ledger.certificate.level, "stability"):
            return []
        ways = self.ledger.ways(self.party[0])
        host = ways.offers[ways.first[self.table.rows[self.at]]].id
        before = [self.ledger.before[one.id] for one in self.party if one.id in self.ledger.before]
        return [
            Memory(each, points_of(self.ledger.problem, each), self._begins(each.days))
            for each in before
            if each.offer == host
        ]

    def _begins(self, days: tuple[StayDay, ...]) -> Begins | None:
        """The first halves of the blocks on these days, if the party can stay so."""
        needs = self.party[0].needs
        return begins_of(needs, self.ledger.window.halves_of(days)) if isinstance(needs, Stay) else None
