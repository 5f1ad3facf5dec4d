"""One workshop and many attendees: each sees themselves and the organiser."""

from dataclasses import replace

from invites import workshop_contexts
from invites.calendar import write
from invites.issue import Message, Purpose
from invites.letterhead import Letterhead
from invites.meetings import Meeting, Session
from tests.invites.letters import sample
from tests.invites.made import BOSS, GUEST, HOST, NOW, a_meeting
from tests.outside.judges import Entry
from tests.outside.sent import SEEN_GUEST, SEEN_HOST, Sent, helsinki, in_swedish, seen, told

HOURS = Session(helsinki(5, 28, 9), 360)
LATER = Session(helsinki(6, 4, 9), 360)
LETTERS: dict[Purpose, type[Letterhead]] = {
    Purpose.INVITATION: workshop_contexts.SeatConfirmed,
    Purpose.UPDATE: workshop_contexts.WorkshopMoved,
    Purpose.CANCELLATION: workshop_contexts.WorkshopCancelled,
    Purpose.REMOVAL: workshop_contexts.WorkshopCancelled,
}


def with_seats() -> Meeting:
    """Three have a seat, and none sees the others."""
    third = replace(BOSS, optional=False)
    return replace(a_meeting(HOURS, attendees=(GUEST, HOST, third)), hides_roster=True)


def a_message(name: str, message: Message, entry: Entry) -> Sent:
    octets = write(message, stamp=NOW)
    return Sent(name, message.to, message.method, sample(LETTERS[message.purpose]), octets, (entry,))


FULL = with_seats()
ONE_LESS = replace(FULL, attendees=(GUEST, replace(BOSS, optional=False)))
MINE = seen("2027-05-28T06:00:00Z", "2027-05-28T12:00:00Z", invited=(SEEN_GUEST,))
MOVED = seen("2027-06-04T06:00:00Z", "2027-06-04T12:00:00Z", sequence=1, invited=(SEEN_GUEST,))
WORKSHOPS = (
    a_message("seat at a workshop", told(None, FULL), MINE),
    a_message("workshop moved", told(FULL, replace(FULL, when=LATER)), MOVED),
    a_message(
        "seat given back",
        told(FULL, ONE_LESS, to=HOST),
        replace(in_swedish(MINE), sequence=1, status=None, invited=(SEEN_HOST,)),
    ),
    a_message("workshop cancelled", told(FULL, None), replace(MINE, sequence=1, status="CANCELLED")),
)
