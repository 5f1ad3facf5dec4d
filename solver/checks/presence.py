"""Is there room everywhere, and is everybody in one place only?"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from solver.checks.facts import Facts, Half
from solver.checks.times import touched
from solver.problem import HostOffer
from solver.violation import Case, Served, Violation

Place = tuple[str, str]  # what somebody does, and for whom


def overfull_halves(case: Case) -> Iterator[Violation]:
    """No host and no organisation has more guests at a time than it can take."""
    at_host: Counter[tuple[str, Half]] = Counter()
    at_place: Counter[tuple[str, Half]] = Counter()
    for one in case.served:
        at_place.update((one.offer.organisation, half) for half in one.halves)
        for offer, part in one.hosted:
            at_host.update((offer.id, half) for half in part)
    hosts = {offer.id: offer.guests_per_day for offer in case.problem.host_offers}
    places = {one.id: one.guests_per_day for one in case.problem.organisations}
    yield from _above("host_guests", at_host, hosts)
    yield from _above("organisation_guests", at_place, places)


def _above(
    rule: str, guests: Counter[tuple[str, Half]], most: Mapping[str, int | None]
) -> Iterator[Violation]:
    for (who, (day, part)), number in guests.items():
        limit = most.get(who)
        if limit is not None and number > limit:
            yield Violation(rule, f"{who} on {day} {part}")


def overfull_sessions(case: Case) -> Iterator[Violation]:
    """No session has more mentees than the mentor takes together."""
    together: Counter[tuple[str, str | None, datetime]] = Counter()
    for one in case.served:
        together.update((one.offer.id, one.pairing.slot, start) for start in one.pairing.sessions)
    most = {offer.id: offer.mentees_per_session for offer in case.problem.mentor_offers}
    for (offer, _, start), number in together.items():
        if number > most.get(offer, number):
            yield Violation("session_mentees", f"{offer} at {start}")


@dataclass
class Diary:
    """What one person does: where in which halves, and which sessions with their beginning and end."""

    stays: dict[Half, set[Place]] = field(default_factory=lambda: defaultdict(set))
    sessions: set[tuple[datetime, datetime, str, Place]] = field(default_factory=set)


def clashes(case: Case) -> Iterator[Violation]:
    """A person does one thing at a time: visit, host, mentor or be mentored.

    Several guests of one offer, or mentees in one session, are one thing to do for the host or mentor.
    """
    for person, diary in _diaries(case).items():
        for first, second in sorted({*_two_stays(diary), *_two_sessions(diary), *_both(case.facts, diary)}):
            yield Violation("two_places", f"{person}: {' '.join(first)} and {' '.join(second)}")


def _diaries(case: Case) -> dict[str, Diary]:
    diaries: dict[str, Diary] = defaultdict(Diary)
    for one in case.served:
        guest = ("guest" if one.halves else "mentee", one.application.id)
        _write(case.facts, diaries[one.application.person], guest, one, one.halves)
        for offer, part in one.hosted:
            if offer.person is not None:
                role = "host" if isinstance(offer, HostOffer) else "mentor"
                _write(case.facts, diaries[offer.person], (role, offer.id), one, part)
    return diaries


def _write(facts: Facts, diary: Diary, place: Place, served: Served, part: list[Half]) -> None:
    for half in part:
        diary.stays[half].add(place)
    if slot := facts.slots.get(served.pairing.slot or ""):
        for start in served.pairing.sessions:
            begins = start.replace(tzinfo=None)
            diary.sessions.add((begins, begins + timedelta(minutes=slot.minutes), slot.id, place))


def _two_stays(diary: Diary) -> Iterator[tuple[Place, Place]]:
    for places in diary.stays.values():
        first, *others = sorted(places)
        yield from ((first, other) for other in others)


def _two_sessions(diary: Diary) -> Iterator[tuple[Place, Place]]:
    """Each session against the one before it that ends last."""
    last: tuple[datetime, Place] | None = None
    for start, end, _, place in sorted(diary.sessions):
        if last and start < last[0]:
            yield last[1], place
        last = max(last, (end, place)) if last else (end, place)


def _both(facts: Facts, diary: Diary) -> Iterator[tuple[Place, Place]]:
    """A session keeps its half, its day or nothing free of stays."""
    for start, _, slot, place in diary.sessions:
        for half in _blocked(facts, slot, start.date()):
            yield from ((stay, place) for stay in diary.stays.get(half, ()))


def _blocked(facts: Facts, slot: str, day: date) -> set[Half]:
    match facts.problem.sessions_block:
        case "nothing":
            return set()
        case "day":
            return {(day, "am"), (day, "pm")}
        case "half":
            return touched(facts.slots[slot], day)


PRESENCE_CHECKS: tuple[Callable[[Case], Iterator[Violation]], ...] = (
    overfull_halves,
    overfull_sessions,
    clashes,
)
