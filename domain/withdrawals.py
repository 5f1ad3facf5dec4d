"""One of the two cancels what was agreed, at any time before it, and says why in one word."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from domain import exchanges, meetings
from domain.behalf import Behalf, note
from domain.events import record
from domain.refusals import Conflict, NotAllowed
from models import streams
from models.exchanges import Exchange
from models.languages import _
from models.running_facts import PartCancelled
from models.states import Answer, ExchangeState, Reason
from models.withdrawals import Withdrawal

WORDS = {
    Withdrawal.WORK: _("Work does not allow it"),
    Withdrawal.PERSONAL: _("Personal reasons"),
    Withdrawal.TRAVEL: _("The journey or its costs"),
    Withdrawal.NOT_NEEDED: _("It is not needed any more"),
    Withdrawal.OTHER: _("Another reason"),
}


def cancel(
    db: Session,
    exchange: Exchange,
    person_id: UUID,
    *,
    why: Withdrawal,
    now: datetime,
    behalf: Behalf | None = None,
) -> None:
    """Calendars are cleared and the other side hears; a guest leaves the round, a host's guest waits anew."""
    mine = next((each for each in exchange.confirmations if each.person_id == person_id), None)
    if mine is None:
        raise NotAllowed(_("Only the guest and the host can say this."))
    if exchange.state is ExchangeState.RELEASED:
        return
    if exchange.appointments and meetings.has_begun(exchange, now=now):
        raise Conflict(_("It has begun already: tell instead how it went."))
    exchange.withdrawal = why
    mine.answer, mine.answered_at = Answer.DECLINED, now
    note(mine, behalf, now=now)
    fact = PartCancelled(exchange_id=exchange.id, person_id=person_id, why=why)
    actor_id = behalf.by.id if behalf else person_id
    record(db, fact, on=streams.of_exchange(exchange.id), now=now, actor_id=actor_id)
    is_guest = person_id == exchange.guest_id
    reason = Reason.GUEST_DECLINED if is_guest else Reason.HOST_DECLINED
    exchanges.release(db, exchange, reason=reason, now=now)
