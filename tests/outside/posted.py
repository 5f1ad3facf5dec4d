"""Whole mails as they leave, and their calendar object taken out again by Python's email package."""

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache

from invites import contexts
from invites.calendar import write
from invites.issue import Purpose
from invites.letters import render
from invites.meetings import Mailbox
from invites.message import Envelope, compose
from tests.invites.letters import sample
from tests.invites.made import NOW, ORGANISER
from tests.outside.judges import Objects
from tests.outside.sent import STAYS, Sent
from tests.outside.sent_sessions import IN_A_ROW

SENT = (*STAYS, *IN_A_ROW)
LETTERS: dict[Purpose, type[contexts.Letterhead]] = {
    Purpose.INVITATION: contexts.Invitation,
    Purpose.UPDATE: contexts.InvitationUpdate,
    Purpose.CANCELLATION: contexts.InvitationCancel,
    Purpose.REMOVAL: contexts.InvitationCancel,
}


def mail(sent: Sent) -> bytes:
    """The raw octets that go out for one message."""
    message = sent.message
    letter = render(sample(LETTERS[message.purpose]), message.to.language)
    envelope = Envelope(
        message_id="m2@example.org",
        sender=replace(ORGANISER, name='Väinö Öhman, "Ville" / Vaihto'),
        to=Mailbox(message.to.address, message.to.name),
        date=NOW,
        language=message.to.language,
        list_id="kevat-2027.example.org",
        in_reply_to="m1@example.org",
    )
    return compose(envelope, letter, calendar=write(message, stamp=NOW), method=message.method)


def calendar(octets: bytes) -> bytes:
    """The calendar object that a mail client finds in a mail."""
    inline = next(part for part in parsed(octets).walk() if part.get_content_type() == "text/calendar")
    found = inline.get_payload(decode=True)
    if not isinstance(found, bytes):
        raise TypeError("a calendar part has octets")
    return found


def parsed(octets: bytes) -> EmailMessage:
    return message_from_bytes(octets, policy=policy.default)


@cache
def everything_sent() -> Objects:
    """The calendar object of every kind of message, out of its mail."""
    return tuple((sent.name, calendar(mail(sent))) for sent in SENT)
