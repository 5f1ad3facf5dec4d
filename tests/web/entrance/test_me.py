"""One's own account: name and language, and where one is signed in."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from models.access import WebSession
from models.audit import AuditEntry
from models.database import Database
from models.languages import Language
from models.people import Person
from tests.builders import a_person
from tests.web.conftest import browser, post, signed_in, the_administrator
from tests.web.page import Page, texts
from web.visitor import PLAIN_COOKIE


@pytest.fixture
def mine(sqlite_database: Database) -> UUID:
    with sqlite_database.change() as db:
        return the_administrator(db).id


def alive(database: Database) -> list[UUID]:
    with database.look() as db:
        return list(db.scalars(select(WebSession.id).where(WebSession.ended_at.is_(None))))


def test_the_page_tells_who_one_is_and_lists_ones_sessions(
    sqlite_web: TestClient, sqlite_database: Database, mine: UUID
) -> None:
    signed_in(sqlite_database, mine)
    with sqlite_database.change() as db:
        a_person(db, name="Onni Keksitty")

    page = sqlite_web.get("/me")

    assert texts(page.text, "dd") == [
        "helena.keksitty@example.org",
        "Regional Council of Keksilä",
        "Administrator: everywhere",
    ]
    assert len(Page(page.text).all("li")) == 2
    assert [
        e.attributes["value"] for e in Page(page.text).all("input") if e.attributes["name"] == "name"
    ] == ["Helena Keksitty"]


def test_name_and_language_change_and_pages_speak_it_from_then_on(
    sqlite_web: TestClient, sqlite_database: Database, mine: UUID
) -> None:
    sqlite_web.cookies.set("vaihto_lang", "en")
    saved = post(sqlite_web, "/me", {"name": " Helena Uusi ", "language": "sv"})

    with sqlite_database.look() as db:
        helena = db.get_one(Person, mine)
        entries = db.scalars(select(AuditEntry).where(AuditEntry.action == "person.changed")).all()
    assert saved.status_code == 303
    assert (helena.name, helena.language) == ("Helena Uusi", Language.SV)
    assert [(each.actor_id, each.object_id, each.fields) for each in entries] == [
        (mine, mine, ("name", "language"))
    ]
    sqlite_web.cookies.delete("vaihto_lang")
    assert sqlite_web.get("/me").headers["content-language"] == "sv"


@pytest.mark.parametrize("said", [{"name": ""}, {"language": "xx"}, {"name": "a" * 201}])
def test_what_is_wrong_is_asked_again(
    sqlite_web: TestClient, sqlite_database: Database, said: dict[str, str]
) -> None:
    page = post(sqlite_web, "/me", {"name": "Helena", "language": "fi", **said})

    assert page.status_code == 422
    assert len(texts(page.text, "p", "mend")) >= (0 if "language" in said else 1)
    with sqlite_database.look() as db:
        assert db.scalars(select(Person.name)).all() == ["Helena Keksitty"]


def test_a_role_in_a_form_changes_nothing(sqlite_database: Database) -> None:
    with sqlite_database.change() as db:
        aino = a_person(db)

    for web in browser(sqlite_database, person_id=aino.id):
        post(web, "/me", {"name": "Aino", "language": "fi", "role": "administrator", "is_admin": "1"})

        assert web.get("/accesses").status_code == 404


def test_one_ends_one_of_ones_own_sessions_or_all_others(
    sqlite_web: TestClient, sqlite_database: Database, mine: UUID
) -> None:
    here = alive(sqlite_database)
    for _each in range(3):
        signed_in(sqlite_database, mine)
    [another, *_rest] = [each for each in alive(sqlite_database) if each not in here]

    post(sqlite_web, f"/me/sessions/{another}/end")
    after_one = alive(sqlite_database)
    post(sqlite_web, "/me/sessions/others/end")

    assert len(after_one) == 3
    assert alive(sqlite_database) == here
    assert sqlite_web.get("/me").status_code == 200


def test_nobody_ends_the_session_of_another(sqlite_web: TestClient, sqlite_database: Database) -> None:
    with sqlite_database.change() as db:
        onni = a_person(db)
    signed_in(sqlite_database, onni.id)
    with sqlite_database.look() as db:
        theirs = db.scalars(select(WebSession.id).where(WebSession.person_id == onni.id)).one()

    assert post(sqlite_web, f"/me/sessions/{theirs}/end").status_code == 404
    assert theirs in alive(sqlite_database)


def test_signing_out_ends_the_session_and_clears_the_browser(
    sqlite_web: TestClient, sqlite_database: Database
) -> None:
    token = sqlite_web.cookies[PLAIN_COOKIE]

    left = post(sqlite_web, "/sign-out")
    sqlite_web.cookies.set(PLAIN_COOKIE, token)

    assert (left.status_code, left.headers["location"]) == (303, "/sign-in?done=left")
    assert left.headers["clear-site-data"] == '"cache", "storage"'
    assert alive(sqlite_database) == []
    assert sqlite_web.get("/me", follow_redirects=False).headers["location"] == "/sign-in?next=%2Fme"


def test_a_form_that_comes_too_late_says_that_nothing_is_lost(
    sqlite_web: TestClient, sqlite_database: Database
) -> None:
    with sqlite_database.change() as db:
        for row in db.scalars(select(WebSession)):
            row.ended_at = datetime.now(UTC)

    page = post(sqlite_web, "/me", {"name": "Helena"})

    assert page.status_code == 401
    assert texts(page.text, "h1") == ["You have been signed out"]
