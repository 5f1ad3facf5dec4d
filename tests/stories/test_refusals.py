"""Somebody says no, in whichever way, and the round goes on without them."""

import pytest

from domain.refusals import Conflict
from invites.meetings import Answer as Word
from models.states import Answer
from tests.stories.company import AINO, BERTTA, FIRST, ONNI, SECOND, SVEN, Company, at
from tests.stories.theatre import Theatre
from workers.replying import Client


async def test_a_guest_declines_and_a_waiting_person_takes_the_place(play: Theatre, people: Company) -> None:
    people.hosts(ONNI, FIRST)
    await people.are_proposed(AINO, BERTTA)

    people.answers(AINO, Answer.DECLINED, guest=AINO)
    await play.until(at(2027, 1, 20, 10))
    people.approves()
    await play.until(at(2027, 1, 21))
    people.agree((BERTTA, ONNI))
    await play.until(at(2027, 1, 22))

    assert people.states() == [
        "round running",
        "aino to onni released guest_declined",
        "bertta to onni confirmed",
    ]
    assert people.applicants() == ["aino withdrawn", "bertta placed"]
    assert play.letters.by_person(since=at(2027, 1, 18)) == {
        "aino": ["2027-01-18 09:00 ask_guest", "2027-01-19 09:00 released"],
        "bertta": [
            "2027-01-18 09:00 not_placed",
            "2027-01-20 10:00 ask_guest",
            "2027-01-21 09:00 invitation REQUEST 0",
        ],
        "onni": [
            "2027-01-18 09:00 ask_host",
            "2027-01-19 09:00 released",
            "2027-01-20 10:00 ask_host",
            "2027-01-21 09:00 invitation REQUEST 0",
        ],
        "helmi": ["2027-01-20 09:00 repair_ready"],
    }


async def test_two_guests_of_one_host_decline_at_once(play: Theatre, people: Company) -> None:
    people.hosts(ONNI, FIRST, SECOND, most=2)
    await people.are_proposed(AINO, BERTTA)

    for each in (AINO, BERTTA):
        people.answers(each, Answer.DECLINED, guest=each)
    await play.to_the_end()

    assert people.states() == [
        "round ended",
        "aino to onni released guest_declined",
        "bertta to onni released guest_declined",
    ]
    assert people.applicants() == ["aino withdrawn", "bertta withdrawn"]
    assert play.letters.by_person(since=at(2027, 1, 19)) == {
        "aino": ["2027-01-19 09:00 released"],
        "bertta": ["2027-01-19 09:00 released"],
        "onni": ["2027-01-19 09:00 released", "2027-01-19 09:00 released"],
        "helmi": ["2027-01-20 09:00 round_summary"],
    }


async def test_a_supervisor_refuses(play: Theatre, people: Company) -> None:
    people.hosts(ONNI, FIRST)
    people.hosts(SVEN, FIRST)
    await people.apply(BERTTA)
    people.applies(AINO)

    await play.until(at(2026, 12, 2))
    people.refuses_to_endorse(AINO)
    await play.until(at(2027, 1, 18))
    people.approves()
    await play.until(at(2027, 1, 19))

    assert people.applicants() == ["aino waiting", "bertta placed"]
    assert play.letters.by_person()["aino"] == [
        "2026-12-01 09:00 application_received",
        "2026-12-02 09:00 endorsement_answered",
        "2027-01-18 09:00 not_placed",
    ]


@pytest.mark.parametrize("style", Client)
async def test_a_no_in_the_calendar_releases_when_nobody_says_what_was_meant(
    play: Theatre, people: Company, style: Client
) -> None:
    people.hosts(ONNI, FIRST)
    await people.are_proposed(AINO)
    people.agree((AINO, ONNI))
    await play.until(at(2027, 2, 1))

    outcome = people.replies(AINO, Word.DECLINED, style=style)
    await play.to_the_end()

    assert outcome == "applied"
    assert people.states() == ["round ended", "aino to onni released guest_declined"]
    assert play.letters.by_person(since=at(2027, 1, 19)) == {
        "aino": [
            "2027-01-19 09:00 invitation REQUEST 0",
            "2027-02-01 09:00 ask_meaning",
            "2027-02-02 16:00 invitation_cancel CANCEL 1",
        ],
        "onni": ["2027-01-19 09:00 invitation REQUEST 0", "2027-02-02 16:00 invitation_cancel CANCEL 1"],
        "helmi": [
            "2027-01-27 03:00 mails_to_check",
            "2027-02-02 03:00 mails_to_check",
            "2027-02-03 09:00 round_summary",
        ],
    }


async def test_a_guest_withdraws_and_what_the_host_answers_later_changes_nothing(
    play: Theatre, people: Company
) -> None:
    people.hosts(ONNI, FIRST)
    people.hosts(SVEN, FIRST)
    await people.are_proposed(AINO, BERTTA)
    people.agree((AINO, people.host_of(AINO)), (BERTTA, people.host_of(BERTTA)))
    await play.until(at(2027, 2, 1))
    host = people.host_of(AINO)

    people.withdraws(AINO)
    await play.until(at(2027, 2, 2))
    outcome = people.replies(host, Word.ACCEPTED)
    await play.until(at(2027, 2, 3))

    assert outcome == "stale"
    assert people.applicants() == ["aino withdrawn", "bertta placed"]
    assert play.letters.by_person(since=at(2027, 2, 1)) == {
        "aino": ["2027-02-01 09:00 invitation_cancel CANCEL 1"],
        host.split("@")[0]: ["2027-02-01 09:00 invitation_cancel CANCEL 1"],
        "helmi": ["2027-02-02 03:00 mails_to_check"],
    }


async def test_a_yes_after_the_deadline_takes_the_free_place_up_again(play: Theatre, people: Company) -> None:
    people.hosts(ONNI, FIRST)
    await people.are_proposed(AINO)
    people.answers(AINO, Answer.ACCEPTED, guest=AINO)
    await play.until(at(2027, 1, 25, 17))

    people.answers(ONNI, Answer.ACCEPTED, guest=AINO)
    await play.until(at(2027, 1, 27))

    assert people.states() == [
        "round running",
        "aino to onni confirmed",
        "aino to onni released no_answer",
    ]
    assert people.applicants() == ["aino placed"]
    assert play.letters.by_person(since=at(2027, 1, 25, 16)) == {
        "aino": ["2027-01-25 16:00 released", "2027-01-25 17:00 invitation REQUEST 0"],
        "onni": ["2027-01-25 16:00 released", "2027-01-25 17:00 invitation REQUEST 0"],
    }


async def test_a_yes_after_the_deadline_is_refused_when_somebody_else_has_the_place(
    play: Theatre, people: Company
) -> None:
    people.hosts(ONNI, FIRST)
    await people.are_proposed(AINO, BERTTA)
    people.answers(ONNI, Answer.ACCEPTED, guest=AINO)
    await play.until(at(2027, 1, 26, 10))
    people.approves()
    await play.until(at(2027, 1, 27))

    with pytest.raises(Conflict):
        people.answers(AINO, Answer.ACCEPTED, guest=AINO)

    assert people.states() == [
        "round running",
        "aino to onni released no_answer",
        "bertta to onni proposed",
    ]
