"""The folder to which a mail is moved when its outcome has been recorded."""

from enum import StrEnum

from invites.intake import Unread
from invites.judgement import Outcome


class Shelf(StrEnum):
    DONE = "done"
    HELD = "held"  # a human decides, or should have a look
    REJECTED = "rejected"  # nothing of it counts, and nobody needs to do anything


SHELVES: dict[str, Shelf] = {
    Outcome.APPLIED: Shelf.DONE,
    Outcome.UNCONFIRMED: Shelf.DONE,
    Outcome.DUPLICATE: Shelf.DONE,
    Outcome.STALE: Shelf.DONE,
    Outcome.AUTO_SUBMITTED: Shelf.DONE,
    Outcome.COUNTER_TAKEN: Shelf.DONE,
    Outcome.COUNTER_DECLINED: Shelf.DONE,
    Outcome.REFRESH: Shelf.DONE,
    Outcome.BOUNCE: Shelf.DONE,
    Outcome.DELAYED: Shelf.DONE,
    Outcome.COUNTER: Shelf.HELD,
    Outcome.ASKS_RELEASE: Shelf.HELD,
    Outcome.HELD_SENDER: Shelf.HELD,
    Outcome.HELD_DELEGATION: Shelf.HELD,
    Outcome.HELD_SEQUENCE: Shelf.HELD,
    Outcome.HELD_RANGE: Shelf.HELD,
    Outcome.HELD_WORDS: Shelf.HELD,
    Outcome.OLD_VERSION: Shelf.HELD,
    Outcome.NOT_INVITED: Shelf.HELD,
    Outcome.NO_ANSWER: Shelf.HELD,
    Outcome.UNKNOWN_UID: Shelf.REJECTED,
    Outcome.UNKNOWN_SESSION: Shelf.REJECTED,
    Outcome.WRONG_METHOD: Shelf.REJECTED,
    Unread.NO_CALENDAR: Shelf.HELD,
    Unread.SET_ASIDE: Shelf.HELD,
    Unread.BROKEN_CALENDAR: Shelf.HELD,
    Unread.METHOD_DIFFERS: Shelf.HELD,
    Unread.NO_UID: Shelf.HELD,
    Unread.NO_ATTENDEE: Shelf.HELD,
    Unread.UNKNOWN_ZONE: Shelf.HELD,
    Unread.TOO_LARGE: Shelf.REJECTED,
    Unread.TOO_MANY_PARTS: Shelf.REJECTED,
    Unread.TOO_DEEP: Shelf.REJECTED,
    Unread.TOO_MANY_LINES: Shelf.REJECTED,
    Unread.TOO_HEAVY: Shelf.HELD,
    Unread.BROKEN_MAIL: Shelf.REJECTED,
}


def shelf_of(outcome: str) -> Shelf:
    """A word that is not in the table is for a human to look at."""
    return SHELVES.get(outcome, Shelf.HELD)
