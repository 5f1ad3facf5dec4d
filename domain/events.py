"""Writing facts down, and closing the streams that carry them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from models.events import Event, Stream, Wait
from models.facts import Fact


def open_stream(db: Session, stream_id: str) -> Stream:
    stream = Stream(id=stream_id, last_number=0, bell_number=0, delivered_number=0, last_mail_number=0)
    db.add(stream)
    db.flush()
    return stream


def record(db: Session, fact: Fact, *, on: str, now: datetime, actor_id: UUID | None = None) -> Event:
    """Append a fact to a stream, numbered under the stream's lock; one that rings wakes the workflow."""
    stream = db.get_one(Stream, on, with_for_update=True)
    stream.last_number += 1
    if fact.rings:
        stream.bell_number = stream.last_number
    event = Event(
        stream_id=on,
        number=stream.last_number,
        type=str(fact.model_dump()["type"]),
        fact=fact,
        at=now,
        actor_id=actor_id,
    )
    db.add(event)
    db.flush()
    return event


def close_stream(db: Session, stream_id: str, *, now: datetime) -> None:
    """The case is over: nothing more is waited for, later facts wake nobody."""
    stream = db.get_one(Stream, stream_id, with_for_update=True)
    stream.closed_at = stream.closed_at or now
    if wait := db.get(Wait, stream_id):
        db.delete(wait)
