"""One mail as its receiver gets it: headers, text, HTML and the calendar part."""

from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from uuid import UUID

from sqlalchemy import select

from domain import resending
from domain.access import visibility
from domain.access.policy import Action, can
from models.mails import Mail
from models.people import Person
from models.record import Record
from models.rounds import Round
from models.states import MailState
from web.deeds.of_mails import DEEDS, AtMail
from web.deeds.sheets import Sheet, Tried, sheets
from web.views.calendars import CalendarView, calendar
from web.views.mail_fates import Fate, fate
from web.views.masking import masked
from web.views.reading import Reading

SHOWN = (
    "From",
    "Reply-To",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "Auto-Submitted",
    "List-ID",
)


class Line(Record):
    """One header line."""

    name: str
    value: str


class Whose(Record):
    id: UUID
    name: str


class MailView(Record):
    id: UUID
    kind: str
    state: MailState
    refusal: str | None
    fate: Fate | None
    queued_at: datetime
    sent_at: datetime | None
    reference: str
    round_name: str
    subject: str
    headers: tuple[Line, ...]
    text: str
    has_html: bool
    calendar: CalendarView | None
    person: Whose | None
    exchange_id: UUID | None
    workshop_id: UUID | None
    times_again: int
    first_id: UUID | None
    may_download: bool
    deeds: tuple[Sheet, ...]
    tried: Tried | None


def look(seen: Reading, mail_id: UUID, *, tried: Tried | None = None) -> MailView | None:
    found = seen.db.execute(
        select(Mail, Mail.octets, Round)
        .join(Round, Round.id == Mail.round_id)
        .where(Mail.id == mail_id, visibility.steered_rounds(seen.actor))
    ).one_or_none()
    if found is None:
        return None
    mail, raw, round_ = found
    message = _message(raw)
    return MailView(
        id=mail.id,
        kind=mail.kind,
        state=mail.state,
        refusal=mail.refusal,
        fate=fate(seen, mail),
        queued_at=mail.queued_at,
        sent_at=mail.sent_at,
        reference=round_.reference,
        round_name=round_.name(seen.language),
        subject=str(message.get("Subject", "")),
        headers=tuple(Line(name=name, value=str(message[name])) for name in SHOWN if name in message),
        text=masked(_body(message, "plain") or ""),
        has_html=message.get_body(("html",)) is not None,
        calendar=_calendar(message),
        person=_whose(seen, mail),
        exchange_id=mail.exchange_id,
        workshop_id=mail.workshop_id,
        times_again=resending.times(seen.db, mail),
        first_id=mail.repeats_id,
        may_download=may_download(seen),
        deeds=sheets(DEEDS, AtMail(seen, mail), tried),
        tried=tried,
    )


def may_download(seen: Reading) -> bool:
    return can(seen.actor, Action.OPERATE).is_allowed


def _whose(seen: Reading, mail: Mail) -> Whose | None:
    """Whose page may be looked at."""
    visible = visibility.people(seen.actor)
    person = seen.db.scalar(select(Person).where(Person.id == mail.person_id, visible))
    return Whose(id=person.id, name=person.name) if person else None


def html(seen: Reading, mail_id: UUID) -> str | None:
    raw = octets(seen, mail_id)
    found = _body(_message(raw), "html") if raw else None
    return None if found is None else masked(found)


def octets(seen: Reading, mail_id: UUID) -> bytes | None:
    """The mail exactly as it leaves, for whoever looks after the house; its links answer for its reader."""
    return seen.db.scalar(select(Mail.octets).where(Mail.id == mail_id, visibility.outbox(seen.actor)))


def letter(raw: bytes) -> tuple[str, str]:
    """The subject and the text of a mail that has not been queued."""
    message = _message(raw)
    return str(message.get("Subject", "")), _body(message, "plain") or ""


def _message(raw: bytes) -> EmailMessage:
    message: EmailMessage = message_from_bytes(raw, policy=default)
    return message


def _body(message: EmailMessage, subtype: str) -> str | None:
    part = message.get_body((subtype,))
    return str(part.get_content()) if part else None


def _calendar(message: EmailMessage) -> CalendarView | None:
    parts = (part for part in message.walk() if part.get_content_type() == "text/calendar")
    part = next(parts, None)
    raw = part.get_payload(decode=True) if part else None
    return calendar(raw) if isinstance(raw, bytes) else None
