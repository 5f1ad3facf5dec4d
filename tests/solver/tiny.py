"""Dull builders of small rounds: one function per thing, overrides by keyword."""

from datetime import date, time

from solver.check import check
from solver.problem import (
    Application,
    CommonDays,
    Day,
    Free,
    HostOffer,
    MentorOffer,
    Organisation,
    Problem,
    Sessions,
    Slot,
    Stay,
    StayDay,
    Travel,
)
from solver.solution import Solution, Status
from solver.solve import solve

MONDAY = date(2027, 3, 1)
TUESDAY = date(2027, 3, 2)
WEDNESDAY = date(2027, 3, 3)
THURSDAY = date(2027, 3, 4)
FRIDAY = date(2027, 3, 5)
NEXT_MONDAY = date(2027, 3, 8)
WEEK = (MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)
MONDAYS = tuple(date(2027, 3, day) for day in (1, 8, 15, 22, 29))


def a_guest(name: str, **other: object) -> Application:
    """Somebody from Turku who wants one day anywhere."""
    values: dict[str, object] = {
        "id": name,
        "kind": "shadowing",
        "person": f"person of {name}",
        "organisation": "turku",
        "needs": Stay(blocks=(2,)),
        "languages": ("fi",),
    }
    return Application.model_validate(values | other)


def a_mentee(name: str, **other: object) -> Application:
    """Somebody from Turku who wants two weekly sessions."""
    return a_guest(name, **({"kind": "mentoring", "needs": Sessions(count=2)} | other))


def a_pair_only(name: str, *, days: int) -> Application:
    """Somebody who agrees the days with the host."""
    return a_guest(name, needs=CommonDays(at_least=days))


def a_host(name: str, **other: object) -> HostOffer:
    """Somebody in Oulu who takes one guest on any day."""
    values: dict[str, object] = {
        "id": name,
        "person": f"person of {name}",
        "organisation": "oulu",
        "languages": ("fi",),
    }
    return HostOffer.model_validate(values | other)


def a_mentor(name: str, **other: object) -> MentorOffer:
    """Somebody in Oulu who takes one mentee in any slot."""
    values: dict[str, object] = {
        "id": name,
        "person": f"person of {name}",
        "organisation": "oulu",
        "languages": ("fi",),
    }
    return MentorOffer.model_validate(values | other)


def a_slot(name: str = "monday at nine", **other: object) -> Slot:
    """An hour on Monday mornings."""
    values: dict[str, object] = {
        "id": name,
        "weekday": 1,
        "start": time(9),
        "minutes": 60,
        "dates": MONDAYS,
    }
    return Slot.model_validate(values | other)


def a_round(*parts: Application | HostOffer | MentorOffer, **other: object) -> Problem:
    """Turku, Oulu and Vaasa, two hours and 100 euros apart, in the first week of March."""
    places = ("turku", "oulu", "vaasa")
    values: dict[str, object] = {
        "days": tuple(Day(date=day) for day in WEEK),
        "organisations": tuple(Organisation(id=place) for place in places),
        "travel": tuple(
            Travel(origin=one, destination=two, minutes=120, cost=10_000, co2=5_000)
            for one in places
            for two in places
            if one != two
        ),
        "applications": tuple(part for part in parts if isinstance(part, Application)),
        "host_offers": tuple(part for part in parts if isinstance(part, HostOffer)),
        "mentor_offers": tuple(part for part in parts if isinstance(part, MentorOffer)),
    }
    return Problem.model_validate(values | other)


def places(**turku: object) -> tuple[Organisation, ...]:
    """The three organisations, with something said about Turku."""
    first = Organisation.model_validate({"id": "turku"} | turku)
    return (first, Organisation(id="oulu"), Organisation(id="vaasa"))


def on(*days: date) -> Free:
    """Free on these days only."""
    return Free(days=days)


def whole(*days: date) -> tuple[StayDay, ...]:
    """A stay of whole days."""
    return tuple(StayDay(date=day) for day in days)


def solved(problem: Problem) -> Solution:
    """Solved to the end, and judged."""
    solution = solve(problem)
    assert check(problem, solution) == []
    return solution


def placed(problem: Problem) -> list[tuple[str, str]]:
    """Who is placed where in the best plan."""
    solution = solved(problem)
    assert solution.status == Status.OPTIMAL
    return sorted((pairing.application, pairing.offer) for pairing in solution.pairings)
