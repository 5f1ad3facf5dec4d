"""Who answers what, and in whose habits, when invented people write from their calendars."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from icalendar import Event

from invites.meetings import Answer, check_address


class Client(StrEnum):
    """Whose habits a reply imitates."""

    THUNDERBIRD = "thunderbird"
    OUTLOOK = "outlook"
    GMAIL = "gmail"
    APPLE = "apple"


class Saying(StrEnum):
    """What is sent back (the methods of RFC 5546)."""

    REPLY = "REPLY"
    COUNTER = "COUNTER"
    REFRESH = "REFRESH"
    CANCEL = "CANCEL"


@dataclass(frozen=True, kw_only=True)
class Answering:
    """Who answers what, when; `message_id` is bare, `occurrence` the original start of one session.

    A COUNTER proposes that it `starts` at another time; it lasts as long as before.
    """

    attendee: str
    answer: Answer
    stamp: datetime
    message_id: str
    comment: str = ""
    occurrence: datetime | None = None
    saying: Saying = Saying.REPLY
    starts: datetime | date | None = None

    def __post_init__(self) -> None:
        check_address(self.attendee)
        check_address(self.message_id)


@dataclass(frozen=True)
class Asked:
    """What a client reads from a request mail."""

    message_id: str
    organiser: str
    event: Event
