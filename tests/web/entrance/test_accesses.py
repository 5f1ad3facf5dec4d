"""Roles and sessions of others, for administrators."""

from uuid import UUID

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from domain.access.actors import Grant, actor_of
from models.access import WebSession
from models.audit import AuditEntry
from models.base import new_id
from models.database import Database
from models.people import Appointee, Person
from models.states import Role
from tests.builders import a_person, a_round, an_appointee
from tests.web.conftest import browser, post, signed_in
from tests.web.page import Page, rows, texts
from tests.web.queries import counted

AINO = "aino@example.org"


@pytest.fixture
def aino(sqlite_database: Database) -> UUID:
    with sqlite_database.change() as db:
        return a_person(db, email=AINO, name="Aino <b>Keksitty").id


def grants(database: Database, person_id: UUID) -> tuple[Grant, ...]:
    with database.look() as db:
        return actor_of(db, db.get_one(Person, person_id)).grants


def test_everybody_with_a_role_is_listed_with_its_reach(
    sqlite_web: TestClient, sqlite_database: Database, aino: UUID
) -> None:
    with sqlite_database.change() as db:
        person = db.get_one(Person, aino)
        an_appointee(db, person=person, role=Role.HR, organisation_id=person.organisation_id)
        a_person(db, name="Onni Ilman")

    page = sqlite_web.get("/accesses")

    assert [row[:3] for row in rows(page.text)] == [
        [
            "Aino <b>Keksittyaino@example.org",
            "Regional Council of Keksilä",
            "HR: Regional Council of Keksilä Take away: HR, Aino <b>Keksitty",
        ],
        [
            "Helena Keksittyhelena.keksitty@example.org",
            "Regional Council of Keksilä",
            "Administrator: everywhere Take away: Administrator, Helena Keksitty",
        ],
    ]
    assert "Aino <b>" not in page.text


@pytest.mark.parametrize("kind", ["everywhere", "organisation", "round"])
def test_a_role_is_given_by_mail_address_and_taken(
    sqlite_web: TestClient, sqlite_database: Database, aino: UUID, kind: str
) -> None:
    with sqlite_database.change() as db:
        round_ = a_round(db)
    id_ = {"round": round_.id, "organisation": round_.organisation_id}.get(kind)
    reach = f"{kind}:{id_}" if id_ else kind

    given = post(sqlite_web, "/accesses", {"email": AINO.upper(), "role": "coordinator", "reach": reach})
    held = grants(sqlite_database, aino)
    with sqlite_database.look() as db:
        row = db.scalars(select(Appointee.id).where(Appointee.person_id == aino)).one()
    taken = post(sqlite_web, f"/accesses/roles/{row}/take")

    assert (given.status_code, taken.status_code) == (303, 303)
    assert [each.role for each in held] == [Role.COORDINATOR]
    assert id_ in (held[0].organisation_id, held[0].round_id)
    assert grants(sqlite_database, aino) == ()
    with sqlite_database.look() as db:
        actions = db.scalars(select(AuditEntry.action).where(AuditEntry.action.startswith("role."))).all()
        assert actions == ["role.given", "role.taken"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"email": "nobody@example.org"}, "email"),
        ({"email": "aino"}, "email"),
        ({"role": "god"}, "role"),
        ({"reach": "moon"}, "reach"),
        ({"reach": "round:1"}, "reach"),
    ],
)
def test_what_is_wrong_is_asked_again_and_kept(
    sqlite_web: TestClient, sqlite_database: Database, aino: UUID, said: dict[str, str], field: str
) -> None:
    page = post(sqlite_web, "/accesses", {"email": AINO, "role": "hr", "reach": "everywhere", **said})

    mended = [e.attributes["href"] for e in Page(page.text).all("a") if e.attributes["href"].startswith("#")]
    assert page.status_code == 422
    assert f"#{field}" in mended
    assert grants(sqlite_database, aino) == ()


def test_a_round_that_does_not_exist_is_as_unknown_as_any(sqlite_web: TestClient, aino: UUID) -> None:
    said = {"email": AINO, "role": "hr", "reach": f"round:{new_id()}"}

    assert post(sqlite_web, "/accesses", said).status_code == 404


def test_the_last_administrator_is_told_kindly_that_they_stay(
    sqlite_web: TestClient, sqlite_database: Database
) -> None:
    with sqlite_database.look() as db:
        row = db.scalars(select(Appointee.id)).one()

    page = post(sqlite_web, f"/accesses/roles/{row}/take")

    assert page.status_code == 409
    assert texts(page.text, "p", "refusal") == [
        "This is the last administrator: first give the role to somebody else."
    ]


def test_somebody_is_signed_out_everywhere(
    sqlite_web: TestClient, sqlite_database: Database, aino: UUID
) -> None:
    signed_in(sqlite_database, aino)

    done = post(sqlite_web, f"/accesses/people/{aino}/sign-out")

    with sqlite_database.look() as db:
        ended = db.scalars(select(WebSession.ended_at).where(WebSession.person_id == aino)).all()
    assert done.status_code == 303
    assert None not in ended


def test_an_administrator_of_one_council_sees_and_gives_nothing_of_another(sqlite_database: Database) -> None:
    with sqlite_database.change() as db:
        ours, theirs = a_person(db, name="Saga Keksitty"), a_person(db, name="Heikki Keksitty", email=AINO)
        an_appointee(db, person=ours, role=Role.ADMINISTRATOR, organisation_id=ours.organisation_id)
        far = an_appointee(db, person=theirs, role=Role.HR, organisation_id=theirs.organisation_id)

    for web in browser(sqlite_database, person_id=ours.id):
        page = web.get("/accesses").text
        reach = f"organisation:{theirs.organisation_id}"
        given = post(web, "/accesses", {"email": AINO, "role": "administrator", "reach": reach})

        assert len(rows(page)) == 1
        assert str(theirs.organisation_id) not in page
        assert given.status_code == 409
        assert post(web, f"/accesses/roles/{far.id}/take").status_code == 404
        assert post(web, f"/accesses/people/{theirs.id}/sign-out").status_code == 404
    assert len(grants(sqlite_database, theirs.id)) == 1


def test_the_list_asks_no_more_for_many_than_for_few(
    sqlite_web: TestClient, sqlite_database: Database
) -> None:
    sqlite_web.get("/accesses")
    with counted(sqlite_database) as few:
        sqlite_web.get("/accesses")
    with sqlite_database.change() as db:
        for number in range(8):
            an_appointee(db, person=a_person(db, name=f"Aino {number}"), role=Role.HR)
    with counted(sqlite_database) as many:
        sqlite_web.get("/accesses")

    assert len(many) == len(few)
