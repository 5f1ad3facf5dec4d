"""What would end a clash, the cheapest first: a lock less, companions apart, or limits moved a little.

Each remedy is tried by a solve: applied to the problem, it lets all other locks and companions of the clash
stand under all other rules. It says nothing of other clashes.
"""

from collections.abc import Iterator

from solver.clashes import clash, with_ties
from solver.clashing.applying import relaxed
from solver.clashing.limits import Limit, without
from solver.clashing.relaxing import least
from solver.effort import ALL_IT_TAKES, Effort
from solver.findings import Clash, Relaxation, Remedy
from solver.parts import Part, Weight
from solver.problem import Lock, Problem

MOST_STEPS = 4  # limits that one remedy moves


class Strain(Part):
    """How hard a remedy is to get, in points for one unit of it."""

    unlock: Weight = 1000
    unlock_confirmed_times: Weight = 10
    part_companions: Weight = 800
    guest: Weight = 700  # a guest or mentee more, or one fewer that is wanted
    organisation_guest: Weight = 500
    money: Weight = 1  # each started euro
    minute: Weight = 5
    own_day: Weight = 400
    offer_day: Weight = 600
    closed_day: Weight = 900
    forbidden: Weight = 800


USUAL = Strain()


def remedies(
    problem: Problem, ended: Clash, *, effort: Effort = ALL_IT_TAKES, strain: Strain = USUAL
) -> tuple[Remedy, ...]:
    """All ways to end a clash by giving up one of its members, as long as there is one."""
    tied = with_ties(problem, (*ended.locks, *ended.companions))
    found = [
        *(Remedy(unlock=one, strain=_of_lock(problem, one, strain)) for one in ended.locks),
        *(Remedy(part=one, strain=strain.part_companions) for one in ended.companions),
        *_moved(tied, ended.limits, effort, strain),
    ]
    return tuple(sorted(found, key=lambda remedy: remedy.strain))


def _of_lock(problem: Problem, lock: Lock, strain: Strain) -> int:
    confirmed = any(one.confirmed and one.application == lock.application for one in problem.previous)
    return strain.unlock * (strain.unlock_confirmed_times if confirmed else 1)


def _moved(problem: Problem, limits: tuple[Limit, ...], effort: Effort, strain: Strain) -> Iterator[Remedy]:
    """One remedy for each limit, together with others that stand in the way as well."""
    for limit in limits:
        together = _together(problem, limit, effort)
        if together:
            steps = _as_little_as_will_do(problem, together, effort)
            points = sum(_of_step(problem, step, strain) for step in steps)
            yield Remedy(relax=steps, strain=points)


def _together(problem: Problem, first: Limit, effort: Effort) -> tuple[Limit, ...]:
    """Limits that can be moved and are enough together; none if somebody would have to be in two places."""
    lifted: tuple[Limit, ...] = ()
    wanted: Limit | None = first
    while wanted is not None and len(lifted) < MOST_STEPS:
        lifted = (*lifted, wanted)
        left = clash(without(problem, lifted), effort)
        if left is None:
            return lifted
        wanted = next((one for one in left.limits if one.kind != "two_places"), None)
    return ()


def _as_little_as_will_do(
    problem: Problem, lifted: tuple[Limit, ...], effort: Effort
) -> tuple[Relaxation, ...]:
    """Each limit moved as little as possible while the later ones are lifted."""
    steps: list[Relaxation] = []
    for number, limit in enumerate(lifted):
        step = least(without(problem, lifted[number + 1 :]), limit, effort)
        problem = relaxed(problem, step)
        steps.append(step)
    return tuple(steps)


def _of_step(problem: Problem, step: Relaxation, strain: Strain) -> int:
    limit = step.limit
    by = abs((step.to or 0) - (limit.now or 0))
    times = len(step.dates) + len(step.slots)
    match limit.kind:
        case "organisation_guests":
            return strain.organisation_guest * by
        case "travel_budget" | "own_cost":
            return strain.money * -(-by // (100 if problem.money_unit == "cent" else 1))
        case "own_minutes":
            return strain.minute * by
        case "closed_days":
            return strain.closed_day * times
        case "offer_days":
            return strain.offer_day * times
        case "own_days":
            return strain.own_day * times
        case "forbidden":
            return strain.forbidden
        case _:
            return strain.guest * by
