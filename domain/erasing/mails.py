"""The mails that name somebody: what they said goes; that they were sent, when and of which kind, stays."""

from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header

from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import Session, undefer

from models.applications import Application
from models.exchanges import Exchange
from models.invites import InboundMail, Invite, Reply
from models.mails import Mail
from models.offers import Offer
from models.people import Alias, Person
from models.states import MailState
from models.workshops import SignUp


def erase(db: Session, person: Person) -> None:
    """Their own mails, those of their exchanges, and whichever others near them name them.

    What still waits to leave for somebody else is theirs, and leaves as it is.
    """
    named = _Named(db, person)
    for mail in db.scalars(_near(person).options(undefer(Mail.octets))):
        if mail.person_id == person.id:
            _erase_own(mail)
        elif mail.state is not MailState.QUEUED and named.speaks_in(mail):
            mail.octets = b""
    for invite in db.scalars(select(Invite).where(Invite.exchange_id.in_(named.exchanges))):
        invite.meeting = ""  # its words name both; nothing more will be sent about it
    _forget_what_came(db, person)
    db.flush()


class _Named:
    """By what a mail is known to speak of somebody."""

    def __init__(self, db: Session, person: Person) -> None:
        both = or_(Exchange.guest_id == person.id, Exchange.host_id == person.id)
        self.exchanges = frozenset(db.scalars(select(Exchange.id).where(both)))
        others = db.scalars(select(Alias.email).where(Alias.person_id == person.id))
        self.words = tuple(each.casefold() for each in (person.name, person.email, *others))

    def speaks_in(self, mail: Mail) -> bool:
        if mail.exchange_id in self.exchanges:
            return True
        return any(word in text for text in _texts(mail.octets) for word in self.words)


def _texts(octets: bytes) -> Iterator[str]:
    """Our own mails, read the quick way: there may be thousands."""
    message = message_from_bytes(octets)
    yield str(make_header(decode_header(message.get("Subject", "")))).casefold()
    for part in message.walk():
        if part.get_content_maintype() == "text":
            yield bytes(part.get_payload(decode=True) or b"").decode().casefold()


def _near(person: Person) -> Select[Mail]:
    """To them, and of the rounds and workshops in which they took part."""
    applied = select(Application.round_id).where(Application.person_id == person.id)
    offered = select(Offer.round_id).where(Offer.person_id == person.id)
    rounds = Mail.round_id.in_(applied.union(offered))
    seats = Mail.workshop_id.in_(select(SignUp.workshop_id).where(SignUp.person_id == person.id))
    return select(Mail).where(or_(Mail.person_id == person.id, rounds, seats), Mail.octets != b"")


def _erase_own(mail: Mail) -> None:
    mail.octets, mail.recipient = b"", ""
    if mail.state in (MailState.QUEUED, MailState.CONTESTED):
        mail.state = MailState.OVERTAKEN


def _forget_what_came(db: Session, person: Person) -> None:
    """What they answered or wrote, and what came back of the mails to them."""
    to_them = select(Mail.id).where(Mail.person_id == person.id)
    replied = select(Reply.inbound_mail_id).where(Reply.person_id == person.id)
    came = or_(InboundMail.mail_id.in_(to_them), InboundMail.id.in_(replied))
    db.execute(update(InboundMail).where(came).values(octets=b"", words=""))
