"""Sending again what did not arrive: the state of now, under the same UID and SEQUENCE, and counted."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload, undefer

from domain import exchanges, invitations, mails
from domain.refusals import Conflict
from domain.workshops import entries, workshops
from invites.again import Anew, reissue
from invites.issue import next_stamp
from invites.meetings import Mailbox
from models.base import new_id
from models.events import Stream
from models.exchanges import Exchange
from models.invites import Invite
from models.languages import _
from models.mails import Mail
from models.people import Person
from models.states import ExchangeState, MailState

NOT_YET = (MailState.QUEUED, MailState.CARRIED)
NO_LONGER = _("This invitation no longer holds: there is nothing to send.")


def resend(db: Session, mail: Mail, *, now: datetime) -> Mail:
    """An invitation as it now stands, anything else word for word; a new Message-ID in the same thread."""
    db.get_one(Stream, mail.lane, with_for_update=True)
    db.refresh(mail)
    if mail.state is MailState.QUEUED:
        raise Conflict(_("This mail has not left yet: it is tried again by itself."))
    if not mail.recipient or mail.round_id is None:
        raise Conflict(NO_LONGER)
    again = _shown_again(db, mail, now=now) if mail.method == "REQUEST" else _reissued(db, mail, now=now)
    again.repeats_id = mail.repeats_id or mail.id
    return again


def times(db: Session, mail: Mail) -> int:
    """How often a mail has been sent again by hand."""
    first = mail.repeats_id or mail.id
    return db.scalar(select(func.count(Mail.id)).where(Mail.repeats_id == first)) or 0


def newest(db: Session, exchange: Exchange, person_id: UUID | None) -> list[Mail]:
    """Of each person, or of one: the last calendar mail of each invite, or else the last mail."""
    found = select(Mail).where(Mail.exchange_id == exchange.id, Mail.state.not_in(NOT_YET))
    found = found.where(Mail.recipient != "")
    if person_id:
        found = found.where(Mail.person_id == person_id)
    last: dict[tuple[str, UUID | None], Mail] = {}
    for mail in db.scalars(found.order_by(Mail.number)):
        last[mail.recipient, mail.invite_id] = mail
    invited = {recipient for recipient, invite_id in last if invite_id}
    return [mail for (recipient, invite), mail in last.items() if invite or recipient not in invited]


def _shown_again(db: Session, mail: Mail, *, now: datetime) -> Mail:
    """The whole current state, whatever the mail that was lost said."""
    exchange = exchanges.load(db, mail.exchange_id) if mail.exchange_id else None
    invite = _invite(db, mail)
    if mail.workshop_id and mail.person_id:
        return _seat_shown_again(db, mail.workshop_id, mail.person_id, now=now)
    if exchange is None or invite is None:
        return _reissued(db, mail, now=now)
    if exchange.state is not ExchangeState.CONFIRMED:
        raise Conflict(NO_LONGER)
    to = db.get_one(Person, mail.person_id) if mail.person_id else _colleague(invite, mail)
    with mails.gathering(db) as queued:
        if to.email != mail.recipient:
            # The address has been corrected: calendars follow, and the new one is invited.
            invitations.follow(db, exchange, now=now)
        if not any(each.mail.recipient == to.email for each in queued):
            invitations.show_again(db, exchange, invite, to, now=now)
    mine = [each.mail for each in queued if to.id == each.to.id or to.email == each.mail.recipient]
    again = [each for each in mine if each.invite_id == invite.id and each.method == "REQUEST"]
    if not again:
        raise Conflict(NO_LONGER)
    return again[-1]


def _seat_shown_again(db: Session, workshop_id: UUID, person_id: UUID, *, now: datetime) -> Mail:
    """Of a workshop; where the address has been corrected, calendars follow."""
    workshop, to = workshops.load(db, workshop_id), db.get_one(Person, person_id)
    with mails.gathering(db) as queued:
        entries.follow(db, workshop, now=now)
        invite = entries.of_workshop(db, workshop)
        if invite and not any(each.to.id == to.id for each in queued):
            entries.show_again(db, workshop, invite, to, now=now)
    mine = [each.mail for each in queued if each.to.id == to.id and each.mail.method == "REQUEST"]
    if not mine:
        raise Conflict(NO_LONGER)
    return mine[-1]


def _colleague(invite: Invite, mail: Mail) -> mails.Outsider:
    meeting = invitations.stored(invite)
    attendee = meeting.attendee(mail.recipient) if meeting else None
    if attendee is None:
        raise Conflict(NO_LONGER)
    return mails.outsider(attendee)


def _reissued(db: Session, mail: Mail, *, now: datetime) -> Mail:
    if mail.method == "CANCEL" and _is_invited_since(db, mail):
        raise Conflict(_("The invitation has changed meanwhile: a newer mail has the new one."))
    stream = db.get_one(Stream, mail.lane, with_for_update=True)
    stream.last_mail_number += 1
    number, message_id = times(db, mail) + 1, f"{new_id()}@{mail.sender.partition('@')[2]}"
    to = _mailbox(db, mail)
    anew = Anew(
        message_id=message_id,
        thread=mail.message_id,
        to=to,
        date=now,
        stamp=_stamp(db, mail, now=now),
    )
    again = Mail(
        key=f"{mail.lane}:again:{mail.id}:{number}",
        lane=mail.lane,
        number=stream.last_mail_number,
        kind=mail.kind,
        round_id=mail.round_id,
        exchange_id=mail.exchange_id,
        workshop_id=mail.workshop_id,
        invite_id=mail.invite_id,
        person_id=mail.person_id,
        recipient_name=mail.recipient_name,
        sender=mail.sender,
        recipient=to.address,
        method=mail.method,
        sequence=mail.sequence,
        queued_at=now,
        message_id=message_id,
        octets=reissue(_octets(db, mail), anew),
    )
    db.add(again)
    db.flush()
    return again


def _is_invited_since(db: Session, cancel: Mail) -> bool:
    """Whether a newer request stands: what was taken out of a calendar may be back in it."""
    newer = select(Mail.id).where(
        Mail.lane == cancel.lane,
        Mail.number > cancel.number,
        Mail.invite_id == cancel.invite_id,
        Mail.recipient == cancel.recipient,
        Mail.method == "REQUEST",
    )
    return db.scalars(newer.limit(1)).first() is not None


def _mailbox(db: Session, mail: Mail) -> Mailbox:
    """A letter goes to where the person is now, a calendar mail to the address that calendars know."""
    person = db.get_one(Person, mail.person_id) if mail.person_id else None
    address = person.email if person and not mail.method else mail.recipient
    return Mailbox(address, person.name if person else mail.recipient_name or "")


def _stamp(db: Session, mail: Mail, *, now: datetime) -> datetime:
    invite = _invite(db, mail)
    stamp = next_stamp(now=now, last=invite.stamped_at if invite else None)
    if invite:
        invite.stamped_at = stamp
    return stamp


def _invite(db: Session, mail: Mail) -> Invite | None:
    if mail.invite_id is None:
        return None
    found = select(Invite).where(Invite.id == mail.invite_id)
    return db.scalar(found.options(selectinload(Invite.attendees)))


def _octets(db: Session, mail: Mail) -> bytes:
    return db.get_one(Mail, mail.id, options=[undefer(Mail.octets)]).octets
