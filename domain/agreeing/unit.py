"""Where the round says so, an exchange stands only when the supervisor has said that the days suit too."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.agreeing import turns
from domain.asks import asks
from domain.events import record
from models import streams
from models.asks import About, Ask, AskState
from models.exchanges import Exchange
from models.facts import ExchangeConfirmed
from models.people import Person
from models.rounds import Round
from models.states import ExchangeState

SUITS = "suits"


def stand(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """Confirm what both have said yes to, unless the supervisor has still to be asked."""
    if exchange.state is not ExchangeState.PROPOSED or not turns.all_agree(exchange):
        return
    if exchange.appointments and supervisor(db, exchange) is None:
        exchange.state, exchange.confirmed_at = ExchangeState.CONFIRMED, now
        fact = ExchangeConfirmed(exchange_id=exchange.id)
        record(db, fact, on=streams.of_exchange(exchange.id), now=now)


def supervisor(db: Session, exchange: Exchange) -> Person | None:
    """Whose word on the days is still needed."""
    if not db.get_one(Round, exchange.round_id).supervisor_confirms_dates:
        return None
    if exchange.guest.supervisor_id is None or _has_agreed(db, exchange):
        return None
    return db.get_one(Person, exchange.guest.supervisor_id)


def occasion(exchange: Exchange) -> str:
    """A question about other days is another question."""
    rows = exchange.appointments
    return " ".join(f"{each.first_day or each.starts_at:%Y-%m-%d}" for each in rows[:4])


def ask_no_more(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """These days are not theirs any more; should they come back, they are asked about anew."""
    mine = Ask.stream_id == streams.of_exchange(exchange.id), Ask.about == About.DATES_SUIT_UNIT
    for ask in asks.drop(db, *mine, now=now):
        ask.occasion += f" {now:%y%m%d%H%M%S}"
    db.flush()


def _has_agreed(db: Session, exchange: Exchange) -> bool:
    mine = Ask.stream_id == streams.of_exchange(exchange.id), Ask.about == About.DATES_SUIT_UNIT
    found = select(Ask).where(*mine, Ask.occasion == occasion(exchange), Ask.state == AskState.ANSWERED)
    return any(each.reply is not None and each.reply.word == SUITS for each in db.scalars(found))
