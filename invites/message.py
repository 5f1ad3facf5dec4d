"""One mail as octets: the same input always gives the same octets."""

from dataclasses import dataclass
from datetime import datetime

from invites.issue import Method
from invites.letters import Letter
from invites.meetings import Mailbox
from models.languages import Language


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """Who writes to whom, and where the mail stands in its thread.

    Message ids are bare, as `<token@example.org>` without the brackets; `in_reply_to` is the first mail
    of the thread; `list_id` is a domain-like name.
    """

    message_id: str
    sender: Mailbox
    to: Mailbox
    date: datetime
    language: Language
    list_id: str
    in_reply_to: str | None = None


def compose(
    envelope: Envelope, letter: Letter, *, calendar: bytes | None = None, method: Method | None = None
) -> bytes:
    """The whole mail with CRLF line ends; `calendar` goes with its `method`, or both are absent."""
    raise NotImplementedError


def return_path(mailbox: str, *, token: str) -> str:
    """The SMTP sender (VERP) by which a bounce names the mail it bounces: `local+token@domain`."""
    raise NotImplementedError
