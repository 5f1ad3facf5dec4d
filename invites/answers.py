"""Answers as mail clients write them, for rehearsals and tests."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from invites.meetings import Answer


class Client(StrEnum):
    """Whose habits a reply imitates."""

    THUNDERBIRD = "thunderbird"
    OUTLOOK = "outlook"


@dataclass(frozen=True, kw_only=True)
class Answering:
    """Who answers what, when; `message_id` is bare."""

    attendee: str
    answer: Answer
    stamp: datetime
    message_id: str
    comment: str = ""


def reply_mail(request: bytes, answering: Answering, *, style: Client = Client.THUNDERBIRD) -> bytes:
    """The mail that a client sends back for one request mail."""
    raise NotImplementedError
