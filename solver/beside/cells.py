"""What times are made of: the halves of stays, or the sessions of series; and what a plan has of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

import numpy as np

from solver.beside.booked import kept_free, overlap, touched
from solver.beside.room import Doing, Room, Session, Visit
from solver.beside.sides import Points, Side, bit_rows
from solver.beside.spans import Spans, runs, spans
from solver.days import stays
from solver.placements import Placement, series
from solver.problem import Sessions, Stay

Elsewhere = tuple[Iterable[Doing], str | None]  # what a person does, and at which offer it is no hindrance


class Cells(Protocol):
    """The cells of one side."""

    @property
    def side(self) -> Side: ...

    def times(self, needs: Stay | Sessions) -> tuple[Placement, ...]:
        """Every time that the window and the slots leave, earliest first."""

    def within(self, times: tuple[Placement, ...]) -> Spans:
        """The cells of each time."""

    def halves(self, times: tuple[Placement, ...]) -> Spans:
        """The halves of the window in which both must be free."""

    def busy(self, people: Sequence[Elsewhere]) -> Points:
        """People by cells: 1 where they are elsewhere; a host or mentor may have several at one offer."""

    @property
    def there(self) -> Points:
        """Offers by cells: how many are there already."""

    @property
    def visiting(self) -> Points:
        """Organisations by cells: how many stay there already."""

    @property
    def away(self) -> Points:
        """Offers by cells: 1 where the host or mentor is elsewhere."""


@dataclass(frozen=True)
class Halves:
    """Halves of days, for stays."""

    side: Side

    @property
    def room(self) -> Room:
        return self.side.room

    def times(self, needs: Stay | Sessions) -> tuple[Placement, ...]:
        window = self.room.view.window
        masks = stays(window, window.open, needs) if isinstance(needs, Stay) else ()
        return tuple(Placement(halves=halves) for halves in masks)

    def within(self, times: tuple[Placement, ...]) -> Spans:
        return spans([runs(time.halves) for time in times])

    def halves(self, times: tuple[Placement, ...]) -> Spans:
        return self.within(times)

    def busy(self, people: Sequence[Elsewhere]) -> Points:
        return bit_rows([self._taken(doings, at) for doings, at in people], self.side.width)

    def _taken(self, doings: Iterable[Doing], at: str | None) -> int:
        taken = 0
        for doing in doings:
            if not (doing.hosts and doing.offer == at):
                taken |= doing.halves | kept_free(self.room.view, doing.sessions)
        return taken

    @cached_property
    def there(self) -> Points:
        numbers = [self.side.number[visit.offer.id] for visit in self._visits]
        return self._counted(numbers, len(self.side.offers))

    @cached_property
    def visiting(self) -> Points:
        numbers = [self.side.place[visit.offer.organisation] for visit in self._visits]
        return self._counted(numbers, len(self.side.place))

    @cached_property
    def _visits(self) -> list[Visit]:
        return [visit for visit in self.room.visits if visit.halves]

    def _counted(self, numbers: list[int], size: int) -> Points:
        table = np.zeros((size, self.side.width), np.int64)
        np.add.at(table, numbers, bit_rows([visit.halves for visit in self._visits], self.side.width))
        return table

    @cached_property
    def away(self) -> Points:
        return away(self)


@dataclass(frozen=True)
class Meetings:
    """Dates of weekly slots, for series."""

    side: Side

    @property
    def room(self) -> Room:
        return self.side.room

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        return tuple((slot.id, day) for slot in self.room.view.slots for day in slot.dates)

    @cached_property
    def number(self) -> dict[Session, int]:
        return {session: number for number, session in enumerate(self.sessions)}

    def times(self, needs: Stay | Sessions) -> tuple[Placement, ...]:
        return tuple(
            Placement(slot=slot.id, sessions=held)
            for slot in self.room.view.slots
            for first in range(len(slot.dates))
            if isinstance(needs, Sessions) and (held := series(slot, first, needs))
        )

    def within(self, times: tuple[Placement, ...]) -> Spans:
        numbers = [[self.number[time.slot or "", day] for day in time.sessions] for time in times]
        return spans([[(number, number + 1) for number in held] for held in numbers])

    def halves(self, times: tuple[Placement, ...]) -> Spans:
        return spans([[self._touched((time.slot or "", day)) for day in time.sessions] for time in times])

    def _touched(self, session: Session) -> tuple[int, int]:
        """From which half to which; outside the window everybody is free."""
        halves = touched(self.room.view, (session,))
        return ((halves & -halves).bit_length() - 1, halves.bit_length()) if halves else (0, 0)

    @cached_property
    def _kept_free(self) -> Points:
        """Cells by halves that must be free of stays and guests."""
        view = self.room.view
        return bit_rows([kept_free(view, (session,)) for session in self.sessions], self.side.width)

    @cached_property
    def _overlaps(self) -> Points:
        """Cells by cells: 1 where two sessions are at the same time."""
        by_day: dict[date, list[Session]] = defaultdict(list)
        for session in self.sessions:
            by_day[session[1]].append(session)
        table = np.zeros((len(self.sessions), len(self.sessions)), np.int64)
        for session in self.sessions:
            at_once = [other for other in by_day[session[1]] if overlap(self.room.view, session, other)]
            table[self.number[session], [self.number[other] for other in at_once]] = 1
        return table

    def busy(self, people: Sequence[Elsewhere]) -> Points:
        return np.array([self._busy(doings, at) for doings, at in people], np.int64)

    def _busy(self, doings: Iterable[Doing], at: str | None) -> Points:
        busy = np.zeros(len(self.sessions), np.int64)
        for doing in doings:
            busy += self._kept_free @ bit_rows([doing.halves], self.side.width)[0]
            for number in (self.number[session] for session in doing.sessions):
                same_time = self._overlaps[number].copy()
                same_time[number] = not (doing.hosts and doing.offer == at)
                busy += same_time
        return np.minimum(busy, 1)

    @cached_property
    def there(self) -> Points:
        table = np.zeros((len(self.side.offers), len(self.sessions)), np.int64)
        for (offer, session), mentees in self.room.mentees.items():
            table[self.side.number[offer], self.number[session]] = len(mentees)
        return table

    @cached_property
    def visiting(self) -> Points:
        """Sessions take no place in an organisation."""
        return np.zeros((len(self.side.place), len(self.sessions)), np.int64)

    @cached_property
    def away(self) -> Points:
        return away(self)


def away(cells: Cells) -> Points:
    """What the people of the offers do elsewhere."""
    doings, table = cells.side.room.doings, np.zeros_like(cells.there)
    known = [number for number, offer in enumerate(cells.side.offers) if offer.person in doings]
    if known:
        offers = [cells.side.offers[number] for number in known]
        table[known] = cells.busy([(doings[offer.person or ""], offer.id) for offer in offers])
    return table
