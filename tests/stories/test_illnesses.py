"""Somebody falls ill, days or hours before."""

from datetime import date

from tests.stories.company import AINO, BERTTA, FIRST, ONNI, SECOND, SVEN, Company, at
from tests.stories.theatre import Theatre

MOVED = [
    "2027-03-04 12:00 invitation_cancel CANCEL 1",
    "2027-03-05 12:00 invitation REQUEST 0",
    "2027-03-16 09:00 reminder_week",
    "2027-03-22 09:00 reminder_day",
]


async def test_a_host_falls_ill_five_days_before_and_only_their_guest_moves(
    play: Theatre, people: Company
) -> None:
    people.hosts(ONNI, FIRST, SECOND)
    people.hosts(SVEN, FIRST)
    await people.apply(AINO, BERTTA, wishing={AINO: ONNI, BERTTA: SVEN})
    people.can_only(AINO, *FIRST)
    await play.until(at(2027, 1, 18))
    people.approves()
    await play.until(at(2027, 1, 19))
    people.agree((AINO, ONNI), (BERTTA, SVEN))
    await play.until(at(2027, 3, 4, 12))

    people.falls_ill(ONNI, date(2027, 3, 4), date(2027, 3, 12))
    people.can_only(AINO, *SECOND)
    await play.until(at(2027, 3, 5, 12))
    people.approves()
    await play.until(at(2027, 3, 26))

    assert people.states() == ["round running", "aino to onni held", "bertta to sven held"]
    assert people.days_of(AINO) == [SECOND]
    assert people.days_of(BERTTA) == [FIRST]
    assert play.letters.by_person(since=at(2027, 3, 4)) == {
        "helmi": [
            "2027-03-05 03:00 mails_to_check",
            "2027-03-05 09:00 repair_ready",
            "2027-03-13 03:00 mails_to_check",
        ],
        "aino": MOVED,
        "onni": MOVED,
        "bertta": ["2027-03-08 09:00 reminder_day", "2027-03-12 09:00 ask_note"],
        "sven": ["2027-03-08 09:00 reminder_day", "2027-03-12 09:00 ask_note"],
    }


async def test_a_host_falls_ill_on_the_evening_before_and_nothing_else_is_free(
    play: Theatre, people: Company
) -> None:
    people.hosts(ONNI, FIRST)
    await people.are_proposed(AINO)
    people.agree((AINO, ONNI))
    await play.until(at(2027, 3, 8, 19, 30))

    people.falls_ill(ONNI, *FIRST)
    await play.until(at(2027, 3, 8, 21, 30))
    people.approves()
    await play.to_the_end()

    assert people.states() == ["round ended", "aino to onni released illness"]
    assert people.applicants() == ["aino waiting"]
    assert play.letters.by_person(since=at(2027, 3, 8)) == {
        "aino": [
            "2027-03-08 09:00 reminder_day",
            "2027-03-08 19:30 invitation_cancel CANCEL 1",
            "2027-03-08 21:30 released",
        ],
        "onni": [
            "2027-03-08 09:00 reminder_day",
            "2027-03-08 19:30 invitation_cancel CANCEL 1",
            "2027-03-08 21:30 released",
        ],
        "helmi": ["2027-03-08 21:00 repair_ready", "2027-05-20 16:00 round_summary"],
    }


async def test_a_guest_falls_ill_before_answering_and_is_asked_anew_about_other_days(
    play: Theatre, people: Company
) -> None:
    people.hosts(ONNI, FIRST, SECOND)
    await people.apply(AINO)
    people.can_only(AINO, *FIRST)
    await play.until(at(2027, 1, 18))
    people.approves()
    await play.until(at(2027, 1, 19))

    people.falls_ill(AINO, *FIRST)
    people.can_only(AINO, *SECOND)
    await play.until(at(2027, 1, 20, 12))
    people.approves()
    await play.until(at(2027, 1, 21))

    assert people.states() == ["round running", "aino to onni proposed"]
    assert people.days_of(AINO) == [SECOND]
    assert play.letters.by_person(since=at(2027, 1, 18)) == {
        "aino": ["2027-01-18 09:00 ask_guest", "2027-01-20 12:00 ask_guest"],
        "onni": ["2027-01-18 09:00 ask_host", "2027-01-19 09:00 called_off", "2027-01-20 12:00 ask_host"],
        "helmi": ["2027-01-20 09:00 repair_ready"],
    }
