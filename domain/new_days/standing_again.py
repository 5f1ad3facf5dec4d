"""What becomes of a stay whose other days were spoken of: new ones, the old ones again, or another place."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from domain import exchanges, invitations, meetings, moves
from domain.agreeing import turns, unit
from domain.answer_times import answer_by
from domain.events import record
from domain.refusals import Conflict
from models import streams
from models.doubts import Days
from models.exchanges import Exchange
from models.facts import ExchangeMoved
from models.new_days import NewDays
from models.offers import Availability
from models.rounds import Round
from models.states import Answer, ExchangeState
from models.timeline import local_day


def agree(db: Session, exchange: Exchange, days: Days, *, now: datetime) -> None:
    """A proposal whose other days suit both: each has said yes to them."""
    exchange.state, exchange.repaired, exchange.reminded_at = ExchangeState.PROPOSED, True, None
    moves.put(db, exchange, days)
    for person in (exchange.guest, exchange.host):
        word = turns.add(db, exchange, person)
        word.answer, word.answered_at = Answer.ACCEPTED, now
    db.flush()
    record(db, ExchangeMoved(exchange_id=exchange.id), on=streams.of_exchange(exchange.id), now=now)
    unit.stand(db, exchange, now=now)


def keeps(db: Session, exchange: Exchange, row: NewDays, *, now: datetime) -> bool:
    """Where the old days would do for whoever named others, the proposal stands again, with their yes."""
    if not row.keeps_else or exchange.confirmed_at is not None:
        return False
    try:
        with db.begin_nested():
            for each in exchange.confirmations:
                if each.person_id == row.suggested_by_id:
                    each.answer, each.answered_at = Answer.ACCEPTED, now
            stand(db, exchange, now=now)
    except Conflict:
        exchanges.load(db, exchange.id)
        return False
    return True


def stand(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """As it was before other days were named; refused where it is too late to answer."""
    exchange.repaired = True
    if exchange.confirmed_at is not None:
        exchange.state = ExchangeState.CONFIRMED
        invitations.follow(db, exchange, now=now)
        return
    round_ = db.get_one(Round, exchange.round_id)
    until = answer_by(round_, local_day(meetings.first_moment(exchange)), now=now)
    exchange.state, exchange.reminded_at = ExchangeState.PROPOSED, None
    exchange.confirm_by = max(exchange.confirm_by, until)
    db.flush()
    unit.stand(db, exchange, now=now)
    if exchange.state is ExchangeState.PROPOSED:
        exchanges.ask(db, exchange, exchanges.silent(exchange), now=now)


def note_away(db: Session, exchange: Exchange, person_id: UUID) -> None:
    """A repair does not offer them these days again."""
    is_host = person_id == exchange.host_id
    owner = {"offer_id": exchange.offer_id} if is_host else {"application_id": exchange.application_id}
    for each in meetings.planned(exchange):
        db.add(Availability(**owner, first_day=each.first_day, last_day=each.last_day, can=False))
    db.flush()
