"""A no to a proposal, and what is told of it: for a while nobody hears, and it can be taken back."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchanges, mails, meetings, withdrawals
from domain.agreeing import late_yes, turns
from domain.refusals import Conflict
from models import streams
from models.applications import Application
from models.exchanges import Exchange
from models.languages import _
from models.mails import Mail
from models.states import Answer, ApplicationState, ExchangeState, MailState, Reason
from models.withdrawals import Withdrawal

WINDOW = timedelta(minutes=30)
LETTER = "released"
GONE = _("The place has gone to somebody else meanwhile; the coordinator can still help.")
TOO_LATE = _("This can no longer be taken back; the coordinator can still help.")


def decline(
    db: Session, exchange: Exchange, person_id: UUID, *, why: Withdrawal | None = None, now: datetime
) -> None:
    """Their own no. Where nothing was agreed yet, the letters about it wait, so that it can be taken back."""
    with mails.gathering(db) as told:
        if why is None:
            exchanges.answer(db, exchange, person_id, Answer.DECLINED, now=now)
        else:
            withdrawals.cancel(db, exchange, person_id, why=why, now=now)
    hold(exchange, told, now=now)


def hold(exchange: Exchange, told: list[mails.Queued], *, now: datetime) -> None:
    """Calendars know of what was confirmed: that is told at once."""
    if exchange.confirmed_at is not None:
        return
    for each in told:
        if each.mail.kind == LETTER and each.mail.exchange_id == exchange.id:
            each.mail.held_until = now + WINDOW


def until(db: Session, exchange: Exchange, person_id: UUID, *, now: datetime) -> datetime | None:
    """Until when this person may take their no back; none where they may not."""
    mine = next((each for each in exchange.confirmations if each.person_id == person_id), None)
    if mine is None or mine.answer is not Answer.DECLINED or mine.recorded_by_id is not None:
        return None
    theirs = Reason.GUEST_DECLINED if person_id == exchange.guest_id else Reason.HOST_DECLINED
    return window(db, exchange, because=theirs, now=now)


def window(db: Session, exchange: Exchange, *, because: Reason, now: datetime) -> datetime | None:
    """Until when an exchange that ended for this reason can go on, as far as the exchange itself tells."""
    at = exchange.released_at
    if exchange.state is not ExchangeState.RELEASED or exchange.released_reason is not because or at is None:
        return None
    if exchange.confirmed_at is not None or not exchange.appointments or _is_told(db, exchange):
        return None
    ends = min(at + WINDOW, *map(meetings.begins, exchange.appointments))
    return ends if ends > now and not _lives_on(db, exchange) else None


def _is_told(db: Session, exchange: Exchange) -> bool:
    found = select(Mail.id).where(Mail.lane == streams.of_exchange(exchange.id), Mail.kind == LETTER)
    return db.scalar(found.where(Mail.state != MailState.QUEUED).limit(1)) is not None


def _lives_on(db: Session, exchange: Exchange) -> bool:
    """Whether the guest has another place by now."""
    found = select(Exchange.id).where(Exchange.application_id == exchange.application_id)
    return db.scalar(found.where(Exchange.state != ExchangeState.RELEASED).limit(1)) is not None


def take_back(db: Session, exchange: Exchange, person_id: UUID, *, now: datetime) -> Exchange:
    """The proposal stands again, as a new exchange, if the place is free still."""
    application = db.get_one(Application, exchange.application_id)
    db.refresh(application, ["state", "left_at"], with_for_update=True)
    has_left = application.state is ApplicationState.WITHDRAWN and person_id != exchange.guest_id
    if until(db, exchange, person_id, now=now) is None or has_left or application.left_at is not None:
        raise Conflict(TOO_LATE)
    return go_on(db, exchange, by=person_id, now=now)


def go_on(db: Session, exchange: Exchange, *, by: UUID, now: datetime) -> Exchange:
    """What ended goes on where the place is free; the letters about its end never leave.

    Whoever changed their mind sits before the question: they are not written to again.
    """
    try:
        again = late_yes.place_again(db, exchange, now=now)
    except Conflict:
        raise Conflict(GONE) from None
    late_yes.begin_again(db, exchange, again, now=now, actor_id=by)
    letters = select(Mail).where(Mail.lane == streams.of_exchange(exchange.id), Mail.kind == LETTER)
    for mail in db.scalars(letters.where(Mail.state == MailState.QUEUED)):
        mail.state = MailState.OVERTAKEN
    loaded = exchanges.load(db, again.id)
    if by in {each.person_id for each in exchange.confirmations}:
        turns.add(db, loaded, loaded.guest if by == loaded.guest_id else loaded.host)
    return loaded
