"""The rules of a plan: one rule, one function, one sentence. The model is a tuple of them.

Rules that concern one pair alone (languages, limits, dates ...) are in `solver.pairs`.
"""

from collections.abc import Callable, Iterable, Iterator

from solver.days import bits
from solver.model import Model, Row, at_most, exactly
from solver.placements import keeps_time
from solver.presence import nobody_in_two_places
from solver.problem import HostOffer, Lock, MentorOffer

Rule = Callable[[Model], Iterator[Row]]


def one_pairing_each(model: Model) -> Iterator[Row]:
    """An application has at most one pairing."""
    return (at_most(columns, 1) for columns in model.by_application.values())


def guests_of_a_host(model: Model) -> Iterator[Row]:
    """A host has no more guests at a time than offered."""
    for offer in model.view.problem.host_offers:
        if offer.guests_per_day < offer.most_stays:
            columns = model.by_offer.get(offer.id, [])
            yield from _at_a_time(model, columns, offer.guests_per_day)


def guests_of_an_organisation(model: Model) -> Iterator[Row]:
    """An organisation has no more guests at a time than it can take."""
    visits = model.grouped(lambda column: column.pair.offer.organisation)
    for organisation in model.view.organisations:
        if organisation.guests_per_day is not None:
            yield from _at_a_time(model, visits.get(organisation.id, []), organisation.guests_per_day)


def _at_a_time(model: Model, columns: list[int], most: int) -> Iterator[Row]:
    rows = (at_most(covering, most) for covering in by_half(model, columns).values())
    return (row for row in rows if len(row.variables) > most)


def by_half(model: Model, columns: Iterable[int]) -> dict[int, list[int]]:
    """The stays that cover each half."""
    covering: dict[int, list[int]] = {}
    for column in columns:
        for half in bits(model.columns[column].placement.halves):
            covering.setdefault(half, []).append(column)
    return covering


def most_and_least(model: Model) -> Iterator[Row]:
    """An offer serves no more than its most, and its least or nobody."""
    for offer in model.view.offers:
        least, most = served(offer)
        columns = tuple(model.by_offer.get(offer.id, ()))
        yield at_most(columns, most)
        if least > 1:
            opened = model.switch(columns)
            ones = (1,) * len(columns)
            yield Row((*columns, opened), (*ones, -most), high=0)
            yield Row((*columns, opened), (*ones, -least), low=0)


def served(offer: HostOffer | MentorOffer) -> tuple[int, int]:
    """The least and the most that an offer serves."""
    if isinstance(offer, HostOffer):
        return offer.least_stays, offer.most_stays
    return offer.least_mentees, offer.most_mentees


def mentees_of_a_session(model: Model) -> Iterator[Row]:
    """A session has no more mentees than the mentor takes together."""
    for offer in model.view.problem.mentor_offers:
        if offer.mentees_per_session < offer.most_mentees:
            sessions: dict[tuple[str, str], list[int]] = {}
            for column in model.by_offer.get(offer.id, []):
                placement = model.columns[column].placement
                for day in placement.sessions:
                    sessions.setdefault((placement.slot or "", day.isoformat()), []).append(column)
            yield from (at_most(columns, offer.mentees_per_session) for columns in sessions.values())


def travel_budgets(model: Model) -> Iterator[Row]:
    """The journeys of an organisation's people cost no more than its budget."""
    senders = model.grouped(lambda column: column.pair.application.organisation)
    for organisation in model.view.organisations:
        if organisation.travel_budget is not None:
            columns = senders.get(organisation.id, [])
            costs = {column: model.columns[column].pair.journey.cost for column in columns}
            paid = tuple(column for column in columns if costs[column])
            yield Row(paid, tuple(costs[column] for column in paid), high=organisation.travel_budget)


def companions_together(model: Model) -> Iterator[Row]:
    """Companions go to the same offer at the same time, or not at all."""
    for group in model.view.problem.companions:
        first, *others = group.applications
        for other in others:
            yield from _same(model, first, other)


def _same(model: Model, first: str, other: str) -> Iterator[Row]:
    mine, theirs = _by_time(model, first), _by_time(model, other)
    for place in dict.fromkeys((*mine, *theirs)):
        here, there = mine.get(place, ()), theirs.get(place, ())
        yield Row((*here, *there), (*(1 for _ in here), *(-1 for _ in there)), low=0, high=0)


def _by_time(model: Model, application: str) -> dict[tuple[object, ...], tuple[int, ...]]:
    columns = ((number, model.columns[number]) for number in model.by_application.get(application, ()))
    return {(column.pair.offer.id, column.placement): (number,) for number, column in columns}


def locks_hold(model: Model) -> Iterator[Row]:
    """A locked pairing is chosen, with its dates if they are locked."""
    for lock in model.view.problem.locked:
        columns = model.by_application.get(lock.application, [])
        yield exactly((column for column in columns if _keeps(model, column, lock)), 1)


def _keeps(model: Model, number: int, lock: Lock) -> bool:
    column = model.columns[number]
    if column.pair.offer.id != lock.offer:
        return False
    return keeps_time(model.view, column.placement, lock)


RULES: tuple[Rule, ...] = (
    one_pairing_each,
    guests_of_a_host,
    guests_of_an_organisation,
    most_and_least,
    mentees_of_a_session,
    travel_budgets,
    nobody_in_two_places,
    companions_together,
    locks_hold,
)
