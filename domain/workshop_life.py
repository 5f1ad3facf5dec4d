"""The chapters of a workshop: what each has to do by now, and what it waits for next."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from domain import mails
from domain.asks import asking, asks
from domain.events import close_stream, record
from domain.waits import Waiting, over, rest
from domain.working_days import subtract_working_days
from domain.workshops import (
    afterwards,
    asking_to_come,
    attendance,
    entries,
    entry_letters,
    letters,
    roll,
    seats,
    tasks,
    work,
)
from invites.workshop_contexts import WorkshopTomorrow
from models import streams
from models.asks import Ask
from models.messages import Outcome, Standing
from models.states import WorkshopState
from models.timeline import MORNING, local_day, moment
from models.workshop_facts import WorkshopClosed, WorkshopHeld
from models.workshops import Workshop

PATIENCE = timedelta(days=30)  # so long notes may be late and still be carried to everybody


def prepare(db: Session, workshop: Workshop, *, heard: int, now: datetime) -> Standing:
    """Ask for what must be there before people sign up, and wait for the day on which they may."""
    stream = streams.of_workshop(workshop.id)
    if workshop.state is WorkshopState.CANCELLED:
        return over(db, stream, Outcome.RELEASED)
    if workshop.state is not WorkshopState.PLANNED or now >= workshop.starts_at:
        return over(db, stream, Outcome.DONE)
    work.ask(db, workshop, tasks.before(db, workshop), now=now)
    asking.see_through(db, stream, now=now)
    missing = tasks.in_the_way(db, workshop)
    if now < workshop.opens_at:
        return rest(db, stream, Waiting("sign_up", workshop.opens_at), heard=heard, now=now)
    if missing:
        waiting = Waiting("work", workshop.starts_at, missing[0].due_at, missing[0].owner_id)
        return rest(db, stream, waiting, heard=heard, now=now)
    return over(db, stream, Outcome.DONE)


def gather(db: Session, workshop: Workshop, *, heard: int, now: datetime) -> Standing:
    """Ask people to come, hold free seats for those in line, remind those who come, until it begins."""
    stream = streams.of_workshop(workshop.id)
    if workshop.state is WorkshopState.CANCELLED:
        return over(db, stream, Outcome.RELEASED)
    if workshop.state is not WorkshopState.PLANNED:
        return over(db, stream, Outcome.DONE)
    asking_to_come.ask(db, workshop, now=now)
    asking.see_through(db, stream, now=now)
    if now >= workshop.starts_at:
        return over(db, stream, Outcome.DONE)
    seats.fill(db, workshop, now=now)
    entries.follow(db, workshop, now=now)
    _remind(db, workshop, now=now)
    moments = (workshop.closes_at, _eve(workshop), workshop.starts_at)
    waiting = Waiting("workshop", min(each for each in moments if each > now), workshop.starts_at)
    return rest(db, stream, waiting, heard=heard, now=now)


def hold(db: Session, workshop: Workshop, *, heard: int, now: datetime) -> Standing:
    """The hours themselves."""
    stream = streams.of_workshop(workshop.id)
    if workshop.state is WorkshopState.CANCELLED:
        return over(db, stream, Outcome.RELEASED)
    if workshop.state is WorkshopState.PLANNED:
        asking.see_through(db, stream, now=now)
        if now < workshop.ends_at:
            return rest(db, stream, Waiting("workshop", workshop.ends_at), heard=heard, now=now)
        workshop.state, workshop.held_at = WorkshopState.HELD, now
        record(db, WorkshopHeld(workshop_id=workshop.id), on=stream, now=now)
    return over(db, stream, Outcome.HELD)


def after(db: Session, workshop: Workshop, *, heard: int, now: datetime) -> Standing:
    """Who came, the notes, feedback: until the notes are there or overdue, and feedback is over."""
    stream = streams.of_workshop(workshop.id)
    attendance.ask(db, workshop, now=now)
    work.ask(db, workshop, tasks.after(db, workshop), now=now)
    asking.see_through(db, stream, now=now)
    asks_feedback_at = afterwards.feedback_asked_at(workshop)
    if now >= asks_feedback_at:
        afterwards.ask_feedback(db, workshop, now=now)
    afterwards.send_notes(db, workshop, now=now)
    late = [each.due_at + PATIENCE for each in tasks.after(db, workshop) if each.done_at is None]
    until = [asks_feedback_at, workshop.feedback_until, *late]
    until += [each.deadline for each in asks.open_on(db, stream)]
    to_come = [each for each in until if each is not None and each > now]
    if to_come:
        waiting = Waiting("feedback", min(to_come), max(to_come))
        return rest(db, stream, waiting, heard=heard, now=now)
    return over(db, stream, Outcome.DONE)


def close(db: Session, workshop: Workshop, *, now: datetime) -> Standing:
    """The end of the story: nothing is waited for any more."""
    stream = streams.of_workshop(workshop.id)
    if workshop.state is WorkshopState.HELD:
        workshop.state, workshop.closed_at = WorkshopState.CLOSED, now
        record(db, WorkshopClosed(workshop_id=workshop.id), on=stream, now=now)
    asks.drop(db, Ask.stream_id == stream, now=now)
    close_stream(db, stream, now=now)
    return Standing(outcome=Outcome.DONE)


def _eve(workshop: Workshop) -> datetime:
    """The working morning before."""
    return moment(subtract_working_days(local_day(workshop.starts_at), 1), MORNING)


def _remind(db: Session, workshop: Workshop, *, now: datetime) -> None:
    """Who has had a seat since before the eve; who gets one later has just heard."""
    if now < _eve(workshop):
        return
    for each in roll.who_come(db, workshop):
        if each.changed_at < _eve(workshop):
            head = letters.with_material(db, workshop, letters.head(db, workshop, each.person))
            link = entry_letters.link_of(db, workshop, each.person)
            letter = WorkshopTomorrow(**vars(head), link=link)
            key = f"eve:{local_day(workshop.starts_at)}"
            mails.queue(db, letter, key=key, to=each.person, about=workshop, now=now)
