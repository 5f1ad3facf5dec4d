"""Locks that keep previous pairings, and what two locks say of one application."""

from collections.abc import Iterator

from solver.problem import Application, CommonDays, Forbidden, Lock, Previous, Problem
from solver.solution import Pairing


def lock_of(problem: Problem, known: Previous, application: Application) -> Lock:
    """The lock that keeps a previous pairing, with its time as far as that is known and the solver's."""
    timed = is_timed(problem, application)
    return Lock(
        application=known.application,
        offer=known.offer,
        second=known.second,
        days=known.days or None if timed else None,
        slot=known.slot if timed else None,
        first=known.first if timed else None,
    )


def is_timed(problem: Problem, application: Application) -> bool:
    """Whether the solver says when; otherwise people agree it themselves."""
    return problem.date_mode != "pair" and not isinstance(application.needs, CommonDays)


def with_locks(problem: Problem, locks: tuple[Lock, ...]) -> Problem:
    """The problem with more locks; who had one host for the whole stay gets no second."""
    forbidden = (*problem.forbidden, *_no_second(problem, locks))
    return problem.model_copy(
        update={"locked": (*problem.locked, *locks), "forbidden": tuple(dict.fromkeys(forbidden))}
    )


def _no_second(problem: Problem, locks: tuple[Lock, ...]) -> Iterator[Forbidden]:
    partners: dict[str, list[str]] = {}
    for host in problem.host_offers:
        for other in host.shares_trip_with:
            partners.setdefault(host.id, []).append(other)
            partners.setdefault(other, []).append(host.id)
    for lock in locks:
        if lock.second is None:
            for other in partners.get(lock.offer, ()):
                yield Forbidden(application=lock.application, offer=other)


def contradict(one: Lock, other: Lock) -> bool:
    """Whether no pairing could keep both; what a lock leaves open contradicts nothing."""
    return any(None not in (said, wants) and said != wants for said, wants in _answers(one, other).values())


def merged(one: Lock, other: Lock) -> Lock:
    """All that two locks say that do not contradict each other."""
    answers = _answers(one, other)
    return one.model_copy(update={name: wants or said for name, (said, wants) in answers.items()})


def _answers(one: Lock, other: Lock) -> dict[str, tuple[object, object]]:
    return {name: (getattr(one, name), getattr(other, name)) for name in Lock.model_fields}


def keeps(pairing: Pairing, lock: Lock) -> bool:
    """Whether a pairing is just what a lock says; no second host is one of the things it can say."""
    first = pairing.sessions[0].date() if pairing.sessions else None
    return (
        pairing.offer == lock.offer
        and (pairing.second.offer if pairing.second else None) == lock.second
        and lock.days in (None, pairing.days)
        and lock.slot in (None, pairing.slot)
        and lock.first in (None, first)
    )
