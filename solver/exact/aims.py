"""The objective of a model: what columns are worth, and what only a whole plan shows, swaps and balance."""

from collections.abc import Iterator

import numpy as np

from solver.arrays.board import Board
from solver.arrays.columns import Columns
from solver.arrays.numbers import Integers
from solver.exact.model import Model, Row, Term
from solver.objective import Level
from solver.problem import Swap
from solver.wishes import terms

Weighed = tuple[Integers, Integers]  # variables and their coefficients


def objective(model: Model) -> tuple[Term, ...]:
    """The sums to be made large, one after the other."""
    return tuple(
        _term(model, number, name, levels) for number, (name, levels) in enumerate(terms(model.board.view))
    )


def _term(model: Model, number: int, name: str, levels: tuple[Level, ...]) -> Term:
    points = model.columns.points(number)
    pieces = [(np.arange(len(points)), points)]
    if "fit" in levels:
        pieces.extend(swaps(model))
    if "balance" in levels:
        pieces.extend(imbalance(model))
    variables = np.concatenate([variables for variables, _ in pieces])
    coefficients = np.concatenate([coefficients for _, coefficients in pieces])
    counted = coefficients != 0
    return Term(name, variables[counted], coefficients[counted], int(model.board.constants[number]))


def value(chosen: Columns, number: int) -> int:
    """What a plan is worth in one sum of the objective."""
    board = chosen.board
    _, levels = terms(board.view)[number]
    worth = int(chosen.points(number).sum()) + int(board.constants[number])
    if "fit" in levels:
        worth += board.view.problem.objective.weights.swap * _swaps_true(chosen)
    if "balance" in levels:
        worth -= board.view.problem.objective.weights.balance * _out_of_balance(chosen)
    return worth


def _out_of_balance(chosen: Columns) -> int:
    """Stays sent against stays received, beyond what each organisation tolerates."""
    board = chosen.board
    travelled = board.is_stay[chosen.party]
    _, home = chosen.senders
    sent = np.bincount(home, minlength=len(board.room))
    received = np.bincount(chosen.place[travelled], chosen.size[travelled], len(board.room))
    return int(np.maximum(0, np.abs(sent - received) - board.tolerance).sum())


def _swaps_true(chosen: Columns) -> int:
    """How many wished swaps came true."""
    board = chosen.board
    visits = {
        (one.id, int(place))
        for party, place in zip(chosen.party.tolist(), chosen.place.tolist(), strict=True)
        for one in board.parties[party].members
    }
    return sum(
        all((guest, home) in visits for guest, home in _sides(board, swap))
        for swap in board.view.problem.swaps
    )


def _sides(board: Board, swap: Swap) -> tuple[tuple[str, int], tuple[str, int]]:
    """Each of the two and where that one has to go."""
    one, other = swap.applications
    home = {each: int(board.home[board.view.position[each]]) for each in swap.applications}
    return (one, home[other]), (other, home[one])


def optimistic(columns: Columns, number: int) -> Integers:
    """Points of columns as if the other half of every wished swap came true: half of it is theirs."""
    board, points = columns.board, columns.points(number)
    half = -(-board.view.problem.objective.weights.swap // 2)
    _, levels = terms(board.view)[number]
    for swap in board.view.problem.swaps if "fit" in levels else ():
        for guest, home in _sides(board, swap):
            points[(columns.party == board.party_of[guest]) & (columns.place == home)] += half
    return points


def swaps(model: Model) -> Iterator[Weighed]:
    """A variable for each wished swap that can be 1 only if both visit the other's organisation."""
    board, columns = model.board, model.columns
    weight = board.view.problem.objective.weights.swap
    for swap in board.view.problem.swaps:
        came_true = model.variable()
        for guest, home in _sides(board, swap):
            there = np.flatnonzero((columns.party == board.party_of[guest]) & (columns.place == home))
            model.rows.append(Row(np.append(there, came_true), np.append(np.full(len(there), -1), 1), high=0))
        yield np.array([came_true]), np.array([weight])


def imbalance(model: Model) -> Iterator[Weighed]:
    """Stays sent against stays received, beyond what an organisation tolerates, as a loss."""
    view = model.board.view
    weight = view.problem.objective.weights.balance
    columns, home = model.columns.senders
    for number, organisation in enumerate(view.organisations):
        if organisation.balance_tolerance is not None and weight:
            sent = np.bincount(columns[home == number], minlength=len(model.columns))
            moved = sent - np.where(model.columns.place == number, model.columns.size, 0)
            beyond = model.variable(high=len(view.applications))
            there = np.flatnonzero(moved)
            for side in (1, -1):
                coefficients = np.append(side * moved[there], -1)
                model.rows.append(
                    Row(np.append(there, beyond), coefficients, high=organisation.balance_tolerance)
                )
            yield np.array([beyond]), np.array([-weight])
