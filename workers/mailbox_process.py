"""The process that reads the mailbox: everything it needs, from the operator's settings."""

import asyncio
import logging

from domain.refusals import Invalid
from invites.post import Security
from models.languages import _
from settings import Settings
from workers.imap_folder import opened
from workers.imap_line import Account
from workers.imap_token import TokenSource
from workers.mailbox import MailboxReader
from workers.mailbox_lease import Lease
from workers.office import Office, is_rehearsed
from workers.readers import Readers, Reception
from workers.shelves import Shelf

log = logging.getLogger("vaihto.mailbox")
PORTS = {Security.NONE: 143, Security.STARTTLS: 143, Security.TLS: 993}


async def read_mailbox(office: Office, settings: Settings, leave: asyncio.Event, *, is_alone: bool) -> None:
    """Read until told to leave. A rehearsal's people are invented: nobody else may answer for them."""
    if is_rehearsed(office.database):
        log.warning("this is a rehearsal: the mailbox stays closed")
        await leave.wait()
        return
    with Readers() as readers:
        reader = reader_of(Reception(office, readers, authserv=settings.mail_authserv), settings)
        if is_alone:
            await asyncio.to_thread(reader.lease.void)
        reading = asyncio.ensure_future(asyncio.to_thread(reader.run))
        leaving = asyncio.ensure_future(leave.wait())
        await asyncio.wait((reading, leaving), return_when=asyncio.FIRST_COMPLETED)
        reader.stop()
        await reading


def reader_of(reception: Reception, settings: Settings) -> MailboxReader:
    account = account_of(settings)
    shelves = {
        Shelf.DONE: settings.imap_done,
        Shelf.HELD: settings.imap_held,
        Shelf.REJECTED: settings.imap_rejected,
    }
    lease = Lease(reception.office.database, account.name)
    return MailboxReader(lease, reception, opening=lambda: opened(account), shelves=shelves)


def account_of(settings: Settings) -> Account:
    """The mailbox that the operator has set; without a host there is none."""
    tokens, password = tokens_of(settings), settings.imap_password
    if not (settings.imap_host and settings.imap_user and (tokens or password)):
        raise Invalid(_("A mailbox needs VAIHTO_IMAP_HOST, VAIHTO_IMAP_USER and VAIHTO_IMAP_PASSWORD."))
    security = Security(settings.imap_security)
    return Account(
        host=settings.imap_host,
        port=settings.imap_port or PORTS[security],
        security=security,
        username=settings.imap_user,
        password=password.get_secret_value() if password else "",
        tokens=tokens,
        folder=settings.imap_folder,
        ca_file=settings.imap_ca_file,
    )


def tokens_of(settings: Settings) -> TokenSource | None:
    """Who gives tokens, where tokens take a password's place."""
    if not settings.imap_token_url:
        return None
    if not (settings.imap_client_id and settings.imap_client_secret):
        raise Invalid(_("VAIHTO_IMAP_TOKEN_URL needs VAIHTO_IMAP_CLIENT_ID and VAIHTO_IMAP_CLIENT_SECRET."))
    return TokenSource(
        address=settings.imap_token_url,
        client_id=settings.imap_client_id,
        secret=settings.imap_client_secret.get_secret_value(),
        scope=settings.imap_scope,
    )
