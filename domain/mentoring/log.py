"""What the two write after their sessions: theirs alone, unless they open an entry to the programme."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from domain.events import record
from domain.identity_codes import holds_identity_code
from domain.refusals import Invalid, NotAllowed, NotFound
from models import streams
from models.events import Event
from models.exchanges import Exchange
from models.facts import ExchangeHandedOver
from models.languages import _
from models.mentoring import LogEntry, Reach
from models.mentoring_facts import SessionLogged
from models.people import Person

LONGEST = 5_000


def write(
    db: Session,
    exchange: Exchange,
    session: int,
    words: str,
    *,
    by: Person,
    now: datetime,
    reach: Reach = Reach.PAIR,
) -> LogEntry:
    """One entry about one session; nobody writes it on behalf of another."""
    _refuse_others(exchange, by)
    if session not in {each.number for each in exchange.appointments}:
        raise NotFound(_("This exchange has no session {number}.", number=session))
    words = words.strip()
    if not words or len(words) > LONGEST:
        raise Invalid(_("An entry has from 1 to {most} characters.", most=LONGEST))
    if holds_identity_code(words):
        raise Invalid(_("Leave personal identity codes out: nobody here needs them."))
    entry = LogEntry(
        exchange_id=exchange.id,
        session_number=session,
        author_id=by.id,
        reach=reach,
        words=words,
        written_at=now,
    )
    db.add(entry)
    db.flush()
    stream = streams.of_exchange(exchange.id)
    record(db, SessionLogged(entry_id=entry.id), on=stream, now=now, actor_id=by.id)
    return entry


def open_up(db: Session, entry: LogEntry, reach: Reach, *, by: Person) -> None:
    """Its author alone decides who reads an entry."""
    if by.id != entry.author_id:
        raise NotAllowed(_("Only who wrote an entry decides who reads it."))
    entry.reach = reach
    db.flush()


def read(db: Session, exchange: Exchange, reader: Person) -> list[LogEntry]:
    """All of it for the pair; for everybody else what the pair has opened to the programme.

    A mentor to whom the pair was handed over does not read what the mentee wrote to another.
    """
    found = select(LogEntry).where(LogEntry.exchange_id == exchange.id)
    if reader.id not in (exchange.guest_id, exchange.host_id):
        found = found.where(LogEntry.reach == Reach.PROGRAMME)
    elif reader.id == exchange.host_id and (since := _host_since(db, exchange)):
        mine = (LogEntry.written_at > since) | (LogEntry.author_id == reader.id)
        found = found.where(mine | (LogEntry.reach == Reach.PROGRAMME))
    return list(db.scalars(found.order_by(LogEntry.session_number, LogEntry.written_at, LogEntry.id)))


def _host_since(db: Session, exchange: Exchange) -> datetime | None:
    """When its mentor took it over, if another began it."""
    handed_over = ExchangeHandedOver.model_fields["type"].default
    found = select(func.max(Event.at)).where(Event.stream_id == streams.of_exchange(exchange.id))
    return db.scalar(found.where(Event.type == handed_over))


def forget(db: Session, *, before: datetime) -> int:
    """What was the pair's alone goes some time after their end; what they opened stays. Returns how many."""
    ended = func.coalesce(Exchange.closed_at, Exchange.released_at)
    over = select(Exchange.id).where(ended <= before)
    private = (LogEntry.reach == Reach.PAIR) & LogEntry.exchange_id.in_(over)
    return len(db.scalars(delete(LogEntry).where(private).returning(LogEntry.id)).all())


def _refuse_others(exchange: Exchange, by: Person) -> None:
    if by.id not in (exchange.guest_id, exchange.host_id):
        raise NotAllowed(_("The log belongs to mentee and mentor."))
