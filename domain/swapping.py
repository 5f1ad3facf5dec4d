"""Two people change places in the plan that waits: what it costs is computed without the solver, at once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from domain import locks, repairs, rulings, schedules
from domain.comparisons import case_of
from domain.events import record
from domain.locks import Ruling, Time
from domain.refusals import Conflict, NotFound
from domain.repairs import Alternative
from domain.ruled import check_followed
from models import streams
from models.deciding_facts import PlanSwapped
from models.facts import SchedulePlanned
from models.languages import _
from models.rounds import Round
from models.schedules import Pairing, Schedule
from models.states import ScheduleState
from solver.solution import Solution
from solver.swap import Swapped, swapped
from solver.violation import Case

Two = tuple[UUID, UUID]


@dataclass(frozen=True)
class Cost:
    """What changing places would do; `wishes` counts wishes that come true, the rest is the plan's worth."""

    wishes: int
    fit: int
    minutes: int
    points: int
    broken: tuple[str, ...]  # the rules of the plan that it would break

    @property
    def is_possible(self) -> bool:
        return not self.broken


def cost(schedule: Schedule, two: Two) -> Cost:
    """Judged by the rules of the plan's own problem."""
    before = case_of(schedule)
    after = _swapped(before, two)
    was, now = (_of_both(each, two) for each in (before.solution, after.case.solution))
    return Cost(
        wishes=now[0] - was[0],
        fit=now[1] - was[1],
        minutes=now[2] - was[2],
        points=(after.case.solution.value or 0) - (before.solution.value or 0),
        broken=after.broken,
    )


def swap(
    db: Session, round_: Round, schedule: Schedule, two: Two, *, ruling: Ruling, now: datetime
) -> Schedule:
    """A new version in which only these two differ; both are locked, so that later plans keep it."""
    old = schedules.newest(db, round_)
    if old is None or old.id != schedule.id or old.state is not ScheduleState.DRAFT:
        raise Conflict(_("This version of the plan no longer waits for a decision."))
    db.refresh(old, ["state"], with_for_update=True)
    check_followed(db, old)
    found = _swapped(case_of(old), two)
    if found.broken:
        raise Conflict(_("The two cannot change places: a rule of the plan would be broken."))
    _lock_both(db, round_, old, two, ruling=ruling, now=now)
    old.state = ScheduleState.SUPERSEDED
    db.flush()
    return _instead(db, round_, old, found.case, ruling=ruling, now=now)


def _swapped(case: Case, two: Two) -> Swapped:
    placed = {each.application for each in case.solution.pairings}
    if two[0] == two[1] or not {f"{each}" for each in two} <= placed:
        raise NotFound(_("Choose two people who have a place in this version."))
    return swapped(case, f"{two[0]}", f"{two[1]}")


def _of_both(solution: Solution, two: Two) -> tuple[int, int, int]:
    """Wishes that come true, fit and minutes one way, of these two together."""
    mine = [each for each in solution.pairings if each.application in {f"{one}" for one in two}]
    return (
        sum(each.reasons.wished is not None for each in mine),
        sum(each.fit for each in mine),
        sum(each.journey.minutes for each in mine),
    )


def _lock_both(
    db: Session, round_: Round, schedule: Schedule, two: Two, *, ruling: Ruling, now: datetime
) -> None:
    rows = {each.application_id: each for each in schedule.pairings}
    for mine, other in (two, two[::-1]):
        row = rows[other]
        application, offer = rulings.parties(db, round_, (mine, row.offer_id))
        locks.lock(db, application, offer, ruling=ruling, now=now, time=_time(row))


def _time(row: Pairing) -> Time:
    return Time(starts_at=row.starts[0]) if row.starts else Time(blocks=row.blocks)


def _instead(
    db: Session, round_: Round, old: Schedule, case: Case, *, ruling: Ruling, now: datetime
) -> Schedule:
    advice = {f"{each.application_id}": each.advice for each in old.unplaced}
    taken = Alternative("swap", case.problem, case.solution)
    schedule = schedules.draft(db, round_, taken, advice=advice, now=now)
    repairs.carry(db, repairs.rows(db, old), to=schedule)
    for fact in (SchedulePlanned(schedule_id=schedule.id), PlanSwapped(schedule_id=schedule.id)):
        record(db, fact, on=streams.of_round(round_.id), now=now, actor_id=ruling.by.id)
    return schedule
