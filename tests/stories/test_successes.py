"""A round as everybody hopes for it, and the small slips of HR that must not show."""

import asyncio

from invites.meetings import Answer as Word
from models.states import Kind
from tests.stories.company import AINO, FIRST, MARY, ONNI, STINA, Company, at
from tests.stories.theatre import Theatre
from workers.replying import Client

LETTERS = {
    "eero": ["2026-12-01 09:00 ask_endorsement"],
    "saga": ["2026-12-01 09:00 ask_endorsement"],
    "aino": [
        "2026-12-01 09:00 application_received",
        "2027-01-18 09:00 ask_guest",
        "2027-01-19 09:00 invitation REQUEST 0",
        "2027-03-02 09:00 reminder_week",
        "2027-03-08 09:00 reminder_day",
        "2027-03-12 09:00 ask_note",
        "2027-04-12 09:00 ask_note",
        "2027-09-07 09:00 ask_note",
    ],
    "onni": [
        "2027-01-18 09:00 ask_host",
        "2027-01-19 09:00 invitation REQUEST 0",
        "2027-03-02 09:00 reminder_week",
        "2027-03-08 09:00 reminder_day",
        "2027-03-12 09:00 ask_note",
    ],
    "stina": [
        "2026-12-01 09:00 application_received",
        "2027-01-18 09:00 ask_guest",
        "2027-01-19 09:00 invitation REQUEST 0",
        "2027-02-23 09:00 reminder_week",
        "2027-03-01 09:00 reminder_day",
        "2027-08-18 09:00 ask_note",
        "2027-09-16 09:00 ask_note",
        "2028-02-14 09:00 ask_note",
    ],
    "mary": [
        "2027-01-18 09:00 ask_host",
        "2027-01-19 09:00 invitation REQUEST 0",
        "2027-02-23 09:00 reminder_week",
        "2027-03-01 09:00 reminder_day",
        "2027-08-18 09:00 ask_note",
    ],
    "helmi": [
        "2027-01-15 16:00 schedule_ready",
        "2027-01-27 03:00 mails_to_check",
        "2027-03-12 03:00 mails_to_check",
        "2028-02-28 09:00 round_summary",
    ],
}


async def test_a_round_succeeds(play: Theatre, people: Company) -> None:
    people.hosts(ONNI, FIRST)
    people.mentors(MARY)

    await people.apply(AINO)
    people.applies(STINA, kind=Kind.MENTORING)
    people.endorses(STINA)
    await play.until(at(2027, 1, 18))
    people.approves()
    await play.until(at(2027, 1, 19))
    people.agree((AINO, ONNI), (STINA, MARY))
    await play.until(at(2027, 1, 20))
    replies = [
        people.replies(AINO, Word.ACCEPTED),
        people.replies(MARY, Word.TENTATIVE, style=Client.OUTLOOK),
    ]
    await play.until(at(2027, 3, 15))
    people.writes_notes(AINO, ONNI)
    await play.to_the_end()

    assert replies == ["applied", "applied"]
    assert people.states() == ["round ended", "aino to onni closed", "stina to mary closed"]
    assert play.letters.by_person() == LETTERS


async def test_everybody_is_written_to_in_their_own_language(play: Theatre, people: Company) -> None:
    people.hosts(ONNI, FIRST)
    people.mentors(MARY)

    await people.apply(AINO)
    people.applies(STINA, kind=Kind.MENTORING)
    people.endorses(STINA)
    await play.until(at(2027, 1, 18))
    people.approves()
    await play.until(at(2027, 1, 19))

    asked = [each for each in play.letters.opened() if each.kind in ("ask_guest", "ask_host")]
    assert sorted((each.to.split("@")[0], each.message["Content-Language"]) for each in asked) == [
        ("aino", "fi"),
        ("mary", "en"),
        ("onni", "fi"),
        ("stina", "sv"),
    ]


async def test_hr_presses_approve_twice_at_once(play: Theatre, people: Company) -> None:
    people.hosts(ONNI, FIRST)
    await people.apply(AINO)
    await play.until(at(2027, 1, 18))

    await asyncio.gather(asyncio.to_thread(people.approves), asyncio.to_thread(people.approves))
    await play.until(at(2027, 1, 18, 12))
    people.approves()
    await play.until(at(2027, 1, 19))

    assert people.states() == ["round running", "aino to onni proposed"]
    assert play.letters.by_person(since=at(2027, 1, 16)) == {
        "aino": ["2027-01-18 09:00 ask_guest"],
        "onni": ["2027-01-18 09:00 ask_host"],
    }


async def test_hr_moves_the_closing_date(play: Theatre, people: Company) -> None:
    people.hosts(ONNI, FIRST)
    await people.apply(AINO)
    people.moves_closing(at(2027, 1, 20, 16))

    await play.until(at(2027, 1, 20, 15, 59))
    before = people.states()
    await play.until(at(2027, 1, 20, 16))

    assert before == ["round open"]
    assert people.states() == ["round planned"]
    assert play.letters.by_person(since=at(2026, 12, 2)) == {"helmi": ["2027-01-20 16:00 schedule_ready"]}
