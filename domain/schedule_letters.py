"""What HR is told about a plan that waits for a decision."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import repairs
from domain.changes import Changes, changes
from domain.exchanges import ENDINGS
from domain.mails import heading
from domain.working_days import in_working_days
from invites.contexts import Ending, RepairReady, ScheduleReady
from invites.deciding_contexts import RepairAdopted
from models.exchanges import Exchange
from models.people import Person
from models.rounds import Round
from models.schedules import Schedule
from solver.problem import Problem
from solver.solution import Solution


def schedule_ready(
    db: Session, round_: Round, schedule: Schedule, *, to: Person, since_approval: bool = False
) -> ScheduleReady:
    head = heading(db, round_, to)
    return ScheduleReady(
        name=to.name,
        round_name=head.round_name,
        coordinator=head.coordinator,
        reference=round_.reference,
        placed=len(schedule.pairings),
        unplaced=len(schedule.unplaced),
        gap_percent=100 * schedule.gap if schedule.gap else None,
        approve_by=decide_by(round_, schedule),
        since_approval=since_approval,
        link=None,
    )


def repair_ready(
    db: Session, round_: Round, schedule: Schedule, *, to: Person, since_approval: bool = False
) -> RepairReady:
    """The bill: how many keep everything, move, are newly placed, or lose their place."""
    head = heading(db, round_, to)
    bill = changes(db, schedule)
    return RepairReady(
        name=to.name,
        round_name=head.round_name,
        coordinator=head.coordinator,
        reference=round_.reference,
        ending=_cause(db, schedule, bill),
        kept=len(schedule.pairings) - len(bill.moved) - len(bill.proposed),
        moved=len(bill.moved),
        newly_placed=len(bill.proposed),
        released=len(bill.released),
        ways=max(1, len(repairs.rows(db, schedule))),
        approve_by=decide_by(round_, schedule),
        since_approval=since_approval,
        link=None,
    )


def repair_adopted(db: Session, round_: Round, schedule: Schedule, *, to: Person) -> RepairAdopted:
    """Afterwards: what the rule of the round has approved, and what it costs more."""
    head = heading(db, round_, to)
    bill = changes(db, schedule)
    problem = Problem.model_validate_json(schedule.problem)
    solution = Solution.model_validate_json(schedule.solution)
    found = repairs.price(repairs.Alternative("", problem, solution), frozenset())
    return RepairAdopted(
        name=to.name,
        round_name=head.round_name,
        coordinator=head.coordinator,
        reference=round_.reference,
        version=schedule.version,
        kept=len(schedule.pairings) - len(bill.moved) - len(bill.proposed),
        moved=len(bill.moved),
        newly_placed=len(bill.proposed),
        released=len(bill.released),
        euros=found.euros,
    )


def decide_by(round_: Round, schedule: Schedule) -> datetime:
    """A repair on the next working morning; a first plan on the round's day, if that is still to come."""
    soonest = in_working_days(schedule.made_at, 1)
    return soonest if schedule.is_repair else max(round_.decide_by, soonest)


def _cause(db: Session, schedule: Schedule, bill: Changes) -> Ending:
    """What made the repair necessary: an illness, or the newest release."""
    if bill.moved or bill.released:
        return Ending.ILLNESS
    newest = select(Exchange.released_reason).where(Exchange.round_id == schedule.round_id)
    newest = newest.where(Exchange.released_at <= schedule.made_at).order_by(Exchange.released_at.desc())
    reason = db.scalars(newest.limit(1)).first()
    return ENDINGS[reason] if reason else Ending.NO_ANSWER
