"""What a repair costs, and whom: read from the problem and the plan that each version keeps."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from models.schedules import Schedule
from solver.bill import worth
from solver.locks import keeps
from solver.past import Past
from solver.problem import Lock, Problem
from solver.solution import Pairing, Solution
from solver.violation import Case


@dataclass(frozen=True)
class Bill:
    """How many keep their place, move, lose it or get one, and what the plan was and is worth.

    Worth is in points of all that counts but for the change itself.
    """

    kept: int
    other_days: int
    other_host: int
    lost: int
    newly_placed: int
    worth_before: int
    worth_after: int

    @property
    def moved(self) -> int:
        return self.other_days + self.other_host

    @property
    def changes_something(self) -> bool:
        return bool(self.moved or self.lost or self.newly_placed)


def of_version(schedule: Schedule) -> Bill | None:
    """The bill of a repair; a first plan costs nobody anything."""
    if not schedule.is_repair:
        return None
    problem = Problem.model_validate_json(schedule.problem)
    return bill(problem, Solution.model_validate_json(schedule.solution))


def lived_plan(problem: Problem, solution: Solution) -> Solution:
    """What was lived before, as a plan: what is locked, what had broken, and what may move."""
    return _before(problem, tuple(_lived(problem)), solution)


def bill(problem: Problem, solution: Solution) -> Bill:
    """The plan beside what was lived before: what is locked, and what had broken."""
    lived = tuple(_lived(problem))
    now = {each.application: each for each in solution.pairings}
    fates = Counter(_fate(each, now.get(each.application)) for each in lived)
    return Bill(
        kept=fates["kept"],
        other_days=fates["other_days"],
        other_host=fates["other_host"],
        lost=fates["lost"],
        newly_placed=len(now.keys() - {each.application for each in lived}),
        worth_before=worth(Case(problem, _before(problem, lived, solution))),
        worth_after=worth(Case(problem, solution)),
    )


def _lived(problem: Problem) -> Iterator[Lock]:
    """Every living pairing as a lock would keep it, unless its guest or its host has left the round."""
    past = Past(problem)
    living = {each.id for each in problem.applications if each.free.days is None}  # their days are fixed
    yield from (each for each in problem.locked if each.application in living)
    for each in problem.previous:
        lock = Lock(
            application=each.application,
            offer=each.offer,
            days=each.days or None,
            slot=each.slot,
            first=each.first,
        )
        if past.knows(lock):
            yield lock


def _before(problem: Problem, lived: tuple[Lock, ...], solution: Solution) -> Solution:
    past = Past(problem)
    pairings = tuple(past.valued(past.bare(each)) for each in lived)
    return solution.model_copy(update={"pairings": pairings, "unplaced": ()})


def _fate(lock: Lock, now: Pairing | None) -> str:
    if now is None:
        return "lost"
    if now.offer != lock.offer:
        return "other_host"
    return "kept" if keeps(now, lock) else "other_days"
