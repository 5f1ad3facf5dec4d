"""The rules of a plan: one rule, one function, one sentence. The model is a tuple of them.

Rules that concern one pair alone (languages, limits, dates ...) are in `solver.pairs`. That companions stay
together needs no rule: they are one party, and a party has one place.
"""

from collections.abc import Callable, Iterator

import numpy as np

from solver.arrays.columns import grouped
from solver.arrays.numbers import ENDLESS, NOBODY, Integers
from solver.exact.model import Model, Row, at_most
from solver.exact.presence import nobody_in_two_places

Rule = Callable[[Model], Iterator[Row]]


def one_pairing_each(model: Model) -> Iterator[Row]:
    """An application has at most one pairing."""
    return (at_most(columns, 1) for _, columns in grouped(model.columns.party))


def locks_hold(model: Model) -> Iterator[Row]:
    """A locked application has a pairing; its columns are those that the lock allows."""
    for number, party in enumerate(model.board.parties):
        if party.needs_place:
            columns = np.flatnonzero(model.columns.party == number)
            yield Row(columns, np.ones(len(columns), dtype=np.int64), low=1)


def guests_of_a_host(model: Model) -> Iterator[Row]:
    """A host has no more guests at a time than offered."""
    return _at_a_time(model, sessions=False)


def mentees_of_a_session(model: Model) -> Iterator[Row]:
    """A session has no more mentees than the mentor takes together."""
    return _at_a_time(model, sessions=True)


def _at_a_time(model: Model, *, sessions: bool) -> Iterator[Row]:
    board, uses = model.board, model.columns.uses
    cells = board.supply.cells
    narrow = board.at_a_time < board.most
    these = np.flatnonzero(((uses.cell >= cells.stays) == sessions) & narrow[uses.offer])
    for key, places in grouped(uses.offer[these] * cells.count + uses.cell[these]):
        limit = int(board.at_a_time[key // cells.count])
        if row := model.weighed(uses.column[these[places]], limit):
            yield row


def guests_of_an_organisation(model: Model) -> Iterator[Row]:
    """An organisation has no more guests at a time than it can take."""
    board, uses = model.board, model.columns.uses
    cells = board.supply.cells.count
    place = model.columns.place[uses.column]
    these = np.flatnonzero(board.room[place] < ENDLESS)
    for key, places in grouped(place[these] * cells + uses.cell[these]):
        if row := model.weighed(uses.column[these[places]], int(board.room[key // cells])):
            yield row


def most_and_least(model: Model) -> Iterator[Row]:
    """An offer serves no more than its most, and its least or nobody."""
    board = model.board
    first, second = board.first[model.columns.entry], board.second[model.columns.entry]
    shared = np.flatnonzero(second != NOBODY)
    offers = np.concatenate((first, second[shared])).astype(np.int64)
    columns = np.concatenate((np.arange(len(first)), shared))
    for offer, places in grouped(offers):
        served = columns[places]
        if row := model.weighed(served, int(board.most[offer])):
            yield row
        if board.least[offer] > 1:
            yield from _least_or_nobody(model, served, offer)


def _least_or_nobody(model: Model, served: Integers, offer: int) -> Iterator[Row]:
    opened = model.variable()
    variables = np.append(served, opened)
    people = model.columns.size[served].astype(np.int64)
    yield Row(variables, np.append(people, -model.board.most[offer]), high=0)
    yield Row(variables, np.append(people, -model.board.least[offer]), low=0)


def travel_budgets(model: Model) -> Iterator[Row]:
    """The journeys of an organisation's people cost no more than its budget."""
    columns, payer, cost = model.columns.costs
    for organisation, places in grouped(payer):
        if model.board.budget[organisation] < ENDLESS:
            variables, where = np.unique(columns[places], return_inverse=True)
            sums = np.bincount(where, weights=cost[places]).astype(np.int64)
            yield Row(variables, sums, high=int(model.board.budget[organisation]))


RULES: tuple[Rule, ...] = (
    one_pairing_each,
    locks_hold,
    guests_of_a_host,
    mentees_of_a_session,
    guests_of_an_organisation,
    most_and_least,
    travel_budgets,
    nobody_in_two_places,
)
