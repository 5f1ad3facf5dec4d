"""The doors through which mail leaves."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from smtplib import (
    SMTP,
    SMTP_SSL,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)
from ssl import SSLContext, create_default_context
from typing import Protocol

from invites.meetings import check_address

KEY = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,200}")
SIGN_IN_FAILURES = (530, 534, 535, 538)
CLOSING = 421


ENHANCED = re.compile(rb"[245]\.\d{1,3}\.\d{1,3}(?![\d.])")  # RFC 3463


@dataclass(frozen=True)
class Verdict:
    """What the receiving side answered for one recipient: numbers only, never its text."""

    code: int
    enhanced: str = ""

    def __str__(self) -> str:
        return f"{self.code} {self.enhanced}".strip()

    @property
    def is_final(self) -> bool:
        """Whether trying again is hopeless; a failed sign-in is the operator's trouble alone."""
        return 500 <= self.code < 600 and self.code not in SIGN_IN_FAILURES


class Refused(Exception):
    """The receiving side said no for good (SMTP 5xx)."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(f"refused with {verdict}")
        self.verdict = verdict


class Unavailable(Exception):
    """It may work later: there is no connection, or the sign-in fails."""


class Deferred(Unavailable):
    """The server is there but does not take this mail now (SMTP 4xx, or it hung up): others may pass."""

    def __init__(self, trouble: str) -> None:
        super().__init__(f"not now: {trouble}")
        self.trouble = trouble


class Door(Protocol):
    """A way out for finished mails; sending the same key twice is harmless where the door can help it."""

    def send(self, *, key: str, sender: str, to: str, octets: bytes) -> None:
        """Hand one mail over; returns only when it is safe."""


@dataclass(frozen=True)
class FolderDoor:
    """Each mail is a file that a mail program can open."""

    folder: Path

    def send(self, *, key: str, sender: str, to: str, octets: bytes) -> None:  # noqa: ARG002
        """Write `<key>.eml` whole or not at all; the same key again replaces it with the same octets."""
        if not KEY.fullmatch(key):
            raise ValueError("a key names one file")
        self.folder.mkdir(parents=True, exist_ok=True)
        unfinished = self.folder / f".{key}.{os.getpid()}.unfinished"
        with unfinished.open("wb") as file:
            file.write(octets)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self.folder / f"{key}.eml")
        self._keep_name()

    def _keep_name(self) -> None:
        """A file's name is safe only when its folder is written too."""
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


class Security(StrEnum):
    """How the line to the relay is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, kw_only=True)
class Relay:
    """The mail server that takes our mail."""

    host: str
    port: int
    security: Security = Security.STARTTLS
    username: str = ""
    password: str = ""
    token: Callable[[], str] | None = None  # instead of a password: a token of this moment, or Unavailable
    timeout: float = 30.0
    ca_file: Path | None = None  # who vouches for it; else whom this machine trusts

    def context(self) -> SSLContext:
        """Certificate and name are always verified."""
        return create_default_context(cafile=self.ca_file)


class SmtpDoor:
    """One connection, kept open between mails; not for several threads."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._connection: SMTP | None = None

    def send(self, *, key: str, sender: str, to: str, octets: bytes) -> None:  # noqa: ARG002
        """Hand one mail to the relay; raises Refused or Unavailable."""
        check_address(sender)
        check_address(to)
        try:
            self._deliver(sender, to, octets)
        except SMTPRecipientsRefused as refusal:
            raise _judged(*next(iter(refusal.recipients.values()))) from None
        except SMTPResponseException as refusal:
            raise _judged(refusal.smtp_code, refusal.smtp_error) from None
        except (SMTPException, OSError):
            self.close()
            raise Deferred("connection lost") from None

    def close(self) -> None:
        """Hang up."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _deliver(self, sender: str, to: str, octets: bytes) -> None:
        """A connection that the relay dropped while idle is opened once more."""
        was_open = self._connection is not None
        try:
            self._connected().sendmail(sender, [to], octets)
        except (SMTPServerDisconnected, ConnectionError):
            self.close()
            if not was_open:
                raise
            self._connected().sendmail(sender, [to], octets)

    def _connected(self) -> SMTP:
        if self._connection is None:
            try:
                self._connection = _connect(self._relay)
            except SMTPException:
                raise Unavailable("the relay does not let us in") from None
            except OSError:
                raise Unavailable("no connection") from None
        return self._connection


def _connect(relay: Relay) -> SMTP:
    if relay.security is Security.TLS:
        connection: SMTP = SMTP_SSL(relay.host, relay.port, timeout=relay.timeout, context=relay.context())
    else:
        connection = SMTP(relay.host, relay.port, timeout=relay.timeout)
    if relay.security is Security.STARTTLS:
        connection.starttls(context=relay.context())
    if relay.token is not None:
        _sign_in_by_token(connection, relay.username, relay.token())
    elif relay.username:
        connection.login(relay.username, relay.password)
    return connection


def _sign_in_by_token(connection: SMTP, username: str, token: str) -> None:
    """XOAUTH2 as Microsoft and Google have it; to what a relay says against a token nothing is said."""
    said = f"user={username}\x01auth=Bearer {token}\x01\x01"
    connection.ehlo_or_helo_if_needed()
    connection.auth("XOAUTH2", lambda challenge=None: said if challenge is None else "")


def _judged(code: int, said: bytes | str) -> Refused | Unavailable:
    """421 closes the line for everybody; other words are about this mail alone."""
    found = ENHANCED.match(said if isinstance(said, bytes) else said.encode())
    verdict = Verdict(code, found[0].decode() if found else "")
    if verdict.is_final:
        return Refused(verdict)
    if code in SIGN_IN_FAILURES:
        return Unavailable("the sign-in fails")
    return Unavailable("the relay closes") if code == CLOSING else Deferred(str(verdict))
