"""How a message that we send is told in a test: who gets it, and what any reader must find in it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from invites import contexts
from invites.calendar import write
from invites.issue import Message, Method, Purpose, plan
from invites.letterhead import Letterhead
from invites.meetings import Attendee, Meeting, When
from invites.zone import HELSINKI
from tests.invites.letters import sample
from tests.invites.made import GUEST, NOW, a_meeting
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
LETTERS: dict[Purpose, type[Letterhead]] = {
    Purpose.INVITATION: contexts.Invitation,
    Purpose.UPDATE: contexts.InvitationUpdate,
    Purpose.CANCELLATION: contexts.InvitationCancel,
    Purpose.REMOVAL: contexts.InvitationCancel,
}


@dataclass(frozen=True)
class Sent:
    """One message to one person: the letter that goes along, the object, and what it means."""

    name: str
    to: Attendee
    method: Method
    letter: Letterhead
    calendar: bytes
    entries: tuple[Entry, ...]


def told(old: Meeting | None, new: Meeting | None, *, to: Attendee = GUEST) -> Message:
    """The one message by which this person learns of a change."""
    (message,) = (each for each in plan(old, new) if each.to.address == to.address)
    return message


def planned(name: str, message: Message, *entries: Entry) -> Sent:
    octets = write(message, stamp=NOW)
    return Sent(name, message.to, message.method, sample(LETTERS[message.purpose]), octets, entries)


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
