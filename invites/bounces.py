"""What mail servers say about a mail of ours that did not arrive: RFC 3464 reports, and older habits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from enum import StrEnum

from invites.heads import AWAY, Headers, header, named_ids
from invites.parts import leaves, text_of

MAX_TEXT = 50_000
STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
REPLY_CODE = re.compile(r"(?<![\d.])([45])\d\d[ -](?![\d.])")
ORIGINAL_ID = re.compile(r"^[>\s]*message-id:\s*(<[^<>\s]{1,200}>)", re.IGNORECASE | re.MULTILINE)
DAEMONS = ("mailer-daemon", "mail-daemon", "mailerdaemon")


class Action(StrEnum):
    """What became of the mail (RFC 3464 2.3.3), as far as it matters."""

    FAILED = "failed"
    DELAYED = "delayed"
    ARRIVED = "arrived"


@dataclass(frozen=True)
class Report:
    """One server's word; `message_id` is our mail's, bare; `status` is like 5.1.1; either may be empty."""

    action: Action
    status: str
    message_id: str


ACTIONS = {
    "failed": Action.FAILED,
    "delayed": Action.DELAYED,
    "delivered": Action.ARRIVED,
    "relayed": Action.ARRIVED,
    "expanded": Action.ARRIVED,
}


def report(mail: Message, headers: Headers) -> Report | None:
    """What a server reports; None if this mail is no such report."""
    blocks = [block for part in mail.walk() for block in _blocks(part)]
    said = next((each for each in blocks if header(each, "Action")), None)
    if said is not None:
        return _stated(said, _original_id(mail))
    is_receipt = mail.get_content_type() == "multipart/report" and not blocks
    return _old_habit(mail) if _is_machine(headers) and not is_receipt else None


def _stated(said: Message, message_id: str) -> Report | None:
    action = ACTIONS.get(header(said, "Action").casefold())
    status = STATUS.search(header(said, "Status"))
    return Report(action, status[1] if status else "", message_id) if action else None


def _blocks(part: Message) -> list[Message]:
    payload = part.get_payload()
    is_status = part.get_content_type() == "message/delivery-status" and isinstance(payload, list)
    return [each for each in payload if isinstance(each, Message)] if is_status else []


def _old_habit(mail: Message) -> Report | None:
    """A text from a mail server that names a code; without one nobody can tell what it says."""
    text = "\n".join(_texts(mail))
    if status := STATUS.search(text):
        return Report(_action(status[1]), status[1], _original_id(mail))
    if code := REPLY_CODE.search(text):
        return Report(_action(code[1]), f"{code[1]}.0.0", _original_id(mail))
    return None


def _action(status: str) -> Action:
    return {"2": Action.ARRIVED, "4": Action.DELAYED, "5": Action.FAILED}[status[0]]


def _is_machine(headers: Headers) -> bool:
    """An empty sender alone is none: people's out-of-office mails have it too, and days like codes."""
    name = headers.from_address.partition("@")[0]
    is_labelled = headers.is_responder or headers.auto_submitted not in ("", "no")
    if name in DAEMONS:
        return True
    is_nameless = headers.is_bounce and not headers.from_address
    return (name == "postmaster" or is_nameless) and not is_labelled and not AWAY.match(headers.subject)


def _original_id(mail: Message) -> str:
    """From the mail or the headers that are enclosed, else from what the text quotes."""
    enclosed = (part for part in mail.walk() if part is not mail and part["Message-ID"])
    named = next((each for part in enclosed for each in named_ids(str(part["Message-ID"]))), "")
    if named:
        return named
    quoted = (ORIGINAL_ID.search(text) for text in _texts(mail))
    return next((each for found in quoted if found for each in named_ids(found[1])), "")


def _texts(mail: Message) -> Iterator[str]:
    """Also those parts whose type claims to be headers only."""
    for part in leaves(mail):
        if part.get_content_maintype() == "text":
            yield text_of(part, MAX_TEXT)
