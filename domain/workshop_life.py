"""The chapters of a workshop: what each has to do by now, and what it waits for next."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.events import close_stream, record
from domain.waits import Waiting, over, rest
from models import streams
from models.facts import WorkshopClosed, WorkshopHeld
from models.messages import Outcome, Standing
from models.states import WorkshopState
from models.workshops import Workshop


def prepare(db: Session, workshop: Workshop, *, heard: int, now: datetime) -> Standing:  # noqa: ARG001
    """Whatever must stand before people may sign up."""
    stream = streams.of_workshop(workshop.id)
    if workshop.state is WorkshopState.CANCELLED:
        return over(db, stream, Outcome.RELEASED)
    return over(db, stream, Outcome.DONE)


def gather(db: Session, workshop: Workshop, *, heard: int, now: datetime) -> Standing:
    """Sign-ups come until it begins."""
    stream = streams.of_workshop(workshop.id)
    if workshop.state is WorkshopState.CANCELLED:
        return over(db, stream, Outcome.RELEASED)
    if now < workshop.starts_at:
        return rest(db, stream, Waiting("workshop", workshop.starts_at), heard=heard, now=now)
    return over(db, stream, Outcome.DONE)


def hold(db: Session, workshop: Workshop, *, heard: int, now: datetime) -> Standing:
    """The hours themselves."""
    stream = streams.of_workshop(workshop.id)
    if workshop.state is WorkshopState.CANCELLED:
        return over(db, stream, Outcome.RELEASED)
    if workshop.state is WorkshopState.PLANNED:
        if now < workshop.ends_at:
            return rest(db, stream, Waiting("workshop", workshop.ends_at), heard=heard, now=now)
        workshop.state, workshop.held_at = WorkshopState.HELD, now
        record(db, WorkshopHeld(workshop_id=workshop.id), on=stream, now=now)
    return over(db, stream, Outcome.HELD)


def after(db: Session, workshop: Workshop, *, heard: int, now: datetime) -> Standing:  # noqa: ARG001
    """What is owed when people have gone home."""
    return over(db, streams.of_workshop(workshop.id), Outcome.DONE)


def close(db: Session, workshop: Workshop, *, now: datetime) -> Standing:
    """The end of the story: nothing is waited for any more."""
    stream = streams.of_workshop(workshop.id)
    if workshop.state is WorkshopState.HELD:
        workshop.state, workshop.closed_at = WorkshopState.CLOSED, now
        record(db, WorkshopClosed(workshop_id=workshop.id), on=stream, now=now)
    close_stream(db, stream, now=now)
    return Standing(outcome=Outcome.DONE)
