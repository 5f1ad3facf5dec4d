"""What anybody says of a workshop: behind one link, with or without a name, looked at before it is shown."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain import links
from domain.events import record
from domain.identity_codes import holds_identity_code
from domain.refusals import Conflict, Invalid
from invites.links import Purpose
from models import streams
from models.languages import _
from models.people import Person
from models.states import WorkshopState
from models.workshop_facts import FeedbackGiven, FeedbackLookedAt
from models.workshop_states import FeedbackState
from models.workshops import Feedback, Workshop

ANYBODY = UUID(int=0)  # whom a link is for that names nobody
MOST = 500  # of one workshop: whoever floods an open page stops there
LONGEST, LONGEST_NAME = 4000, 100
DEGREES = frozenset("12345")  # how useful it was; 5 is the most


@dataclass(frozen=True)
class Said:
    """What stands on the page when it is sent."""

    author: str = ""
    useful: int | None = None
    learnt: str = ""
    better: str = ""


def link(db: Session, workshop: Workshop) -> str | None:
    """Where anybody may say something; None where it takes no feedback."""
    if workshop.feedback_until is None:
        return None
    return links.to(db, Purpose.FEEDBACK, workshop.id, ANYBODY, until=workshop.feedback_until)


def is_open(workshop: Workshop, *, now: datetime) -> bool:
    is_over = workshop.state in (WorkshopState.HELD, WorkshopState.CLOSED)
    return is_over and workshop.feedback_until is not None and now < workshop.feedback_until


def give(db: Session, workshop: Workshop, said: Said, *, now: datetime) -> Feedback:
    """Keep it for whoever arranged the workshop to look at."""
    if not is_open(workshop, now=now):
        raise Conflict(_("Feedback is not taken here at the moment."))
    if not (said.learnt.strip() or said.better.strip() or said.useful):
        raise Invalid(_("Write at least one answer."))
    if holds_identity_code(f"{said.author} {said.learnt} {said.better}"):
        raise Invalid(_("Leave personal identity codes out: nobody here needs them."))
    db.refresh(workshop, with_for_update=True)
    given = db.scalar(select(func.count()).where(Feedback.workshop_id == workshop.id)) or 0
    if given >= MOST:
        raise Conflict(_("So much feedback has come that no more is taken. Thank you!"))
    row = Feedback(
        workshop_id=workshop.id,
        author=said.author.strip()[:LONGEST_NAME],
        useful=said.useful,
        learnt=said.learnt.strip()[:LONGEST],
        better=said.better.strip()[:LONGEST],
        given_at=now,
    )
    db.add(row)
    db.flush()
    record(db, FeedbackGiven(feedback_id=row.id), on=streams.of_workshop(workshop.id), now=now)
    return row


def look_at(db: Session, row: Feedback, *, shows: FeedbackState, by: Person, now: datetime) -> None:
    """Let others read it, or not."""
    if row.state is shows:
        return
    row.state, row.looked_at_by_id = shows, by.id
    fact = FeedbackLookedAt(feedback_id=row.id)
    record(db, fact, on=streams.of_workshop(row.workshop_id), now=now, actor_id=by.id)


def of_workshop(db: Session, workshop: Workshop, *states: FeedbackState) -> list[Feedback]:
    """In the order of its coming; all of it, or what is in one of these states."""
    found = select(Feedback).where(Feedback.workshop_id == workshop.id)
    if states:
        found = found.where(Feedback.state.in_(states))
    return list(db.scalars(found.order_by(Feedback.given_at, Feedback.id)))
