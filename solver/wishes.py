"""What is best: one function for each level of the objective, in points to be made large.

Each returns the weighted sum that bears its name; weights are those of the problem.
"""

from collections.abc import Callable

from solver.model import Column, Model, Row, Term
from solver.objective import Level
from solver.placements import Placement, keeps_time
from solver.problem import Previous
from solver.view import View

GOOD_FIT = 40  # what a fit lacks of this counts as shortfall


def objective(model: Model) -> tuple[Term, ...]:
    """The levels in their order, or one sum of all."""
    wanted = model.view.problem.objective
    if wanted.mode == "levels":
        return tuple(LEVELS[level](model) for level in wanted.levels)
    return (_sum(tuple(level(model) for level in LEVELS.values())),)


def _sum(terms: tuple[Term, ...]) -> Term:
    total: dict[int, int] = {}
    for term in terms:
        for variable, coefficient in zip(term.variables, term.coefficients, strict=True):
            total[variable] = total.get(variable, 0) + coefficient
    return _term("total", total, constant=sum(term.constant for term in terms))


def _term(name: str, points: dict[int, int], *, constant: int = 0) -> Term:
    counted = {variable: coefficient for variable, coefficient in points.items() if coefficient}
    return Term(name, tuple(counted), tuple(counted.values()), constant)


def placed(model: Model) -> Term:
    """The priorities of those who are placed."""
    weight = model.view.problem.objective.weights.priority
    return _by_column("placed", model, lambda column: weight * column.pair.application.priority)


def fit(model: Model) -> Term:
    """The fit of all pairings, where a poor fit counts more than its share, and swaps that come true."""
    weights = model.view.problem.objective.weights

    def points(column: Column) -> int:
        shortfall = max(0, GOOD_FIT - column.pair.fit)
        return weights.fit * column.pair.fit - weights.shortfall * shortfall

    term = _by_column("fit", model, points)
    swaps = _swaps(model)
    return Term(
        term.name,
        (*term.variables, *swaps),
        (*term.coefficients, *(weights.swap for _ in swaps)),
        term.constant,
    )


def _swaps(model: Model) -> tuple[int, ...]:
    """A variable for each wished swap that can be 1 only if both visit the other's organisation."""
    return tuple(_swap(model, *swap.applications) for swap in model.view.problem.swaps)


def _swap(model: Model, one: str, other: str) -> int:
    came_true = model.variable()
    home = {application.id: application.organisation for application in model.view.applications}
    for guest, host in ((one, other), (other, one)):
        columns = model.by_application.get(guest, ())
        there = tuple(
            number for number in columns if model.columns[number].pair.offer.organisation == home[host]
        )
        model.rows.append(Row((came_true, *there), (1, *(-1 for _ in there)), high=0))
    return came_true


def travel(model: Model) -> Term:
    """Minutes, money and carbon dioxide of all journeys, as a loss."""
    weights = model.view.problem.objective.weights
    unit = 100 if model.view.problem.money_unit == "cent" else 1

    def points(column: Column) -> int:
        way = column.pair.journey
        euros, kilograms = -(-way.cost // unit), -(-way.co2 // 1000)
        return -(weights.minutes * way.minutes + weights.cost * euros + weights.co2 * kilograms)

    return _by_column("travel", model, points)


def balance(model: Model) -> Term:
    """Stays sent against stays received, beyond what an organisation tolerates, as a loss."""
    weight = model.view.problem.objective.weights.balance
    stays = [
        number for number, column in enumerate(model.columns) if column.pair.application.kind == "shadowing"
    ]
    beyond: dict[int, int] = {}
    for organisation in model.view.organisations:
        if organisation.balance_tolerance is not None and weight:
            signs = {number: _sign(model.columns[number], organisation.id) for number in stays}
            beyond[_beyond(model, signs, organisation.balance_tolerance)] = -weight
    return _term("balance", beyond)


def _sign(column: Column, organisation: str) -> int:
    """1 if the organisation sends, -1 if it receives."""
    sent = column.pair.application.organisation == organisation
    return int(sent) - int(column.pair.offer.organisation == organisation)


def _beyond(model: Model, signs: dict[int, int], tolerance: int) -> int:
    moved = tuple(number for number, sign in signs.items() if sign)
    deviation = model.slack(high=len(model.view.applications))
    for side in (1, -1):
        coefficients = (*(side * signs[number] for number in moved), -1)
        model.rows.append(Row((*moved, deviation), coefficients, high=tolerance))
    return deviation


def stability(model: Model) -> Term:
    """What changes against the previous pairings, as a loss."""
    weight = model.view.problem.objective.weights.stability
    costs = model.view.problem.objective.change_costs
    points: dict[int, int] = {}
    constant = 0
    for previous in model.view.problem.previous:
        if previous.application in model.view.application:
            times = weight * (costs.confirmed_times if previous.confirmed else 1)
            constant -= times * costs.lost
            for number in model.by_application.get(previous.application, ()):
                points[number] = times * (costs.lost - _change(model, model.columns[number], previous))
    return _term("stability", points, constant=constant)


def _change(model: Model, column: Column, previous: Previous) -> int:
    costs = model.view.problem.objective.change_costs
    if column.pair.offer.id != previous.offer:
        return costs.offer
    if keeps_time(model.view, column.placement, previous):
        return 0
    return costs.day + min(costs.farthest, _apart(model.view, column.placement, previous))


def _apart(view: View, placement: Placement, previous: Previous) -> int:
    """Calendar days between the old first day and the new one."""
    before = previous.days[0].date if previous.days else previous.first
    if placement.sessions:
        now = placement.sessions[0]
    elif placement.halves:
        lowest = (placement.halves & -placement.halves).bit_length() - 1
        now = view.window.dates[lowest // 2]
    else:
        return 0
    return abs((now - before).days) if before else 0


def _by_column(name: str, model: Model, points: Callable[[Column], int]) -> Term:
    return _term(name, {number: points(column) for number, column in enumerate(model.columns)})


LEVELS: dict[Level, Callable[[Model], Term]] = {
    "placed": placed,
    "fit": fit,
    "travel": travel,
    "balance": balance,
    "stability": stability,
}
