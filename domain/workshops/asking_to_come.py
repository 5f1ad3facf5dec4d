"""Asking people to come: when sign-up is open, each once, with a reminder; some may name others."""

import re
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.asks import asks
from domain.asks.question import Field, Option, Page, Question
from domain.refusals import Invalid
from domain.working_days import subtract_working_days
from domain.workshops import inviting, letters, roll, sign_ups
from domain.workshops.telling import told
from invites.workshop_contexts import WorkshopInvitation
from models import streams
from models.applications import Application
from models.asks import About, Ask, Reply
from models.languages import Language, _
from models.offers import Offer
from models.people import Person
from models.states import ApplicationState, OfferState
from models.timeline import MORNING, local_day, moment
from models.workshop_states import Audience, SignUpState
from models.workshops import SignUp, Workshop

OPTIONS = (
    Option("come", _("I come")),
    Option("notes", _("I cannot come, but please send me the notes")),
    Option("no", _("I do not come")),
)
REMINDED = 3  # working days before sign-up closes


def ask(db: Session, workshop: Workshop, *, now: datetime) -> None:
    """Everybody who may come and has not been asked; nobody any more once sign-up is over."""
    if not workshop.opens_at <= now < workshop.closes_at:
        return
    for person in _audience(db, workshop):
        sign_ups.invite(db, workshop, person, now=now)
    for each in roll.of_workshop(db, workshop):
        if each.state is SignUpState.INVITED:
            asks.put(
                db,
                QUESTION,
                on=streams.of_workshop(workshop.id),
                subject_id=each.id,
                to=each.person,
                plan=plan(workshop, now=now),
                now=now,
            )


def plan(workshop: Workshop, *, now: datetime) -> asks.Plan:
    remind_at = moment(subtract_working_days(local_day(workshop.closes_at), REMINDED), MORNING)
    return asks.Plan(workshop.closes_at, reminders=(remind_at,) if remind_at > now else ())


def _audience(db: Session, workshop: Workshop) -> list[Person]:
    if workshop.audience is Audience.INVITED:
        return []
    if workshop.audience is Audience.ORGANISATION:
        theirs = select(Person).where(Person.organisation_id == workshop.organisation_id)
        return list(db.scalars(theirs.order_by(Person.email)))
    asks_ = select(Application.person_id).where(
        Application.round_id == workshop.round_id,
        Application.state.not_in((ApplicationState.DRAFT, ApplicationState.WITHDRAWN)),
    )
    gives = select(Offer.person_id).where(Offer.round_id == workshop.round_id, Offer.state == OfferState.OPEN)
    found = select(Person).where(Person.id.in_(asks_) | Person.id.in_(gives))
    return list(db.scalars(found.order_by(Person.email)))


def _write(db: Session, ask: Ask, to: Person) -> WorkshopInvitation:
    sign_up, workshop = _of(db, ask)
    by = db.get_one(Person, sign_up.invited_by_id).name if sign_up.invited_by_id else ""
    return WorkshopInvitation(
        **vars(letters.head(db, workshop, to)),
        invited_by=by,
        choices=asks.choices(db, ask, OPTIONS, to.language),
        answer_by=ask.deadline,
        is_reminder=ask.reminded > 0,
        instead_of=asks.instead_of(db, ask),
    )


def _look(db: Session, ask: Ask, language: Language) -> Page:
    workshop = _of(db, ask)[1]
    others = Field("others", _("Whom else should we invite? One mail address on each line"))
    return Page(
        title=_("Do you come? {title}", title=workshop.title.into(language)),
        told=told(db, workshop, language),
        options=OPTIONS,
        fields=(others,) if workshop.invites_each else (),
    )


def _answered(db: Session, ask: Ask, reply: Reply, now: datetime) -> None:
    sign_up, workshop = roll.whole(db, ask.subject_id)
    if reply.word not in {each.word for each in OPTIONS}:
        raise Invalid(_("Choose one of the answers."))
    if reply.word == "come":
        sign_ups.come(db, workshop, sign_up, now=now)
    else:
        sign_ups.leave(db, workshop, sign_up, now=now)
        sign_up.wants_notes = reply.word == "notes"
    addresses = [each for each in re.split(r"[\s,;]+", reply.of("others")) if each]
    if addresses:
        inviting.invite_all(db, workshop, addresses, by=sign_up.person, now=now)


def _lapsed(db: Session, ask: Ask, now: datetime) -> None:
    sign_up, _workshop = _of(db, ask)
    if sign_up.state is SignUpState.INVITED:
        sign_ups.become(db, sign_up, SignUpState.SILENT, now=now)


def _of(db: Session, ask: Ask) -> tuple[SignUp, Workshop]:
    sign_up = db.get_one(SignUp, ask.subject_id)
    return sign_up, db.get_one(Workshop, sign_up.workshop_id)


QUESTION = Question(About.WORKSHOP, _write, _look, _answered, _lapsed)
