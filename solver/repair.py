"""Repair a schedule after withdrawals, illness or new applications: change the least, and say who pays.

The problem is the round as it is now; its `previous` pairings are the schedule as it was.
"""

from collections.abc import Callable

from solver.objective import Level
from solver.pairs import pairs
from solver.parts import Part
from solver.placements import keeps_time
from solver.problem import Lock, Previous, Problem
from solver.solution import Pairing, Progress, Solution, Status
from solver.solve import solve
from solver.view import View

LEVELS: tuple[Level, ...] = ("stability", "placed", "fit", "travel", "balance")


class Bill(Part):
    """What the repair costs, as application ids; `fell` are previous pairings that cannot stand any more."""

    kept: tuple[str, ...]
    moved_day: tuple[str, ...]
    moved_offer: tuple[str, ...]
    lost: tuple[str, ...]
    gained: tuple[str, ...]
    fell: tuple[str, ...]
    confirmed_touched: tuple[str, ...]  # of those that could have stood: only if no plan keeps them all


class Repaired(Part):
    """The new plan and its bill; `solved` is the problem that the plan answers, with the confirmed locked."""

    solved: Problem
    solution: Solution
    bill: Bill


def repair(
    problem: Problem,
    *,
    seed: int = 0,
    time_limit: float | None = None,
    deterministic_limit: float | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    ask_stop: Callable[[], bool] | None = None,
) -> Repaired:
    """Confirmed pairings that can stand are kept unless nothing at all fits with them; then least change."""
    standing = _standing(problem)
    calm = problem.model_copy(update={"objective": problem.objective.model_copy(update=_LEAST_CHANGE)})
    firm = calm.model_copy(update={"locked": (*problem.locked, *_locks(problem, standing))})
    for wanted in (firm, calm):
        solution = solve(
            wanted,
            seed=seed,
            time_limit=time_limit,
            deterministic_limit=deterministic_limit,
            on_progress=on_progress,
            ask_stop=ask_stop,
        )
        if solution.status != Status.INFEASIBLE:
            break
    return Repaired(solved=wanted, solution=solution, bill=_bill(problem, solution, standing))


_LEAST_CHANGE = {"mode": "levels", "levels": LEVELS}


def _standing(problem: Problem) -> frozenset[str]:
    """The applications whose previous pairing is still possible on its own."""
    view = View(problem)
    before = {one.application: one for one in problem.previous}
    return frozenset(
        pair.application.id
        for pair in pairs(view)
        if (known := before.get(pair.application.id)) is not None
        and known.offer == pair.offer.id
        and any(keeps_time(view, placement, known) for placement in pair.placements)
    )


def _locks(problem: Problem, standing: frozenset[str]) -> tuple[Lock, ...]:
    locked = {lock.application for lock in problem.locked}
    return tuple(
        Lock(application=one.application, offer=one.offer, days=one.days, slot=one.slot, first=one.first)
        for one in problem.previous
        if one.confirmed and one.application in standing - locked
    )


def _bill(problem: Problem, solution: Solution, standing: frozenset[str]) -> Bill:
    now = {one.application: one for one in solution.pairings}
    before = {one.application: one for one in problem.previous}
    verdicts = {known.application: _verdict(known, now.get(known.application)) for known in problem.previous}
    there = [one.id for one in problem.applications]
    return Bill(
        kept=tuple(one for one in there if verdicts.get(one) == "kept"),
        moved_day=tuple(one for one in there if verdicts.get(one) == "moved_day"),
        moved_offer=tuple(one for one in there if verdicts.get(one) == "moved_offer"),
        lost=tuple(one for one in there if verdicts.get(one) == "lost"),
        gained=tuple(one for one in there if one not in before and one in now),
        fell=tuple(one for one in there if one in before and one not in standing),
        confirmed_touched=tuple(
            one for one in there if one in standing and before[one].confirmed and verdicts[one] != "kept"
        ),
    )


def _verdict(known: Previous, now: Pairing | None) -> str:
    if now is None:
        return "lost"
    if now.offer != known.offer:
        return "moved_offer"
    first = now.sessions[0].date() if now.sessions else None
    same_days = not known.days or now.days == known.days
    same_slot = known.slot is None or now.slot == known.slot
    return "kept" if same_days and same_slot and known.first in (None, first) else "moved_day"
