"""Somebody who should act does not."""

from models.states import Answer
from tests.stories.company import AINO, FIRST, ONNI, Company, at
from tests.stories.theatre import Theatre


async def test_nobody_approves_and_nothing_is_published(play: Theatre, people: Company) -> None:
    people.hosts(ONNI, FIRST)
    await people.apply(AINO)

    await play.to_the_end()

    assert people.states() == ["round planned"]
    assert people.applicants() == ["aino submitted"]
    assert play.letters.by_person() == {
        "aino": ["2026-12-01 09:00 application_received"],
        "eero": ["2026-12-01 09:00 ask_endorsement"],
        "helmi": ["2027-01-15 16:00 schedule_ready", "2027-01-29 16:00 schedule_ready"],
    }


async def test_a_host_is_silent_until_the_very_minute(play: Theatre, people: Company) -> None:
    people.hosts(ONNI, FIRST)
    await people.are_proposed(AINO)
    people.answers(AINO, Answer.ACCEPTED, guest=AINO)

    await play.until(at(2027, 1, 25, 15, 59))
    before = people.states()
    await play.until(at(2027, 1, 25, 16))

    assert before == ["round running", "aino to onni proposed"]
    assert people.states() == ["round running", "aino to onni released no_answer"]
    assert people.applicants() == ["aino waiting"]
    assert play.letters.by_person(since=at(2027, 1, 18)) == {
        "aino": ["2027-01-18 09:00 ask_guest", "2027-01-25 16:00 released"],
        "onni": [
            "2027-01-18 09:00 ask_host",
            "2027-01-21 09:00 remind_answer",
            "2027-01-25 16:00 released",
        ],
    }


async def test_a_supervisor_is_silent_and_both_are_reminded_a_week_before_closing(
    play: Theatre, people: Company
) -> None:
    people.hosts(ONNI, FIRST)
    await people.apply()
    people.applies(AINO)

    await play.until(at(2027, 1, 18))
    people.approves()
    await play.until(at(2027, 1, 19))

    assert people.applicants() == ["aino waiting"]
    assert play.letters.by_person() == {
        "aino": [
            "2026-12-01 09:00 application_received",
            "2027-01-08 16:00 closing_soon",
            "2027-01-18 09:00 not_placed",
        ],
        "eero": [
            "2026-12-01 09:00 ask_endorsement",
            "2026-12-04 09:00 ask_endorsement",
            "2027-01-08 16:00 closing_soon",
        ],
        "helmi": ["2027-01-15 16:00 schedule_ready", "2027-01-18 09:00 round_summary"],
    }
