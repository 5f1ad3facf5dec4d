"""Mails of ours that came back: the mail is marked, and a human hears of it once."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import mails
from domain.roles import coordinator
from invites import heads, intake
from invites.bounces import Action, Report
from invites.contexts import Undelivered
from invites.judgement import Outcome
from invites.verp import mail_behind
from models.invites import InboundMail
from models.mails import Mail
from models.people import Person
from models.rounds import Round
from models.states import MailState

NO_STATUS = "5.0.0"


def take(
    db: Session, inbound: InboundMail, report: Report, to: Iterable[str], *, now: datetime
) -> Outcome | None:
    """Note a mail server's word about one of our mails; None if it is about none of them."""
    mail = _mail(db, report, to)
    if mail is None:
        return None
    inbound.mail_id = mail.id
    if report.action is Action.FAILED:
        came_back(db, mail, status=report.status or NO_STATUS, now=now)
        return Outcome.BOUNCE
    if report.action is Action.DELAYED:
        mail.trouble = report.status or None
        return Outcome.DELAYED
    return Outcome.AUTO_SUBMITTED


def came_back(db: Session, mail: Mail, *, status: str, now: datetime) -> None:
    """The mail did not reach its recipient, for good; the round's coordinator is told, once for each mail."""
    mail.state, mail.refusal = MailState.REFUSED, status
    round_ = db.get_one(Round, mail.round_id)
    owner = coordinator(db, round_)
    if mail.told_at is not None or mail.person_id == owner.id:
        return  # a letter about a letter that did not reach its reader would not reach them either
    head = mails.heading(db, round_, owner)
    letter = Undelivered(
        name=owner.name,
        round_name=head.round_name,
        coordinator=head.coordinator,
        recipient=_name(db, mail),
        address=mail.recipient,
        subject=_subject(db, mail),
        sent_at=mail.sent_at or mail.queued_at,
        status=status,
    )
    mails.queue(db, letter, key=f"undelivered:{mail.id}", to=owner, about=round_, now=now)
    mail.told_at = now


def _mail(db: Session, report: Report, to: Iterable[str]) -> Mail | None:
    """By the address that the bounce came to, else by the message id that it names."""
    ids = {found for each in to if (found := mail_behind(each))}
    if mail := db.scalar(select(Mail).where(Mail.id.in_(ids))) if len(ids) == 1 else None:
        return mail
    return db.scalar(select(Mail).where(Mail.message_id == report.message_id)) if report.message_id else None


def _name(db: Session, mail: Mail) -> str:
    """Colleagues without an account are known by their address only."""
    person = db.get(Person, mail.person_id) if mail.person_id else None
    return person.name if person else mail.recipient


def _subject(db: Session, mail: Mail) -> str:
    octets = db.scalars(select(Mail.octets).where(Mail.id == mail.id)).one()
    parsed = intake.parse(octets)
    return heads.header(parsed, "Subject") if parsed else ""
