"""Does each pairing take place when all can take part? Days as (date, half)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from solver.checks.facts import Facts, Half
from solver.checks.pairs import Judge, broken
from solver.problem import CommonDays, MentorOffer, Sessions, Slot, Stay, StayDay
from solver.violation import Served, Violation

NOON = time(12)


def days_fit(served: Served) -> Iterator[Violation]:
    """A stay has its blocks, each unbroken, when all are free and the place is open."""
    needs, held = served.application.needs, served.halves
    if not isinstance(needs, Stay) or served.problem.date_mode == "pair":
        yield from broken("blocks", served, unless=not served.pairing.days)
        return
    rising = all(one.date < other.date for one, other in pairwise(served.pairing.days))
    yield from broken("blocks", served, unless=rising and _has_blocks(served.facts, held, needs))
    yield from broken("not_free", served, unless=_all_free(served))


def _all_free(served: Served) -> bool:
    facts, guest = served.facts, served.application.free
    return all(facts.is_free(guest, half) for half in served.halves) and all(
        facts.is_open(offer, half) for offer, part in served.hosted for half in part
    )


def _has_blocks(facts: Facts, held: list[Half], needs: Stay) -> bool:
    if len(held) != sum(needs.blocks):
        return False
    ends: list[date] = []
    for length in needs.blocks:
        block, held = held[:length], held[length:]
        if not _is_block(facts, block):
            return False
        if ends and not needs.apart_least <= (block[0][0] - ends[-1]).days <= needs.apart_most:
            return False
        ends.append(block[-1][0])
    return True


def _is_block(facts: Facts, block: list[Half]) -> bool:
    """Whole days start in the morning, and nothing breaks a block that may not."""
    begins_well = len(block) % 2 == 1 or block[0][1] == "am"
    return begins_well and all(_follows(facts, one, other) for one, other in pairwise(block))


def _follows(facts: Facts, one: Half, other: Half) -> bool:
    if one[0] == other[0]:
        return (one[1], other[1]) == ("am", "pm")
    if (one[1], other[1]) != ("pm", "am"):
        return False
    between = [one[0] + timedelta(days=step) for step in range(1, (other[0] - one[0]).days)]
    weekends = [day for day in between if day.isoweekday() > 5]
    return (
        facts.dates.isdisjoint(between)
        and (facts.problem.may_cross_weekend or not weekends)
        and (facts.problem.may_cross_holiday or len(between) == len(weekends))
    )


def common_days(served: Served) -> Iterator[Violation]:
    """Where people agree the days themselves, there are enough whole ones."""
    needs = served.application.needs
    if isinstance(needs, CommonDays):
        days = Counter(day for day, _ in _common(served))
        whole = sum(1 for number in days.values() if number == 2)
        yield from broken("common_days", served, unless=whole >= needs.at_least)


def _common(served: Served) -> list[Half]:
    """When guest and host, or mentee and mentor, are both free."""
    facts, guest = served.facts, served.application.free
    return [half for half in facts.window if facts.is_free(guest, half) and facts.is_open(served.offer, half)]


def some_time(served: Served) -> Iterator[Violation]:
    """Where people are only paired, there is a time for what is needed all the same."""
    needs = served.application.needs
    if served.problem.date_mode != "pair":
        return
    match needs:
        case Stay():
            yield from broken("dates", served, unless=_has_room(served.facts, _common(served), needs))
        case Sessions():
            slots = [slot for slot in served.problem.slots if _takes(served, slot)]
            found = ((slot, _series(slot, first, needs)) for slot in slots for first in slot.dates)
            possible = any(held and _attends(served, slot, held) for slot, held in found)
            yield from broken("dates", served, unless=possible)


def _has_room(facts: Facts, free: list[Half], needs: Stay) -> bool:
    """Whether all blocks fit into the free halves: after each block, where it may have ended."""
    ends: set[Half] | None = None
    for length in needs.blocks:
        blocks = [free[start : start + length] for start in range(len(free) - length + 1)]
        ends = {
            block[-1]
            for block in blocks
            if _is_block(facts, block) and (ends is None or any(_after(end, block, needs) for end in ends))
        }
    return bool(ends)


def _after(end: Half, block: list[Half], needs: Stay) -> bool:
    return end < block[0] and needs.apart_least <= (block[0][0] - end[0]).days <= needs.apart_most


def series_fits(served: Served) -> Iterator[Violation]:
    """A series has its sessions, in a slot of both, at its cadence, when both are free."""
    needs, pairing = served.application.needs, served.pairing
    if not isinstance(needs, Sessions) or served.problem.date_mode == "pair":
        yield from broken("slot", served, unless=not pairing.sessions and pairing.slot is None)
        return
    slot = served.facts.slots.get(pairing.slot or "")
    if slot is None or not _takes(served, slot):
        yield Violation("slot", served.about)
        return
    yield from broken("series", served, unless=_is_series(slot, pairing.sessions, needs))
    attended = _attends(served, slot, [start.date() for start in pairing.sessions])
    yield from broken("not_free", served, unless=attended)


def _takes(served: Served, slot: Slot) -> bool:
    lists = [served.application.slots]
    if isinstance(served.offer, MentorOffer):
        lists.append(served.offer.slots)
    return all(slots is None or slot.id in slots for slots in lists)


def _is_series(slot: Slot, sessions: tuple[datetime, ...], needs: Sessions) -> bool:
    held = [start.date() for start in sessions]
    at_its_time = all(start.time() == slot.start and start.tzinfo is None for start in sessions)
    return at_its_time and bool(held) and held[0] in slot.dates and held == _series(slot, held[0], needs)


def _series(slot: Slot, first: date, needs: Sessions) -> list[date]:
    """From the first date on, each session is on the next date that is late enough; none if too few are."""
    held = [first]
    for day in slot.dates:
        if len(held) < needs.count and (day - held[-1]).days >= 7 * needs.every_weeks:
            held.append(day)
    return held if len(held) == needs.count else []


def _attends(served: Served, slot: Slot, held: list[date]) -> bool:
    """Whether both are free; availability speaks of the window only, so a day outside it is free."""
    facts, guest = served.facts, served.application.free
    wanted = [half for day in held if day in facts.dates for half in touched(slot, day)]
    return all(facts.is_free(guest, half) and facts.is_open(served.offer, half) for half in wanted)


def touched(slot: Slot, day: date) -> set[Half]:
    """The halves of a day in which a session of the slot goes on."""
    end = (datetime.combine(day, slot.start) + timedelta(minutes=slot.minutes)).time()
    parts = (("am", slot.start < NOON), ("pm", end > NOON))
    return {(day, part) for part, goes_on in parts if goes_on}


def right_window(served: Served) -> Iterator[Violation]:
    """Where a window is proposed, it is the whole weeks around the days."""
    days = served.pairing.days
    right = weeks_around(days) if days and served.problem.date_mode == "window" else None
    yield from broken("window", served, unless=served.pairing.window == right)


def weeks_around(days: tuple[StayDay, ...]) -> tuple[date, date]:
    """From the Monday before the first day to the Sunday after the last."""
    first, last = days[0].date, days[-1].date
    return first - timedelta(days=first.weekday()), last + timedelta(days=7 - last.isoweekday())


TIME_CHECKS: tuple[Judge, ...] = (days_fit, common_days, some_time, series_fits, right_window)
