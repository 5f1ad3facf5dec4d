"""Every kind of message we send, planned and written by ours, and what any reader must find in it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from invites.issue import Message, plan
from invites.meetings import AllDay, Answer, Attendee, Meeting, Session, Timed, When
from invites.zone import HELSINKI
from models.languages import Language
from tests.invites.made import AT_ONE, BOSS, GUEST, HOST, STAY, a_meeting, a_series, wordings
from tests.outside.judges import Entry, Invited

UID = "8f14e45f-ceea-467f-a0e6-0c1e5d3d4b1a"
OTHER_UID = "3d0f4c52-66f5-4d6c-9a55-21e0a5fbb4c8"
DAY = timedelta(days=1)

SEEN_GUEST = Invited(
    "mailto:guest@example.org", "Guest", "REQ-PARTICIPANT", "NEEDS-ACTION", asked="TRUE", language="fi"
)
SEEN_HOST = replace(SEEN_GUEST, address="mailto:host@example.org", name="Host", language="sv")
SEEN_BOSS = replace(SEEN_GUEST, address="mailto:boss@example.org", name="Boss", role="OPT-PARTICIPANT")
BOTH = (SEEN_GUEST, SEEN_HOST)
FIRST_YES = (replace(SEEN_GUEST, answer="ACCEPTED"), SEEN_HOST)


@dataclass(frozen=True)
class Sent:
    """One message of one change."""

    name: str
    message: Message
    method: str
    entries: tuple[Entry, ...]


def told(old: Meeting | None, new: Meeting | None, *, to: Attendee = GUEST) -> Message:
    """The one message by which this person learns of a change."""
    (message,) = (each for each in plan(old, new) if each.to.address == to.address)
    return message


def request(name: str, message: Message, *entries: Entry) -> Sent:
    return Sent(name, message, "REQUEST", entries)


def cancel(name: str, message: Message, entry: Entry) -> Sent:
    return Sent(name, message, "CANCEL", (entry,))


def seen(start: str, end: str, *, sequence: int = 0, invited: tuple[Invited, ...] = BOTH) -> Entry:
    """What the guest finds, in Finnish."""
    return Entry(
        uid=UID,
        sequence=sequence,
        stamp="2027-02-01T10:00:00Z",
        start=start,
        end=end,
        summary="Vierailu",
        organiser="mailto:invites@example.org",
        invited=invited,
        status="CONFIRMED",
        place="Kuopio",
        description="Kuvaus",
    )


def in_swedish(entry: Entry) -> Entry:
    return replace(entry, summary="Besök", description="Beskrivning")


def helsinki(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=HELSINKI)


def a_new(when: When) -> Message:
    return told(None, a_meeting(when))


def _invitations() -> tuple[Sent, ...]:
    stay = seen("2027-03-15", "2027-03-18")
    half_days = Timed(helsinki(3, 15, 12, 30), helsinki(3, 17, 12))
    over_the_change = Timed(helsinki(3, 26, 12, 30), helsinki(3, 30, 16))
    english = replace(HOST, language=Language.EN)
    with_english = (SEEN_GUEST, replace(SEEN_HOST, language="en"))
    return (
        request("stay of whole days", a_new(STAY), stay),
        request(
            "stay in Swedish", told(None, a_meeting(STAY), to=HOST), in_swedish(stay)
        ),
        request(
            "stay in English",
            told(None, a_meeting(STAY, attendees=(GUEST, english)), to=english),
            replace(stay, summary="Visit", description="Description", invited=with_english),
        ),
        request(
            "stay of one day", a_new(AllDay(date(2027, 3, 28), date(2027, 3, 28))),
            seen("2027-03-28", "2027-03-29"),
        ),
        request("stay of half days", a_new(half_days), seen("2027-03-15T10:30:00Z", "2027-03-17T10:00:00Z")),
        request(
            "stay over the clock change", a_new(over_the_change),
            seen("2027-03-26T10:30:00Z", "2027-03-30T13:00:00Z"),
        ),
        request(
            "single session", a_new(Session(helsinki(6, 1, 14), 90)),
            seen("2027-06-01T11:00:00Z", "2027-06-01T12:30:00Z"),
        ),
        request("series", a_new(a_series()), seen("2027-03-01T11:00:00Z", "2027-03-01T12:00:00Z")),
    )  # fmt: skip


def _split_stay() -> tuple[Sent, ...]:
    """Two blocks are two invitations, each with its own UID."""
    later = replace(a_meeting(AllDay(date(2027, 4, 5), date(2027, 4, 6))), uid=OTHER_UID)
    return (
        request(
            "first block", a_new(AllDay(date(2027, 3, 15), date(2027, 3, 16))),
            seen("2027-03-15", "2027-03-17"),
        ),
        request("second block", told(None, later), replace(seen("2027-04-05", "2027-04-07"), uid=later.uid)),
    )  # fmt: skip


def _changes() -> tuple[Sent, ...]:
    old = replace(a_meeting(STAY), attendees=(replace(GUEST, answer=Answer.ACCEPTED), HOST))
    longer = replace(old, when=replace(STAY, last=date(2027, 3, 18)))
    elsewhere = replace(old, wordings=wordings(location="Joensuu"))
    reworded = replace(old, wordings=wordings(description="Uusi kuvaus"))
    stay = seen("2027-03-15", "2027-03-18")
    return (
        request("stay made longer", told(old, longer), seen("2027-03-15", "2027-03-19", sequence=1)),
        request("stay elsewhere", told(old, elsewhere), replace(stay, sequence=1, place="Joensuu")),
        request(
            "text alone", told(old, reworded),
            replace(stay, invited=FIRST_YES, description="Uusi kuvaus"),
        ),
        request(
            "optional colleague",
            told(old, replace(old, attendees=(*old.attendees, BOSS)), to=BOSS),
            replace(stay, invited=(*FIRST_YES, SEEN_BOSS)),
        ),
        request(
            "hidden roster", told(None, replace(a_meeting(STAY), hides_roster=True)),
            replace(stay, invited=(SEEN_GUEST,)),
        ),
    )  # fmt: skip


def _one_person_replaced() -> tuple[Sent, ...]:
    old = a_meeting(STAY)
    new = replace(old, attendees=(GUEST, BOSS))
    stay = seen("2027-03-15", "2027-03-18", invited=(SEEN_GUEST, SEEN_BOSS))
    leaver = replace(in_swedish(stay), sequence=1, status=None, invited=(SEEN_HOST,))
    return (
        cancel("leaver", told(old, new, to=HOST), leaver),
        request("who stays", told(old, new), stay),
        request("newcomer", told(old, new, to=BOSS), replace(stay, sequence=1)),
    )


def _cancelled() -> tuple[Sent, ...]:
    half_days = a_meeting(Timed(AT_ONE, AT_ONE + timedelta(hours=3)))
    stay = seen("2027-03-15", "2027-03-18", sequence=1)
    timed = seen("2027-03-01T11:00:00Z", "2027-03-01T14:00:00Z", sequence=1)
    return (
        cancel("stay cancelled", told(a_meeting(STAY), None), replace(stay, status="CANCELLED")),
        cancel("half days cancelled", told(half_days, None), replace(timed, status="CANCELLED")),
    )


STAYS = (
    *_invitations(),
    *_split_stay(),
    *_changes(),
    *_one_person_replaced(),
    *_cancelled(),
)
