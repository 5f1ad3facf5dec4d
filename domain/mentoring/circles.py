"""A small circle: one mentor meets several mentees at once, and each keeps an exchange of their own."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from domain import exchanges, invitations, moves, places
from domain.behalf import Behalf
from domain.events import record
from domain.mentoring import circle_rows
from domain.refusals import Conflict, Invalid
from models import streams
from models.exchanges import Appointment, Exchange, SessionStart
from models.languages import _
from models.mentoring import CircleMember
from models.mentoring_facts import CircleFormed
from models.states import AppointmentState, ExchangeState, Kind

MOST = 6  # with more, nobody's own goals are spoken of


def form(db: Session, lead: Exchange, others: Sequence[Exchange], *, now: datetime, behalf: Behalf) -> None:
    """The others meet when the lead does: one entry with everybody, in place of one for each pair."""
    _check(db, lead, others, now=now)
    for each in others:
        _free(db, each)
        db.add(CircleMember(exchange_id=each.id, lead_id=lead.id))
        db.flush()
        _copy(db, lead, each)
        invitations.follow(db, each, now=now)
    invitations.follow(db, lead, now=now)
    for each in (lead, *others):
        fact = CircleFormed(lead_id=lead.id)
        record(db, fact, on=streams.of_exchange(each.id), now=now, actor_id=behalf.by.id)


def keep_together(db: Session, lead: Exchange) -> None:
    """Whoever meets with it follows its sessions, whatever moved them."""
    for exchange_id in circle_rows.followers(db, lead):
        follower = exchanges.load(db, exchange_id)
        if _times(follower) != _times(lead):
            _free(db, follower)
            _copy(db, lead, follower)


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
    ahead = [each for each in new.appointments if each.state is AppointmentState.PLANNED]
    places.give_back(db, new)
    places.take(db, new, ahead)
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


def _free(db: Session, exchange: Exchange) -> None:
    db.execute(delete(SessionStart).where(SessionStart.exchange_id == exchange.id))
    db.flush()


def _copy(db: Session, lead: Exchange, follower: Exchange) -> None:
    """The mentor's time is taken once, by the lead; the mentee's by their own exchange."""
    moves.replace(db, follower, [_like(each) for each in lead.appointments])
    try:
        with db.begin_nested():
            for each in follower.appointments:
                if each.state is AppointmentState.PLANNED and each.starts_at:
                    start = SessionStart(
                        exchange_id=follower.id, person_id=follower.guest_id, starts_at=each.starts_at
                    )
                    db.add(start)
            db.flush()
    except IntegrityError:
        raise Conflict(_("{name} has another session at that time.", name=follower.guest.name)) from None


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
