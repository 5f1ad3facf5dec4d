"""Mentors are trained before they begin: when, and at which workshop."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.behalf import Behalf
from domain.events import record
from domain.refusals import Invalid
from models import streams
from models.languages import _
from models.mentoring import MentorTraining
from models.mentoring_facts import MentorTrained
from models.offers import Offer
from models.people import Person
from models.rounds import Round
from models.states import Kind, OfferState
from models.timeline import local_day
from models.workshops import Workshop


def note(
    db: Session,
    round_: Round,
    person: Person,
    *,
    on: date,
    now: datetime,
    workshop: Workshop | None = None,
    behalf: Behalf | None = None,
) -> MentorTraining:
    """Once for each day; it counts in every round."""
    if on > local_day(now):
        raise Invalid(_("A training is noted when it has been."))
    found = select(MentorTraining).where(
        MentorTraining.person_id == person.id, MentorTraining.trained_on == on
    )
    if known := db.scalar(found):
        return known
    row = MentorTraining(person_id=person.id, trained_on=on, workshop_id=workshop.id if workshop else None)
    db.add(row)
    db.flush()
    actor_id = behalf.by.id if behalf else None
    record(db, MentorTrained(training_id=row.id), on=streams.of_round(round_.id), now=now, actor_id=actor_id)
    return row


def untrained(db: Session, round_: Round) -> list[Person]:
    """Those who offer to mentor in a round and have never been trained: told before it opens."""
    trained = select(MentorTraining.person_id)
    found = (
        select(Person)
        .join(Offer, Offer.person_id == Person.id)
        .where(Offer.round_id == round_.id, Offer.kind == Kind.MENTORING, Offer.state == OfferState.OPEN)
        .where(Person.id.not_in(trained))
    )
    return list(db.scalars(found.order_by(Person.email)))
