"""Proposed times that cannot be: the answer to a COUNTER, of a stay and of one session."""

from dataclasses import replace
from datetime import datetime

from invites.calendar import decline_counter
from invites.codes import Obstacle
from invites.doubt_contexts import CounterDeclined
from invites.issue import Method
from invites.meetings import Meeting
from tests.invites.letters import COORDINATOR, VISIT
from tests.invites.made import GUEST, NOW, STAY, a_meeting, a_series
from tests.outside.judges import Entry
from tests.outside.sent import SEEN_GUEST, UID, Sent

LETTER = CounterDeclined(
    name="Guest",
    round_name="Kierros 2027",
    coordinator=COORDINATOR,
    particulars=VISIT,
    wished="ti 16.3.2027",
    obstacle=Obstacle.FULL,
    possible=("ma 22.3.2027", "ti 23.3.2027"),
)
WHY = "Ei käy; talo on täynnä, valitettavasti.\nMahdolliset päivät: 22.–24.3."
NO = Entry(
    uid=UID,
    sequence=0,
    stamp="2027-02-01T10:00:00Z",
    start="",
    end="",
    summary="",
    organiser="mailto:invites@example.org",
    invited=(SEEN_GUEST,),
    comment=WHY,
)


def declined(name: str, meeting: Meeting, entry: Entry, *, original: datetime | None = None) -> Sent:
    octets = decline_counter(
        meeting, to=GUEST, sequence=entry.sequence, original=original, why=WHY, stamp=NOW
    )
    return Sent(name, GUEST, Method.DECLINECOUNTER, LETTER, octets, (entry,))


COUNTERS = (
    declined("other days declined", a_meeting(STAY), replace(NO, sequence=2)),
    declined(
        "another hour declined",
        a_meeting(a_series()),
        replace(NO, original="2027-03-29T10:00:00Z"),
        original=a_series().originals[2],
    ),
)
