"""A mail that did not arrive and never will: it is marked, and a human hears of it once."""

from datetime import datetime

from sqlalchemy.orm import Session, undefer

from domain import mails
from domain.mails import heading
from domain.roles import coordinator
from invites.mail_contexts import MailsToCheck, NotDelivered
from invites.reading_back import subject_of
from models.mails import Mail
from models.people import Person
from models.rounds import Round
from models.states import MailState

ABOUT_MAILS = (NotDelivered.kind, MailsToCheck.kind)


def note(db: Session, mail: Mail, *, status: str, now: datetime) -> None:
    """Mark it with the numbers that the other side gave, and write to the coordinator unless that was done.

    A letter about lost letters that is lost itself starts no other: the nightly list shows it.
    """
    mail.state, mail.refusal, mail.next_try_at = MailState.REFUSED, status[:40], None
    if mail.round_id is None:
        mail.octets = b""  # it let somebody in; whoever asked for it asks again
        return
    if mail.told_at is not None or mail.kind in ABOUT_MAILS:
        return
    mail.told_at = now
    round_ = db.get_one(Round, mail.round_id)
    owner = coordinator(db, round_)
    head = heading(db, round_, owner)
    letter = NotDelivered(
        name=owner.name,
        round_name=head.round_name,
        coordinator=head.coordinator,
        mail=str(mail.id)[:8],
        recipient=f"{_name(db, mail)}, {mail.recipient}",
        subject=subject_of(_octets(db, mail)),
        queued_at=mail.queued_at,
        status=status,
    )
    mails.queue(db, letter, key=f"not_delivered:{mail.id}", to=owner, about=round_, now=now)


def _name(db: Session, mail: Mail) -> str:
    return db.get_one(Person, mail.person_id).name if mail.person_id else mail.recipient_name or ""


def _octets(db: Session, mail: Mail) -> bytes:
    return db.get_one(Mail, mail.id, options=[undefer(Mail.octets)]).octets
