"""One of the two names other days at the same host; the other is asked, and the place is kept meanwhile."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain import calling_off, exchanges
from domain.agreeing import open_dates, turns
from domain.asks import asks
from domain.behalf import Behalf, note
from domain.events import record
from domain.new_days import naming, offering
from domain.new_days.asked import QUESTION, role
from domain.obstacles import block_of
from domain.refusals import Conflict, NotAllowed
from models import streams
from models.doubts import Days
from models.exchanges import Exchange
from models.languages import _
from models.new_days import NewDays
from models.people import Person
from models.rounds import Round
from models.running_facts import NewDaysOffered
from models.states import ExchangeState


def suggest(
    db: Session,
    exchange: Exchange,
    person: Person,
    days: tuple[Days, ...],
    *,
    keeps_else: bool,
    now: datetime,
    behalf: Behalf | None = None,
) -> NewDays:
    """Ask the other side; with `keeps_else` a proposal stands as it was where none of the days suits."""
    moving = naming.part(exchange, now=now)
    if person.id not in (exchange.guest_id, exchange.host_id):
        raise NotAllowed(_("Only the guest and the host can say this."))
    if moving is None:
        raise Conflict(_("There is nothing left to rearrange in this exchange."))
    was_agreed, block = exchange.state is ExchangeState.CONFIRMED, block_of(moving)
    word = turns.add(db, exchange, person)
    note(word, behalf, now=now)
    row = _row(db, exchange, person, days, keeps_else=keeps_else and not was_agreed, now=now)
    exchanges.interrupt(db, exchange, person.id, first=block.first_day, last=block.last_day, now=now)
    exchange.rests_until = row.answer_by
    if was_agreed:
        calling_off.tell(db, exchange, [moving], reporter_id=person.id, now=now)
        calling_off.tell_coordinator(db, exchange, row, now=now)
    _ask(db, exchange, row, open_dates.other(exchange, person), now=now)
    fact = NewDaysOffered(exchange_id=exchange.id, new_days_id=row.id)
    actor_id = behalf.by.id if behalf else person.id
    record(db, fact, on=streams.of_exchange(exchange.id), now=now, actor_id=actor_id)
    return row


def _row(
    db: Session,
    exchange: Exchange,
    person: Person,
    days: tuple[Days, ...],
    *,
    keeps_else: bool,
    now: datetime,
) -> NewDays:
    within = db.get_one(Round, exchange.round_id).answer_working_days
    row = NewDays(
        exchange_id=exchange.id,
        possible=days,
        offered_at=now,
        answer_by=offering.answer_by(days, now=now, within=within),
        suggested_by_id=person.id,
        keeps_else=keeps_else,
    )
    if person.id == exchange.guest_id:
        row.guest_suits = days
    else:
        row.host_suits = days
    db.add(row)
    db.flush()
    return row


def _ask(db: Session, exchange: Exchange, row: NewDays, other: Person, *, now: datetime) -> None:
    turns.add(db, exchange, other)  # they know of it from now on
    asks.put(
        db,
        QUESTION,
        on=streams.of_exchange(exchange.id),
        subject_id=row.id,
        occasion=role(exchange, other),
        to=other,
        plan=offering.plan(row, now=now),
        now=now,
    )
