"""Stays that a pair has moved, often by phone: the same length on other days; calendars follow at once."""

from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from domain import invitations, meetings, places
from domain.behalf import Behalf, note
from domain.events import record
from domain.refusals import Conflict, Invalid, NotFound
from domain.working_days import add_working_days, is_working_day, working_days
from models import streams
from models.exchanges import Appointment, Exchange
from models.facts import ExchangeMoved
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
    try:
        with db.begin_nested():
            _book(db, exchange, block, to)
    except IntegrityError:
        raise Conflict(_("One of them is elsewhere on one of these days.")) from None
    note(block, behalf, now=now)
    invitations.follow(db, exchange, now=now)
    fact = ExchangeMoved(exchange_id=exchange.id)
    record(db, fact, on=streams.of_exchange(exchange.id), now=now, actor_id=behalf.by.id)
    return block


def _open(exchange: Exchange, number: int, *, now: datetime) -> Appointment:
    found = next((each for each in exchange.appointments if each.number == number and each.first_day), None)
    if found is None or found.first_day is None:
        raise NotFound(_("This exchange has no stay {number}.", number=number))
    if exchange.state is not ExchangeState.CONFIRMED:
        raise Conflict(_("Only what both have accepted can be moved: the exchange is not confirmed."))
    if found.first_day <= local_day(now):
        raise Conflict(_("The stay has begun already."))
    return found


def _book(db: Session, exchange: Exchange, block: Appointment, to: date) -> None:
    """Give the old days back and take as many working days from the new first one."""
    if block.first_day is None or block.last_day is None:
        raise TypeError("a stay has days")
    length = len(working_days(block.first_day, block.last_day))
    places.give_back(db, exchange)
    block.first_day, block.last_day = to, add_working_days(to, length - 1)
    places.take(db, exchange, meetings.planned(exchange))
