"""Work before and after a workshop: each has an owner, a day and reminders; some must be there first."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.asks import asks
from domain.behalf import Behalf, note
from domain.events import record
from domain.identity_codes import holds_identity_code
from domain.refusals import Invalid
from models import streams
from models.asks import About, Ask
from models.languages import Words, _
from models.workshop_facts import WorkDone
from models.workshop_states import Work
from models.workshops import Workshop, WorkshopTask

LONGEST = 4000
WORKS: dict[Work, Words] = {
    Work.STORIES: _("Core stories"),
    Work.FACT_PACK: _("Fact pack"),
    Work.MATERIAL: _("Material"),
    Work.NOTES: _("Notes of the meeting"),
}


def of_workshop(db: Session, workshop_id: UUID) -> list[WorkshopTask]:
    """In the order in which they are due, and then of `Work`."""
    found = db.scalars(select(WorkshopTask).where(WorkshopTask.workshop_id == workshop_id))
    return sorted(found, key=lambda each: (each.due_at, list(Work).index(each.work), each.id))


def before(db: Session, workshop: Workshop) -> list[WorkshopTask]:
    return [each for each in of_workshop(db, workshop.id) if not each.work.is_after]


def after(db: Session, workshop: Workshop) -> list[WorkshopTask]:
    return [each for each in of_workshop(db, workshop.id) if each.work.is_after]


def in_the_way(db: Session, workshop: Workshop) -> list[WorkshopTask]:
    """What sign-up still waits for."""
    return [each for each in before(db, workshop) if each.gates and each.done_at is None]


def finish(
    db: Session, task: WorkshopTask, result: str, *, now: datetime, behalf: Behalf | None = None
) -> None:
    """It is there: words, or where they are to be found. A later word replaces it. Nobody is asked on."""
    if not result.strip():
        raise Invalid(_("Write what it says, or where it is to be found."))
    if len(result) > LONGEST:
        raise Invalid(_("Write at most {number} characters, and the rest behind a link.", number=LONGEST))
    if holds_identity_code(result):
        raise Invalid(_("Leave personal identity codes out: nobody here needs them."))
    task.result, task.done_at = result.strip(), now
    note(task, behalf, now=now)
    db.flush()
    asks.drop(db, Ask.subject_id == task.id, Ask.about == About.WORKSHOP_WORK, now=now)
    actor = behalf.by.id if behalf else task.owner_id
    stream = streams.of_workshop(task.workshop_id)
    record(db, WorkDone(task_id=task.id), on=stream, now=now, actor_id=actor)
