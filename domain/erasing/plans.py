"""What the solver was told: it orders people by their address. That goes; plan and proof stay checkable."""

from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, undefer

from models.applications import Application
from models.offers import Offer
from models.people import Person
from models.repairs import RepairChoice
from models.schedules import Schedule
from models.what_ifs import WhatIf
from solver.problem import Problem, fingerprint


def erase(db: Session, person: Person, *, stands_for: str) -> None:
    """In the plans of their rounds, and in those beside; whatever cites a problem cites its new fingerprint.

    Solved again, such a problem may give another plan of the same value: the order only broke ties.
    """
    name = _Name(person.email, stands_for)
    applied = select(Application.round_id).where(Application.person_id == person.id)
    rounds = applied.union(select(Offer.round_id).where(Offer.person_id == person.id))
    mine = select(Schedule).where(Schedule.round_id.in_(rounds))
    told = undefer(Schedule.problem), undefer(Schedule.solution), undefer(Schedule.certificate)
    for plan in db.scalars(mine.options(*told)):
        new = name.out_of(plan.problem)
        plan.problem, plan.problem_hash = new.problem, new.cited(plan.problem_hash)
        plan.solution = new.cited(plan.solution)
        plan.certificate = new.cited(plan.certificate) if plan.certificate else None
    beside = select(RepairChoice).where(RepairChoice.schedule_id.in_(mine.with_only_columns(Schedule.id)))
    for choice in db.scalars(beside.options(undefer(RepairChoice.problem), undefer(RepairChoice.solution))):
        new = name.out_of(choice.problem)
        choice.problem, choice.solution = new.problem, new.cited(choice.solution)
    _in_what_ifs(db, select(WhatIf).where(WhatIf.round_id.in_(rounds)), name)


def _in_what_ifs(db: Session, found: Select[WhatIf], name: "_Name") -> None:
    plans = undefer(WhatIf.solution_before), undefer(WhatIf.solution)
    for row in db.scalars(found.options(*plans, undefer(WhatIf.problem_before), undefer(WhatIf.problem))):
        before, after = name.out_of(row.problem_before), name.out_of(row.problem)
        row.problem_before, row.solution_before = before.problem, before.cited(row.solution_before)
        row.problem, row.solution = after.problem, after.cited(row.solution) if row.solution else None


@dataclass(frozen=True)
class _Renamed:
    """A problem as JSON, and the fingerprints that it had and has; none where nothing changed."""

    problem: str
    old: str
    new: str

    def cited(self, text: str) -> str:
        return text.replace(self.old, self.new) if self.old else text


@dataclass(frozen=True)
class _Name:
    address: str
    stands_for: str

    def out_of(self, problem: str) -> _Renamed:
        renamed = problem.replace(f'"{self.address} ', f'"{self.stands_for} ')
        if renamed == problem:
            return _Renamed(problem, "", "")
        old, new = (fingerprint(Problem.model_validate_json(each)) for each in (problem, renamed))
        return _Renamed(renamed, old, new)
