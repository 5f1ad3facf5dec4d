"""Other days at the same host: what each of the two says of them, and what comes of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from domain import exchanges, moves
from domain.asks import asks
from domain.doubt_answers import AGREED_LEAD
from domain.events import record
from domain.new_days import standing_again
from domain.obstacles import obstacle
from domain.refusals import Conflict, Refusal
from models import streams
from models.asks import Ask
from models.doubts import Days
from models.exchanges import Exchange
from models.languages import _
from models.new_days import NewDays
from models.people import Person
from models.running_facts import NewDaysEnded
from models.states import ExchangeState


def open_of(db: Session, exchange: Exchange) -> NewDays | None:
    found = select(NewDays).where(NewDays.exchange_id == exchange.id, NewDays.settled_at.is_(None))
    return db.scalars(found).first()


def whose(exchange: Exchange, row: NewDays) -> UUID:
    """Whose word is missing; the guest's first."""
    return exchange.host_id if row.guest_suits else exchange.guest_id


def overtaken(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """Somebody has found another solution meanwhile: nobody is asked any more."""
    if exchange.rests_until is not None and exchange.state is not ExchangeState.BROKEN:
        row = open_of(db, exchange)
        exchange.rests_until = None
        if row is not None:
            _settle(db, row, now=now)


def say(
    db: Session, exchange: Exchange, row: NewDays, person: Person, days: tuple[Days, ...], *, now: datetime
) -> None:
    """What suits one side; the first that suits both is agreed, and the calendars have it at once."""
    if person.id == exchange.guest_id:
        row.guest_suits = days
    else:
        row.host_suits = days
    if not (row.guest_suits and row.host_suits):
        return
    both = (each for each in row.possible if each in row.guest_suits and each in row.host_suits)
    found = any(_moves_to(db, exchange, each, now=now) for each in both)
    end(db, exchange, row, found=found, now=now)


def end(db: Session, exchange: Exchange, row: NewDays, *, found: bool, now: datetime) -> None:
    """They have days, or what was proposed stands again, or a repair looks for another place."""
    _settle(db, row, now=now)
    exchange.rests_until = None
    if not found and row.suggested_by_id and not standing_again.keeps(db, exchange, row, now=now):
        standing_again.note_away(db, exchange, row.suggested_by_id)
    tell_workflows(db, exchange, found=found, now=now)


def take_back(db: Session, exchange: Exchange, person: Person, *, now: datetime) -> None:
    """Whoever named other days keeps to the old ones, as long as the other has not answered."""
    row = open_of(db, exchange)
    if row is None or row.suggested_by_id != person.id or exchange.state is not ExchangeState.BROKEN:
        raise Conflict(_("This has been settled meanwhile."))
    standing_again.stand(db, exchange, now=now)
    _settle(db, row, now=now)
    exchange.rests_until = None
    tell_workflows(db, exchange, found=True, now=now)


def tell_workflows(db: Session, exchange: Exchange, *, found: bool, now: datetime) -> None:
    fact = NewDaysEnded(exchange_id=exchange.id, found=found)
    record(db, fact, on=streams.of_exchange(exchange.id), now=now)
    record(db, fact, on=streams.of_round(exchange.round_id), now=now)


def _settle(db: Session, row: NewDays, *, now: datetime) -> None:
    row.settled_at = now
    asks.drop(db, Ask.subject_id == row.id, now=now)


def _moves_to(db: Session, exchange: Exchange, days: Days, *, now: datetime) -> bool:
    """Places are counted again under their lock."""
    if obstacle(db, exchange, days, now=now, lead=AGREED_LEAD):
        return False
    try:
        with db.begin_nested():
            if exchange.confirmed_at is None:
                standing_again.agree(db, exchange, days, now=now)
            else:
                exchange.state, exchange.repaired = ExchangeState.CONFIRMED, True
                moves.move_to(db, exchange, days, now=now, actor_id=None)
    except (Refusal, IntegrityError):
        exchanges.load(db, exchange.id)
        return False
    return True
