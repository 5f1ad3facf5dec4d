"""Colleagues without an account are forgotten after a month, and after their days the mails that came."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, func, select, update
from sqlalchemy.orm import Session, selectinload

from domain.inbox import WAITING
from domain.invitations import STORED, stored
from models.exchanges import Colleague, Exchange
from models.invites import InboundMail, Invite, Reply
from models.mails import Mail
from models.states import MailState

KEPT = timedelta(days=30)


def forget_colleagues(db: Session, *, now: datetime) -> int:
    """Names, addresses, answers and what they wrote go; that so many mails were sent and came stays.

    The pair's own mails stay as they were sent, with the names of those who came along, and so do the
    letters to the coordinator about a mail of theirs. Returns how many exchanges.
    """
    ended = func.coalesce(Exchange.closed_at, Exchange.released_at)
    brought = select(Colleague.exchange_id).union(select(Mail.exchange_id).where(_to_outsiders()))
    over = select(Exchange.id).where(Exchange.id.in_(brought), ended <= now - KEPT)
    found = sorted(db.scalars(over))
    for exchange_id in found:
        _forget(db, exchange_id)
    return len(found)


def forget_what_was_settled(db: Session, *, before: datetime) -> int:
    """Of mails that came, what they said goes; the outcome, ids and times stay.

    What waits for a human keeps its octets, until so long after somebody has looked at it. Returns how many.
    """
    ended = func.coalesce(InboundMail.recorded_at, InboundMail.received_at)
    waits = InboundMail.recorded_at.is_(None) & InboundMail.outcome.in_(WAITING)
    told = (InboundMail.octets != b"") | (InboundMail.words != "")
    old = told & (ended <= before) & ~waits
    emptied = update(InboundMail).where(old).values(octets=b"", words="")
    return len(db.scalars(emptied.returning(InboundMail.id)).all())


def _forget(db: Session, exchange_id: UUID) -> None:
    theirs = (Mail.exchange_id == exchange_id) & _to_outsiders()
    _forget_what_came(db, exchange_id, select(Mail.id).where(theirs))
    for mail in db.scalars(select(Mail).where(theirs)):
        if mail.state is MailState.CONTESTED:
            mail.state = MailState.OVERTAKEN  # nobody has decided in a month, and it cannot leave any more
        # The key holds an id that anybody can make of the address.
        mail.key = f"{mail.lane}:forgotten:{mail.id}"
        mail.recipient, mail.recipient_name, mail.octets = "", None, b""
    db.execute(delete(Colleague).where(Colleague.exchange_id == exchange_id))
    invites = select(Invite).where(Invite.exchange_id == exchange_id)
    for invite in db.scalars(invites.options(selectinload(Invite.attendees))):
        _keep_the_pair(invite)
    db.flush()


def _forget_what_came(db: Session, exchange_id: UUID, mails: Select[UUID]) -> None:
    """What people without an account answered or wrote, and what came back of the mails to them."""
    invites = select(Invite.id).where(Invite.exchange_id == exchange_id)
    theirs = Reply.person_id.is_(None) & Reply.invite_id.in_(invites)
    replied = select(Reply.inbound_mail_id).where(theirs)
    came = InboundMail.mail_id.in_(mails) | InboundMail.id.in_(replied)
    db.execute(update(InboundMail).where(came).values(octets=b"", words=""))
    db.execute(update(Reply).where(theirs).values(answer=None, answered_by=None))


def _to_outsiders() -> ColumnElement[bool]:
    """What still waits to leave keeps its address until it has left."""
    return Mail.recipient_name.is_not(None) & (Mail.state != MailState.QUEUED)


def _keep_the_pair(invite: Invite) -> None:
    strangers = {each.email for each in invite.attendees if each.person_id is None}
    if meeting := stored(invite):
        kept = tuple(each for each in meeting.attendees if each.address not in strangers)
        invite.meeting = STORED.dump_json(replace(meeting, attendees=kept)).decode()
    invite.attendees[:] = [each for each in invite.attendees if each.email not in strangers]
