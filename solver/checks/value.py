"""Is a plan worth what the answer says? Every level from the pairings alone."""

from collections import Counter
from collections.abc import Callable, Iterator

from solver.problem import Previous
from solver.violation import Case, Served, Violation


def wrong_values(case: Case) -> Iterator[Violation]:
    """Each level has the value of its plan, and those that were asked for are there in their order."""
    if case.solution.value is None:
        return
    wanted = case.problem.objective
    values = {name: level(case) for name, level in LEVELS.items()}
    right = tuple((str(level), values[level]) for level in wanted.levels)
    if wanted.mode == "weights":
        right = (("total", sum(values.values())),)
    said = tuple((level.name, level.value) for level in case.solution.levels)
    if said != right:
        yield Violation("value", f"{_listed(said)} is {_listed(right)}")


def _listed(values: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values) or "nothing"


def placed(case: Case) -> int:
    """Priorities of the placed."""
    return case.problem.objective.weights.priority * sum(one.application.priority for one in case.served)


def fit(case: Case) -> int:
    """Fits, less what poor ones lack, and swaps that came true."""
    weights = case.problem.objective.weights
    fits = [one.pairing.fit for one in case.served]
    visits = {(one.application.id, one.offer.organisation) for one in case.served}
    swaps = 0
    for swap in case.problem.swaps:
        one, other = (case.facts.applications[application] for application in swap.applications)
        swaps += (one.id, other.organisation) in visits and (other.id, one.organisation) in visits
    lacking = sum(40 - points for points in fits if points < 40)
    return weights.fit * sum(fits) - weights.shortfall * lacking + weights.swap * swaps


def travel(case: Case) -> int:
    """Minutes, started euros and started kilograms of each pairing, as a loss."""
    weights = case.problem.objective.weights
    unit = 100 if case.problem.money_unit == "cent" else 1
    loss = 0
    for journey in (one.pairing.journey for one in case.served):
        loss += weights.minutes * journey.minutes
        loss += weights.cost * ((journey.cost + unit - 1) // unit)
        loss += weights.co2 * ((journey.co2 + 999) // 1000)
    return -loss


def balance(case: Case) -> int:
    """Stays sent against received, beyond the tolerance, as a loss."""
    surplus: Counter[str] = Counter()
    for one in case.served:
        if one.application.kind == "shadowing":
            surplus[one.application.organisation] += 1
            surplus[one.offer.organisation] -= 1
    beyond = sum(
        max(0, abs(surplus[one.id]) - one.balance_tolerance)
        for one in case.problem.organisations
        if one.balance_tolerance is not None
    )
    return -case.problem.objective.weights.balance * beyond


def stability(case: Case) -> int:
    """What changed against the previous pairings, as a loss."""
    times = case.problem.objective.change_costs.confirmed_times
    known = [before for before in case.problem.previous if before.application in case.facts.applications]
    loss = sum(
        _change(case, before, case.by_application.get(before.application))
        * (times if before.confirmed else 1)
        for before in known
    )
    return -case.problem.objective.weights.stability * loss


def _change(case: Case, before: Previous, now: Served | None) -> int:
    costs = case.problem.objective.change_costs
    if now is None:
        return costs.lost
    if now.offer.id != before.offer:
        return costs.offer
    first = now.pairing.sessions[0].date() if now.pairing.sessions else None
    moved = (
        (now.second.id if now.second else None) != before.second
        or (bool(before.days) and now.pairing.days != before.days)
        or (before.slot is not None and now.pairing.slot != before.slot)
        or (before.first is not None and first != before.first)
    )
    return costs.day + min(costs.farthest, _days_apart(before, now)) if moved else 0


def _days_apart(before: Previous, now: Served) -> int:
    old = [day.date for day in before.days] + [each for each in (before.first,) if each]
    new = [day.date for day in now.pairing.days] + [each.date() for each in now.pairing.sessions]
    return abs((min(new) - min(old)).days) if old and new else 0


LEVELS: dict[str, Callable[[Case], int]] = {
    "placed": placed,
    "fit": fit,
    "travel": travel,
    "balance": balance,
    "stability": stability,
}
