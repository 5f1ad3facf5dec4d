"""Who has asked to be forgotten waits on the first page of those who keep their organisation."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from domain import forgetting_wishes
from models.audit import AuditEntry
from models.database import Database
from models.forgetting import ForgettingWish
from models.people import Person
from models.states import Role
from tests.builders import a_person, a_round, an_application, an_appointee, an_organisation
from tests.web.asking import asked
from tests.web.conftest import NOW, browser, post, speaking
from tests.web.page import texts


@dataclass(frozen=True)
class House:
    aino: UUID  # has asked to be forgotten
    own_hr: UUID
    other_hr: UUID
    coordinator: UUID  # of Aino's organisation, who does not keep it

    @property
    def page(self) -> str:
        return f"/people/{self.aino}"


@pytest.fixture
def house(database: Database) -> House:
    with database.change() as db:
        own, other = an_organisation(db, code="oma"), an_organisation(db, code="muu")
        aino = a_person(db, name="Aino <b>Keksitty", organisation=own)
        forgetting_wishes.ask(db, aino, now=NOW - timedelta(days=3))
        people = [a_person(db, organisation=each) for each in (own, other, own)]
        for person, role in zip(people, (Role.HR, Role.HR, Role.COORDINATOR), strict=True):
            an_appointee(db, person=person, role=role, organisation_id=person.organisation_id)
        return House(aino.id, *(each.id for each in people))


def waits(web: TestClient) -> list[str]:
    return texts(speaking(web, "en").get("/").text, "span", "what")


def test_it_waits_for_its_own_hr_and_who_steers_everywhere(
    web: TestClient, database: Database, house: House
) -> None:
    told = [waits(web)]
    for person_id in (house.own_hr, house.other_hr, house.coordinator):
        for each in browser(database, person_id=person_id):
            told.append(waits(each))

    assert told == [["Aino <b>Keksitty has asked to be forgotten."]] * 2 + [[], []]


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("fi", "Aino <b>Keksitty on pyytänyt tietojensa poistamista la 13.3.2027"),
        ("sv", "Aino <b>Keksitty har bett att bli glömd lör 13.3.2027"),
        ("en", "Aino <b>Keksitty has asked to be forgotten on Sat 13 March 2027"),
    ],
)
def test_the_page_of_the_person_tells_when_and_what_hr_does(
    web: TestClient, house: House, language: str, heading: str
) -> None:
    html = speaking(web, language).get(house.page).text

    assert heading in texts(html, "h2")
    assert "<b>Keksitty" not in html


def test_answered_it_waits_no_more_and_is_on_record(database: Database, house: House) -> None:
    for web in browser(database, person_id=house.own_hr):
        done = post(web, f"{house.page}/forgetting-answered")
        again = post(web, f"{house.page}/forgetting-answered")
        left = waits(web)
        page = web.get(house.page).text

    assert (done.status_code, again.status_code, left) == (303, 409, [])
    assert "asked to be forgotten" not in page
    with database.look() as db:
        wish = db.scalars(select(ForgettingWish)).one()
        acts = db.scalars(select(AuditEntry).where(AuditEntry.action == "person.forgetting-answered")).all()
    assert (wish.answered_at, wish.answered_by_id) == (NOW, house.own_hr)
    assert [(each.actor_id, each.object_id) for each in acts] == [(house.own_hr, house.aino)]


def test_hr_forgets_them_for_good(database: Database, house: House) -> None:
    for web in browser(database, person_id=house.own_hr):
        offered = "Forget this person for good" in speaking(web, "en").get(house.page).text
        done = post(web, f"{house.page}/forget")
        left = waits(web)
        people = web.get("/people").text

    assert (offered, done.status_code, left) == (True, 303, [])
    assert "&lt;b&gt;Keksitty" not in people
    with database.look() as db:
        aino = db.get_one(Person, house.aino)
    assert (aino.name, aino.forgotten_at) == ("N.N.", NOW)


def test_what_is_ahead_is_said_and_nobody_is_forgotten(database: Database, house: House) -> None:
    with database.change() as db:
        an_application(db, to=a_round(db), person=db.get_one(Person, house.aino))

    for web in browser(database, person_id=house.own_hr):
        said = post(speaking(web, "en"), f"{house.page}/forget")

    assert said.status_code == 409
    assert "has an application in a living round: withdraw it first." in said.text
    with database.look() as db:
        assert db.get_one(Person, house.aino).forgotten_at is None


def test_who_does_not_keep_the_organisation_neither_sees_nor_answers(
    database: Database, house: House
) -> None:
    seen, answered = [], []
    for person_id in (house.other_hr, house.coordinator):
        for web in browser(database, person_id=person_id):
            seen.append("asked to be forgotten" in speaking(web, "en").get(house.page).text)
            answered.append(post(web, f"{house.page}/forgetting-answered").status_code)
            answered.append(post(web, f"{house.page}/forget").status_code)

    assert (seen, answered) == ([False, False], [404, 404, 409, 409])
    with database.look() as db:
        assert db.scalars(select(ForgettingWish)).one().answered_at is None


def test_many_wishes_ask_the_database_as_often_as_one(
    web: TestClient, database: Database, house: House
) -> None:
    with database.change() as db:
        a_round(db)
    one = asked(database, web, "/")
    with database.change() as db:
        for _each in range(10):
            forgetting_wishes.ask(db, a_person(db), now=NOW)

    assert asked(database, web, "/") == one
