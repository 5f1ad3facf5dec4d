"""Asking for work: its owner hears of it, is reminded, and whoever arranges the workshop hears of silence."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain import mails
from domain.asks import asks
from domain.asks.question import Field, Option, Page, Question, Told
from domain.refusals import Invalid
from domain.working_days import subtract_working_days
from domain.workshops import letters, tasks
from domain.workshops.tasks import WORKS
from domain.workshops.telling import told
from invites import dates
from invites.workshop_contexts import WorkDue, WorkLate
from models import streams
from models.asks import About, Ask, Reply
from models.languages import Language, _
from models.people import Person
from models.timeline import MORNING, local_day, moment
from models.workshops import Workshop, WorkshopTask

OPTIONS = (Option("done", _("It is done")),)
REMINDED = (5, 1)  # working days before it is due


def ask(db: Session, workshop: Workshop, these: list[WorkshopTask], *, now: datetime) -> None:
    """Each owner once; what is done already is not asked for."""
    for task in these:
        if task.done_at is None:
            asks.put(
                db,
                QUESTION,
                on=streams.of_workshop(workshop.id),
                subject_id=task.id,
                to=db.get_one(Person, task.owner_id),
                plan=plan(task, now=now),
                now=now,
            )


def plan(task: WorkshopTask, *, now: datetime) -> asks.Plan:
    mornings = (moment(subtract_working_days(local_day(task.due_at), each), MORNING) for each in REMINDED)
    return asks.Plan(task.due_at, reminders=tuple(each for each in mornings if each > now))


def _write(db: Session, ask: Ask, to: Person) -> WorkDue:
    task, workshop = _of(db, ask)
    return WorkDue(
        **vars(letters.head(db, workshop, to)),
        work=WORKS[task.work],
        choices=asks.choices(db, ask, OPTIONS, to.language),
        answer_by=ask.deadline,
        is_reminder=ask.reminded > 0,
        instead_of=asks.instead_of(db, ask),
    )


def _look(db: Session, ask: Ask, language: Language) -> Page:
    task, workshop = _of(db, ask)
    work, title = WORKS[task.work], workshop.title.into(language)
    return Page(
        title=_("{work}: {title}", work=work, title=title),
        told=(*told(db, workshop, language), Told(_("Due"), dates.moment(task.due_at, language))),
        options=OPTIONS,
        fields=(Field("result", _("What it says, or where it is to be found")),),
    )


def _answered(db: Session, ask: Ask, reply: Reply, now: datetime) -> None:
    if reply.word != "done":
        raise Invalid(_("Choose one of the answers."))
    tasks.finish(db, _of(db, ask)[0], reply.of("result"), now=now)


def _lapsed(db: Session, ask: Ask, now: datetime) -> None:
    """It is still welcome; a human calls meanwhile."""
    task, workshop = _of(db, ask)
    if task.done_at is not None:
        return
    organiser = db.get_one(Person, workshop.organiser_id)
    letter = WorkLate(
        **vars(letters.head(db, workshop, organiser)),
        work=WORKS[task.work],
        owner=db.get_one(Person, task.owner_id).name,
        gates=task.gates,
    )
    mails.queue(db, letter, key=f"ask:{ask.id}:late", to=organiser, about=workshop, now=now)


def _of(db: Session, ask: Ask) -> tuple[WorkshopTask, Workshop]:
    task = db.get_one(WorkshopTask, ask.subject_id)
    return task, db.get_one(Workshop, task.workshop_id)


QUESTION = Question(About.WORKSHOP_WORK, _write, _look, _answered, _lapsed, takes_late=True)
