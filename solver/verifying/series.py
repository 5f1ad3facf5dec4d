"""What each series of sessions costs with every mentor, for each slot and first date."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np

from solver.problem import Application, Sessions, Slot
from solver.verifying.ledger import Ledger
from solver.verifying.window import NEVER, Flags, Ints

NOON = time(12)


@dataclass(frozen=True)
class Series:
    """Every series of one slot and cadence: its first dates, which dates it holds, and what it costs."""

    slot: Slot
    firsts: tuple[date, ...]
    held: Flags  # series by dates of the slot
    price: Ints  # mentors by series; NEVER where the mentor is not free


def series(ledger: Ledger, slot: Slot, needs: Sessions) -> Series:
    """The series of a slot, whoever the mentee is."""
    found = [each for first in range(len(slot.dates)) if (each := _dates(slot, first, needs))]
    held = np.zeros((len(found), len(slot.dates)), np.bool_)
    for number, dates in enumerate(found):
        held[number, dates] = True
    missing = ~_free(ledger, slot, ledger.mentor_halves)
    missing[[not _takes(offer.slots, slot) for offer in ledger.problem.mentor_offers]] = True
    cost: Ints = ledger.session_price[slot.id] @ held.T.astype(np.int64)
    lacking: Ints = missing.astype(np.int64) @ held.T.astype(np.int64)
    firsts = tuple(slot.dates[dates[0]] for dates in found)
    return Series(slot, firsts, held, np.where(lacking == 0, cost, NEVER))


def _dates(slot: Slot, first: int, needs: Sessions) -> list[int]:
    """Where the sessions are among the slot's dates; none if too few are left."""
    held = [first]
    for number in range(first + 1, len(slot.dates)):
        passed = (slot.dates[number] - slot.dates[held[-1]]).days
        if len(held) < needs.count and passed >= 7 * needs.every_weeks:
            held.append(number)
    return held if len(held) == needs.count else []


def attended(ledger: Ledger, each: Series, members: tuple[Application, ...]) -> Flags:
    """The series that all members can attend."""
    may = np.ones(len(each.firsts), np.bool_)
    for member in members:
        free = _free(ledger, each.slot, ledger.window.free(member.free)[np.newaxis])[0]
        may &= ~(each.held & ~free).any(axis=1) & _takes(member.slots, each.slot)
    return may


def _takes(slots: tuple[str, ...] | None, slot: Slot) -> bool:
    return slots is None or slot.id in slots


def _free(ledger: Ledger, slot: Slot, halves: Flags) -> Flags:
    """Rows by dates of the slot: free for the session; outside the window everybody is."""
    number = ledger.window.number
    free = np.ones((len(halves), len(slot.dates)), np.bool_)
    inside = [at for at, day in enumerate(slot.dates) if day in number]
    for late in _touched(slot):
        free[:, inside] &= halves[:, [2 * number[slot.dates[at]] + late for at in inside]]
    return free


def _touched(slot: Slot) -> list[int]:
    """0 if a session touches the morning, 1 if it touches the afternoon."""
    end = (datetime.combine(date.min, slot.start) + timedelta(minutes=slot.minutes)).time()
    return [half for half, touches in ((0, slot.start < NOON), (1, end > NOON)) if touches]
