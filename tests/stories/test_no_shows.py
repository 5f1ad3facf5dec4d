"""Somebody does not come, and nobody has said a word before."""

from domain import exchanges, presence
from models.presences import Came
from models.rounds import Round
from tests.stories.company import AINO, FIRST, ONNI, Company, at
from tests.stories.theatre import Theatre


def tells(play: Theatre, people: Company, came: Came) -> None:
    """Onni, who hosts, presses a button on the page behind the link."""
    with play.speaking() as db:
        exchange = exchanges.load(db, people.exchange_id(AINO))
        presence.say(db, exchange, exchange.host_id, came, now=play.now())


async def a_visit_that_nobody_comes_to(play: Theatre, people: Company) -> None:
    people.hosts(ONNI, FIRST)
    await people.are_proposed(AINO)
    people.agree((AINO, ONNI))
    await play.until(at(2027, 3, 9, 10))
    tells(play, people, Came.OTHER_ABSENT)


async def test_a_guest_who_did_not_come_and_says_nothing_is_noted_and_asked_for_no_feedback(
    play: Theatre, people: Company
) -> None:
    await a_visit_that_nobody_comes_to(play, people)

    await play.until(at(2027, 3, 18))

    assert people.states() == ["round ended", "aino to onni released no_show"]
    assert people.applicants() == ["aino withdrawn"]
    assert play.letters.by_person(since=at(2027, 3, 9)) == {
        "aino": [
            "2027-03-09 10:00 ask_took_place",
            "2027-03-11 09:00 ask_took_place",
            "2027-03-11 16:00 invitation_cancel CANCEL 1",
        ],
        "helmi": ["2027-03-11 16:00 not_come", "2027-03-12 09:00 round_summary"],
        "onni": ["2027-03-11 16:00 invitation_cancel CANCEL 1"],
    }


async def test_where_the_round_asks_both_silence_means_that_they_met(play: Theatre, people: Company) -> None:
    with play.database.change() as db:
        db.get_one(Round, people.round.id).asks_attendance = True
    people.hosts(ONNI, FIRST)
    await people.are_proposed(AINO)
    people.agree((AINO, ONNI))

    await play.until(at(2027, 3, 17))

    assert people.states() == ["round running", "aino to onni held"]
    assert play.letters.by_person(since=at(2027, 3, 10)) == {
        who: ["2027-03-12 09:00 ask_took_place", "2027-03-16 16:00 ask_note"] for who in ("aino", "onni")
    }
