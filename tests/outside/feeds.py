"""Calendars that people subscribe to, written by ours."""

from functools import cache

from invites.feed import Entry as Shown
from invites.feed import Subscription, write
from invites.meetings import Session, Timed, When
from tests.invites.made import NOW, STAY, a_move, a_series
from tests.outside.judges import Objects
from tests.outside.sent import DAY, helsinki

ORIGINALS = a_series().originals
CHANGED_SERIES = a_series(moved=(a_move(2, by=DAY, sequence=2),), cancelled=(ORIGINALS[1],))
HALF_DAYS = Timed(helsinki(3, 26, 12, 30), helsinki(3, 30, 16))
SESSIONS = [
    "2027-03-01T11:00:00Z", "2027-03-30T10:00:00Z", "2027-04-12T10:00:00Z",
    "2027-04-26T10:00:00Z", "2027-05-10T10:00:00Z",
]  # fmt: skip
TEXT = 'Vierailu, Åbo; "puimala" \\ 😀 ' + "ä" * 90


@cache
def feeds() -> Objects:
    return (
        ("everything", everything()),
        ("series", changed_series()),
        ("nothing", write(a_feed())),
    )


def everything() -> bytes:
    return write(
        a_feed(
            shown("session", Session(helsinki(6, 1, 14), 90)),
            shown("series", CHANGED_SERIES),
            shown("stay", STAY),
            shown("half days", HALF_DAYS),
        )
    )


def changed_series() -> bytes:
    return write(a_feed(shown("series", CHANGED_SERIES)))


def a_feed(*entries: Shown, takes_time: bool = True) -> Subscription:
    return Subscription(
        uid="feed",
        name="Vaihto, Åbo",
        colour="teal",
        source="https://vaihto.example.org/feeds/x.ics",
        changed_at=NOW,
        entries=entries,
        takes_time=takes_time,
        alarm_minutes=15,
    )


def shown(uid: str, when: When) -> Shown:
    return Shown(uid, 1, NOW, when, TEXT, f"{TEXT}\n{TEXT}", "Kuopio", "https://example.org/a?b=1;c,d")
