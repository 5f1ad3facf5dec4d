"""Colleagues without an account are forgotten a month after their exchange is over."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session, selectinload

from domain.invitations import STORED, stored
from models.exchanges import Colleague, Exchange
from models.invites import Invite
from models.mails import Mail
from models.states import MailState

KEPT = timedelta(days=30)


def forget_colleagues(db: Session, *, now: datetime) -> int:
    """Names, addresses and answers go; that so many mails were sent stays. Returns how many exchanges.

    The pair's own mails stay as they were sent, with the names of those who came along.
    """
    ended = func.coalesce(Exchange.closed_at, Exchange.released_at)
    brought = select(Colleague.exchange_id).union(select(Mail.exchange_id).where(_to_outsiders()))
    over = select(Exchange.id).where(Exchange.id.in_(brought), ended <= now - KEPT)
    found = sorted(db.scalars(over))
    for exchange_id in found:
        _forget(db, exchange_id)
    return len(found)


def _forget(db: Session, exchange_id: UUID) -> None:
    theirs = (Mail.exchange_id == exchange_id) & _to_outsiders()
    db.execute(update(Mail).where(theirs).values(recipient="", recipient_name=None, octets=b""))
    db.execute(delete(Colleague).where(Colleague.exchange_id == exchange_id))
    invites = select(Invite).where(Invite.exchange_id == exchange_id)
    for invite in db.scalars(invites.options(selectinload(Invite.attendees))):
        _keep_the_pair(invite)
    db.flush()


def _to_outsiders() -> ColumnElement[bool]:
    """What still waits to leave keeps its address until it has left."""
    return Mail.recipient_name.is_not(None) & (Mail.state != MailState.QUEUED)


def _keep_the_pair(invite: Invite) -> None:
    strangers = {each.email for each in invite.attendees if each.person_id is None}
    if meeting := stored(invite):
        kept = tuple(each for each in meeting.attendees if each.address not in strangers)
        invite.meeting = STORED.dump_json(replace(meeting, attendees=kept)).decode()
    invite.attendees[:] = [each for each in invite.attendees if each.email not in strangers]
