"""Stays, from the invitation to the cancellation, and single sessions."""

from dataclasses import replace
from datetime import date, timedelta

from invites.meetings import AllDay, Answer, Session, Timed
from models.languages import Language
from tests.invites.made import AT_ONE, BOSS, GUEST, HOST, STAY, a_meeting, wordings
from tests.outside.sent import (
    FIRST_YES,
    OTHER_UID,
    SEEN_BOSS,
    SEEN_GUEST,
    SEEN_HOST,
    Sent,
    a_new,
    helsinki,
    in_swedish,
    planned,
    seen,
    told,
)


def _invitations() -> tuple[Sent, ...]:
    stay = seen("2027-03-15", "2027-03-18")
    half_days = Timed(helsinki(3, 15, 12, 30), helsinki(3, 17, 12))
    over_the_change = Timed(helsinki(3, 26, 12, 30), helsinki(3, 30, 16))
    english = replace(HOST, language=Language.EN)
    with_english = (SEEN_GUEST, replace(SEEN_HOST, language="en"))
    return (
        planned("stay of whole days", a_new(STAY), stay),
        planned(
            "stay in Swedish", told(None, a_meeting(STAY), to=HOST), in_swedish(stay)
        ),
        planned(
            "stay in English",
            told(None, a_meeting(STAY, attendees=(GUEST, english)), to=english),
            replace(stay, summary="Visit", description="Description", invited=with_english),
        ),
        planned(
            "stay of one day", a_new(AllDay(date(2027, 3, 28), date(2027, 3, 28))),
            seen("2027-03-28", "2027-03-29"),
        ),
        planned("stay of half days", a_new(half_days), seen("2027-03-15T10:30:00Z", "2027-03-17T10:00:00Z")),
        planned(
            "stay over the clock change", a_new(over_the_change),
            seen("2027-03-26T10:30:00Z", "2027-03-30T13:00:00Z"),
        ),
        planned(
            "single session", a_new(Session(helsinki(6, 1, 14), 90)),
            seen("2027-06-01T11:00:00Z", "2027-06-01T12:30:00Z"),
        ),
    )  # fmt: skip


def _split_stay() -> tuple[Sent, ...]:
    """Two blocks are two invitations, each with its own UID."""
    later = replace(a_meeting(AllDay(date(2027, 4, 5), date(2027, 4, 6))), uid=OTHER_UID)
    return (
        planned(
            "first block", a_new(AllDay(date(2027, 3, 15), date(2027, 3, 16))),
            seen("2027-03-15", "2027-03-17"),
        ),
        planned("second block", told(None, later), replace(seen("2027-04-05", "2027-04-07"), uid=later.uid)),
    )  # fmt: skip


def _changes() -> tuple[Sent, ...]:
    old = replace(a_meeting(STAY), attendees=(replace(GUEST, answer=Answer.ACCEPTED), HOST))
    longer = replace(old, when=replace(STAY, last=date(2027, 3, 18)))
    elsewhere = replace(old, wordings=wordings(location="Joensuu"))
    only_told = replace(BOSS, is_asked=False)
    reworded = replace(old, wordings=wordings(description="Uusi kuvaus"))
    stay = seen("2027-03-15", "2027-03-18")
    return (
        planned("stay made longer", told(old, longer), seen("2027-03-15", "2027-03-19", sequence=1)),
        planned("stay elsewhere", told(old, elsewhere), replace(stay, sequence=1, place="Joensuu")),
        planned(
            "text alone", told(old, reworded),
            replace(stay, invited=FIRST_YES, description="Uusi kuvaus"),
        ),
        planned(
            "optional colleague",
            told(old, replace(old, attendees=(*old.attendees, BOSS)), to=BOSS),
            replace(stay, invited=(*FIRST_YES, SEEN_BOSS)),
        ),
        planned(
            "colleague who is only told",
            told(old, replace(old, attendees=(*old.attendees, only_told)), to=only_told),
            replace(stay, invited=(*FIRST_YES, replace(SEEN_BOSS, asked="FALSE"))),
        ),
        planned(
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
        planned("leaver", told(old, new, to=HOST), leaver),
        planned("who stays", told(old, new), stay),
        planned("newcomer", told(old, new, to=BOSS), replace(stay, sequence=1)),
    )


def _cancelled() -> tuple[Sent, ...]:
    half_days = a_meeting(Timed(AT_ONE, AT_ONE + timedelta(hours=3)))
    stay = seen("2027-03-15", "2027-03-18", sequence=1)
    timed = seen("2027-03-01T11:00:00Z", "2027-03-01T14:00:00Z", sequence=1)
    return (
        planned("stay cancelled", told(a_meeting(STAY), None), replace(stay, status="CANCELLED")),
        planned("half days cancelled", told(half_days, None), replace(timed, status="CANCELLED")),
    )


STAYS = (
    *_invitations(),
    *_split_stay(),
    *_changes(),
    *_one_person_replaced(),
    *_cancelled(),
)
