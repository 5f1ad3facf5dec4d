"""Whoever opens a page about somebody is told to that person: once a day, by role and organisation."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from domain import glances
from models.database import Database
from models.glances import Glance
from models.states import Role
from tests.builders import a_person, an_appointee
from tests.domain.lived import a_confirmed_exchange
from tests.web.conftest import browser
from tests.web.my.sitting import at_home
from tests.web.page import rows


def looked_at(database: Database) -> list[tuple[UUID, UUID]]:
    with database.look() as db:
        return [(each.person_id, each.by_id) for each in db.scalars(select(Glance))]


def test_a_page_about_somebody_is_told_to_them_once_a_day(database: Database) -> None:
    with database.change() as db:
        aino = a_person(db, name="Aino Keksitty")
        helmi = a_person(db, name="Helmi Keksitty")
        an_appointee(db, person=helmi, role=Role.COORDINATOR)

    for web in browser(database, person_id=helmi.id):
        web.head(f"/people/{aino.id}")
        before = looked_at(database)
        web.get(f"/people/{aino.id}")
        web.get(f"/people/{aino.id}")
    for web in at_home(database, aino.id):
        page = web.get("/my/data").text

    assert before == []
    assert looked_at(database) == [(aino.id, helmi.id)]
    assert [cells[1] for cells in rows(page)] == ["Coordinator, Regional Council of Keksilä"]
    assert "Helmi" not in page


def test_nobody_looks_at_themselves(database: Database) -> None:
    with database.change() as db:
        helmi = a_person(db, name="Helmi Keksitty")
        an_appointee(db, person=helmi, role=Role.COORDINATOR)

    for web in browser(database, person_id=helmi.id):
        web.get(f"/people/{helmi.id}")
        web.get("/people")

    assert looked_at(database) == []


def test_a_page_of_an_exchange_is_about_both(web: TestClient, database: Database) -> None:
    with database.change() as db:
        exchange = a_confirmed_exchange(db)
        both = {exchange.guest_id, exchange.host_id}

    web.get(f"/exchanges/{exchange.id}")

    assert {person for person, _by in looked_at(database)} == both


@pytest.mark.parametrize(("day", "left"), [(date(2026, 3, 16), 1), (date(2026, 3, 15), 0)])
def test_it_is_forgotten_after_a_year(database: Database, day: date, left: int) -> None:
    with database.change() as db:
        aino, helmi = a_person(db), a_person(db, email="helmi@example.org")
        glances.note(db, {aino.id}, by=helmi.id, on=day)

    with database.change() as db:
        gone = glances.forget(db, on=date(2027, 3, 16))

    assert (gone, len(looked_at(database))) == (1 - left, left)
