"""Two people name the days that suit them; the first that both have named are theirs."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from domain import exchanges, places
from domain.agreeing import common_days, open_dates, turns, unit
from domain.asks import asks
from domain.behalf import Behalf, note
from domain.events import record
from domain.refusals import Conflict, Refusal
from models import streams
from models.asks import About, Ask
from models.date_facts import DaysAgreed, DaysNamed, DaysReopened
from models.doubts import Days
from models.exchanges import Exchange
from models.languages import _
from models.open_dates import OpenDates
from models.people import Person
from models.states import Answer, ExchangeState


def still_open(db: Session, exchange: Exchange) -> OpenDates:
    """How the days stand, while they are being agreed; refused before and after."""
    row = open_dates.of(db, exchange)
    if row is None or row.settled_at is not None or exchange.state is not ExchangeState.PROPOSED:
        raise Conflict(_("The days of this exchange are not being agreed any more."))
    return row


def say(
    db: Session,
    exchange: Exchange,
    person: Person,
    days: tuple[Days, ...],
    *,
    now: datetime,
    behalf: Behalf | None = None,
) -> None:
    """Take one side's days. Named by both, and free still, they are settled."""
    row = still_open(db, exchange)
    known = open_dates.suits(row, exchange, person)
    open_dates.name(row, exchange, person, tuple(dict.fromkeys((*known, *days))))
    row.possible = tuple(dict.fromkeys((*row.possible, *days)))
    word = turns.add(db, exchange, person)
    word.answer, word.answered_at = Answer.ACCEPTED, now
    note(word, behalf, now=now)
    fact = DaysNamed(exchange_id=exchange.id, person_id=person.id)
    actor = behalf.by.id if behalf else person.id
    record(db, fact, on=streams.of_exchange(exchange.id), now=now, actor_id=actor)
    _settle_common(db, exchange, row, now=now)


def _settle_common(db: Session, exchange: Exchange, row: OpenDates, *, now: datetime) -> None:
    """By the earliest of the common days that nobody has taken meanwhile, if there are any."""
    common = tuple(each for each in row.guest_suits if each in row.host_suits)
    free = common_days.still_possible(db, exchange, row, common, now=now)
    for days in sorted(free, key=lambda each: each.blocks[0].first_day):
        try:
            settle(db, exchange, row, days, now=now)
        except Conflict:
            continue
        return


def settle(db: Session, exchange: Exchange, row: OpenDates, days: Days, *, now: datetime) -> None:
    """Give the exchange its days: they are taken from its people and its host from now on."""
    try:
        with db.begin_nested():
            exchange.appointments.extend(common_days.appointments(days))
            db.flush()
            places.take(db, exchange, exchange.appointments)
    except (Refusal, IntegrityError):
        exchanges.load(db, exchange.id)
        raise Conflict(_("These days are not free any more.")) from None
    row.settled_at = now
    exchange.reminded_at = None
    stream = streams.of_exchange(exchange.id)
    asks.drop(db, Ask.stream_id == stream, Ask.about == About.DATES, now=now)
    record(db, DaysAgreed(exchange_id=exchange.id), on=stream, now=now)
    unit.stand(db, exchange, now=now)


def fix(db: Session, exchange: Exchange, days: Days, *, now: datetime, behalf: Behalf) -> None:
    """The coordinator writes down what both have agreed."""
    row = still_open(db, exchange)
    for person in (exchange.guest, exchange.host):
        open_dates.name(row, exchange, person, (days,))
        word = turns.add(db, exchange, person)
        word.answer, word.answered_at = Answer.ACCEPTED, now
        note(word, behalf, now=now)
    settle(db, exchange, row, days, now=now)


def reopen(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """What was agreed cannot be: both are asked anew, about other days."""
    row = open_dates.of(db, exchange)
    if row is None:
        raise Conflict(_("The days of this exchange are not being agreed any more."))
    gone = {each.first_day for each in exchange.appointments}
    unit.ask_no_more(db, exchange, now=now)
    places.give_back(db, exchange)
    exchange.appointments.clear()
    exchange.confirmations.clear()
    row.settled_at, row.times = None, row.times + 1
    row.guest_suits, row.host_suits = (), ()
    row.possible = tuple(each for each in row.possible if each.blocks[0].first_day not in gone)
    open_dates.give_time(db, exchange, row, now=now)
    db.flush()
    fact = DaysReopened(exchange_id=exchange.id)
    record(db, fact, on=streams.of_exchange(exchange.id), now=now)
