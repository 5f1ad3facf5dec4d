"""Writing facts down, and closing the streams that carry them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.refusals import Outdated
from models.events import Event, Stream, Wait
from models.facts import Fact
from models.languages import _
from models.messages import Heard


def open_stream(db: Session, stream_id: str) -> Stream:
    stream = Stream(id=stream_id, last_number=0, bell_number=0, delivered_number=0, last_mail_number=0)
    db.add(stream)
    db.flush()
    return stream


def record(db: Session, fact: Fact, *, on: str, now: datetime, actor_id: UUID | None = None) -> Event:
    """Append a fact to a stream, numbered under the stream's lock; one that rings wakes the workflow."""
    event = append(db, db.get_one(Stream, on, with_for_update=True), fact, now=now, actor_id=actor_id)
    db.flush()
    return event


def append(db: Session, stream: Stream, fact: Fact, *, now: datetime, actor_id: UUID | None = None) -> Event:
    """The next fact of a stream that is locked; saved with whatever is saved next."""
    stream.last_number += 1
    if fact.rings:
        stream.bell_number = stream.last_number
    event = Event(
        stream_id=stream.id,
        number=stream.last_number,
        type=str(fact.model_dump()["type"]),
        fact=fact,
        at=now,
        actor_id=actor_id,
    )
    db.add(event)
    return event


def newest(db: Session, stream_id: str) -> Heard | None:
    """The last fact of a stream; it tells this past from any other with as many facts."""
    found = select(Event.number, Event.id).where(Event.stream_id == stream_id)
    last = db.execute(found.order_by(Event.number.desc()).limit(1)).first()
    return Heard(number=last.number, fact_id=last.id) if last else None


def must_stand(db: Session, stream_id: str, known: Heard) -> None:
    """Refuse to act for somebody who knows a fact that these rows have never seen."""
    found = select(Event.id).where(Event.stream_id == stream_id, Event.number == known.number)
    if db.scalar(found) != known.fact_id:
        raise Outdated(_("The database is older than what has happened: run `vaihto reconcile`."))


def close_stream(db: Session, stream_id: str, *, now: datetime) -> None:
    """The case is over: nothing more is waited for, later facts wake nobody."""
    stream = db.get_one(Stream, stream_id, with_for_update=True)
    stream.closed_at = stream.closed_at or now
    if wait := db.get(Wait, stream_id):
        db.delete(wait)
