"""Ids that stand twice, and ids that nothing has."""

from collections import Counter
from collections.abc import Iterator

from solver.flaw import Flaw
from solver.problem import (
    Application,
    Companions,
    ExplicitFit,
    Forbidden,
    HostOffer,
    Lock,
    MentorOffer,
    Problem,
    Swap,
)


def duplicates(problem: Problem) -> Iterator[Flaw]:
    """An id or sort key that stands twice."""
    for name, keys in _keys(problem):
        for key, times in Counter(keys).items():
            if times > 1:
                yield Flaw(name, f"{key!r} stands {times} times", "use each once")


def _keys(problem: Problem) -> Iterator[tuple[str, list[object]]]:
    offers = (*problem.host_offers, *problem.mentor_offers)
    yield "organisations.id", [row.id for row in problem.organisations]
    yield "slots.id", [row.id for row in problem.slots]
    yield "applications.id", [row.id for row in problem.applications]
    yield "host_offers and mentor_offers.id", [row.id for row in offers]
    yield "organisations.sort_key", [row.sort_key or row.id for row in problem.organisations]
    yield "applications.sort_key", [row.sort_key or row.id for row in problem.applications]
    yield "host_offers.sort_key", [row.sort_key or row.id for row in problem.host_offers]
    yield "mentor_offers.sort_key", [row.sort_key or row.id for row in problem.mentor_offers]
    yield "travel", [(row.origin, row.destination) for row in problem.travel]
    yield "fits", [(row.application, row.offer) for row in problem.fits]
    yield "locked.application", [row.application for row in problem.locked]
    yield "previous.application", [row.application for row in problem.previous]
    yield "objective.levels", list(problem.objective.levels)
    yield "companions", [one for group in problem.companions for one in group.applications]


def repeated_topics(problem: Problem) -> Iterator[Flaw]:
    """A topic that one person wants or teaches twice."""
    rows: dict[str, tuple[Application | HostOffer | MentorOffer, ...]] = {
        "applications": problem.applications,
        "host_offers": problem.host_offers,
        "mentor_offers": problem.mentor_offers,
    }
    for name, people in rows.items():
        for number, one in enumerate(people):
            for topic, times in Counter(row.topic for row in one.topics).items():
                if times > 1:
                    yield Flaw(f"{name}.{number}.topics", f"{topic!r} stands {times} times", "use each once")


def unknown_references(problem: Problem) -> Iterator[Flaw]:
    """An id that nothing has; previous pairings may name what is gone."""
    known = {
        "organisation": {row.id for row in problem.organisations},
        "application": {row.id for row in problem.applications},
        "offer": {row.id for row in (*problem.host_offers, *problem.mentor_offers)},
        "slot": {row.id for row in problem.slots},
    }
    for path, kind, named in _references(problem):
        if named not in known[kind]:
            yield Flaw(path, f"{named!r} is no {kind} of this problem", f"name a known {kind}")


def _references(problem: Problem) -> Iterator[tuple[str, str, str]]:
    for number, way in enumerate(problem.travel):
        yield f"travel.{number}.origin", "organisation", way.origin
        yield f"travel.{number}.destination", "organisation", way.destination
    for number, application in enumerate(problem.applications):
        yield from _of_application(f"applications.{number}", application)
    for number, host in enumerate(problem.host_offers):
        yield from _of_offer(f"host_offers.{number}", host)
    for number, mentor in enumerate(problem.mentor_offers):
        yield from _of_offer(f"mentor_offers.{number}", mentor)
        yield from ((f"mentor_offers.{number}.slots", "slot", slot) for slot in mentor.slots or ())
    yield from _of_pairs(problem)
    groups: dict[str, tuple[Companions | Swap, ...]] = {
        "companions": problem.companions,
        "swaps": problem.swaps,
    }
    for name, rows_of_many in groups.items():
        for number, group in enumerate(rows_of_many):
            yield from ((f"{name}.{number}.applications", "application", one) for one in group.applications)


def _of_pairs(problem: Problem) -> Iterator[tuple[str, str, str]]:
    pairs: dict[str, tuple[ExplicitFit | Lock | Forbidden, ...]] = {
        "fits": problem.fits,
        "locked": problem.locked,
        "forbidden": problem.forbidden,
    }
    for name, rows in pairs.items():
        for number, row in enumerate(rows):
            yield f"{name}.{number}.application", "application", row.application
            yield f"{name}.{number}.offer", "offer", row.offer
    for number, lock in enumerate(problem.locked):
        if lock.second is not None:
            yield f"locked.{number}.second", "offer", lock.second
        if lock.slot is not None:
            yield f"locked.{number}.slot", "slot", lock.slot


def _of_application(path: str, application: Application) -> Iterator[tuple[str, str, str]]:
    yield f"{path}.organisation", "organisation", application.organisation
    yield from ((f"{path}.slots", "slot", slot) for slot in application.slots or ())
    excluded = application.excluded_organisations
    yield from ((f"{path}.excluded_organisations", "organisation", one) for one in excluded)
    for wish in application.wishes:
        if wish.offer is not None:
            yield f"{path}.wishes", "offer", wish.offer
        if wish.organisation is not None:
            yield f"{path}.wishes", "organisation", wish.organisation


def _of_offer(path: str, offer: HostOffer | MentorOffer) -> Iterator[tuple[str, str, str]]:
    yield f"{path}.organisation", "organisation", offer.organisation
    preferred, excluded = offer.preferred_organisations, offer.excluded_organisations
    yield from ((f"{path}.preferred_organisations", "organisation", one) for one in preferred)
    yield from ((f"{path}.excluded_organisations", "organisation", one) for one in excluded)
