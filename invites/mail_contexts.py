"""What letters about mails need to know: digests, and what HR hears of mails that did not arrive."""

from dataclasses import dataclass
from datetime import datetime

from invites.letterhead import Letterhead


@dataclass(frozen=True)
class Item:
    """The words of one mail that waited, without its greeting and its round; empty lines divide it."""

    subject: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Digest(Letterhead):
    """To somebody who has had enough mails this week."""

    kind = "digest"
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class NotDelivered(Letterhead):
    """To HR: one mail will not arrive; `mail` begins its id, `status` is the other side's numbers."""

    kind = "not_delivered"
    mail: str
    recipient: str
    subject: str
    queued_at: datetime
    status: str


@dataclass(frozen=True, kw_only=True)
class MailsToCheck(Letterhead):
    """To HR: what the nightly look at the round's mails has found, a line each."""

    kind = "mails_to_check"
    reference: str
    refused: tuple[str, ...]
    unanswered: tuple[str, ...]
    outdated: tuple[str, ...]
    stuck: tuple[str, ...]
    contested: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CasesStuck(Letterhead):
    """To whoever sees to them: cases that need a human, a line each."""

    kind = "cases_stuck"
    reference: str
    overdue: tuple[str, ...]
    at_work: tuple[str, ...]
    unheard: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WebhookPaused(Letterhead):
    """To whoever made it: an address takes nothing for days; `trouble` is a code."""

    kind = "webhook_paused"
    webhook: str
    server: str
    since: datetime
    trouble: str


MAIL_KINDS: tuple[type[Letterhead], ...] = (Digest, NotDelivered, MailsToCheck, CasesStuck, WebhookPaused)
