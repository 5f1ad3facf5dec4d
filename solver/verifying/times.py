"""When a party can be served in each way, and what the prices ask for that time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from solver.problem import Application, CommonDays, Sessions, Stay
from solver.verifying.ledger import Ledger
from solver.verifying.series import Series, attended, series
from solver.verifying.stays import Guests, Stays, stays
from solver.verifying.window import NEVER, Flags, Ints


@dataclass(frozen=True)
class Begin:
    """The first day of a stay or series, and its slot; neither where people agree the days themselves."""

    day: date | None = None
    slot: str | None = None


@dataclass(frozen=True)
class Timetable:
    """Some ways by how they may begin: the price of the cheapest time, or NEVER."""

    rows: Ints
    begins: tuple[Begin, ...]
    price: Ints
    stays: Stays | None = None  # where single days can be asked for


@dataclass(frozen=True)
class Timetables:
    """Makes timetables; series are the same for all mentees of one cadence."""

    ledger: Ledger
    made: dict[tuple[str, int, int], Series] = field(default_factory=dict)

    def of(self, members: tuple[Application, ...], rows: Ints) -> Iterator[Timetable]:
        """The times of a party, for some ways."""
        needs = members[0].needs
        if self.ledger.problem.date_mode == "pair" or isinstance(needs, CommonDays):
            yield self._untimed(members, rows)
        elif isinstance(needs, Sessions):
            yield self._sessions(members, needs, rows)
        else:
            yield from self._stays(members, needs, rows)

    def _stays(self, members: tuple[Application, ...], needs: Stay, rows: Ints) -> Iterator[Timetable]:
        window, ways, times = self.ledger.window, self.ledger.hosts, self.ledger.host_times
        free = np.logical_and.reduce([window.free(one.free) for one in members])
        away = np.sum([self.ledger.away(one) for one in members], axis=0)
        begins = tuple(Begin(day) for day in window.dates for _half in ("am", "pm"))
        guests = Guests(len(members), free, away)
        for at, found in stays(window, needs, guests, ways=ways, rows=rows, times=times):
            yield Timetable(rows[at], begins, found.by_begin(), found)

    def _sessions(self, members: tuple[Application, ...], needs: Sessions, rows: Ints) -> Timetable:
        begins: list[Begin] = []
        prices = [np.zeros((len(rows), 0), np.int64)]
        for slot in self.ledger.problem.slots:
            asked = (slot.id, needs.count, needs.every_weeks)
            if asked not in self.made:
                self.made[asked] = series(self.ledger, slot, needs)
            each = self.made[asked]
            price = each.price[rows]
            possible = (price < NEVER) & attended(self.ledger, each, members)
            prices.append(np.where(possible, len(members) * price, NEVER))
            begins.extend(Begin(day, slot.id) for day in each.firsts)
        return Timetable(rows, tuple(begins), np.hstack(prices))

    def _untimed(self, members: tuple[Application, ...], rows: Ints) -> Timetable:
        """Each member finds some time with the offer; which, they agree themselves."""
        possible = np.logical_and.reduce([self._finds_time(one, rows) for one in members])
        return Timetable(rows, (Begin(),), np.where(possible, 0, NEVER)[:, np.newaxis])

    def _finds_time(self, member: Application, rows: Ints) -> Flags:
        match member.needs:
            case CommonDays(at_least=least):
                return self._whole_days(member)[self.ledger.hosts.first[rows]] >= least
            case Sessions() as needs:
                tables: Iterator[Timetable] = iter((self._sessions((member,), needs, rows),))
            case Stay() as needs:
                tables = self._stays((member,), needs, rows)
        found = np.zeros(len(rows), np.bool_)
        for table in tables:
            found[np.isin(rows, table.rows)] = (table.price < NEVER).any(axis=1)
        return found

    def _whole_days(self, member: Application) -> Ints:
        """How many whole days each host has in common with somebody."""
        both = self.ledger.host_halves & self.ledger.window.free(member.free)
        days: Ints = np.sum(both[:, 0::2] & both[:, 1::2], axis=1, dtype=np.int64)
        return days
