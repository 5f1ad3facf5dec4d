"""Somebody cannot come: at once everybody concerned knows, and other days are offered; nobody else moves."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import calling_off, declines, exchanges, meetings, presence, sessions
from domain.behalf import Behalf, note
from domain.invitations import of_exchange
from domain.new_days import offering
from domain.refusals import Conflict
from models.applications import Application
from models.exchanges import Appointment, Exchange
from models.languages import _
from models.offers import Availability, Offer
from models.presences import Came
from models.states import ExchangeState, Kind
from models.timeline import local_day


def fall_ill(
    db: Session,
    round_id: UUID,
    person_id: UUID,
    *,
    first: date,
    last: date,
    now: datetime,
    behalf: Behalf | None = None,
) -> list[Exchange]:
    """Break off every living stay of a person that touches these days, and offer them to nobody then.

    Of a mentoring only the sessions on these days are skipped. The stays that broke are returned.
    """
    for absence in _note_absence(db, round_id, person_id, first=first, last=last):
        note(absence, behalf, now=now)
    broken = []
    for exchange in _living(db, round_id, person_id):
        parts = [each for each in meetings.planned(exchange) if _touches(each, first, last, now=now)]
        if exchange.kind is Kind.MENTORING:
            _skip(db, exchange, parts, person_id, now=now, behalf=behalf)
        elif parts and not _is_under_way(db, exchange, parts, person_id, now=now, behalf=behalf):
            _break_off(db, exchange, parts, person_id, first=first, last=last, now=now)
            broken.append(exchange)
    return broken


def report(
    db: Session,
    exchange: Exchange,
    person_id: UUID,
    *,
    until: date | None,
    now: datetime,
    behalf: Behalf | None = None,
) -> list[Exchange]:
    """One of the two says so: from today until the day named, or to the end of what comes next."""
    part = _next(exchange, now=now)
    first = local_day(now)
    last = max(first, until or local_day(meetings.ends(part)))
    return fall_ill(db, exchange.round_id, person_id, first=first, last=last, now=now, behalf=behalf)


def cannot(
    db: Session, exchange: Exchange, person_id: UUID, *, now: datetime, behalf: Behalf | None = None
) -> list[Exchange]:
    """One of the two cannot come on the days that were agreed, whatever the reason: others are looked for."""
    part = _next(exchange, now=now)
    first, last = local_day(meetings.begins(part)), local_day(meetings.ends(part))
    return fall_ill(db, exchange.round_id, person_id, first=first, last=last, now=now, behalf=behalf)


def _next(exchange: Exchange, *, now: datetime) -> Appointment:
    ahead = [each for each in meetings.planned(exchange) if meetings.ends(each) > now]
    if not ahead or exchange.state not in (ExchangeState.PROPOSED, ExchangeState.CONFIRMED):
        raise Conflict(_("There is nothing left to rearrange in this exchange."))
    return min(ahead, key=meetings.begins)


def _living(db: Session, round_id: UUID, person_id: UUID) -> list[Exchange]:
    """Locked, in one order."""
    found = select(Exchange.id).where(
        Exchange.round_id == round_id,
        Exchange.state.in_((ExchangeState.PROPOSED, ExchangeState.CONFIRMED)),
        (Exchange.guest_id == person_id) | (Exchange.host_id == person_id),
    )
    mine = [exchanges.load(db, each) for each in sorted(db.scalars(found))]
    return [each for each in mine if each.state.may_become(ExchangeState.BROKEN)]  # now that they are locked


def _break_off(
    db: Session,
    exchange: Exchange,
    parts: list[Appointment],
    person_id: UUID,
    *,
    first: date,
    last: date,
    now: datetime,
) -> None:
    """Told at once at any hour; what both had agreed to is offered on the nearest days that are free."""
    was_agreed = exchange.state is ExchangeState.CONFIRMED
    exchanges.interrupt(db, exchange, person_id, first=first, last=last, now=now)
    calling_off.tell(db, exchange, parts, reporter_id=person_id, now=now)
    if was_agreed and len(parts) == 1:
        offered = offering.offer(db, exchange, parts[0], now=now)
        if offered is not None:
            calling_off.tell_coordinator(db, exchange, offered, now=now)


def _is_under_way(
    db: Session,
    exchange: Exchange,
    parts: list[Appointment],
    person_id: UUID,
    *,
    now: datetime,
    behalf: Behalf | None,
) -> bool:
    """A stay that has begun is not moved: it took place in part."""
    if exchange.state is not ExchangeState.CONFIRMED or not any(
        meetings.begins(each) <= now for each in parts
    ):
        return False
    presence.say(db, exchange, person_id, Came.PARTLY, now=now, behalf=behalf)
    for person in (exchange.guest, exchange.host):
        if person.id != person_id:
            calling_off.write(db, exchange, person, key=f"rest-off:{now.isoformat()}", now=now)
    return True


def _skip(
    db: Session,
    exchange: Exchange,
    parts: list[Appointment],
    person_id: UUID,
    *,
    now: datetime,
    behalf: Behalf | None,
) -> None:
    """One by one; of the only session that is left it is asked when it could be instead."""
    if exchange.state is not ExchangeState.CONFIRMED:
        return
    for session in parts:
        if len(meetings.planned(exchange)) > 1:
            sessions.cancel(db, exchange, session.number, now=now, behalf=behalf)
        else:
            _ask_when(db, exchange, session, person_id, now=now)


def _ask_when(
    db: Session, exchange: Exchange, session: Appointment, person_id: UUID, *, now: datetime
) -> None:
    who = exchange.guest if person_id == exchange.guest_id else exchange.host
    for invite in of_exchange(db, exchange):
        if invite.covers in (meetings.SERIES, session.number):
            declines.ask(db, exchange, invite, who, session_at=session.original_starts_at, now=now)


def _note_absence(
    db: Session, round_id: UUID, person_id: UUID, *, first: date, last: date
) -> list[Availability]:
    offers = select(Offer.id).where(Offer.round_id == round_id, Offer.person_id == person_id)
    asks = select(Application.id).where(Application.round_id == round_id, Application.person_id == person_id)
    days = {"first_day": first, "last_day": last, "can": False}
    absences = [Availability(offer_id=each, **days) for each in db.scalars(offers)]
    absences += [Availability(application_id=each, **days) for each in db.scalars(asks)]
    db.add_all(absences)
    db.flush()
    return absences


def _touches(part: Appointment, first: date, last: date, *, now: datetime) -> bool:
    begins, ends = meetings.begins(part), meetings.ends(part)
    return ends > now and local_day(begins) <= last and first <= local_day(ends)
