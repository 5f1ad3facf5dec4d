"""The first page of whoever takes part: what waits for them, and what is theirs."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from models.database import Database
from models.people import Person
from models.states import AsksFirst, ExchangeState
from tests.builders import a_person, a_round, an_application
from tests.builders_of_exchanges import a_confirmation, a_follow_up, an_exchange
from tests.domain.lived import a_confirmed_exchange, a_proposed_exchange, a_running_round
from tests.web.asking import asked
from tests.web.conftest import NOW, speaking
from tests.web.my.sitting import at_home
from tests.web.page import links, texts

LATER = NOW + timedelta(days=3)


def test_it_greets_and_says_what_waits_first(database: Database) -> None:
    with database.change() as db:
        exchange = a_proposed_exchange(db, confirm_by=LATER)
        held = a_confirmed_exchange(db, state=ExchangeState.HELD)
        held.guest_id = exchange.guest_id
        a_follow_up(db, exchange=held, person_id=exchange.guest_id, due_at=LATER + timedelta(days=5))
        guest, row = exchange.guest_id, exchange.id

    for web in at_home(database, guest):
        page = web.get("/my").text

    assert texts(page, "h1") == ["Hello Aino"]
    assert "2 things wait for you." in page
    assert texts(page, "a", "task") == [
        "Does this suit you? Onni Keksitty by Fri 19 March 2027 at 9:00",
        "What did you take with you? Short questions Onni Keksitty by Wed 24 March 2027 at 9:00",
    ]
    assert f'href="/my/exchanges/{row}"' in page


def test_who_has_nothing_is_told_what_will_come(database: Database) -> None:
    with database.change() as db:
        person = a_person(db).id

    for web in at_home(database, person):
        page = web.get("/my").text
        swedish = speaking(web, "sv").get("/my").text

    assert "Nothing waits for you now." in page
    assert texts(page, "p", "empty") == [
        "No round is open now. When one opens, your HR tells you, and you can apply here."
    ]
    assert texts(swedish, "h1") == ["Hej Aino"]


def test_a_proposal_is_hidden_until_it_is_ones_turn(database: Database) -> None:
    """The host answers first: the guest reads no name before the host's yes."""
    with database.change() as db:
        round_ = a_running_round(db, asks_first=AsksFirst.HOST)
        exchange = an_exchange(db, application=an_application(db, to=round_))
        a_confirmation(db, exchange=exchange, person_id=exchange.host_id)
        guest, host, row = exchange.guest_id, exchange.host_id, exchange.id

    for web in at_home(database, guest):
        assert "Onni" not in web.get("/my").text
        assert web.get(f"/my/exchanges/{row}").status_code == 404
    for web in at_home(database, host):
        assert "Aino" in web.get("/my").text
        assert web.get(f"/my/exchanges/{row}").status_code == 200


def test_open_rounds_are_offered_until_they_close(database: Database) -> None:
    with database.change() as db:
        person = a_person(db).id
        a_round(db, reference="auki", closes_at=LATER)
        a_round(db, reference="ummessa", closes_at=NOW)

    for web in at_home(database, person):
        page = web.get("/my").text

    assert "/my/rounds/auki/offer/shadowing" in links(page).values()
    assert "ummessa" not in page


def test_more_rows_ask_the_database_no_more_often(database: Database) -> None:
    with database.change() as db:
        person = a_person(db).id
        one_held(db, person)

    for web in at_home(database, person):
        web.get("/my")
        few = asked(database, web, "/my")
        with database.change() as db:
            for _each in range(5):
                one_held(db, person)
        many = asked(database, web, "/my")

    assert many == few


def one_held(db: Session, person_id: UUID) -> None:
    asks = an_application(db, to=a_running_round(db), person=db.get_one(Person, person_id))
    exchange = an_exchange(db, application=asks, state=ExchangeState.HELD)
    a_follow_up(db, exchange=exchange, person_id=person_id)


def test_an_administrator_has_the_page_too(web: TestClient) -> None:
    assert web.get("/my").status_code == 200
