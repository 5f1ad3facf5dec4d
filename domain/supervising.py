"""What supervisors do for all their people: see them on one list, and apply for somebody who agrees."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from domain import application_letters, applications, endorsements, mails
from domain.asks import asks
from domain.asks.question import Option, Page, Question, Told
from domain.events import record
from domain.identity_codes import holds_identity_code
from domain.refusals import Conflict, Invalid, NotAllowed
from domain.working_days import in_working_days
from invites.application_contexts import AgreeToApply
from invites.codes import Form
from models import streams
from models.applications import Application, Conditions
from models.applying_facts import AppliedFor
from models.asks import About, Ask, AskState, Reply
from models.exchanges import Exchange
from models.languages import Language, _
from models.people import Person
from models.rounds import Round
from models.states import (
    ApplicationState,
    EndorsementState,
    ExchangeState,
    Kind,
    RoundState,
)

REMINDED_AFTER, ANSWERED_BY = 3, 5  # working days
OPTIONS = (Option("agree", _("Yes, I take part")), Option("decline", _("No, not now")))


@dataclass(frozen=True)
class Report:
    """One application of one of their people, and what it waits for."""

    application_id: UUID
    name: str
    round_reference: str
    kind: Kind
    state: ApplicationState
    endorsement: EndorsementState | None
    conditions: Conditions | None
    exchange: ExchangeState | None
    answer_by: datetime | None  # when the supervisor's own word is due, if it is waited for


def reports(db: Session, supervisor: Person) -> tuple[Report, ...]:
    """All applications of a supervisor's people in rounds that are not over; what waits for them first."""
    over = (RoundState.ENDED, RoundState.CANCELLED)
    found = select(Application, Round).join(Round, Round.id == Application.round_id)
    found = found.join(Person, Person.id == Application.person_id)
    found = found.where(Person.supervisor_id == supervisor.id, Round.state.not_in(over))
    found = found.options(joinedload(Application.person), selectinload(Application.endorsement))
    rows = db.execute(found).all()
    living = _exchanges(db, [application.id for application, _round in rows])
    waits = _waits(db, supervisor)
    told = (_report(application, round_, living, waits) for application, round_ in rows)
    return tuple(sorted(told, key=lambda each: (each.answer_by is None, each.name, each.kind)))


def _report(
    application: Application,
    round_: Round,
    living: dict[UUID, ExchangeState],
    waits: dict[UUID, datetime],
) -> Report:
    row = application.endorsement
    return Report(
        application_id=application.id,
        name=application.person.name,
        round_reference=round_.reference,
        kind=application.kind,
        state=application.state,
        endorsement=row.state if row else None,
        conditions=row.conditions if row else None,
        exchange=living.get(application.id),
        answer_by=waits.get(row.id) if row else None,
    )


def _exchanges(db: Session, applications: list[UUID]) -> dict[UUID, ExchangeState]:
    found = select(Exchange.application_id, Exchange.state)
    found = found.where(Exchange.application_id.in_(applications), Exchange.state != ExchangeState.RELEASED)
    return dict(db.execute(found).all())


def _waits(db: Session, supervisor: Person) -> dict[UUID, datetime]:
    mine = select(Ask.subject_id, Ask.deadline).where(
        Ask.whose_id == supervisor.id, Ask.about == About.ENDORSEMENT, Ask.state == AskState.OPEN
    )
    return dict(db.execute(mine).all())


def apply_for(db: Session, application: Application, *, by: Person, now: datetime) -> Ask:
    """A supervisor has written an application for one of their people: it is sent when they agree."""
    round_, person = db.get_one(Round, application.round_id), db.get_one(Person, application.person_id)
    if person.supervisor_id != by.id:
        raise NotAllowed(_("{name} is not the supervisor of {report}.", name=by.name, report=person.name))
    if application.state is not ApplicationState.DRAFT:
        raise Conflict(_("The application has been sent already."))
    if not round_.takes_applications(now):
        raise Conflict(_("The round does not take applications now."))
    if holds_identity_code(application.aims):
        raise Invalid(_("Leave personal identity codes out: nobody here needs them."))
    stream = streams.of_round(round_.id)
    fact = AppliedFor(application_id=application.id, supervisor_id=by.id)
    record(db, fact, on=stream, now=now, actor_id=by.id)
    deadline = min(in_working_days(now, ANSWERED_BY), round_.closes_at)
    reminders = tuple(at for at in (in_working_days(now, REMINDED_AFTER),) if at < deadline)
    plan = asks.Plan(deadline, reminders)
    return asks.put(
        db,
        QUESTION,
        on=stream,
        subject_id=application.id,
        to=person,
        plan=plan,
        now=now,
        occasion=str(by.id),
    )


def _write(db: Session, ask: Ask, to: Person) -> AgreeToApply:
    application = db.get_one(Application, ask.subject_id)
    head = mails.heading(db, db.get_one(Round, application.round_id), to)
    return AgreeToApply(
        name=to.name,
        round_name=head.round_name,
        coordinator=head.coordinator,
        supervisor=_supervisor(db, ask).name,
        form=Form(application.kind.value),
        aims=application.aims,
        choices=asks.choices(db, ask, OPTIONS, to.language),
        answer_by=ask.deadline,
        is_reminder=ask.reminded > 0,
        instead_of=asks.instead_of(db, ask),
    )


def _look(db: Session, ask: Ask, _language: Language) -> Page:
    application = db.get_one(Application, ask.subject_id)
    supervisor = _supervisor(db, ask)
    return Page(
        title=_("Would you like to take part?"),
        intro=_("{name} has written an application for you.", name=supervisor.name),
        told=(Told(_("Aims"), application.aims),) if application.aims else (),
        options=OPTIONS,
    )


def _answered(db: Session, ask: Ask, reply: Reply, now: datetime) -> None:
    application = db.get_one(Application, ask.subject_id)
    if application.state is not ApplicationState.DRAFT:
        raise Conflict(_("The application has been sent already."))
    if reply.word == "agree":
        endorsements.give_with_the_application(db, application, by=_supervisor(db, ask), now=now)
        applications.submit(db, application, now=now)
    elif reply.word == "decline":
        _set_aside(db, ask, now=now)
    else:
        raise Invalid(_("Choose one of the answers."))


def _lapsed(db: Session, ask: Ask, now: datetime) -> None:
    _set_aside(db, ask, now=now)


def _set_aside(db: Session, ask: Ask, *, now: datetime) -> None:
    """Nobody is entered against their will, or in silence; the supervisor hears that."""
    application = db.get_one(Application, ask.subject_id)
    if application.state is not ApplicationState.DRAFT:
        return
    application.state = ApplicationState.WITHDRAWN
    to, round_ = _supervisor(db, ask), db.get_one(Round, application.round_id)
    letter = application_letters.not_applied(db, application, round_=round_, to=to)
    mails.queue(db, letter, key=f"not_applied:{application.id}", to=to, about=round_, now=now)


def _supervisor(db: Session, ask: Ask) -> Person:
    """Who wrote the application, whoever is the supervisor by now."""
    return db.get_one(Person, UUID(ask.occasion))


QUESTION = Question(About.AGREES_TO_APPLY, _write, _look, _answered, _lapsed)
