"""A real mail server that remembers what came, and lanes of mails for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import update

from invites.post import Relay, Security, SmtpDoor
from models.clock import WallClock
from models.database import Database
from models.events import Stream
from models.exchanges import Exchange
from models.mails import Mail
from models.people import Person
from models.states import MailState
from tests.builders_of_exchanges import a_mail, an_exchange
from workers.delivery import Delivery, Manner
from workers.office import Office
from workers.temporal_server import free_port


@dataclass
class Sink:
    """Answers to RCPT by address; each answer counts once."""

    answers: dict[str, str] = field(default_factory=dict)
    octets: list[bytes] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.octets.append(envelope.original_content or b"")
        self.senders.append(envelope.mail_from or "")
        self.recipients += envelope.rcpt_tos
        return "250 OK"

    @property
    def subjects(self) -> list[str]:
        return [str(message_from_bytes(each)["Subject"]) for each in self.octets]


@contextmanager
def serving(sink: Sink, *, port: int) -> Iterator[None]:
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


def a_delivery(database: Database, *, port: int, manner: Manner | None = None) -> Delivery:
    relay = Relay(host="127.0.0.1", port=port, security=Security.NONE, timeout=10.0)
    return Delivery(Office(database, WallClock()), SmtpDoor(relay), manner=manner)


def a_lane(database: Database, *subjects: str, to: str = "aino@example.org") -> str:
    """Queued mails to one person, in this order; the lane's id."""
    with database.change() as db:
        exchange = an_exchange(db)
        person = db.get_one(Person, exchange.guest_id)
        for each in subjects:
            octets = f"Subject: {each}\r\n\r\nKeksitty.\r\n".encode()
            mail = a_mail(db, about=db.get_one(Exchange, exchange.id), to=person, octets=octets)
            mail.recipient, mail.message_id = to, mail.message_id.strip("<>")
        return mail.lane


def states(database: Database, lane: str) -> list[MailState]:
    with database.look() as db:
        return [each.state for each in db.query(Mail).filter_by(lane=lane).order_by(Mail.number)]


def rests_run_out(database: Database) -> None:
    """Leases of the dead, and the rests after a "not now"."""
    past = datetime.now(UTC) - timedelta(hours=1)
    with database.change() as db:
        db.execute(update(Stream).values(mails_leased_until=past))
        db.execute(update(Mail).where(Mail.next_try_at.is_not(None)).values(next_try_at=past))


__all__ = ["Sink", "a_delivery", "a_lane", "free_port", "rests_run_out", "serving", "states"]
