"""What goes out when people have gone home: the question for feedback, and the notes."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from domain import mails
from domain.feedback import feedback
from domain.working_days import on_or_after
from domain.workshops import attendance, letters, roll, tasks
from invites.workshop_contexts import FeedbackAsked, NotesReady
from models.people import Person
from models.timeline import MORNING, local_day, moment
from models.workshops import Workshop


def feedback_asked_at(workshop: Workshop) -> datetime:
    """The next working morning."""
    return moment(on_or_after(local_day(workshop.ends_at) + timedelta(days=1)), MORNING)


def ask_feedback(db: Session, workshop: Workshop, *, now: datetime) -> None:
    """Those who came, each once."""
    until = workshop.feedback_until
    if until is None or now >= until:
        return
    link = feedback.link(db, workshop)
    for to in attendance.came(db, workshop):
        letter = FeedbackAsked(**vars(letters.head(db, workshop, to)), until=until, link=link)
        mails.queue(db, letter, key="feedback", to=to, about=workshop, now=now)


def send_notes(db: Session, workshop: Workshop, *, now: datetime) -> None:
    """As soon as they are there: to those who came, and to those who asked for them."""
    found = [each.result for each in tasks.after(db, workshop) if each.result]
    notes = tuple(line for text in found for line in text.splitlines() if line.strip())
    if not notes:
        return
    is_open = feedback.is_open(workshop, now=now)
    link = feedback.link(db, workshop) if is_open else None
    for to in _readers(db, workshop):
        letter = NotesReady(**vars(letters.head(db, workshop, to)), notes=notes, link=link)
        mails.queue(db, letter, key="notes", to=to, about=workshop, now=now)


def _readers(db: Session, workshop: Workshop) -> list[Person]:
    came = attendance.came(db, workshop)
    asked = [each.person for each in roll.of_workshop(db, workshop) if each.wants_notes]
    return [*came, *(each for each in asked if each not in came)]
