"""The page on which guest and host tick the days that suit: what is ticked is said, and nothing else."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from domain import links
from invites.links import Purpose
from models.asks import Ask
from models.database import Database
from models.doubts import Days
from models.exchanges import Exchange
from models.open_dates import OpenDates
from models.states import Answer, ExchangeState
from tests.builders import CONFIRM_BY
from tests.domain.agreeing.pairs import FIRST, a_pair_without_days, ask_of, live, names
from tests.domain.lived import a_proposed_exchange
from tests.web import answering
from tests.web.answering import CLOCK, HERE, buttons, path
from tests.web.page import texts

MARK = Days(blocks=(FIRST,)).mark


@pytest.fixture
def browser(database: Database) -> Iterator[TestClient]:
    yield from answering.browser(database)


def asked(database: Database) -> tuple[UUID, str]:
    """The guest's page, after the host has named the first days."""
    with database.change() as db:
        exchange = a_pair_without_days(db)
        now = CLOCK - timedelta(hours=1)
        live(db, exchange, now)
        names(db, exchange, "host", FIRST, now=now)
        ask = ask_of(db, exchange, exchange.guest_id)
        return exchange.id, path(links.to(db, Purpose.ASK, ask.id, ask.whose_id, until=ask.deadline))


def test_each_choice_is_a_box_and_what_suits_the_other_says_so(
    browser: TestClient, database: Database
) -> None:
    _id, link = asked(database)

    page = browser.get(link).text

    assert texts(page, "h1") == ["Mitkä päivät sopivat sinulle? Toinen osapuoli: Onni Keksitty"]
    assert f'type="checkbox" name="{MARK}"' in page
    assert [each for each in texts(page, "label") if "sopii" in each] == [
        "ma 8.3. – ke 10.3.2027 (vk 10) (sopii: Onni Keksitty)"
    ]
    assert buttons(page) == [
        "Rastittamani päivät sopivat minulle",
        "Muina päivinä, kirjoitin ne alle",
        "En pääsekään mukaan",
    ]


def test_a_tick_that_suits_both_settles_the_days(browser: TestClient, database: Database) -> None:
    exchange_id, link = asked(database)

    browser.post(link, data={"word": "suits", MARK: "yes"}, headers={"origin": HERE})

    with database.look() as db:
        assert db.get_one(Exchange, exchange_id).state is ExchangeState.CONFIRMED


def test_nothing_ticked_is_refused_beside_the_question(browser: TestClient, database: Database) -> None:
    exchange_id, link = asked(database)

    said = browser.post(link, data={"word": "suits"}, headers={"origin": HERE})

    assert said.status_code == 409
    assert "Rastita ainakin yksi vaihtoehto" in said.text
    with database.look() as db:
        row = db.scalars(select(OpenDates).where(OpenDates.exchange_id == exchange_id)).one()
        assert row.guest_suits == ()


def test_days_are_read_as_a_browser_sends_them(browser: TestClient, database: Database) -> None:
    exchange_id, link = asked(database)

    browser.post(link, data={"word": "other", "first1": "2027-04-14"}, headers={"origin": HERE})

    with database.look() as db:
        row = db.scalars(select(OpenDates).where(OpenDates.exchange_id == exchange_id)).one()
        assert [f"{days.blocks[0].first_day}" for days in row.guest_suits] == ["2027-04-14"]
        assert len(db.scalars(select(Ask)).all()) == 2


def a_lapsed_proposal(database: Database) -> tuple[UUID, str]:
    """The host has said yes; the guest's time was over an hour ago."""
    with database.change() as db:
        exchange = a_proposed_exchange(db, confirm_by=CLOCK - timedelta(hours=1))
        words = {each.person_id: each for each in exchange.confirmations}
        words[exchange.host_id].answer = Answer.ACCEPTED
        live(db, exchange, CLOCK - timedelta(hours=1))
        row = words[exchange.guest_id]
        return exchange.id, path(links.to(db, Purpose.PROPOSAL, row.id, exchange.guest_id, until=CONFIRM_BY))


def test_a_late_yes_on_the_old_page_takes_the_free_place(browser: TestClient, database: Database) -> None:
    exchange_id, link = a_lapsed_proposal(database)

    page = browser.get(link).text
    browser.post(link, data={"word": "yes"}, headers={"origin": HERE})

    assert buttons(page) == ["Kyllä, pääsen vielä mukaan"]
    assert buttons(browser.get(link).text) == []
    with database.look() as db:
        states = db.scalars(select(Exchange.state).where(Exchange.id != exchange_id)).all()
        assert states == [ExchangeState.CONFIRMED]
