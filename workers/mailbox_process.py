"""The process that reads the mailbox: everything it needs, from the operator's settings."""

import asyncio
import logging

from domain import inbound, replies
from domain.replies import Arrived
from invites.intake import Unread
from invites.post import Security
from invites.replies import read
from settings import Settings
from workers.imap_folder import opened
from workers.imap_line import Account
from workers.mailbox import MailboxReader
from workers.mailbox_lease import Lease
from workers.office import Office, is_rehearsed
from workers.shelves import Shelf

log = logging.getLogger("vaihto.mailbox")
PORTS = {Security.NONE: 143, Security.STARTTLS: 143, Security.TLS: 993}


class Inbox:
    """Where mails are received: each in one transaction."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def receive(self, octets: bytes) -> str:
        arrived = Arrived(octets, read(octets))
        with self.office.change() as db:
            return replies.take(db, arrived, now=self.office.clock.now()).outcome

    def set_aside(self, head: bytes, *, place: str, why: Unread) -> str:
        with self.office.change() as db:
            return inbound.set_aside(db, head, place=place, why=why, now=self.office.clock.now())


async def read_mailbox(office: Office, settings: Settings, leave: asyncio.Event, *, is_alone: bool) -> None:
    """Read until told to leave. A rehearsal's people are invented: nobody else may answer for them."""
    if is_rehearsed(office.database):
        log.warning("this is a rehearsal: the mailbox stays closed")
        await leave.wait()
        return
    reader = reader_of(office, settings)
    if is_alone:
        await asyncio.to_thread(reader.lease.void)
    reading = asyncio.ensure_future(asyncio.to_thread(reader.run))
    leaving = asyncio.ensure_future(leave.wait())
    await asyncio.wait((reading, leaving), return_when=asyncio.FIRST_COMPLETED)
    reader.stop()
    await reading


def reader_of(office: Office, settings: Settings) -> MailboxReader:
    account = account_of(settings)
    shelves = {
        Shelf.DONE: settings.imap_done,
        Shelf.HELD: settings.imap_held,
        Shelf.REJECTED: settings.imap_rejected,
    }
    lease = Lease(office.database, account.name)
    return MailboxReader(lease, Inbox(office), opening=lambda: opened(account), shelves=shelves)


def account_of(settings: Settings) -> Account:
    """The mailbox that the operator has set; without a host there is none."""
    if not (settings.imap_host and settings.imap_user and settings.imap_password):
        raise SystemExit("VAIHTO_IMAP_HOST needs VAIHTO_IMAP_USER and VAIHTO_IMAP_PASSWORD beside it.")
    security = Security(settings.imap_security)
    return Account(
        host=settings.imap_host,
        port=settings.imap_port or PORTS[security],
        security=security,
        username=settings.imap_user,
        password=settings.imap_password.get_secret_value(),
        folder=settings.imap_folder,
        ca_file=settings.imap_ca_file,
    )
