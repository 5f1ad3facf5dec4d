"""An empty house: whoever sits at the terminal becomes its first administrator."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from domain.access import founding, login_links
from domain.access.actors import actor_of
from models.database import Database
from models.languages import Language
from models.organisations import Organisation
from models.people import Person
from models.states import Role
from tests.builders import a_person, an_appointee
from tests.web.entrance.mailed import stranger
from tests.web.page import Page, texts

HELMI = {"name": "Helmi Keksitty", "email": "Helmi@Example.org", "language": "sv", "council": "13"}
OWN = {
    **HELMI,
    "council": "",
    "name_fi": "Keksilän kunta",
    "name_sv": "Keksilä kommun",
    "name_en": "Municipality of Keksilä",
    "seat": "Keksilä",
    "place": "62,24, 25,75",
}


@pytest.fixture
def web(sqlite_database: Database) -> Iterator[TestClient]:
    with stranger(sqlite_database) as web:
        yield web


def printed(database: Database) -> str:
    with database.change() as db:
        return f"/sign-in/{login_links.from_terminal(db, None, now=datetime.now(UTC))}"


def test_the_welcome_page_asks_who_one_is_and_offers_the_18_councils(
    web: TestClient, sqlite_database: Database
) -> None:
    page = web.get(printed(sqlite_database))

    options = [e.text for e in Page(page.text).all("option")]
    assert texts(page.text, "h1") == ["Welcome to Vaihto"]
    assert len(founding.councils()) == 18
    assert [each for each in options if "Regional Council" in each or "Åland" in each]
    assert len(options) == 18 + 1 + 3


def test_the_first_person_becomes_administrator_and_coordinator_and_is_in(database: Database) -> None:
    path = printed(database)
    with stranger(database) as web:
        came = web.post(path, data=HELMI)
        home = web.get("/")
        again = web.post(path, data=HELMI)

    with database.look() as db:
        helmi = db.scalars(select(Person)).one()
        house = db.scalars(select(Organisation)).one()
        actor = actor_of(db, helmi)
    assert (came.status_code, came.headers["location"]) == (303, "/")
    assert home.status_code == 200
    assert again.status_code == 410
    assert (helmi.name, helmi.email, helmi.language) == ("Helmi Keksitty", "helmi@example.org", Language.SV)
    assert (house.code, house.name_fi) == ("13", "Keski-Suomen liitto")
    assert actor.holds_everywhere(Role.ADMINISTRATOR)
    assert actor.holds_everywhere(Role.COORDINATOR)


def test_an_organisation_of_ones_own_is_told(web: TestClient, sqlite_database: Database) -> None:
    came = web.post(printed(sqlite_database), data=OWN)

    with sqlite_database.look() as db:
        house = db.scalars(select(Organisation)).one()
    assert came.status_code == 303
    assert (house.code, house.seat_sv) == ("keksilan-kunta", "Keksilä")
    assert (house.latitude, house.longitude) == (62.24, 25.75)


@pytest.mark.parametrize(
    ("said", "mended"),
    [
        ({**HELMI, "name": ""}, {"name"}),
        ({**HELMI, "email": "helmi"}, {"email"}),
        ({**HELMI, "council": "99"}, {"council"}),
        ({**HELMI, "council": ""}, {"name_fi", "name_sv", "name_en", "seat", "place"}),
        ({**OWN, "place": "Keksilä"}, {"place"}),
    ],
)
def test_what_is_missing_is_asked_and_nothing_is_used_up(
    web: TestClient, sqlite_database: Database, said: dict[str, str], mended: set[str]
) -> None:
    path = printed(sqlite_database)

    page = web.post(path, data=said)

    links = {
        each.attributes["href"][1:] for each in Page(page.text).all("a") if "#" in each.attributes["href"]
    }
    assert page.status_code == 422
    assert links - {"main"} == mended
    assert web.post(path, data=HELMI).status_code == 303


def test_a_link_of_an_empty_house_is_worth_nothing_when_somebody_has_come(
    web: TestClient, sqlite_database: Database
) -> None:
    first, second = printed(sqlite_database), printed(sqlite_database)
    web.post(first, data=HELMI)

    assert web.get(second).status_code == 410
    assert web.post(second, data={**HELMI, "email": "evil@example.org"}).status_code == 410
    with sqlite_database.look() as db:
        assert len(db.scalars(select(Person)).all()) == 1


def test_whoever_was_imported_before_keeps_their_row(web: TestClient, sqlite_database: Database) -> None:
    with sqlite_database.change() as db:
        aino = a_person(db, email="helmi@example.org", name="Helmi Tuotu")

    web.post(printed(sqlite_database), data=HELMI)

    with sqlite_database.look() as db:
        found = db.scalars(select(Person)).one()
        assert (found.id, found.name) == (aino.id, "Helmi Tuotu")
        assert actor_of(db, found).holds_everywhere(Role.ADMINISTRATOR)


def test_a_link_for_somebody_asks_no_questions(web: TestClient, sqlite_database: Database) -> None:
    with sqlite_database.change() as db:
        helena = a_person(db)
        an_appointee(db, person=helena, role=Role.ADMINISTRATOR)
        token = login_links.from_terminal(db, helena, now=datetime.now(UTC))

    assert texts(web.get(f"/sign-in/{token}").text, "h1") == ["Hello, Aino Keksitty"]
    assert web.post(f"/sign-in/{token}").status_code == 303
