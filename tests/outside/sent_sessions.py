"""Sessions of a series in a row: one is moved, another cancelled, the moved one too, and then the series."""

from dataclasses import replace

from invites.issue import revise
from tests.invites.made import BOSS, a_meeting, a_move, a_series
from tests.outside.sent import BOTH, DAY, SEEN_BOSS, Sent, planned, seen, told

ORIGINALS, MOVED = a_series().originals, a_move(2, by=DAY)
FIRST = a_meeting(a_series())
SECOND = revise(FIRST, a_meeting(a_series(moved=(MOVED,))))
THIRD = revise(SECOND, replace(SECOND, when=a_series(moved=(MOVED,), cancelled=(ORIGINALS[1],))))
FOURTH = revise(THIRD, replace(THIRD, when=a_series(cancelled=(ORIGINALS[1], ORIGINALS[2]))))
WITH_BOSS = replace(THIRD, attendees=(*THIRD.attendees, BOSS))

SERIES = seen("2027-03-01T11:00:00Z", "2027-03-01T12:00:00Z")
ON_15_MARCH = replace(
    seen("2027-03-15T11:00:00Z", "2027-03-15T12:00:00Z"), original="2027-03-15T11:00:00Z", status="CANCELLED"
)
ON_29_MARCH = replace(
    seen("2027-03-29T10:00:00Z", "2027-03-29T11:00:00Z"), original="2027-03-29T10:00:00Z", status="CANCELLED"
)
ON_30_MARCH = replace(seen("2027-03-30T10:00:00Z", "2027-03-30T11:00:00Z"), original="2027-03-29T10:00:00Z")
EVERYBODY = (*BOTH, SEEN_BOSS)

IN_A_ROW: tuple[Sent, ...] = (
    planned("series", told(None, FIRST), SERIES),
    planned("session moved", told(FIRST, SECOND), replace(ON_30_MARCH, sequence=1)),
    planned("session cancelled", told(SECOND, THIRD), replace(ON_15_MARCH, sequence=2)),
    planned("moved session cancelled", told(THIRD, FOURTH), replace(ON_29_MARCH, sequence=3)),
    planned("series cancelled", told(FOURTH, None), replace(SERIES, sequence=4, status="CANCELLED")),
    planned(
        "newcomer to a changed series",
        told(THIRD, WITH_BOSS, to=BOSS),
        replace(SERIES, sequence=2, invited=EVERYBODY),
        replace(ON_30_MARCH, sequence=2, invited=EVERYBODY),
    ),
)
