"""Nobody is in two places: one person may visit, host, mentor and be mentored in the same round."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from solver.days import bits
from solver.model import Model, Row, at_most
from solver.placements import slot_halves
from solver.problem import HostOffer, Slot
from solver.view import AnyOffer

Place = tuple[
    str, ...
]  # what a person does: a role with an application or an offer, and for sessions the slot


@dataclass
class Doings:
    """What the columns would have one person do on one day."""

    stays: tuple[dict[Place, list[int]], dict[Place, list[int]]] = field(default_factory=lambda: ({}, {}))
    sessions: dict[Place, list[int]] = field(default_factory=dict)
    slots: dict[Place, Slot] = field(default_factory=dict)


def nobody_in_two_places(model: Model) -> Iterator[Row]:
    """A person does one thing at a time: visit, host, mentor or be mentored."""
    switches: dict[tuple[int, ...], int] = {}
    for doings in _diaries(model).values():
        for clash in _clashes(model, doings):
            if len(clash) > 1:
                yield from _only_one(model, clash, switches)


def _diaries(model: Model) -> dict[tuple[str, date], Doings]:
    diaries: dict[tuple[str, date], Doings] = {}
    for number, column in enumerate(model.columns):
        application, offer = column.pair.application, column.pair.offer
        _note(model, diaries, number, application.person, ("guest", application.id))
        if offer.person is not None:
            _note(model, diaries, number, offer.person, (_role(offer), offer.id))
    return diaries


def _role(offer: AnyOffer) -> str:
    return "host" if isinstance(offer, HostOffer) else "mentor"


def _note(
    model: Model, diaries: dict[tuple[str, date], Doings], number: int, person: str, place: Place
) -> None:
    placement = model.columns[number].placement
    for bit in bits(placement.halves):
        day = model.view.window.dates[bit // 2]
        stays = diaries.setdefault((person, day), Doings()).stays[bit % 2]
        stays.setdefault(place, []).append(number)
    for day in placement.sessions:
        doings = diaries.setdefault((person, day), Doings())
        held = (*place, placement.slot or "")
        doings.sessions.setdefault(held, []).append(number)
        doings.slots[held] = model.view.slot[placement.slot or ""]


def _clashes(model: Model, doings: Doings) -> Iterator[dict[Place, list[int]]]:
    """Sets of things of which the person can do only one."""
    for half in (0, 1):
        blocking = [place for place in doings.sessions if _blocks(model, doings.slots[place], half)]
        yield doings.stays[half]
        for place in blocking:
            if doings.stays[half]:
                yield {**doings.stays[half], place: doings.sessions[place]}
    for place, slot in doings.slots.items():
        same_time = [other for other, its in doings.slots.items() if _covers(its, slot.start)]
        yield {other: doings.sessions[other] for other in (place, *same_time)}


def _blocks(model: Model, slot: Slot, half: int) -> bool:
    match model.view.problem.sessions_block:
        case "nothing":
            return False
        case "day":
            return True
        case "half":
            return bool(slot_halves(slot) >> half & 1)


def _covers(slot: Slot, moment: time) -> bool:
    end = datetime.combine(date.min, slot.start) + timedelta(minutes=slot.minutes)
    return slot.start <= moment and datetime.combine(date.min, moment) < end


def _only_one(
    model: Model, clash: dict[Place, list[int]], switches: dict[tuple[int, ...], int]
) -> Iterator[Row]:
    """A guest's own stays exclude each other already; a host or mentor with several at once gets a switch."""
    terms: list[int] = []
    for place, columns in clash.items():
        if place[0] == "guest":
            terms.extend(columns)
        else:
            switch, rows = _switch(model, columns, switches)
            yield from rows
            terms.append(switch)
    yield at_most(dict.fromkeys(terms), 1)


def _switch(
    model: Model, columns: list[int], switches: dict[tuple[int, ...], int]
) -> tuple[int, Iterable[Row]]:
    """A variable that is 1 while any of the columns is chosen."""
    key = tuple(columns)
    if key in switches:
        return switches[key], ()
    if len(key) == 1:
        return key[0], ()
    switches[key] = made = model.switch(key)
    most = len({model.columns[number].pair.application.id for number in key})
    return made, (Row((*key, made), (*(1 for _ in key), -most), high=0),)
