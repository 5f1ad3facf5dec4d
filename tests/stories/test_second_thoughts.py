"""A no in a calendar that was none: the pair settles it between themselves, without the coordinator."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from starlette.testclient import TestClient

from domain import links
from invites.meetings import Answer as Word
from tests.stories.company import AINO, ONNI, Company, at
from tests.stories.letterbox import Opened
from tests.stories.theatre import Theatre
from web.app import create_app

AGREED, OTHER = (date(2027, 4, 20), date(2027, 4, 21)), (date(2027, 4, 27), date(2027, 4, 28))
ADDRESS = "http://localhost"


@pytest.fixture
def browser(play: Theatre) -> Iterator[TestClient]:
    """What people open the links of their mails with."""
    app = create_app(play.database, temporal_ui=None, outbox=None, clock=play.office.clock)
    with TestClient(app, base_url=ADDRESS) as client:
        yield client


def link_in(mail: Opened) -> str:
    part = next(each for each in mail.message.walk() if each.get_content_type() == "text/plain")
    octets = part.get_payload(decode=True)
    assert isinstance(octets, bytes)
    found = re.search(rf"{ADDRESS}(/answer/\S+)", octets.decode())
    assert found is not None
    return found[1]


def newest(play: Theatre, kind: str, to: str) -> Opened:
    return [each for each in play.letters.opened(to=to) if each.kind == kind][-1]


def mark_on(page: str) -> str:
    """The first days that a page speaks of, as its form sends them back."""
    found = re.search(r'name="days" value="(\w+)"', page)
    assert found is not None
    return found[1]


async def a_confirmed_visit(play: Theatre, people: Company) -> None:
    """Aino visits Onni on the 20th and 21st of April; a week later would suit as well."""
    with play.database.change() as db:
        links.lay(db, address=ADDRESS)
    people.hosts(ONNI, AGREED)
    play.begin(people.round)
    await play.until(at(2026, 12, 1))
    people.applies(AINO, days=2)
    people.endorses(AINO)
    await play.until(at(2027, 1, 18))
    people.approves()
    await play.until(at(2027, 1, 19))
    people.agree((AINO, ONNI))
    await play.until(at(2027, 1, 20))
    people.can_host_also(ONNI, *OTHER)


async def test_a_host_tidies_the_calendar_picks_other_days_and_the_guest_agrees(
    play: Theatre, people: Company, browser: TestClient
) -> None:
    await a_confirmed_visit(play, people)
    await play.until(at(2027, 4, 13, 9, 30))

    people.replies(ONNI, Word.DECLINED)
    await play.until(at(2027, 4, 13, 10))
    mine = link_in(newest(play, "ask_meaning", ONNI))
    shown = browser.get(mine)
    browser.post(mine, data={"word": "other", "days": mark_on(shown.text)})
    await play.until(at(2027, 4, 13, 11))
    theirs = link_in(newest(play, "ask_other_days", AINO))
    browser.post(theirs, data={"word": "yes", "days": mark_on(browser.get(theirs).text)})
    await play.until(at(2027, 4, 14))

    assert "ti 27.4. – ke 28.4.2027 (vk 17)" in shown.text
    assert people.days_of(AINO) == [OTHER]
    assert people.states() == ["round running", "aino to onni confirmed"]
    assert play.letters.by_person(since=at(2027, 4, 13, 9, 30)) == {
        "onni": ["2027-04-13 09:30 ask_meaning", "2027-04-13 11:00 invitation_update REQUEST 1"],
        "aino": ["2027-04-13 10:00 ask_other_days", "2027-04-13 11:00 invitation_update REQUEST 1"],
    }
    assert len({each.uid for each in play.letters.opened() if each.uid}) == 1


async def test_nobody_answers_and_the_place_is_released_after_a_working_day(
    play: Theatre, people: Company
) -> None:
    await a_confirmed_visit(play, people)
    await play.until(at(2027, 4, 13, 9, 30))

    people.replies(ONNI, Word.DECLINED)
    await play.until(at(2027, 4, 14, 15, 59))
    before = people.states()
    await play.until(at(2027, 4, 14, 16))

    assert before == ["round running", "aino to onni confirmed"]
    assert people.states() == ["round running", "aino to onni released host_declined"]
    assert play.letters.by_person(since=at(2027, 4, 13, 9, 30)) == {
        "onni": ["2027-04-13 09:30 ask_meaning", "2027-04-14 16:00 invitation_cancel CANCEL 1"],
        "aino": ["2027-04-14 16:00 invitation_cancel CANCEL 1"],
        "helmi": ["2027-04-14 03:00 mails_to_check"],
    }


async def test_who_accepts_after_all_in_the_calendar_keeps_the_place(play: Theatre, people: Company) -> None:
    await a_confirmed_visit(play, people)
    await play.until(at(2027, 4, 13, 9, 30))

    people.replies(ONNI, Word.DECLINED)
    await play.until(at(2027, 4, 13, 12))
    people.replies(ONNI, Word.ACCEPTED)
    await play.until(at(2027, 4, 16))

    assert people.states() == ["round running", "aino to onni confirmed"]
    assert [
        each for each in play.letters.by_person(since=at(2027, 4, 13, 9, 30)).items() if each[0] == "aino"
    ] == []
