"""The changes of a way out, really made to the problem."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from solver.changes import Change, Kind, WayOut
from solver.problem import Application, ExplicitFit, Free, HostOffer, MentorOffer, Organisation, Problem
from solver.view import AnyOffer

Fields = Mapping[str, object]
Row = TypeVar("Row", Application, HostOffer, MentorOffer, Organisation)


def apply(problem: Problem, way_out: WayOut) -> Problem:
    """The problem with all limits lifted that the way out asks for."""
    for change in way_out.changes:
        problem = problem.model_copy(update=_fields(problem, change))
    return problem


def _fields(problem: Problem, change: Change) -> Fields:
    """What the change makes of the problem's lists."""
    kind = change.kind
    if kind in OF_APPLICATION:
        return {"applications": _with(problem.applications, change, OF_APPLICATION[kind])}
    if kind in OF_OFFER:
        return {
            "host_offers": _with(problem.host_offers, change, OF_OFFER[kind]),
            "mentor_offers": _with(problem.mentor_offers, change, OF_OFFER[kind]),
        }
    if kind in OF_ORGANISATION:
        return {"organisations": _with(problem.organisations, change, OF_ORGANISATION[kind])}
    return OF_ROUND[kind](problem, change)


def _with(rows: tuple[Row, ...], change: Change, does: Callable[[Row, Change], Fields]) -> tuple[Row, ...]:
    return tuple(row.model_copy(update=does(row, change)) if row.id == change.whose else row for row in rows)


def _limit(name: str) -> Callable[[object, Change], Fields]:
    """A number is now the new limit."""
    return lambda _, change: {name: change.to}


def _also(name: str) -> Callable[[Application | MentorOffer, Change], Fields]:
    """A list names one more."""
    return lambda row, change: {name: (*getattr(row, name), change.what)}


def _without(name: str) -> Callable[[Application | AnyOffer, Change], Fields]:
    """A list names one less."""
    return lambda row, change: {name: tuple(one for one in getattr(row, name) if one != change.what)}


def _freed(row: Application | AnyOffer, change: Change) -> Fields:
    """The days are free too, whole or half."""
    free = row.free
    if free.days is None:
        return {}
    mornings, afternoons = ({*(free.days or ()), *half} for half in (free.mornings, free.afternoons))
    mornings |= {day.date for day in change.days if day.am}
    afternoons |= {day.date for day in change.days if day.pm}
    whole = mornings & afternoons
    return {
        "free": Free(
            days=_in_order(whole),
            mornings=_in_order(mornings - whole),
            afternoons=_in_order(afternoons - whole),
        )
    }


def _in_order(days: set[date]) -> tuple[date, ...]:
    return tuple(sorted(days))


def _takes_slot(row: Application | AnyOffer, change: Change) -> Fields:
    if isinstance(row, HostOffer) or row.slots is None:
        return {}
    return {"slots": (*row.slots, change.what)}


def _serves(least_or_most: str) -> Callable[[AnyOffer, Change], Fields]:
    """Hosts count stays, mentors mentees."""
    return lambda row, change: {
        f"{least_or_most}_{'stays' if isinstance(row, HostOffer) else 'mentees'}": change.to
    }


def _opened(row: Organisation, change: Change) -> Fields:
    opened = {day.date for day in change.days}
    return {"closed": tuple(day for day in row.closed if day not in opened)}


def _vouched(problem: Problem, change: Change) -> Fields:
    """People give the pair its computed fit."""
    fit = ExplicitFit(application=change.whose, offer=change.what or "", fit=change.to or 0)
    return {"fits": (*problem.fits, fit)}


def _allowed(problem: Problem, change: Change) -> Fields:
    ruled_out = (change.whose, change.what)
    return {"forbidden": tuple(one for one in problem.forbidden if (one.application, one.offer) != ruled_out)}


def _unlocked(problem: Problem, change: Change) -> Fields:
    return {"locked": tuple(one for one in problem.locked if one.application != change.whose)}


OF_APPLICATION: dict[Kind, Callable[[Application, Change], Fields]] = {
    Kind.MINUTES: _limit("max_minutes"),
    Kind.COST: _limit("max_cost"),
    Kind.LANGUAGE: _also("languages"),
    Kind.EXCLUDED_ORGANISATION: _without("excluded_organisations"),
    Kind.EXCLUDED_PERSON: _without("excluded_persons"),
    Kind.OWN_DAYS: _freed,
    Kind.OWN_SLOT: _takes_slot,
}
OF_OFFER: dict[Kind, Callable[[AnyOffer, Change], Fields]] = {
    Kind.OFFER_EXCLUDES_ORGANISATION: _without("excluded_organisations"),
    Kind.OFFER_EXCLUDES_PERSON: _without("excluded_persons"),
    Kind.OFFER_DAYS: _freed,
    Kind.OFFER_SLOT: _takes_slot,
    Kind.GUESTS_PER_DAY: _limit("guests_per_day"),
    Kind.MENTEES_PER_SESSION: _limit("mentees_per_session"),
    Kind.MOST: _serves("most"),
    Kind.LEAST: _serves("least"),
}
OF_ORGANISATION: dict[Kind, Callable[[Organisation, Change], Fields]] = {
    Kind.CLOSED: _opened,
    Kind.ORGANISATION_GUESTS: _limit("guests_per_day"),
    Kind.TRAVEL_BUDGET: _limit("travel_budget"),
}
OF_ROUND: dict[Kind, Callable[[Problem, Change], Fields]] = {
    Kind.TOPICS: _vouched,
    Kind.LISTED: _vouched,
    Kind.FORBIDDEN: _allowed,
    Kind.LOCK: _unlocked,
}
