"""Who came: asked of whoever arranged it when it is over; one click where everybody did."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from domain.asks import asks
from domain.asks.question import Field, Option, Page, Question
from domain.events import record
from domain.refusals import Conflict, Invalid, NotFound
from domain.working_days import in_working_days
from domain.workshops import letters, roll
from domain.workshops.telling import told
from invites.workshop_contexts import AttendanceAsked
from models import streams
from models.asks import About, Ask, Reply
from models.languages import Language, _
from models.people import Person
from models.states import WorkshopState
from models.workshop_facts import AttendanceRecorded
from models.workshop_states import SignUpState
from models.workshops import SignUp, Workshop

OPTIONS = (Option("all", _("Everybody came")), Option("some", _("Some stayed away")))
ANSWER_WORKING_DAYS, REMINDED_AFTER = 5, 3


def ask(db: Session, workshop: Workshop, *, now: datetime) -> None:
    """Once; where nobody had signed up there is nothing to ask."""
    if roll.who_come(db, workshop):
        asks.put(
            db,
            QUESTION,
            on=streams.of_workshop(workshop.id),
            subject_id=workshop.id,
            to=db.get_one(Person, workshop.organiser_id),
            plan=asks.Plan(
                in_working_days(now, ANSWER_WORKING_DAYS), reminders=(in_working_days(now, REMINDED_AFTER),)
            ),
            now=now,
        )


def keep(db: Session, workshop: Workshop, *, absent: Collection[SignUp], by_id: UUID, now: datetime) -> None:
    """Who had a seat came, but for these; a later word corrects an earlier one."""
    if workshop.state not in (WorkshopState.HELD, WorkshopState.CLOSED):
        raise Conflict(_("Attendance is known when it is over."))
    seated, away = roll.who_come(db, workshop), {each.id for each in absent}
    for each in seated:
        each.attended = each.id not in away
    stayed_away = sum(each.id in away for each in seated)
    fact = AttendanceRecorded(
        workshop_id=workshop.id, came=len(seated) - stayed_away, stayed_away=stayed_away
    )
    record(db, fact, on=streams.of_workshop(workshop.id), now=now, actor_id=by_id)
    asks.drop(db, Ask.subject_id == workshop.id, Ask.about == About.WORKSHOP_ATTENDANCE, now=now)


def named(db: Session, workshop: Workshop, said: Collection[str]) -> list[SignUp]:
    """Those with a seat who are meant by their names or addresses."""
    seated = roll.who_come(db, workshop)
    found = []
    for each in said:
        wanted = each.strip().casefold()
        mine = [one for one in seated if wanted in (one.person.name.casefold(), one.person.email)]
        if len(mine) != 1:
            raise NotFound(_("Nobody who signed up is called {name}.", name=each.strip()))
        found += mine
    return found


def came(db: Session, workshop: Workshop) -> list[Person]:
    """Those who were there, as far as we know: without a word, all who had signed up."""
    return [
        each.person
        for each in roll.of_workshop(db, workshop)
        if each.state is SignUpState.SIGNED_UP and each.attended is not False
    ]


def _write(db: Session, ask: Ask, to: Person) -> AttendanceAsked:
    workshop = db.get_one(Workshop, ask.subject_id)
    return AttendanceAsked(
        **vars(letters.head(db, workshop, to)),
        signed_up=tuple(each.person.name for each in roll.who_come(db, workshop)),
        choices=asks.choices(db, ask, OPTIONS, to.language),
        answer_by=ask.deadline,
        is_reminder=ask.reminded > 0,
        instead_of=asks.instead_of(db, ask),
    )


def _look(db: Session, ask: Ask, language: Language) -> Page:
    workshop = db.get_one(Workshop, ask.subject_id)
    return Page(
        title=_("Who came? {title}", title=workshop.title.into(language)),
        told=told(db, workshop, language),
        options=OPTIONS,
        fields=(Field("absent", _("Who stayed away? One name or address on each line")),),
    )


def _answered(db: Session, ask: Ask, reply: Reply, now: datetime) -> None:
    workshop = db.get_one(Workshop, ask.subject_id, with_for_update=True)
    names = [each for each in reply.of("absent").splitlines() if each.strip()]
    if reply.word not in ("all", "some") or (reply.word == "some") != bool(names):
        raise Invalid(_("Choose one of the answers, and name only those who stayed away."))
    absent = named(db, workshop, names)
    keep(db, workshop, absent=absent, by_id=ask.whose_id, now=now)


def _lapsed(db: Session, ask: Ask, now: datetime) -> None:
    """Without a word, whoever had signed up counts as present."""


QUESTION = Question(About.WORKSHOP_ATTENDANCE, _write, _look, _answered, _lapsed, takes_late=True)
