"""Entering somebody after the closing: into the matching before the plan, else onto the waiting list."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain import application_letters, endorsements, mails
from domain.behalf import Behalf, note
from domain.events import record
from domain.identity_codes import holds_identity_code
from domain.refusals import Conflict, Invalid
from domain.steering import hopes
from models import streams
from models.applications import Application
from models.facts import ApplicationSubmitted
from models.languages import _
from models.people import Person
from models.rounds import Round
from models.states import ApplicationState, RoundState

CLOSED = (RoundState.CLOSED, RoundState.PLANNED, RoundState.RUNNING)


def enter(db: Session, application: Application, *, behalf: Behalf, now: datetime) -> None:
    """A coordinator takes a late application in, and answers for the supervisor's yes; both are told."""
    round_ = db.get_one(Round, application.round_id)
    _check(application, round_)
    person = db.get_one(Person, application.person_id)
    is_planned = round_.state is not RoundState.CLOSED
    application.state = ApplicationState.WAITING if is_planned else ApplicationState.SUBMITTED
    application.submitted_at = now
    note(application, behalf, now=now)
    db.flush()
    fact = ApplicationSubmitted(application_id=application.id)
    record(db, fact, on=streams.of_round(round_.id), now=now, actor_id=behalf.by.id)
    letter = application_letters.entered_late(db, application, round_=round_, to=person)
    mails.queue(db, letter, key=f"received:{application.id}", to=person, about=round_, now=now)
    supervisor = db.get(Person, person.supervisor_id) if person.supervisor_id else None
    if supervisor is not None and endorsements.of_application(db, application) is None:
        endorsements.give_with_the_application(db, application, by=supervisor, now=now, behalf=behalf)
    hopes.revive(db, round_, now=now)


def _check(application: Application, round_: Round) -> None:
    if round_.state not in CLOSED:
        raise Conflict(_("The round is not closed: let them apply in the usual way."))
    if application.state is not ApplicationState.DRAFT:
        raise Conflict(_("The application has been sent already."))
    if holds_identity_code(application.aims):
        raise Invalid(_("Leave personal identity codes out: nobody here needs them."))
