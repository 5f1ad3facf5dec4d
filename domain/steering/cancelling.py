"""Cancelling a round: exchanges are released, calendars cleared, and everybody in it hears of it once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from domain import exchanges, mails, send_plans, whatifs
from domain.asks import asks
from domain.events import record
from domain.refusals import Conflict
from domain.send_plans import SendPlan
from domain.steering import shifting, telling
from domain.steering.finishing import let_wait, set_aside
from domain.steering.pausing import lock
from domain.steering.reasons import reason
from domain.workshops import workshops
from models import streams
from models.asks import Ask
from models.languages import Language, _
from models.people import Person
from models.rounds import Round
from models.states import ExchangeState, Reason, RoundState
from models.steering_facts import RoundCancelled

TOOK_PLACE = (ExchangeState.HELD, ExchangeState.CLOSED, ExchangeState.RELEASED)


@dataclass(frozen=True)
class Cancelling:
    """Who cancels, and the words that people read."""

    by: Person
    why: str


def cancel(db: Session, round_: Round, said: Cancelling, *, now: datetime, seen: str | None = None) -> None:
    """End it here; cancelling twice is cancelling once. What has taken place stays, with its follow-up.

    `seen` is the digest of the send-plan that HR has looked at: refused when others would hear by now.
    """
    lock(db, round_)
    if round_.state is RoundState.CANCELLED:
        return
    _check(round_)
    if seen is not None and foresee(db, round_, said, now=now).digest != seen:
        raise Conflict(_("What would be sent has changed since you looked: please look again."))
    _cancel(db, round_, said, now=now)


def foresee(
    db: Session, round_: Round, said: Cancelling, *, now: datetime, reader: Language = Language.EN
) -> SendPlan:
    """Exactly what cancelling would send now."""
    _check(round_)
    plan = send_plans.of_change(
        db, round_, lambda: _cancel(db, round_, said, now=now), now=now, reader=reader
    )
    db.refresh(round_)
    return plan


def _check(round_: Round) -> None:
    if not round_.state.may_become(RoundState.CANCELLED):
        raise Conflict(_("The round is over."))


def _cancel(db: Session, round_: Round, said: Cancelling, *, now: datetime) -> None:
    people = telling.concerned(db, round_, over=TOOK_PLACE)
    round_.ended_why = reason(said.why)
    round_.paused_at = round_.replan_at = None
    round_.state = RoundState.CANCELLED
    set_aside(db, round_)
    whatifs.drop_asked(db, round_, now=now)
    with mails.gathering(db) as told:
        _release(db, round_, now=now)
    workshops.cancel_all(db, round_, by=said.by, now=now)
    heard = {each.mail.person_id for each in told}
    asks.drop(db, Ask.stream_id == streams.of_round(round_.id), now=now)
    let_wait(db, round_)
    telling.cancelled(db, round_, (each for each in people if each.id not in heard), now=now)
    fact = RoundCancelled(round_id=round_.id)
    record(db, fact, on=streams.of_round(round_.id), now=now, actor_id=said.by.id)


def _release(db: Session, round_: Round, *, now: datetime) -> None:
    """All are locked in order before the first is released."""
    for exchange_id in [each.id for each in shifting.living(db, round_) if each.state.is_live]:
        exchanges.release(db, exchanges.load(db, exchange_id), reason=Reason.ROUND_CANCELLED, now=now)
