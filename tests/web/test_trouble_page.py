"""The page behind "something has come up": buttons for this moment; looking changes nothing."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from domain import exchange_letters
from models.database import Database
from models.exchanges import Exchange
from models.states import ExchangeState
from tests.domain.lived import a_confirmed_exchange, invited
from tests.web import answering
from tests.web.answering import HERE, buttons, path
from tests.web.page import texts


@pytest.fixture
def browser(database: Database) -> Iterator[TestClient]:
    yield from answering.browser(database)


def a_visit(database: Database) -> tuple[UUID, str]:
    """Days after the page's own time, in the calendars of both."""
    with database.change() as db:
        exchange = invited(db, a_confirmed_exchange(db))
        return exchange.id, path(exchange_letters.trouble_link(db, exchange, exchange.host))


def test_looking_changes_nothing_and_offers_illness_other_days_and_five_reasons(
    browser: TestClient, database: Database
) -> None:
    exchange_id, link = a_visit(database)

    page = browser.get(link).text

    assert texts(page, "h1") == ["Onko jotain tullut väliin?"]
    assert buttons(page)[:2] == [
        "Olen sairas: kertokaa kaikille nyt",
        "En pääse näinä päivinä, muut päivät kävisivät",
    ]
    assert len(buttons(page)) == 7
    with database.look() as db:
        assert db.get_one(Exchange, exchange_id).state is ExchangeState.CONFIRMED


def test_one_press_tells_everybody_and_the_page_says_what_stands(
    browser: TestClient, database: Database
) -> None:
    exchange_id, link = a_visit(database)

    said = browser.post(link, data={"word": "ill", "until": ""}, headers={"origin": HERE})

    assert said.status_code == 200
    assert "Jollekulle tuli este." in said.text
    with database.look() as db:
        assert db.get_one(Exchange, exchange_id).state is ExchangeState.BROKEN


def test_a_day_that_is_none_is_refused_in_words(browser: TestClient, database: Database) -> None:
    _exchange_id, link = a_visit(database)

    said = browser.post(link, data={"word": "ill", "until": "huomenna"}, headers={"origin": HERE})

    assert said.status_code == 409
    assert "Kirjoita päivä näin" in said.text
