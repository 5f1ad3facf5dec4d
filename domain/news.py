"""All facts in one order: each gets its number after it was saved, so that whoever reads on misses none."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from domain.operations import rounds_of
from models.events import Event, Stream
from models.fact import Fact
from models.integrations import NewsHead, NewsMark, NewsNumber

STREAMS_AT_ONCE = 200


@dataclass(frozen=True)
class News:
    """One fact, as programs are told of it: ids only."""

    number: int
    id: UUID
    type: str
    at: datetime
    round_id: UUID
    ids: dict[str, str]


def number(db: Session) -> int:
    """Give numbers to facts that have none yet; how many got one. Who does this waits for whoever does."""
    head = db.get(NewsHead, 1, with_for_update=True) or _first_head(db)
    streams: dict[str, int] = dict(db.execute(_behind()).all())
    rounds = rounds_of(db, streams)
    facts = sorted(
        (each for stream_id, up_to in streams.items() for each in _after(db, stream_id, up_to)),
        key=lambda each: (each.at, each.stream_id, each.number),
    )
    for each in facts:
        head.number += 1
        db.add(NewsNumber(number=head.number, event_id=each.id, round_id=rounds[each.stream_id]))
        streams[each.stream_id] = max(each.number, streams[each.stream_id])
    for stream_id, up_to in streams.items():
        db.merge(NewsMark(stream_id=stream_id, up_to=up_to))
    db.flush()
    return len(facts)


def has_more(db: Session) -> bool:
    return db.execute(_behind().limit(1)).first() is not None


def newest(db: Session) -> int:
    return db.scalar(select(NewsHead.number)) or 0


def since(db: Session, after: int, *which: ColumnElement[bool], most: int) -> list[News]:
    """The next facts behind a number, in their order."""
    found = select(NewsNumber.number, NewsNumber.round_id, Event).join(Event, Event.id == NewsNumber.event_id)
    found = found.where(NewsNumber.number > after, *which).order_by(NewsNumber.number).limit(most)
    return [_news(*each) for each in db.execute(found)]


def _news(number_: int, round_id: UUID, event: Event) -> News:
    return News(number_, event.id, event.type, event.at, round_id, dict(_ids(event.fact)))


def _ids(fact: Fact) -> Iterator[tuple[str, str]]:
    for name in type(fact).model_fields:
        value = getattr(fact, name)
        if isinstance(value, UUID):
            yield name, str(value)


def _behind() -> Select[str, int]:
    """Streams with facts that have no number yet, and how far each has come."""
    up_to = func.coalesce(NewsMark.up_to, 0)
    found = select(Stream.id, up_to).outerjoin(NewsMark, NewsMark.stream_id == Stream.id)
    return found.where(Stream.last_number > up_to).order_by(Stream.id).limit(STREAMS_AT_ONCE)


def _after(db: Session, stream_id: str, up_to: int) -> list[Event]:
    found = select(Event).where(Event.stream_id == stream_id, Event.number > up_to)
    return list(db.scalars(found.order_by(Event.number)))


def _first_head(db: Session) -> NewsHead:
    head = NewsHead(id=1, number=0)
    db.add(head)
    db.flush()
    return head
