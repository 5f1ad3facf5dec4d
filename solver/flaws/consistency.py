"""What one field alone cannot show: dates, travel, kinds and locks that do not agree with one another."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from solver.flaw import Flaw
from solver.problem import ExplicitFit, Free, Lock, Previous, Problem, Sessions

MIDNIGHT = 24 * 60
IN_WINDOW = "only dates that stand in days, each once, in order"


def no_levels(problem: Problem) -> Iterator[Flaw]:
    """Levels that are solved one after the other are at least one."""
    if problem.objective.mode == "levels" and not problem.objective.levels:
        yield Flaw("objective.levels", "no level at all", "at least one level, or mode weights")


def unsorted_days(problem: Problem) -> Iterator[Flaw]:
    """Dates rise; those of a slot fall on its weekday, and its sessions end before midnight."""
    if not _rises(tuple(day.date for day in problem.days)):
        yield Flaw("days", "the dates do not rise", "each date once, in order")
    for number, slot in enumerate(problem.slots):
        path = f"slots.{number}"
        if not _rises(slot.dates) or any(day.isoweekday() != slot.weekday for day in slot.dates):
            yield Flaw(
                f"{path}.dates", "dates do not rise or miss the weekday", "rising dates on the weekday"
            )
        if slot.start.hour * 60 + slot.start.minute + slot.minutes >= MIDNIGHT:
            yield Flaw(f"{path}.minutes", "the session runs past midnight", "an end on the same day")


def zoned_slots(problem: Problem) -> Iterator[Flaw]:
    """Sessions start at a local time."""
    for number, slot in enumerate(problem.slots):
        if slot.start.tzinfo is not None:
            yield Flaw(f"slots.{number}.start", "a time with a zone", "the local time without a zone")


def _rises(dates: tuple[date, ...]) -> bool:
    return all(before < after for before, after in pairwise(dates))


def days_outside(problem: Problem) -> Iterator[Flaw]:
    """Availability, closed days and locked days stand in the window."""
    window = {day.date for day in problem.days}
    for path, dates in _dates(problem):
        if not _rises(dates) or not window.issuperset(dates):
            yield Flaw(path, "dates outside the window, twice or out of order", IN_WINDOW)


def unheld_days(problem: Problem) -> Iterator[Flaw]:
    """Days of a stay rise, and each has a half at least."""
    rows: dict[str, tuple[Lock | Previous, ...]] = {"locked": problem.locked, "previous": problem.previous}
    for name, stays in rows.items():
        for number, stay in enumerate(stays):
            days = stay.days or ()
            if any(not day.am and not day.pm for day in days):
                yield Flaw(f"{name}.{number}.days", "a day without a half", "am, pm or both")
            if name == "previous" and not _rises(tuple(day.date for day in days)):
                yield Flaw(f"{name}.{number}.days", "the dates do not rise", "each date once, in order")


def _dates(problem: Problem) -> Iterator[tuple[str, tuple[date, ...]]]:
    for number, organisation in enumerate(problem.organisations):
        yield f"organisations.{number}.closed", organisation.closed
    for number, lock in enumerate(problem.locked):
        yield f"locked.{number}.days", tuple(day.date for day in lock.days or ())
    for path, free in _calendars(problem):
        yield f"{path}.days", free.days or ()
        yield f"{path}.mornings", free.mornings
        yield f"{path}.afternoons", free.afternoons


def _calendars(problem: Problem) -> Iterator[tuple[str, Free]]:
    yield from ((f"applications.{number}.free", one.free) for number, one in enumerate(problem.applications))
    yield from ((f"host_offers.{number}.free", one.free) for number, one in enumerate(problem.host_offers))
    yield from (
        (f"mentor_offers.{number}.free", one.free) for number, one in enumerate(problem.mentor_offers)
    )


def twofold_days(problem: Problem) -> Iterator[Flaw]:
    """A day is free wholly, in the morning, or in the afternoon; half days need a list of whole ones."""
    for path, free in _calendars(problem):
        if free.days is None and (free.mornings or free.afternoons):
            yield Flaw(path, "half days although every day is free", "list the whole days too, if only []")
        named = (*(free.days or ()), *free.mornings, *free.afternoons)
        if len(named) != len(set(named)):
            yield Flaw(path, "a date is named both whole and half", "name each date in one list")


def wrong_kinds(problem: Problem) -> Iterator[Flaw]:
    """Mentoring needs sessions and mentors; shadowing needs days and hosts."""
    kinds = {offer.id: "shadowing" for offer in problem.host_offers}
    kinds.update((offer.id, "mentoring") for offer in problem.mentor_offers)
    wanted = {one.id: one.kind for one in problem.applications}
    for number, one in enumerate(problem.applications):
        if (one.kind == "mentoring") != isinstance(one.needs, Sessions):
            right = "sessions for mentoring, stay or common_days for shadowing"
            yield Flaw(f"applications.{number}.needs.kind", f"{one.needs.kind} is not for {one.kind}", right)
    named: dict[str, tuple[Lock | ExplicitFit, ...]] = {"locked": problem.locked, "fits": problem.fits}
    for name, rows in named.items():
        for number, row in enumerate(rows):
            if wanted.get(row.application) != kinds.get(row.offer, wanted.get(row.application)):
                right = "a host offer for shadowing, a mentor offer for mentoring"
                yield Flaw(f"{name}.{number}.offer", f"{row.offer!r} is of another kind", right)


def least_above_most(problem: Problem) -> Iterator[Flaw]:
    """An offer's least is not above its most."""
    for number, host in enumerate(problem.host_offers):
        if host.least_stays > host.most_stays:
            yield Flaw(f"host_offers.{number}.least_stays", "more than most_stays", "at most most_stays")
    for number, mentor in enumerate(problem.mentor_offers):
        if mentor.least_mentees > mentor.most_mentees:
            yield Flaw(
                f"mentor_offers.{number}.least_mentees", "more than most_mentees", "at most most_mentees"
            )


def missing_travel(problem: Problem) -> Iterator[Flaw]:
    """Both ways are known between each applicant's organisation and each that is visited."""
    known = {(way.origin, way.destination) for way in problem.travel}
    for kind, visited in _visited(problem).items():
        homes = {one.organisation for one in problem.applications if one.kind == kind}
        for home in sorted(homes):
            for there in sorted(visited - {home}):
                for way in ((home, there), (there, home)):
                    if way not in known:
                        yield Flaw("travel", f"no way from {way[0]!r} to {way[1]!r}", "list it")


def _visited(problem: Problem) -> dict[str, set[str]]:
    mentors = (offer for offer in problem.mentor_offers if offer.in_person)
    return {
        "shadowing": {offer.organisation for offer in problem.host_offers},
        "mentoring": {offer.organisation for offer in mentors},
    }


def clashing_locks(problem: Problem) -> Iterator[Flaw]:
    """A lock is not forbidden, and offers are not locked to more than they take."""
    forbidden = {(pair.application, pair.offer) for pair in problem.forbidden}
    most = {offer.id: offer.most_stays for offer in problem.host_offers}
    most.update((offer.id, offer.most_mentees) for offer in problem.mentor_offers)
    locked: dict[str, list[Lock]] = {}
    for number, lock in enumerate(problem.locked):
        for offer in (lock.offer, lock.second) if lock.second else (lock.offer,):
            locked.setdefault(offer, []).append(lock)
            if (lock.application, offer) in forbidden:
                yield Flaw(f"locked.{number}", "the pairing is forbidden as well", "lock it or forbid it")
            if len(locked[offer]) > most.get(offer, len(problem.locked)):
                yield Flaw(f"locked.{number}", f"{offer!r} takes fewer than are locked", "unlock one")


def unlike_companions(problem: Problem) -> Iterator[Flaw]:
    """Companions are different people with the same needs."""
    applications = {one.id: one for one in problem.applications}
    for number, group in enumerate(problem.companions):
        members = [applications[one] for one in group.applications if one in applications]
        if len({one.person for one in members}) < len(members) or len({one.needs for one in members}) > 1:
            yield Flaw(f"companions.{number}", "one person twice, or unlike needs", "people with equal needs")


def one_sided_swaps(problem: Problem) -> Iterator[Flaw]:
    """A swap is between two shadowing applications."""
    shadowing = {one.id for one in problem.applications if one.kind == "shadowing"}
    for number, swap in enumerate(problem.swaps):
        if len(set(swap.applications)) == 1 or not shadowing.issuperset(swap.applications):
            yield Flaw(f"swaps.{number}", "not two shadowing applications", "two different ones")
