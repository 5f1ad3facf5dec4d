"""What HR may know of its own people in a round that another council steers."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from models.applications import Application
from models.database import Database
from models.events import Stream
from models.exchanges import Exchange
from models.organisations import Organisation
from models.people import Person
from models.states import Role
from tests.builders import a_person, an_appointee
from tests.web.conftest import browser
from tests.web.page import Page, rows, texts
from tests.web.running import a_running_round, an_exchange_of


@dataclass(frozen=True)
class House:
    exchange: UUID
    guest: UUID
    host: UUID
    hr: UUID


@pytest.fixture
def house(database: Database) -> House:
    """Aino visits Onni in a round of others; Saga is HR where Aino works."""
    with database.change() as db:
        lived = an_exchange_of(db, a_running_round(db), guest="Aino Keksitty")
        home = db.get_one(Person, lived.guest_id).organisation_id
        if home == db.get_one(Person, lived.host_id).organisation_id:
            other = Organisation(code="muu", name_fi="Muu liitto", name_sv="Annat förbund", name_en="Other")
            db.add(other)
            db.flush()
            db.get_one(Person, lived.host_id).organisation_id = other.id
        saga = a_person(db, name="Saga", organisation_id=home, organisation=None)
        an_appointee(db, person=saga, role=Role.HR, organisation_id=home)
        return House(lived.id, lived.guest_id, lived.host_id, saga.id)


@pytest.fixture
def hr(database: Database, house: House) -> Iterator[TestClient]:
    yield from browser(database, person_id=house.hr)


def links(html: str) -> set[str]:
    return {each.attributes.get("href") or "" for each in Page(html).all("a")}


def test_their_exchange_is_told_with_the_other_side_but_leads_nowhere(
    hr: TestClient, database: Database, house: House
) -> None:
    with database.look() as db:
        host = db.get_one(Person, house.host).name
        steered = db.get_one(Exchange, house.exchange).round_id

    html = hr.get(f"/people/{house.guest}").text

    assert steered
    assert any("Aino Keksitty" in cells[0] and host in cells[1] for cells in rows(html))
    assert "Aluesuunnittelu" in html
    assert not {each for each in links(html) if each.startswith(("/exchanges/", "/rounds/", "/mails/"))}


def test_all_behind_it_stays_unknown(hr: TestClient, house: House) -> None:
    places = (f"/exchanges/{house.exchange}", f"/people/{house.host}", "/rounds/kevat-2027/applications")

    assert [hr.get(each).status_code for each in places] == [404] * 3


def test_who_steers_finds_the_way_to_the_running_case(
    web: TestClient, hr: TestClient, database: Database, house: House
) -> None:
    case = f"/operations/cases/exchange-{house.exchange}"
    with database.change() as db:
        stream = db.get(Stream, f"exchange-{house.exchange}")
        if stream is None:
            db.add(Stream(id=f"exchange-{house.exchange}", bell_number=1, last_number=1))
        application_id = db.scalars(select(Exchange.application_id)).one()

    pages = [
        f"/exchanges/{house.exchange}",
        f"/people/{house.guest}",
        f"/rounds/kevat-2027/applications/{application_id}",
    ]

    assert [case in links(web.get(each).text) for each in pages] == [True] * 3
    assert case not in links(hr.get(pages[1]).text)
    assert texts(web.get(pages[0]).text, "h1")


def test_what_they_wrote_of_their_aims_is_for_whoever_steers_the_round(
    hr: TestClient, web: TestClient, database: Database, house: House
) -> None:
    with database.change() as db:
        for application in db.scalars(select(Application).where(Application.person_id == house.guest)):
            application.aims = "kaavoituksen arki"
    page = f"/people/{house.guest}"

    assert "kaavoituksen arki" in web.get(page).text
    assert "kaavoituksen arki" not in hr.get(page).text
