"""What has happened in an exchange, the newest first: when, what, and who wrote it down."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from models import streams
from models.events import Event
from models.exchanges import Exchange
from models.fact import Fact
from models.languages import Words
from models.people import Person
from models.record import Record
from web.views.reading import Reading
from web.words.facts import people, sentence


class Happened(Record):
    """`by` where a coordinator did it, or wrote down somebody's own word."""

    at: datetime
    words: Words
    by: str | None


def timeline(seen: Reading, exchange: Exchange) -> tuple[Happened, ...]:
    found = select(Event).where(Event.stream_id == streams.of_exchange(exchange.id))
    rows = list(seen.db.scalars(found.order_by(Event.number.desc())))
    ids = {each for row in rows for each in (*people(row.fact), row.actor_id) if each}
    named = select(Person.id, Person.name).where(Person.id.in_(ids))
    names = dict(seen.db.execute(named).all())
    return tuple(Happened(at=row.at, words=sentence(row.fact, names), by=_by(row, names)) for row in rows)


def _by(row: Event, names: dict[UUID, str]) -> str | None:
    fact: Fact = row.fact
    if row.actor_id is None or row.actor_id in people(fact):
        return None
    return names.get(row.actor_id)
