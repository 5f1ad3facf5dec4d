"""The page of a question: its buttons and fields answer it, looking does not."""

from collections.abc import Iterator
from datetime import time, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from domain import evenings, links
from invites.links import Purpose
from models.asks import Ask, AskState, Filled, Reply
from models.database import Database
from models.rounds import Round
from tests.builders import STAY
from tests.domain.lived import a_confirmed_exchange, at
from tests.web import answering
from tests.web.answering import CLOCK, HERE, buttons, path
from tests.web.page import texts


@pytest.fixture
def browser(database: Database) -> Iterator[TestClient]:
    yield from answering.browser(database)


def asked(database: Database) -> tuple[UUID, str]:
    """The host has been asked, and has until an hour after the page's own time."""
    with database.change() as db:
        exchange = a_confirmed_exchange(db)
        db.get_one(Round, exchange.round_id).asks_evening_before = True
        evenings.ask(db, exchange, now=at(STAY.first_day, time(7)))
        row = db.scalars(select(Ask)).one()
        row.deadline = CLOCK + timedelta(hours=1)
        return row.id, path(links.to(db, Purpose.ASK, row.id, row.whose_id, until=row.deadline))


def test_the_answer_that_the_mail_spoke_of_stands_first(browser: TestClient, database: Database) -> None:
    row, link = asked(database)

    page = browser.get(f"{link}?say=trouble").text

    assert texts(page, "h1") == ["Onko kaikki valmista? Vieras: Aino Keksitty"]
    assert buttons(page) == [
        "Jotain on tullut väliin",
        "Kaikki on kunnossa",
        "Olen sairas: kertokaa kaikille nyt",
        "En pääse näinä päivinä, muut päivät kävisivät",
    ]
    assert "Mitä on tullut väliin?" in texts(page, "label")
    with database.look() as db:
        assert db.get_one(Ask, row).state is AskState.OPEN


def test_a_button_answers_with_what_was_written_beside_it(browser: TestClient, database: Database) -> None:
    row, link = asked(database)

    said = browser.post(link, data={"word": "trouble", "words": "Kuume nousi"}, headers={"origin": HERE})

    with database.look() as db:
        found = db.get_one(Ask, row)
    assert said.status_code == 200
    assert texts(said.text, "p")[0] == "Olemme saaneet vastauksesi, kiitos."
    assert found.reply == Reply(word="trouble", filled=(Filled(name="words", value="Kuume nousi"),))


def test_an_ended_question_says_so_and_has_no_buttons(browser: TestClient, database: Database) -> None:
    row, link = asked(database)
    with database.change() as db:
        db.get_one(Ask, row).state = AskState.LAPSED

    page = browser.get(link).text

    assert buttons(page) == []
    assert "Vastausaika on päättynyt" in page
