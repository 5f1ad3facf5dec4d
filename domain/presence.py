"""Whether they met: what each side says, and what follows when somebody did not come."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchange_letters, exchanges, follow_ups, mails, meetings
from domain.behalf import Behalf, note
from domain.events import record
from domain.identity_codes import holds_identity_code
from domain.refusals import Conflict, Invalid, NotAllowed
from domain.roles import coordinator
from invites.running_contexts import NotCome
from models import streams
from models.exchanges import Exchange
from models.languages import _
from models.people import Person
from models.presences import Came, Presence
from models.rounds import Round
from models.running_facts import PresenceTold
from models.states import ExchangeState, FollowUpState, Reason


def say(
    db: Session,
    exchange: Exchange,
    person_id: UUID,
    came: Came,
    *,
    words: str = "",
    now: datetime,
    behalf: Behalf | None = None,
) -> None:
    """One side's word; a claim that the other did not come is put to the other before it counts."""
    _refuse_untimely(exchange, now=now)
    if person_id not in (exchange.guest_id, exchange.host_id):
        raise NotAllowed(_("Only the guest and the host can say this."))
    if holds_identity_code(words):
        raise Invalid(_("Leave personal identity codes out: nobody here needs them."))
    row = told(db, exchange).get(person_id)
    if row is None:
        row = Presence(exchange_id=exchange.id, person_id=person_id)
        db.add(row)
    row.came, row.words, row.said_at = came, words, now
    note(row, behalf, now=now)
    db.flush()
    fact = PresenceTold(exchange_id=exchange.id, person_id=person_id, came=came)
    actor_id = behalf.by.id if behalf else person_id
    record(db, fact, on=streams.of_exchange(exchange.id), now=now, actor_id=actor_id)
    if came is Came.I_WAS_ABSENT:
        not_come(db, exchange, one_of(exchange, person_id), now=now)


def decide(db: Session, exchange: Exchange, absent: Person | None, *, now: datetime, behalf: Behalf) -> None:
    """The coordinator has talked with both: nobody was absent, or somebody was."""
    for person in (exchange.guest, exchange.host):
        came = Came.AS_PLANNED
        if absent is not None:
            came = Came.I_WAS_ABSENT if person.id == absent.id else Came.OTHER_ABSENT
        say(db, exchange, person.id, came, now=now, behalf=behalf)
        if exchange.state is ExchangeState.RELEASED:
            return


def told(db: Session, exchange: Exchange) -> dict[UUID, Presence]:
    """What each side has said."""
    rows = db.scalars(select(Presence).where(Presence.exchange_id == exchange.id))
    return {each.person_id: each for each in rows}


def not_come(db: Session, exchange: Exchange, absent: Person, *, now: datetime) -> None:
    """It ends without feedback; a guest whose host was away goes back to the waiting list."""
    if exchange.state is ExchangeState.RELEASED:
        return
    exchange.absent_id = absent.id
    exchanges.release(db, exchange, reason=Reason.NO_SHOW, now=now)
    for each in follow_ups.of_exchange(db, exchange.id):
        if each.state is FollowUpState.ASKED:
            each.state = FollowUpState.LAPSED
    tell_coordinator(db, exchange, absent, is_disputed=False, now=now)


def tell_coordinator(
    db: Session, exchange: Exchange, who: Person, *, is_disputed: bool, now: datetime
) -> None:
    owner = coordinator(db, db.get_one(Round, exchange.round_id))
    head = exchange_letters.head(db, exchange, owner)
    letter = NotCome(**vars(head), who=who.name, is_disputed=is_disputed)
    key = "disputed" if is_disputed else "not-come"
    mails.queue(db, letter, key=key, to=owner, about=exchange, now=now)


def one_of(exchange: Exchange, person_id: UUID) -> Person:
    return exchange.guest if person_id == exchange.guest_id else exchange.host


def _refuse_untimely(exchange: Exchange, *, now: datetime) -> None:
    if exchange.state not in (ExchangeState.CONFIRMED, ExchangeState.HELD):
        raise Conflict(_("Nothing has taken place here that could be reported."))
    if now < meetings.first_moment(exchange):
        raise Conflict(_("It has not begun yet."))
