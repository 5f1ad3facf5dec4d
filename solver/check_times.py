"""Is everybody there when a plan says so, and in one place only? Days as sets of (date, half)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import combinations, pairwise

from solver.problem import CommonDays, Free, MentorOffer, Problem, Sessions, Slot, Stay, StayDay
from solver.violation import Case, Served, Violation

Half = tuple[date, str]
NOON = time(12)


def _halves(days: tuple[StayDay, ...]) -> set[Half]:
    return {(day.date, half) for day in days for half in ("am", "pm") if getattr(day, half)}


def _window(problem: Problem) -> list[Half]:
    return [(day.date, half) for day in problem.days for half in ("am", "pm") if getattr(day, half)]


def _free(problem: Problem, free: Free) -> set[Half]:
    window = set(_window(problem))
    if free.days is None:
        return window
    said = {(day, half) for day in free.days for half in ("am", "pm")}
    said |= {(day, "am") for day in free.mornings} | {(day, "pm") for day in free.afternoons}
    return said & window


def _both_free(served: Served) -> set[Half]:
    home = next(one for one in served.problem.organisations if one.id == served.offer.organisation)
    both = _free(served.problem, served.application.free) & _free(served.problem, served.offer.free)
    return {half for half in both if half[0] not in home.closed}


def days_fit(served: Served) -> Iterator[Violation]:
    """A stay has its blocks, each unbroken, when both are free and the place is open."""
    needs, days = served.application.needs, served.pairing.days
    if isinstance(needs, Stay) and served.problem.date_mode != "pair":
        held = sorted(_halves(days))
        if not set(held) <= _both_free(served):
            yield Violation("not_free", served.about)
        if not _has_blocks(served.problem, held, needs):
            yield Violation("blocks", served.about)
    elif days:
        yield Violation("blocks", served.about)


def _has_blocks(problem: Problem, held: list[Half], needs: Stay) -> bool:
    if len(held) != sum(needs.blocks):
        return False
    ends: list[date] = []
    for length in needs.blocks:
        block, held = held[:length], held[length:]
        if length % 2 == 0 and block[0][1] == "pm":
            return False
        if not all(_follows(problem, one, other) for one, other in pairwise(block)):
            return False
        if ends and not needs.apart_least <= (block[0][0] - ends[-1]).days <= needs.apart_most:
            return False
        ends.append(block[-1][0])
    return True


def _follows(problem: Problem, one: Half, other: Half) -> bool:
    if one[0] == other[0]:
        return one[1] == "am"
    between = [one[0] + timedelta(days=step) for step in range(1, (other[0] - one[0]).days)]
    weekends = [day for day in between if day.isoweekday() > 5]
    open_days = {day.date for day in problem.days}
    return (
        (one[1], other[1]) == ("pm", "am")
        and not open_days.intersection(between)
        and (problem.may_cross_weekend or not weekends)
        and (problem.may_cross_holiday or len(between) == len(weekends))
    )


def common_days(served: Served) -> Iterator[Violation]:
    """Where people agree the days themselves, there are enough whole ones."""
    needs = served.application.needs
    if isinstance(needs, CommonDays):
        days = Counter(day for day, _ in _both_free(served))
        if sum(1 for halves in days.values() if halves == 2) < needs.at_least:
            yield Violation("common_days", served.about)


def series_fits(served: Served) -> Iterator[Violation]:
    """A series has its sessions, in a slot of both, at its cadence, when both are free."""
    needs, pairing = served.application.needs, served.pairing
    if not isinstance(needs, Sessions) or served.problem.date_mode == "pair":
        if pairing.sessions or pairing.slot is not None:
            yield Violation("slot", served.about)
        return
    slot = next((one for one in served.problem.slots if one.id == pairing.slot), None)
    if slot is None or not _takes(served, slot):
        yield Violation("slot", served.about)
        return
    if not _is_series(slot, pairing.sessions, needs):
        yield Violation("series", served.about)
    wanted = {half for start in pairing.sessions for half in _touched(slot, start.date())}
    window = {day.date for day in served.problem.days}
    if not {half for half in wanted if half[0] in window} <= _both_free(served):
        yield Violation("not_free", served.about)


def _takes(served: Served, slot: Slot) -> bool:
    lists = [served.application.slots]
    if isinstance(served.offer, MentorOffer):
        lists.append(served.offer.slots)
    return all(slots is None or slot.id in slots for slots in lists)


def _is_series(slot: Slot, sessions: tuple[datetime, ...], needs: Sessions) -> bool:
    """Each session is on the first date of the slot that is late enough after the one before."""
    held = [start.date() for start in sessions]
    if len(held) != needs.count or not set(held) <= {*slot.dates}:
        return False
    gap = timedelta(weeks=needs.every_weeks)
    return all(start.time() == slot.start for start in sessions) and all(
        later == min((day for day in slot.dates if day >= earlier + gap), default=None)
        for earlier, later in pairwise(held)
    )


def _touched(slot: Slot, day: date) -> set[Half]:
    end = (datetime.combine(day, slot.start) + timedelta(minutes=slot.minutes)).time()
    touched = {(day, "am")} if slot.start < NOON else set()
    return touched | ({(day, "pm")} if end > NOON else set())


def right_window(served: Served) -> Iterator[Violation]:
    """Where a window is proposed, it is the whole weeks around the days."""
    days, window = served.pairing.days, served.pairing.window
    if days and served.problem.date_mode == "window":
        first, last = days[0].date, days[-1].date
        weeks = (first - timedelta(days=first.weekday()), last + timedelta(days=7 - last.isoweekday()))
        if window != weeks:
            yield Violation("window", served.about)
    elif window is not None:
        yield Violation("window", served.about)


TIME_CHECKS: tuple[Callable[[Served], Iterator[Violation]], ...] = (
    days_fit,
    common_days,
    series_fits,
    right_window,
)


def overfull_halves(case: Case) -> Iterator[Violation]:
    """No host and no organisation has more guests at a time than it can take."""
    at_host: Counter[tuple[str, Half]] = Counter()
    at_place: Counter[tuple[str, Half]] = Counter()
    for one in case.served:
        at_host.update((one.offer.id, half) for half in _halves(one.pairing.days))
        at_place.update((one.offer.organisation, half) for half in _halves(one.pairing.days))
    hosts = {offer.id: offer.guests_per_day for offer in case.problem.host_offers}
    places = {one.id: one.guests_per_day for one in case.problem.organisations}
    for name, guests, limits in (("host_guests", at_host, hosts), ("organisation_guests", at_place, places)):
        for (who, (day, half)), number in guests.items():
            limit = limits.get(who)
            if limit is not None and number > limit:
                yield Violation(name, f"{who} on {day} {half}")


def overfull_sessions(case: Case) -> Iterator[Violation]:
    """No session has more mentees than the mentor takes together."""
    together: Counter[tuple[str, str | None, datetime]] = Counter()
    for one in case.served:
        together.update((one.offer.id, one.pairing.slot, start) for start in one.pairing.sessions)
    most = {offer.id: offer.mentees_per_session for offer in case.problem.mentor_offers}
    for (offer, _, start), number in together.items():
        if number > most.get(offer, number):
            yield Violation("session_mentees", f"{offer} at {start}")


def clashes(case: Case) -> Iterator[Violation]:
    """Nobody visits, hosts, mentors or is mentored at the same time, but for several guests of one offer."""
    diaries: dict[str, list[Served]] = defaultdict(list)
    for one in case.served:
        diaries[one.application.person].append(one)
        if one.offer.person is not None:
            diaries[one.offer.person].append(one)
    for person, diary in diaries.items():
        for one, other in combinations(diary, 2):
            if _meet(case.problem, one, other):
                yield Violation("two_places", f"{person}: {one.about} and {other.about}")


def _meet(problem: Problem, one: Served, other: Served) -> bool:
    """Guests of one offer, or mentees in one session, are one thing to do for the host or mentor."""
    together = one.offer.id == other.offer.id and one.application.person != other.application.person
    if not together and _halves(one.pairing.days) & _halves(other.pairing.days):
        return True
    if any(
        _overlap(problem, first, second) and not (together and first == second)
        for first in _held(one)
        for second in _held(other)
    ):
        return True
    return any(
        _blocked(problem, start) & _halves(stay.pairing.days)
        for stay, series in ((one, other), (other, one))
        for start in _held(series)
    )


def _held(served: Served) -> list[tuple[str, datetime]]:
    return [(served.pairing.slot or "", start) for start in served.pairing.sessions]


def _overlap(problem: Problem, one: tuple[str, datetime], other: tuple[str, datetime]) -> bool:
    return one[1] < _end(problem, other) and other[1] < _end(problem, one)


def _end(problem: Problem, session: tuple[str, datetime]) -> datetime:
    return session[1] + timedelta(minutes=_slot(problem, session[0]).minutes)


def _slot(problem: Problem, slot: str) -> Slot:
    return next(one for one in problem.slots if one.id == slot)


def _blocked(problem: Problem, session: tuple[str, datetime]) -> set[Half]:
    day = session[1].date()
    if problem.sessions_block == "nothing":
        return set()
    if problem.sessions_block == "day":
        return {(day, "am"), (day, "pm")}
    return _touched(_slot(problem, session[0]), day)
