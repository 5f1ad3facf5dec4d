"""What one may do with an application: submit it, endorse it, withdraw it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from domain import application_letters, endorsements, exchanges, mails
from domain.asks import asks
from domain.events import record
from domain.identity_codes import holds_identity_code
from domain.refusals import Conflict, Invalid
from models import streams
from models.applications import Application
from models.asks import About, Ask
from models.exchanges import Exchange
from models.facts import ApplicationSubmitted, ApplicationWithdrawn
from models.languages import _
from models.people import Person
from models.rounds import Round
from models.states import ApplicationState, ExchangeState, Reason, RoundState


def submit(db: Session, application: Application, *, now: datetime) -> None:
    """Record a person's request to take part; their supervisor is asked to endorse its aims.

    In a round that is still being prepared it is kept, and everybody is written to when the round opens.
    """
    round_ = db.get_one(Round, application.round_id)
    if round_.state is not RoundState.DRAFT and not round_.takes_applications(now):
        raise Conflict(_("The round does not take applications now."))
    if holds_identity_code(application.aims):
        raise Invalid(_("Leave personal identity codes out: nobody here needs them."))
    if not application.state.may_become(ApplicationState.SUBMITTED):
        raise Conflict(_("The application has been sent already."))
    application.state = ApplicationState.SUBMITTED
    application.submitted_at = now
    asks.drop(db, Ask.about == About.AGREES_TO_APPLY, Ask.subject_id == application.id, now=now)
    record(
        db,
        ApplicationSubmitted(application_id=application.id),
        on=streams.of_round(round_.id),
        now=now,
        actor_id=application.person_id,
    )
    if round_.state is RoundState.OPEN:
        acknowledge(db, application, round_=round_, now=now)


def acknowledge(db: Session, application: Application, *, round_: Round, now: datetime) -> None:
    """Thank the applicant, and ask the supervisor for the endorsement."""
    person = db.get_one(Person, application.person_id)
    supervisor = db.get(Person, person.supervisor_id) if person.supervisor_id else None
    letter = application_letters.received(
        db, application, round_=round_, person=person, supervisor=supervisor
    )
    mails.queue(db, letter, key=f"received:{application.id}", to=person, about=round_, now=now)
    if supervisor is not None:
        endorsements.ask(db, application, of=supervisor, round_=round_, now=now)


def withdraw(db: Session, application: Application, *, now: datetime) -> None:
    """The applicant leaves the round; a place that was found for them is given back."""
    # An exchange is locked before its application everywhere; one that began meanwhile is found after.
    for exchange_id in db.scalars(_living(application)).all():
        exchanges.load(db, exchange_id)
    db.refresh(application, ["state"], with_for_update=True)
    if not application.state.may_become(ApplicationState.WITHDRAWN):
        raise Conflict(_("The application has been withdrawn already."))
    for exchange_id in db.scalars(_living(application)).all():
        exchanges.release(db, exchanges.load(db, exchange_id), reason=Reason.WITHDRAWN, now=now)
    application.state = ApplicationState.WITHDRAWN
    endorsements.let_go(db, application, now=now)
    asks.drop(db, Ask.about == About.AGREES_TO_APPLY, Ask.subject_id == application.id, now=now)
    record(
        db,
        ApplicationWithdrawn(application_id=application.id),
        on=streams.of_round(application.round_id),
        now=now,
        actor_id=application.person_id,
    )


def _living(application: Application) -> Select[UUID]:
    return select(Exchange.id).where(
        Exchange.application_id == application.id, Exchange.state != ExchangeState.RELEASED
    )


def drafts(db: Session, round_: Round) -> list[Application]:
    """Begun, and not sent yet."""
    found = select(Application).where(
        Application.round_id == round_.id, Application.state == ApplicationState.DRAFT
    )
    found = found.options(joinedload(Application.person))
    return sorted(db.scalars(found), key=lambda each: (each.person.email, each.kind))


def submitted(db: Session, round_: Round) -> list[Application]:
    found = select(Application).where(
        Application.round_id == round_.id, Application.state == ApplicationState.SUBMITTED
    )
    found = found.options(joinedload(Application.person), selectinload(Application.wishes))
    return sorted(db.scalars(found), key=lambda each: (each.person.email, each.kind))
