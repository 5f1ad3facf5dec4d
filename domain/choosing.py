"""HR chooses another repair than the one in which nobody else moves."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain import advising, repairs, schedules
from domain.events import record
from domain.refusals import Conflict, NotFound
from models import streams
from models.deciding_facts import RepairChosen
from models.facts import SchedulePlanned
from models.languages import _
from models.people import Person
from models.repairs import RepairChoice
from models.rounds import Round
from models.schedules import Schedule
from models.states import ScheduleState


def choose(db: Session, round_: Round, number: int, *, by: Person, now: datetime) -> Schedule:
    """This one becomes the draft, as a version of its own; approving it is another word. Twice is once."""
    old = schedules.pending(db, round_)
    if old is None:
        raise NotFound(_("No plan waits for a decision."))
    db.refresh(old, ["state"], with_for_update=True)
    if old.state is not ScheduleState.DRAFT:
        raise Conflict(_("This version of the plan no longer waits for a decision."))
    rows = repairs.rows(db, old)
    wanted = next((each for each in rows if each.number == number), None)
    if wanted is None:
        raise NotFound(_("There is no choice {number} for this plan.", number=number))
    if wanted.solution == old.solution:
        return old
    old.state = ScheduleState.SUPERSEDED
    db.flush()
    return _instead(db, round_, wanted, rows, by=by, now=now)


def _instead(
    db: Session, round_: Round, wanted: RepairChoice, rows: list[RepairChoice], *, by: Person, now: datetime
) -> Schedule:
    taken = repairs.of_row(wanted)
    advice = advising.advice(taken.problem, taken.solution)
    schedule = schedules.draft(db, round_, taken, advice=advice, now=now)
    repairs.carry(db, rows, to=schedule)
    for fact in (SchedulePlanned(schedule_id=schedule.id), RepairChosen(schedule_id=schedule.id)):
        record(db, fact, on=streams.of_round(round_.id), now=now, actor_id=by.id)
    return schedule
