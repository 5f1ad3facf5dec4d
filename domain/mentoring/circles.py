"""A small circle: one mentor meets several mentees at once, and each keeps an exchange of their own."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from domain import exchanges, invitations, meetings, moves, places
from domain.behalf import Behalf
from domain.events import record
from domain.mentoring import circle_rows
from domain.refusals import Conflict, Invalid
from models import streams
from models.exchanges import Appointment, Exchange, SessionStart
from models.facts import ExchangeMoved
from models.languages import _
from models.mentoring import CircleMember
from models.mentoring_facts import CircleFormed
from models.states import AppointmentState, ExchangeState, Kind

MOST = 6  # with more, nobody's own goals are spoken of


def form(db: Session, lead: Exchange, others: Sequence[Exchange], *, now: datetime, behalf: Behalf) -> None:
    """The others meet when the lead does: one entry with everybody, in place of one for each pair."""
    _check(db, lead, others, now=now)
    for each in others:
        db.add(CircleMember(exchange_id=each.id, lead_id=lead.id))
        if _copy(db, lead, each):
            raise Conflict(_("{name} has another session at that time.", name=each.guest.name))
        invitations.follow(db, each, now=now)
    invitations.follow(db, lead, now=now)
    for each in (lead, *others):
        fact = CircleFormed(lead_id=lead.id)
        record(db, fact, on=streams.of_exchange(each.id), now=now, actor_id=behalf.by.id)


def keep_together(db: Session, lead: Exchange, *, now: datetime) -> None:
    """Whoever meets with it follows its sessions, whatever moved them.

    Who sits elsewhere then stands in the entry all the same: the others meet, and they may decline.
    """
    for exchange_id in circle_rows.followers(db, lead):
        follower = exchanges.load(db, exchange_id)
        if _times(follower) != _times(lead):
            _copy(db, lead, follower)
            fact = ExchangeMoved(exchange_id=follower.id)
            record(db, fact, on=streams.of_exchange(follower.id), now=now)


def leave(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """One that ended is no longer expected; where the lead ended, another one leads from now on."""
    lead_id = circle_rows.lead_of(db, exchange)
    if lead_id is not None:
        db.execute(delete(CircleMember).where(CircleMember.exchange_id == exchange.id))
        invitations.follow(db, exchanges.load(db, lead_id), now=now)
        return
    remaining = circle_rows.followers(db, exchange)
    db.execute(delete(CircleMember).where(CircleMember.lead_id == exchange.id))
    if remaining:
        _lead_on(db, [exchanges.load(db, each) for each in remaining], now=now)


def _lead_on(db: Session, remaining: Sequence[Exchange], *, now: datetime) -> None:
    new, *others = remaining
    for each in others:
        db.add(CircleMember(exchange_id=each.id, lead_id=new.id))
    db.flush()
    _take(db, new, (new.guest_id, new.host_id), since=now)
    invitations.follow(db, new, now=now)


def refuse_follower(db: Session, exchange: Exchange) -> None:
    """Sessions of a circle are moved for everybody at once."""
    if lead_id := circle_rows.lead_of(db, exchange):
        raise Conflict(
            _("These sessions belong to a circle: change them at {number}.", number=f"{lead_id}"[:8])
        )


def _check(db: Session, lead: Exchange, others: Sequence[Exchange], *, now: datetime) -> None:
    everybody = (lead, *others)
    if not others or len(everybody) > MOST:
        raise Invalid(_("A circle has from 2 to {most} mentees.", most=MOST))
    if any(each.kind is not Kind.MENTORING or each.host_id != lead.host_id for each in everybody):
        raise Invalid(_("A circle is the mentoring of one mentor."))
    if any(each.state is not ExchangeState.CONFIRMED for each in everybody):
        raise Conflict(_("Only what both have accepted can be moved: the exchange is not confirmed."))
    if any(_meets_already(each, now) for each in others):
        raise Conflict(_("A pair that has met already cannot join a circle."))
    in_circle = select(CircleMember.id).where(
        CircleMember.exchange_id.in_([each.id for each in everybody])
        | CircleMember.lead_id.in_([each.id for each in others])
    )
    if len({each.id for each in everybody}) < len(everybody) or db.scalar(in_circle.limit(1)):
        raise Conflict(_("Nobody is in two circles."))


def _meets_already(exchange: Exchange, now: datetime) -> bool:
    return any(each.starts_at is not None and each.starts_at <= now for each in exchange.appointments)


def _copy(db: Session, lead: Exchange, follower: Exchange) -> list[datetime]:
    """The mentor's time is taken once, by the lead; the mentee's by their own exchange.

    Extra sessions are the lead's too, so none of the follower's is kept. The times that it sits elsewhere.
    """
    follower.appointments.clear()
    moves.replace(db, follower, [_like(each) for each in lead.appointments])
    return _take(db, follower, (follower.guest_id,))


def _take(
    db: Session, exchange: Exchange, people: Sequence[UUID], *, since: datetime | None = None
) -> list[datetime]:
    """Book what is planned for these people anew; the times that one of them has promised elsewhere."""
    mine = SessionStart.exchange_id == exchange.id
    db.execute(delete(SessionStart).where(mine if since is None else mine & (SessionStart.starts_at > since)))
    db.flush()
    missed = []
    for each in exchange.appointments:
        start = each.starts_at
        is_ahead = start is not None and (since is None or start > since)
        if start is None or not is_ahead or each.state is not AppointmentState.PLANNED:
            continue
        booked = [_sits(db, exchange, person_id, each) for person_id in people]
        if False in booked:
            missed.append(start)
    return missed


def _sits(db: Session, exchange: Exchange, person_id: UUID, session: Appointment) -> bool:
    """Whether this session has their time from now on."""
    start, end = meetings.begins(session), meetings.ends(session)
    elsewhere = (SessionStart.person_id == person_id) & (SessionStart.exchange_id != exchange.id)
    if any(each.overlaps(start, end) for each in places.sittings(db, elsewhere)):
        return False
    try:
        with db.begin_nested():
            db.add(SessionStart(exchange_id=exchange.id, person_id=person_id, starts_at=session.starts_at))
            db.flush()
    except IntegrityError:
        return False
    return True


def _like(each: Appointment) -> Appointment:
    return Appointment(
        number=each.number,
        state=each.state,
        starts_at=each.starts_at,
        original_starts_at=each.original_starts_at,
        minutes=each.minutes,
    )


def _times(exchange: Exchange) -> list[tuple[datetime | None, AppointmentState]]:
    return [(each.starts_at, each.state) for each in exchange.appointments]
