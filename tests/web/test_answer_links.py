"""What a link does not do: it ends, it opens nothing else, and odd forms change nothing."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from domain import links
from invites.links import Purpose
from models.database import Database
from models.exchanges import Confirmation
from models.followups import FollowUp
from tests.builders_of_exchanges import a_follow_up
from tests.domain.lived import a_confirmed_exchange, a_proposed_exchange
from tests.web import answering
from tests.web.answering import CLOCK, path, to_proposal
from tests.web.page import Page, texts


@pytest.fixture
def browser(database: Database) -> Iterator[TestClient]:
    yield from answering.browser(database)


def test_a_link_that_we_have_not_sent_leads_nowhere(browser: TestClient, database: Database) -> None:
    _row, link = to_proposal(database)
    swapped = f"/answer/{link.removeprefix('/answer/').swapcase()}"
    forged = [link[:-1], f"{link}A", swapped, "/answer/x", "/answer/%00", "/answer/" + "A" * 5000]

    found = [(browser.get(each).status_code, browser.post(each).status_code) for each in forged]

    assert set(found) == {(404, 404)}


def test_a_link_ends_some_weeks_after_its_question(browser: TestClient, database: Database) -> None:
    with database.change() as db:
        exchange = a_proposed_exchange(db)
        mine = exchange.confirmations[0]
        until = CLOCK - timedelta(days=61)
        link = path(links.to(db, Purpose.PROPOSAL, mine.id, mine.person_id, until=until))

    assert browser.get(link).status_code == 404


def test_too_much_is_not_read(browser: TestClient, database: Database) -> None:
    _row, link = to_proposal(database)

    assert browser.post(link, content=b"word=" + b"y" * 30_000).status_code == 413


def test_more_fields_than_any_form_has_are_not_understood(browser: TestClient, database: Database) -> None:
    _row, link = to_proposal(database)
    many = "&".join(f"field{number}=x" for number in range(21))

    assert [browser.post(each, content=many).status_code for each in (link, "/answer/x")] == [400, 400]


def test_a_note_is_kept_without_the_signs_that_a_database_cannot_keep(
    browser: TestClient, database: Database
) -> None:
    with database.change() as db:
        row = a_follow_up(db, exchange=a_confirmed_exchange(db))
        link = path(links.to(db, Purpose.NOTE, row.id, row.person_id, until=row.due_at))

    written = {"learnt": "Yhteinen\0 tietopohja", "tried": "\0", "passed_on": "\0 Kyllä"}
    status = browser.post(link, data={"word": "note", **written}).status_code

    with database.look() as db:
        note = db.get_one(FollowUp, row.id).note
    assert status == 200
    assert note is not None
    assert (note.learnt, note.tried, note.passed_on) == ("Yhteinen tietopohja", "", "Kyllä")


def test_from_outside_all_but_the_open_pages_ask_to_sign_in(browser: TestClient, database: Database) -> None:
    _row, link = to_proposal(database)
    outside = {"Host": "vaihto.example.org"}

    pages = (link, "/", "/mails", "/inbox")
    found = {each: browser.get(each, headers=outside, follow_redirects=False).status_code for each in pages}

    assert list(found.values()) == [200, 303, 303, 303]
    assert browser.get(link, headers={"Host": "evil.example.org"}).status_code == 400


def test_the_link_of_a_proposal_that_is_gone_names_nobody_as_the_one_who_helps(
    browser: TestClient, database: Database
) -> None:
    row, link = to_proposal(database)
    with database.change() as db:
        db.delete(db.get_one(Confirmation, row))

    page = browser.get(link).text

    assert texts(page, "p", "verdict") != []
    assert "mailto:" not in page


def test_the_page_offers_no_way_to_the_pages_of_hr(browser: TestClient, database: Database) -> None:
    _row, link = to_proposal(database)

    addresses = [each.attributes["href"] for each in Page(browser.get(link).text).all("a")]

    assert [each for each in addresses if each in ("/", "/mails", "/inbox")] == []
