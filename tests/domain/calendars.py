"""What people's calendars were told, read back by icalendar from the octets that were queued."""

from datetime import datetime
from email import message_from_bytes

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from domain.replies import receive
from invites.meetings import Answer as Word
from models.exchanges import Exchange
from models.mails import Mail
from tests.domain.lived import lane
from tests.invites.made import Seen, events
from workers.answering import Answering, Client
from workers.replying import reply_mail


def sent(db: Session, exchange: Exchange) -> list[Seen]:
    """The first event of each calendar that was queued, in the order of the mails."""
    return [each[0] for each in calendars(db, exchange)]


def calendars(db: Session, exchange: Exchange, *, to: str = "") -> list[list[Seen]]:
    """All events of each calendar; of one recipient, if named."""
    found = select(Mail).where(Mail.lane == lane(exchange), Mail.method.is_not(None)).order_by(Mail.number)
    mails = db.scalars(found.options(undefer(Mail.octets)))
    return [events(calendar_in(each.octets)) for each in mails if to in ("", each.recipient)]


def calendar_in(octets: bytes) -> bytes:
    walk = message_from_bytes(octets).walk()
    part = next(each for each in walk if each.get_content_type() == "text/calendar")
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload


def declines(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """The host says no in their calendar, and the place is held in doubt."""
    found = select(Mail).where(Mail.exchange_id == exchange.id, Mail.person_id == exchange.host_id)
    mail = db.scalars(found.order_by(Mail.number).options(undefer(Mail.octets))).first()
    assert mail is not None
    said = Answering(attendee=mail.recipient, answer=Word.DECLINED, stamp=now, message_id="no@example.org")
    assert receive(db, reply_mail(mail.octets, said, style=Client.OUTLOOK), now=now) == "applied"
