"""Whole mails as they leave, and their calendar object taken out again by Python's email package."""

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache

from invites.letters import render
from invites.meetings import Mailbox
from invites.message import Envelope, compose
from tests.invites.made import NOW, ORGANISER
from tests.outside.judges import Objects
from tests.outside.sent import Sent
from tests.outside.sent_counters import COUNTERS
from tests.outside.sent_sessions import IN_A_ROW
from tests.outside.sent_stays import STAYS
from tests.outside.sent_workshops import WORKSHOPS

SENT = (*STAYS, *IN_A_ROW, *COUNTERS, *WORKSHOPS)


def mail(sent: Sent) -> bytes:
    """The raw octets that go out for one message."""
    envelope = Envelope(
        message_id="m2@example.org",
        sender=replace(ORGANISER, name='Väinö Öhman, "Ville" / Vaihto'),
        to=Mailbox(sent.to.address, sent.to.name),
        date=NOW,
        language=sent.to.language,
        list_id="kevat-2027.example.org",
        in_reply_to="m1@example.org",
    )
    letter = render(sent.letter, sent.to.language)
    return compose(envelope, letter, calendar=sent.calendar, method=sent.method)


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
