"""When a pairing could take place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from solver.days import count_whole_days, halves_of, stays
from solver.problem import Application, CommonDays, Lock, MentorOffer, Previous, Sessions, Slot, Stay
from solver.view import AnyOffer, View

NOON = time(12)


@dataclass(frozen=True, slots=True)
class Placement:
    """When: the halves of a stay, or a slot with its dates, or neither where people agree it themselves."""

    halves: int = 0
    slot: str | None = None
    sessions: tuple[date, ...] = ()


def placements(view: View, application: Application, offer: AnyOffer) -> Iterator[Placement]:
    """Every time when both are free for what the application needs, earliest first."""
    both = view.guest_halves[application.id] & view.host_halves[offer.id]
    match application.needs:
        case Sessions() as needs if isinstance(offer, MentorOffer):
            for slot in _common_slots(view, application, offer):
                yield from _every_series(view, slot, needs, both)
        case CommonDays(at_least=least):
            if count_whole_days(view.window, both) >= least:
                yield Placement()
        case Stay() as needs:
            yield from (Placement(halves=halves) for halves in stays(view.window, both, needs))


def _common_slots(view: View, application: Application, offer: MentorOffer) -> Iterator[Slot]:
    for slot in view.slots:
        if all(slots is None or slot.id in slots for slots in (application.slots, offer.slots)):
            yield slot


def _every_series(view: View, slot: Slot, needs: Sessions, both: int) -> Iterator[Placement]:
    for first in range(len(slot.dates)):
        held = series(slot, first, needs)
        if held and all(_is_free(view, slot, day, both) for day in held):
            yield Placement(slot=slot.id, sessions=held)


def series(slot: Slot, first: int, needs: Sessions) -> tuple[date, ...]:
    """The dates of a series that begins on the first-th date of the slot; none if they do not suffice."""
    held = [slot.dates[first]]
    for day in slot.dates[first + 1 :]:
        if len(held) == needs.count:
            break
        if day >= held[-1] + timedelta(weeks=needs.every_weeks):
            held.append(day)
    return tuple(held) if len(held) == needs.count else ()


def _is_free(view: View, slot: Slot, day: date, both: int) -> bool:
    """Availability speaks of the window only: a day outside it is free."""
    number = view.window.number.get(day)
    if number is None:
        return True
    wanted = slot_halves(slot)
    return both >> 2 * number & wanted == wanted


def slot_halves(slot: Slot) -> int:
    """1 if a session touches the morning, plus 2 if it touches the afternoon."""
    end = datetime.combine(date.min, slot.start) + timedelta(minutes=slot.minutes)
    return int(slot.start < NOON) | int(end.time() > NOON) << 1


def keeps_time(view: View, placement: Placement, known: Lock | Previous) -> bool:
    """Whether a placement keeps the days, the slot and the first date that are known, if any."""
    return kept_times(view, (placement,), known)[0]


def kept_times(view: View, placements: Iterable[Placement], known: Lock | Previous) -> list[bool]:
    """The same for many placements."""
    days = known.days or ()
    here = all(day.date in view.window.number for day in days)
    halves = halves_of(view.window, days) if here else None
    return [_is_at(one, known, halves) for one in placements]


def _is_at(placement: Placement, known: Lock | Previous, halves: int | None) -> bool:
    """Whether a placement keeps what is known; known days outside the window are kept by none."""
    same_days = not known.days or halves == placement.halves
    same_slot = known.slot is None or known.slot == placement.slot
    first = placement.sessions[0] if placement.sessions else None
    return same_days and same_slot and (known.first is None or known.first == first)
