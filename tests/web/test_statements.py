"""How many questions the pages that are looked at most ask of the database, whatever they show."""

from datetime import timedelta

import pytest

from models.database import Database
from models.people import Person
from models.states import ApplicationState, RoundState
from tests.builders import (
    a_host_offer,
    a_pairing,
    a_person,
    a_round,
    a_schedule,
    an_application,
    an_endorsement,
)
from tests.web.conftest import NOW, browser, the_administrator
from tests.web.queries import counted

MOST = {
    "/": 18,
    "/rounds/kevat-2027": 22,
    "/rounds/kevat-2027/applications": 18,
    "/rounds/kevat-2027/plan": 22,
}  # transactions are begun by two of them


def a_planned_round(database: Database, *, applications: int) -> None:
    with database.change() as db:
        owner = the_administrator(db)
        round_ = a_round(db, owner=owner, reference="kevat-2027", state=RoundState.PLANNED)
        plan = a_schedule(db, of=round_)
        for _each in range(applications):
            row = an_application(db, to=round_, state=ApplicationState.SUBMITTED)
            an_endorsement(db, application=row)
            a_pairing(db, schedule=plan, application=row, offer=a_host_offer(db, to=round_))


@pytest.mark.parametrize("path", MOST)
@pytest.mark.parametrize("applications", [1, 7])
def test_a_page_asks_no_more_than_it_did(database: Database, path: str, applications: int) -> None:
    a_planned_round(database, applications=applications)

    for web in browser(database):
        web.get(path)
        with counted(database) as told:
            assert web.get(path).status_code == 200

    assert len(told) <= MOST[path]


@pytest.mark.parametrize("rounds", [1, 4])
def test_a_participants_first_page_asks_no_more_than_it_did(database: Database, rounds: int) -> None:
    with database.change() as db:
        aino: Person = a_person(db)
        for _each in range(rounds):
            an_application(db, to=a_round(db, closes_at=NOW + timedelta(days=3)), person=aino)
        person_id = aino.id

    for web in browser(database, person_id=person_id):
        web.get("/my")
        with counted(database) as told:
            assert web.get("/my").status_code == 200

    assert len(told) <= 18
