"""Persons with several roles, and the problem in which each role of one of them is somebody else's."""

from collections import Counter
from collections.abc import Iterator
from typing import TypeVar

from solver.problem import Application, Forbidden, HostOffer, MentorOffer, Problem

Row = TypeVar("Row", Application, HostOffer, MentorOffer)


def busy_persons(problem: Problem) -> tuple[str, ...]:
    """Persons who could be in two places, in the order of their first role."""
    roles = Counter(row.person for row in _rows(problem) if row.person is not None)
    return tuple(person for person, times in roles.items() if times > 1)


def all_offers(problem: Problem) -> tuple[HostOffer | MentorOffer, ...]:
    """Hosts and mentors."""
    return (*problem.host_offers, *problem.mentor_offers)


def _rows(problem: Problem) -> tuple[Application | HostOffer | MentorOffer, ...]:
    return (*problem.applications, *all_offers(problem))


def apart(problem: Problem, person: str) -> Problem:
    """This person may be in two places; nobody becomes their own host, and who avoids them still does."""
    roles = (_role(row) for row in _rows(problem) if row.person == person)
    names = {role: f"{person} as {role[0]} {role[1]}" for role in roles}
    forbidden = (*problem.forbidden, *_own_hosts(problem, person))
    return problem.model_copy(
        update={
            "applications": tuple(_renamed(row, person, names) for row in problem.applications),
            "host_offers": tuple(_renamed(row, person, names) for row in problem.host_offers),
            "mentor_offers": tuple(_renamed(row, person, names) for row in problem.mentor_offers),
            "forbidden": tuple(dict.fromkeys(forbidden)),
        }
    )


def _role(row: Application | HostOffer | MentorOffer) -> tuple[str, str]:
    return ("guest" if isinstance(row, Application) else "host", row.id)


def _renamed(row: Row, person: str, names: dict[tuple[str, str], str]) -> Row:
    others: tuple[str, ...] = tuple(names.values()) if person in row.excluded_persons else ()
    avoided = (*row.excluded_persons, *others)
    named = names.get(_role(row), row.person)
    return row.model_copy(update={"person": named, "excluded_persons": avoided})


def _own_hosts(problem: Problem, person: str) -> Iterator[Forbidden]:
    offers = [one.id for one in all_offers(problem) if one.person == person]
    for application in problem.applications:
        if application.person == person:
            yield from (Forbidden(application=application.id, offer=offer) for offer in offers)
