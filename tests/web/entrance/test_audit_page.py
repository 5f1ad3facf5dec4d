"""The audit log as people read it."""

import csv
from uuid import UUID

import pytest
from sqlalchemy import select, text
from starlette.testclient import TestClient

from domain import audit
from domain.audit import Act, Doer
from models.audit import AuditEntry
from models.database import Database
from models.people import Person
from models.states import Role
from tests.builders import a_person, an_appointee
from tests.web.conftest import NOW, browser, post
from tests.web.page import rows, texts
from tests.web.queries import counted

ROUND = UUID(int=7)


@pytest.fixture
def aino(sqlite_database: Database) -> UUID:
    """Aino has paused a round, and somebody unknown has tried a code."""
    with sqlite_database.change() as db:
        person = a_person(db, email="aino@example.org")
        paused = Act("round.paused", "round", ROUND, fields=("paused_at",), reason="=cmd|' /C calc'!A1")
        audit.write(db, paused, by=Doer(person_id=person.id, network="10.0.0"), now=NOW)
        audit.write(db, Act("sign_in.refused", "code"), by=Doer(network="10.0.1"), now=NOW)
        return person.id


def acts(page: str) -> list[str]:
    return texts(page.split("<tbody>")[1], "code") if "<tbody>" in page else []


def test_the_newest_stands_first_with_who_did_what_to_what(sqlite_web: TestClient, aino: UUID) -> None:
    page = sqlite_web.get("/audit").text

    [refused, paused] = rows(page)
    assert acts(page) == ["sign_in.refused", "round.paused"]
    assert refused[1].startswith("nobody signed in")
    assert paused[1].startswith("Aino Keksitty")
    assert paused[2].startswith("round.paused")
    assert str(ROUND) in paused[3]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("action=round.paused", ["round.paused"]),
        ("about=00000000-0000-0000-0000-000000000007", ["round.paused"]),
        ("since=2027-03-16&until=2027-03-16", ["sign_in.refused", "round.paused"]),
        ("since=2027-03-17", []),
        ("until=2027-03-15", []),
        ("action=%27+OR+1%3D1--", []),
    ],
)
def test_it_is_searched_by_what_to_what_and_when(
    sqlite_web: TestClient, aino: UUID, query: str, expected: list[str]
) -> None:
    assert acts(sqlite_web.get(f"/audit?{query}").text) == expected


def test_a_person_is_found_by_an_address_that_stands_in_no_address(
    sqlite_web: TestClient, aino: UUID
) -> None:
    found = post(sqlite_web, "/audit/find", {"email": "aino@example.org"})
    nobody = post(sqlite_web, "/audit/find", {"email": "onni@example.org"})

    assert found.headers["location"] == f"/audit?actor={aino}"
    assert nobody.headers["location"] == "/audit?done=nobody-found"
    assert acts(sqlite_web.get(found.headers["location"]).text) == ["round.paused"]


@pytest.mark.parametrize("query", ["actor=x", "about=x", "since=yesterday", "page=0", "page=9"])
def test_an_address_that_nobody_has_written_is_unknown(
    sqlite_web: TestClient, aino: UUID, query: str
) -> None:
    assert sqlite_web.get(f"/audit?{query}").status_code == 404


def test_the_file_has_the_same_rows_and_no_formulas(sqlite_web: TestClient, aino: UUID) -> None:
    file = sqlite_web.get("/audit.csv?action=round.paused")

    lines = list(csv.DictReader(file.content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert file.headers["content-disposition"] == 'attachment; filename="audit.csv"'
    assert [(each["action"], each["actor"]) for each in lines] == [("round.paused", str(aino))]
    assert [each["reason"][0] for each in lines] == ["'"]


def test_verifying_says_that_the_log_is_whole_and_is_written_down(
    sqlite_web: TestClient, sqlite_database: Database, aino: UUID
) -> None:
    page = post(sqlite_web, "/audit/verify")

    assert texts(page.text, "p", "notice") == ["3 entries looked through: each follows from the one before."]
    with sqlite_database.look() as db:
        assert db.scalars(select(AuditEntry.action).order_by(AuditEntry.number.desc())).first() == (
            "audit.verified"
        )


def test_verifying_names_the_entry_that_was_changed(
    sqlite_web: TestClient, sqlite_database: Database, aino: UUID
) -> None:
    with sqlite_database.change() as db:
        db.execute(text("DROP TRIGGER audit_entries_no_update"))
        db.execute(text("UPDATE audit_entries SET actor_id = NULL WHERE number = 1"))

    page = post(sqlite_web, "/audit/verify")

    assert texts(page.text, "p", "refusal") == ["Entry 1 has been changed or is missing."]


def test_an_auditor_reads_everything_and_one_of_a_council_its_own_people(
    sqlite_database: Database, aino: UUID
) -> None:
    with sqlite_database.change() as db:
        theirs = db.get_one(Person, aino).organisation_id
        everywhere, ours, other = (a_person(db, name=f"Saga {n}") for n in range(3))
        an_appointee(db, person=everywhere, role=Role.AUDITOR)
        an_appointee(db, person=ours, role=Role.AUDITOR, organisation_id=theirs)
        an_appointee(db, person=other, role=Role.AUDITOR, organisation_id=other.organisation_id)

    seen = {}
    for person in (everywhere, ours, other):
        for web in browser(sqlite_database, person_id=person.id):
            seen[person.name] = acts(web.get("/audit").text)
            lines = web.get("/audit.csv").text.splitlines()
            assert len(lines) - 1 == len(seen[person.name])

    assert seen == {
        "Saga 0": ["sign_in.refused", "round.paused"],
        "Saga 1": ["round.paused"],
        "Saga 2": [],
    }


def test_words_of_people_are_escaped(sqlite_web: TestClient, sqlite_database: Database) -> None:
    with sqlite_database.change() as db:
        person = a_person(db, name="<script>alert(1)</script>")
        act = Act("round.paused", reason='"><img src=x onerror=alert(1)>')
        audit.write(db, act, by=Doer(person_id=person.id), now=NOW)

    page = sqlite_web.get("/audit").text

    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_a_long_log_asks_no_more_than_a_short_one(
    sqlite_web: TestClient, sqlite_database: Database, aino: UUID
) -> None:
    sqlite_web.get("/audit")
    with counted(sqlite_database) as few:
        sqlite_web.get("/audit")
    with sqlite_database.change() as db:
        for number in range(60):
            person = a_person(db, name=f"Aino {number}") if number % 20 == 0 else None
            by = Doer(person_id=person.id if person else aino)
            audit.write(db, Act(f"round.{number}"), by=by, now=NOW)
    with counted(sqlite_database) as many:
        page = sqlite_web.get("/audit").text

    assert len(many) == len(few)
    assert len(rows(page)) == 50
