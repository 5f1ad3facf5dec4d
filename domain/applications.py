"""What one may do with an application: submit it, endorse it, withdraw it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from domain import application_letters, exchanges, mails
from domain.behalf import Behalf, note
from domain.events import record
from domain.identity_codes import holds_identity_code
from domain.refusals import Conflict, Invalid
from models import streams
from models.applications import Application, Endorsement
from models.exchanges import Exchange
from models.facts import ApplicationEndorsed, ApplicationSubmitted, ApplicationWithdrawn, EndorsementRefused
from models.languages import _
from models.people import Person
from models.rounds import Round
from models.states import ApplicationState, EndorsementState, ExchangeState, Reason, RoundState


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
    db.flush()
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
    if supervisor is None or _is_asked(db, application):
        return
    db.add(Endorsement(application_id=application.id, supervisor_id=supervisor.id, asked_at=now))
    db.flush()
    question = application_letters.ask_endorsement(
        db, application, round_=round_, person=person, supervisor=supervisor
    )
    mails.queue(db, question, key=f"endorse:{application.id}", to=supervisor, about=round_, now=now)


def endorse(db: Session, endorsement: Endorsement, *, now: datetime, behalf: Behalf | None = None) -> None:
    """The supervisor's yes; saying it twice is saying it once."""
    if endorsement.state is EndorsementState.GIVEN:
        return
    _answer(db, endorsement, EndorsementState.GIVEN, now=now, behalf=behalf)
    application = db.get_one(Application, endorsement.application_id)
    fact = ApplicationEndorsed(application_id=application.id)
    record(
        db,
        fact,
        on=streams.of_round(application.round_id),
        now=now,
        actor_id=behalf.by.id if behalf else endorsement.supervisor_id,
    )


def refuse_endorsement(
    db: Session, endorsement: Endorsement, *, reason: str, now: datetime, behalf: Behalf | None = None
) -> None:
    """The supervisor's no, with its code; the application takes no part in the matching."""
    if holds_identity_code(reason):
        raise Invalid(_("Leave personal identity codes out: nobody here needs them."))
    _answer(db, endorsement, EndorsementState.REFUSED, now=now, behalf=behalf)
    endorsement.reason = reason
    application = db.get_one(Application, endorsement.application_id)
    fact = EndorsementRefused(application_id=application.id)
    record(
        db,
        fact,
        on=streams.of_round(application.round_id),
        now=now,
        actor_id=behalf.by.id if behalf else endorsement.supervisor_id,
    )


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


def unendorsed(db: Session, round_: Round) -> list[Application]:
    """Submitted applications whose supervisor has not answered."""
    found = (
        select(Application)
        .join(Endorsement, Endorsement.application_id == Application.id)
        .where(Application.round_id == round_.id, Application.state == ApplicationState.SUBMITTED)
        .where(Endorsement.state == EndorsementState.ASKED)
        .options(joinedload(Application.person), joinedload(Application.endorsement))
    )
    return sorted(db.scalars(found).unique(), key=lambda each: (each.person.email, each.kind))


def submitted(db: Session, round_: Round) -> list[Application]:
    found = select(Application).where(
        Application.round_id == round_.id, Application.state == ApplicationState.SUBMITTED
    )
    found = found.options(joinedload(Application.person), selectinload(Application.wishes))
    return sorted(db.scalars(found), key=lambda each: (each.person.email, each.kind))


def _answer(
    db: Session,
    endorsement: Endorsement,
    state: EndorsementState,
    *,
    now: datetime,
    behalf: Behalf | None,
) -> None:
    """Supervisors answer while the round is open; a coordinator can write it down until a plan lives."""
    if endorsement.state is not EndorsementState.ASKED:
        raise Conflict(_("The endorsement has been answered already."))
    round_ = db.get_one(Round, db.get_one(Application, endorsement.application_id).round_id)
    is_late = behalf is not None and round_.state in (RoundState.CLOSED, RoundState.PLANNED)
    if not is_late and not round_.takes_applications(now):
        raise Conflict(_("The round has closed; the coordinator can still help."))
    note(endorsement, behalf, now=now)
    endorsement.state = state
    endorsement.answered_at = now
    db.flush()


def _is_asked(db: Session, application: Application) -> bool:
    return bool(db.scalar(select(Endorsement.id).where(Endorsement.application_id == application.id)))
