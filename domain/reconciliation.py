"""What a human should look at among a round's mails: lost, unanswered, answered too early, stuck."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, aliased, undefer

from domain.invitations import stored
from domain.working_days import in_working_days
from invites.meetings import last_moment
from invites.reading_back import subject_of
from models.exchanges import Exchange
from models.invites import Attendance, InboundMail, Invite, Reply
from models.mails import Mail
from models.people import Person
from models.rounds import Round
from models.states import Answer, ExchangeState, MailState

STUCK_AFTER = timedelta(hours=1)


class Trouble(StrEnum):
    """What is the matter with a mail."""

    REFUSED = "refused"  # it did not arrive, and has not been sent again
    UNANSWERED = "unanswered"  # an invitation that nobody has answered in time
    OUTDATED = "outdated"  # the answer came, but to a version that no longer holds
    STUCK = "stuck"  # the first to somebody in its lane, and the mail server does not take it
    CONTESTED = "contested"  # its reader has had another one before the database was restored


@dataclass(frozen=True)
class Finding:
    """One mail that somebody should look at; `status` is what the mail server said, if it did."""

    trouble: Trouble
    mail_id: UUID
    exchange_id: UUID | None
    name: str
    address: str
    subject: str
    since: datetime
    status: str = ""


def find(db: Session, round_: Round, *, now: datetime) -> tuple[Finding, ...]:
    """By trouble, the oldest first; each mail once."""
    lost = [*_refused(db, round_), *_contested(db, round_)]
    found = [*lost, *_open(db, round_, now=now), *_stuck(db, round_, now=now)]
    order = list(Trouble)
    return tuple(sorted(found, key=lambda each: (order.index(each.trouble), each.since, each.address)))


def fingerprint(found: tuple[Finding, ...]) -> str:
    """Changes when the list does; empty when nothing is the matter."""
    if not found:
        return ""
    lines = sorted(f"{each.trouble} {each.mail_id}" for each in found)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _refused(db: Session, round_: Round) -> Iterator[Finding]:
    again = aliased(Mail)
    is_repeated = exists().where(again.repeats_id == Mail.id, again.state != MailState.REFUSED)
    lost = _of(round_).where(Mail.state == MailState.REFUSED, Mail.recipient != "", ~is_repeated)
    for mail in db.scalars(lost):
        yield _finding(db, Trouble.REFUSED, mail, status=mail.refusal or "")


def _contested(db: Session, round_: Round) -> Iterator[Finding]:
    for mail in db.scalars(_of(round_).where(Mail.state == MailState.CONTESTED)):
        yield _finding(db, Trouble.CONTESTED, mail)


def _stuck(db: Session, round_: Round, *, now: datetime) -> Iterator[Finding]:
    is_held = Mail.held_until.is_not(None) & (Mail.held_until > now)
    waiting = _of(round_).where(Mail.state == MailState.QUEUED, ~is_held, Mail.queued_at <= now - STUCK_AFTER)
    told: set[tuple[str, str]] = set()
    for mail in db.scalars(waiting.order_by(Mail.lane, Mail.number)):
        if (mail.lane, mail.recipient) not in told:
            yield _finding(db, Trouble.STUCK, mail, status=mail.trouble or "")
        told.add((mail.lane, mail.recipient))


def _open(db: Session, round_: Round, *, now: datetime) -> Iterator[Finding]:
    """The newest request to each person who has not answered it."""
    asked = (
        select(Invite, Attendance)
        .join(Attendance, Attendance.invite_id == Invite.id)
        .join(Exchange, Exchange.id == Invite.exchange_id)
        .where(Exchange.round_id == round_.id, Exchange.state == ExchangeState.CONFIRMED)
        .where(Invite.cancelled_at.is_(None), Attendance.answer == Answer.NEEDS_ACTION)
        .where(Attendance.person_id.is_not(None))
    )
    for invite, attendance in db.execute(asked).all():
        meeting, mail = stored(invite), _newest_request(db, invite, attendance)
        if meeting is None or mail is None or mail.sent_at is None or last_moment(meeting.when) <= now:
            continue
        if _answered_earlier_version(db, attendance, mail):
            yield _finding(db, Trouble.OUTDATED, mail)
        elif in_working_days(mail.sent_at, round_.answer_working_days) <= now:
            yield _finding(db, Trouble.UNANSWERED, mail)


def _newest_request(db: Session, invite: Invite, attendance: Attendance) -> Mail | None:
    requests = (
        select(Mail)
        .options(undefer(Mail.octets))
        .where(Mail.invite_id == invite.id, Mail.recipient == attendance.email, Mail.method == "REQUEST")
    )
    return db.scalars(requests.order_by(Mail.number.desc()).limit(1)).first()


def _answered_earlier_version(db: Session, attendance: Attendance, mail: Mail) -> bool:
    """Whether something came after this request that was about one before it."""
    said = (
        select(func.count(Reply.id))
        .join(InboundMail, InboundMail.id == Reply.inbound_mail_id)
        .where(Reply.invite_id == attendance.invite_id, Reply.person_id == attendance.person_id)
        .where(Reply.sequence < mail.sequence, InboundMail.received_at >= mail.queued_at)
    )
    return bool(db.scalar(said))


def _of(round_: Round) -> Select[Mail]:
    return select(Mail).where(Mail.round_id == round_.id).options(undefer(Mail.octets))


def _finding(db: Session, trouble: Trouble, mail: Mail, *, status: str = "") -> Finding:
    person = db.get(Person, mail.person_id) if mail.person_id else None
    return Finding(
        trouble=trouble,
        mail_id=mail.id,
        exchange_id=mail.exchange_id,
        name=person.name if person else mail.recipient_name or "",
        address=mail.recipient,
        subject=subject_of(mail.octets),
        since=mail.sent_at or mail.queued_at,
        status=status,
    )
