"""Sessions that a pair has moved or dropped, often by phone; everybody's calendar follows at once."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from domain import invitations, meetings
from domain.behalf import Behalf, note
from domain.events import record
from domain.refusals import Conflict, Invalid, NotFound
from models import streams
from models.exchanges import Appointment, Exchange, SessionStart
from models.facts import ExchangeMoved
from models.languages import _
from models.states import AppointmentState, ExchangeState


def move(
    db: Session, exchange: Exchange, number: int, *, to: datetime, now: datetime, behalf: Behalf
) -> Appointment:
    """Another time for one session: of a series by its original start, else under its own UID."""
    session = _open(exchange, number, now=now)
    if to <= now:
        raise Invalid(_("The new time has passed already."))
    if session.starts_at != to:
        _book(db, exchange, session, to=to)
        note(session, behalf, now=now)
        _follow(db, exchange, behalf, now=now)
    return session


def cancel(
    db: Session, exchange: Exchange, number: int, *, now: datetime, behalf: Behalf | None = None
) -> Appointment:
    """One session is off; the others stay. The last one is not dropped: then the exchange ends."""
    session = _open(exchange, number, now=now)
    if meetings.planned(exchange) == [session]:
        raise Conflict(_("No other session is left: release the exchange instead."))
    mine = (SessionStart.exchange_id == exchange.id) & (SessionStart.starts_at == session.starts_at)
    db.execute(delete(SessionStart).where(mine))
    session.state = AppointmentState.CANCELLED
    note(session, behalf, now=now)
    _follow(db, exchange, behalf, now=now)
    return session


def _open(exchange: Exchange, number: int, *, now: datetime) -> Appointment:
    """A session that can still be changed."""
    found = next((each for each in exchange.appointments if each.number == number and each.starts_at), None)
    if found is None:
        raise NotFound(_("This exchange has no session {number}.", number=number))
    if exchange.state is not ExchangeState.CONFIRMED:
        raise Conflict(_("Only what both have accepted can be moved: the exchange is not confirmed."))
    if found.state is AppointmentState.CANCELLED:
        raise Conflict(_("Session {number} has been cancelled.", number=number))
    if meetings.ends(found) <= now:
        raise Conflict(_("Session {number} is over already.", number=number))
    return found


def _book(db: Session, exchange: Exchange, session: Appointment, *, to: datetime) -> None:
    """Take the new time for both; refused where one of them sits in another session then."""
    length = timedelta(minutes=session.minutes or 60)
    for person_id in (exchange.guest_id, exchange.host_id):
        if any(_overlap(each, to, length) for each in _others(db, person_id, exchange, session)):
            raise Conflict(_("One of them has another session at that time."))
    mine = (SessionStart.exchange_id == exchange.id) & (SessionStart.starts_at == session.starts_at)
    try:
        with db.begin_nested():
            for start in db.scalars(select(SessionStart).where(mine)):
                start.starts_at = to
            db.flush()
    except IntegrityError:
        raise Conflict(_("One of them has another session at that time.")) from None
    session.starts_at = to


def _others(db: Session, person_id: UUID, exchange: Exchange, session: Appointment) -> list[datetime]:
    found = select(SessionStart.starts_at).where(
        SessionStart.person_id == person_id,
        (SessionStart.exchange_id != exchange.id) | (SessionStart.starts_at != session.starts_at),
    )
    return list(db.scalars(found))


def _overlap(other: datetime, start: datetime, length: timedelta) -> bool:
    """Sessions of a round are equally long; who has a shorter one loses nothing by waiting for its end."""
    return other < start + length and start < other + length


def _follow(db: Session, exchange: Exchange, behalf: Behalf | None, *, now: datetime) -> None:
    db.flush()
    invitations.follow(db, exchange, now=now)
    fact = ExchangeMoved(exchange_id=exchange.id)
    actor_id = behalf.by.id if behalf else None
    record(db, fact, on=streams.of_exchange(exchange.id), now=now, actor_id=actor_id)
