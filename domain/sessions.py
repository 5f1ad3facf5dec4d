"""Sessions that a pair has moved, dropped or added, often by phone; everybody's calendar follows at once."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from domain import invitations, meetings, places
from domain.behalf import Behalf, note
from domain.busy_times import is_taken
from domain.common_time import common_time
from domain.events import record
from domain.mentoring import circle_rows, circles
from domain.obstacles import against_extra
from domain.refusals import Conflict, Invalid, NotFound
from domain.slots import SESSION_MINUTES
from invites.codes import Obstacle
from invites.wordings import OBSTACLES
from models import streams
from models.exchanges import Appointment, Exchange, SessionStart
from models.facts import ExchangeMoved
from models.languages import _
from models.rounds import Round
from models.states import AppointmentState, ExchangeState, Kind

LEAST_MINUTES, MOST_MINUTES = 15, 480


def move(
    db: Session, exchange: Exchange, number: int, *, to: datetime, now: datetime, behalf: Behalf
) -> Appointment:
    """Another time for one session: of a series by its original start, else under its own UID."""
    circles.refuse_follower(db, exchange)
    session = _open(exchange, number, now=now)
    if to <= now:
        raise Invalid(_("The new time has passed already."))
    if session.starts_at != to:
        put_at(db, exchange, session, to=to)
        note(session, behalf, now=now)
        follow(db, exchange, behalf, now=now)
    return session


def cancel(
    db: Session, exchange: Exchange, number: int, *, now: datetime, behalf: Behalf | None = None
) -> Appointment:
    """One session is off; the others stay. The last one is not dropped: then the exchange ends."""
    circles.refuse_follower(db, exchange)
    session = _open(exchange, number, now=now)
    if meetings.planned(exchange) == [session]:
        raise Conflict(_("No other session is left: release the exchange instead."))
    mine = (SessionStart.exchange_id == exchange.id) & (SessionStart.starts_at == session.starts_at)
    db.execute(delete(SessionStart).where(mine))
    session.state = AppointmentState.CANCELLED
    note(session, behalf, now=now)
    follow(db, exchange, behalf, now=now)
    return session


def add(
    db: Session,
    exchange: Exchange,
    *,
    at: datetime,
    minutes: int | None = None,
    now: datetime,
    behalf: Behalf,
) -> Appointment:
    """One session more, under a UID of its own; a series stays as it is."""
    if exchange.kind is not Kind.MENTORING:
        raise Invalid(_("Only a mentoring has sessions."))
    refuse_unconfirmed(exchange)
    circles.refuse_follower(db, exchange)
    if at <= now:
        raise Invalid(_("The new time has passed already."))
    rows = exchange.appointments
    extra = Appointment(
        number=max(each.number for each in rows) + 1,
        starts_at=at,
        minutes=_checked(minutes or rows[0].minutes or SESSION_MINUTES),
    )
    _refuse_overlap(db, exchange, extra, at)
    if why := _obstacle(db, exchange, extra, now=now):
        raise Conflict(OBSTACLES[why])
    note(extra, behalf, now=now)
    take_time(db, exchange, extra)
    rows.append(extra)
    follow(db, exchange, behalf, now=now)
    return extra


def _checked(minutes: int) -> int:
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        limits = {"least": LEAST_MINUTES, "most": MOST_MINUTES}
        raise Invalid(_("A session lasts from {least} to {most} minutes.", **limits))
    return minutes


def _obstacle(db: Session, exchange: Exchange, extra: Appointment, *, now: datetime) -> Obstacle | None:
    """What both calendars and all that is planned say; today is not too near for what both have agreed."""
    start, end = meetings.begins(extra), meetings.ends(extra)
    common = common_time(db, exchange, now=now, lead=0, until=start.date())
    if found := against_extra(exchange, extra, common):
        return found
    round_ = db.get_one(Round, exchange.round_id)
    busy = {exchange.guest_id: Obstacle.GUEST_BUSY, exchange.host_id: Obstacle.HOST_BUSY}
    return next((why for who, why in busy.items() if is_taken(db, round_, who, start, end)), None)


def take_time(db: Session, exchange: Exchange, session: Appointment) -> None:
    """Book a session that had no time, or had given it back."""
    _refuse_overlap(db, exchange, session, meetings.begins(session))
    try:
        with db.begin_nested():
            places.take(db, exchange, [session])
    except IntegrityError:
        raise Conflict(_("One of them has another session at that time.")) from None


def _open(exchange: Exchange, number: int, *, now: datetime) -> Appointment:
    """A session that can still be changed."""
    found = still_to_come(exchange, number, now=now)
    if found.state is AppointmentState.CANCELLED:
        raise Conflict(_("Session {number} has been cancelled.", number=number))
    return found


def still_to_come(exchange: Exchange, number: int, *, now: datetime) -> Appointment:
    """One of its sessions that is not over, cancelled or not."""
    found = next((each for each in exchange.appointments if each.number == number and each.starts_at), None)
    if found is None:
        raise NotFound(_("This exchange has no session {number}.", number=number))
    refuse_unconfirmed(exchange)
    if meetings.ends(found) <= now:
        raise Conflict(_("Session {number} is over already.", number=number))
    return found


def refuse_unconfirmed(exchange: Exchange) -> None:
    if exchange.state is not ExchangeState.CONFIRMED:
        raise Conflict(_("Only what both have accepted can be moved: the exchange is not confirmed."))


def put_at(db: Session, exchange: Exchange, session: Appointment, *, to: datetime) -> None:
    """Take the new time for both, telling nobody yet; refused where one sits in another session then."""
    _refuse_overlap(db, exchange, session, to)
    mine = (SessionStart.exchange_id == exchange.id) & (SessionStart.starts_at == session.starts_at)
    try:
        with db.begin_nested():
            for start in db.scalars(select(SessionStart).where(mine)):
                start.starts_at = to
            db.flush()
    except IntegrityError:
        raise Conflict(_("One of them has another session at that time.")) from None
    session.starts_at = to


def _refuse_overlap(db: Session, exchange: Exchange, session: Appointment, start: datetime) -> None:
    """Who sits in another session then, of its circle too; the session itself leaves its own time."""
    end = start + timedelta(minutes=session.minutes or SESSION_MINUTES)
    own = (exchange.id, session.starts_at) if session.state is AppointmentState.PLANNED else None
    circle = [each.id for each in circle_rows.mentees(db, exchange)]
    theirs = SessionStart.person_id.in_((exchange.guest_id, exchange.host_id, *circle))
    follow_it = SessionStart.exchange_id.in_(circle_rows.followers(db, exchange))
    for sitting in places.sittings(db, theirs & ~follow_it):
        if sitting.overlaps(start, end) and (sitting.exchange_id, sitting.start) != own:
            raise Conflict(_("One of them has another session at that time."))


def follow(db: Session, exchange: Exchange, behalf: Behalf | None, *, now: datetime) -> None:
    db.flush()
    invitations.follow(db, exchange, now=now)
    fact = ExchangeMoved(exchange_id=exchange.id)
    actor_id = behalf.by.id if behalf else None
    record(db, fact, on=streams.of_exchange(exchange.id), now=now, actor_id=actor_id)
