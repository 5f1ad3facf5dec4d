"""What each workflow waits for, as a row: pages read it, the timer follows it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from domain.asks import asks
from models.events import Wait
from models.messages import Outcome, Standing


@dataclass(frozen=True)
class Waiting:
    """For what, when there is next something to do by the clock, when the wait itself ends, on whom."""

    what: str
    until: datetime | None
    deadline: datetime | None = None
    whose_id: UUID | None = None


def rest(db: Session, stream_id: str, waiting: Waiting, *, heard: int, now: datetime) -> Standing:
    """Note what is waited for, and that all facts up to `heard` have been acted on.

    Questions that are open on the stream have moments of their own.
    """
    moments = [asks.next_moment(each) for each in asks.open_on(db, stream_id)]
    until = min([*moments, *([waiting.until] if waiting.until else [])], default=None)
    return _note(db, stream_id, waiting, until, heard=heard, now=now)


def stand_still(db: Session, stream_id: str, *, whose_id: UUID, heard: int, now: datetime) -> Standing:
    """The round is paused: nothing is due by the clock before somebody resumes it."""
    return _note(db, stream_id, Waiting("pause", None, whose_id=whose_id), None, heard=heard, now=now)


def _note(
    db: Session, stream_id: str, waiting: Waiting, until: datetime | None, *, heard: int, now: datetime
) -> Standing:
    wait = db.get(Wait, stream_id)
    if wait is None:
        wait = Wait(stream_id=stream_id, since=now)
        db.add(wait)
    elif wait.waiting_for != waiting.what:
        wait.since, wait.assigned_id = now, None
    wait.waiting_for = waiting.what
    wait.whose_id = waiting.whose_id
    wait.until = until
    wait.deadline = waiting.deadline or waiting.until
    wait.heard_number = heard
    return Standing(waiting_for=waiting.what, until=until)


def over(db: Session, stream_id: str, outcome: Outcome) -> Standing:
    """The chapter has ended: until the next one begins, the workflow is at work."""
    if wait := db.get(Wait, stream_id):
        db.delete(wait)
    return Standing(outcome=outcome)
