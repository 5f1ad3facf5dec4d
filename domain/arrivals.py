"""A mail that reached us, as it is named and kept."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from domain import inbound
from invites.intake import MAX_OCTETS
from invites.judgement import Outcome
from invites.replies import Heard, Reply
from models.invites import InboundMail

LONGEST_NAME = 300


@dataclass(frozen=True)
class Arrived:
    """A mail that reached us, and what was read from it.

    `recipient` is the address it was delivered to, if the mail server says it; `authserv` is the name by
    which our own mail server signs what it found out about the sender.
    """

    octets: bytes
    heard: Heard
    recipient: str = ""
    authserv: str = ""

    @property
    def message_id(self) -> str:
        """The name by which it is known when it comes again."""
        headers = self.heard.headers
        if headers and headers.message_id:
            return headers.message_id[:LONGEST_NAME]
        return f"sha256:{hashlib.sha256(self._kept()).hexdigest()}"

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address that the mail came to: the mail server's own word first."""
        headers = self.heard.headers
        return (self.recipient, *(headers.recipients if headers else ()))

    def row(self, outcome: str, *, now: datetime) -> InboundMail:
        return InboundMail(
            message_id=self.message_id,
            received_at=now,
            octets=self._kept(),
            outcome=outcome,
            words=self._words(),
        )

    def _kept(self) -> bytes:
        """Of a mail too large to be read the head alone, as when it comes by IMAP."""
        return inbound.head_of(self.octets) if len(self.octets) > MAX_OCTETS else self.octets

    def _words(self) -> str:
        """A calendar's comment is what they wrote into it; else the text of the mail."""
        said = self.heard.said if isinstance(self.heard, Reply) else ()
        return "\n".join(each.comment for each in said if each.comment) or self.heard.words


@dataclass(frozen=True)
class Receipt:
    """What was recorded, now or when the mail came for the first time."""

    outcome: str
    is_new: bool

    @property
    def said(self) -> str:
        """What became of the mail this time."""
        return self.outcome if self.is_new else Outcome.DUPLICATE.value
