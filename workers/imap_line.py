"""The line to a mailbox: whose it is, how it is opened, and in our words why it cannot be."""

import imaplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from imap_tools import BaseMailBox, MailBox, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError

from invites.post import Security
from workers.imap_token import NoToken, TokenSource

KEEP_ALIVE = {"TCP_KEEPIDLE": 60, "TCP_KEEPINTVL": 15, "TCP_KEEPCNT": 4}


class Trouble(StrEnum):
    """Why a mailbox cannot be read now."""

    UNREACHABLE = "unreachable"
    TLS = "tls"  # the line cannot be protected, or the certificate is not one that we believe
    SIGN_IN = "sign_in"
    FOLDER = "folder"
    NO_MOVE = "no_move"  # RFC 6851: without it a mail could not be moved in one go


class Away(Exception):
    """The mailbox cannot be read now; it may work later."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, kw_only=True)
class Account:
    """The mailbox that answers come to, and who reads it."""

    host: str
    port: int
    security: Security
    username: str
    password: str = ""
    tokens: TokenSource | None = None  # instead of a password
    folder: str = "INBOX"
    ca_file: Path | None = None
    timeout: float = 60.0

    @property
    def name(self) -> str:
        return f"{self.username}@{self.host}:{self.port}/{self.folder}"


def signed_in(account: Account) -> BaseMailBox:
    """An open line on which we have said who we are."""
    with talking(refused=Trouble.TLS):
        box = _connected(account)
        _keep_alive(box.client.sock)
    with talking(refused=Trouble.SIGN_IN):
        _sign_in(box, account)
    return box


@contextmanager
def talking(*, refused: Trouble) -> Iterator[None]:
    """What goes wrong on the line, in our words; `refused` is what a plain no of the server means here."""
    try:
        yield
    except ssl.SSLError:
        # While a line is being opened it is about whom to trust; later it is a line that breaks.
        raise Away(refused if refused is Trouble.TLS else Trouble.UNREACHABLE) from None
    except (imaplib.IMAP4.abort, OSError):
        raise Away(Trouble.UNREACHABLE) from None
    except (imaplib.IMAP4.error, ImapToolsError, NoToken):
        raise Away(refused) from None


def _sign_in(box: BaseMailBox, account: Account) -> None:
    if account.tokens is not None:
        box.xoauth2(account.username, account.tokens.token(), initial_folder=None)
    elif account.username.isascii() and account.password.isascii():
        box.login(account.username, account.password, initial_folder=None)
    else:
        box.login_utf8(account.username, account.password, initial_folder=None)


def _connected(account: Account) -> BaseMailBox:
    at, patience = (account.host, account.port), account.timeout
    if account.security is Security.TLS:
        return MailBox(*at, timeout=patience, ssl_context=_trusting(account.ca_file))
    box = MailBoxUnencrypted(*at, timeout=patience)
    if account.security is Security.STARTTLS:
        _protect(box, _trusting(account.ca_file))
    return box


def _protect(box: BaseMailBox, trusted: ssl.SSLContext) -> None:
    """A server that cannot is told apart from one that hangs up."""
    if "STARTTLS" not in box.client.capabilities:
        box.client.shutdown()
        raise Away(Trouble.TLS)
    box.client.starttls(trusted)


def _trusting(ca_file: Path | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca_file)
    except OSError:
        raise Away(Trouble.TLS) from None


def _keep_alive(line: socket.socket) -> None:
    """Between two mails hours may pass: a line that has died unseen must be noticed."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in KEEP_ALIVE.items():
        if option := getattr(socket, name, None):  # not every system knows all three
            line.setsockopt(socket.IPPROTO_TCP, option, value)
