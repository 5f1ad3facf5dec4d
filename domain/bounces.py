"""Mails of ours that came back: the mail is marked, and a human hears of it once."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import undelivered
from invites.bounces import Action, Report
from invites.judgement import Outcome
from invites.verp import mail_behind
from models.invites import InboundMail
from models.mails import Mail

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
        undelivered.note(db, mail, status=report.status or NO_STATUS, now=now)
        return Outcome.BOUNCE
    if report.action is Action.DELAYED:
        mail.trouble = report.status or None
        return Outcome.DELAYED
    return Outcome.AUTO_SUBMITTED


def _mail(db: Session, report: Report, to: Iterable[str]) -> Mail | None:
    """By the address that the bounce came to, else by the message id that it names."""
    ids = {found for each in to if (found := mail_behind(each))}
    if mail := db.scalar(select(Mail).where(Mail.id.in_(ids))) if len(ids) == 1 else None:
        return mail
    return db.scalar(select(Mail).where(Mail.message_id == report.message_id)) if report.message_id else None
