"""Stays that a pair has moved, often by phone: the same length on other days; calendars follow at once."""

from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from domain import exchanges
from domain.behalf import Behalf, note
from domain.refusals import Conflict, Invalid, NotFound
from domain.working_days import add_working_days, is_working_day, working_days
from models.exchanges import Appointment, Exchange
from models.languages import _
from models.states import ExchangeState
from models.timeline import local_day


def move(
    db: Session, exchange: Exchange, number: int, *, to: date, now: datetime, behalf: Behalf
) -> Appointment:
    """One block of a stay begins on another day and lasts as many working days; the other blocks stay."""
    block = _open(exchange, number, now=now)
    if not is_working_day(to) or to <= local_day(now):
        raise Invalid(_("A stay begins on a working day that is still to come."))
    if block.first_day == to:
        return block
    others = [_copied(each) for each in exchange.appointments if each is not block]
    moved = _shifted(block, to)
    note(moved, behalf, now=now)
    everything = sorted((*others, moved), key=lambda each: each.number)
    try:
        with db.begin_nested():
            exchanges.move(db, exchange, everything, now=now)
    except IntegrityError:
        raise Conflict(_("One of them is elsewhere on one of these days.")) from None
    return moved


def _open(exchange: Exchange, number: int, *, now: datetime) -> Appointment:
    found = next((each for each in exchange.appointments if each.number == number and each.first_day), None)
    if found is None or found.first_day is None:
        raise NotFound(_("This exchange has no stay {number}.", number=number))
    if exchange.state is not ExchangeState.CONFIRMED:
        raise Conflict(_("Only what both have accepted can be moved: the exchange is not confirmed."))
    if found.first_day <= local_day(now):
        raise Conflict(_("The stay has begun already."))
    return found


def _shifted(block: Appointment, to: date) -> Appointment:
    if block.first_day is None or block.last_day is None:
        raise TypeError("a stay has days")
    moved = _copied(block)
    moved.first_day = to
    moved.last_day = add_working_days(to, len(working_days(block.first_day, block.last_day)) - 1)
    return moved


def _copied(block: Appointment) -> Appointment:
    return Appointment(
        number=block.number,
        first_day=block.first_day,
        last_day=block.last_day,
        first_half=block.first_half,
        last_half=block.last_half,
        place=block.place,
        online_link=block.online_link,
        recorded_by_id=block.recorded_by_id,
        recorded_at=block.recorded_at,
        recorded_why=block.recorded_why,
    )
