"""Roles, routes, and the rows of somebody else: unknown and forbidden look the same."""

from collections.abc import Iterator
from hashlib import sha256
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx2 import Response
from sqlalchemy import MetaData, select
from starlette.testclient import TestClient

from models.asks import Ask
from models.base import Base
from models.database import Database
from models.mentoring import LogEntry
from models.states import Role
from tests.builders import an_appointee
from tests.domain.mentoring.paired import a_pair
from tests.web.conftest import NOW, browser, post
from tests.web.entrance.mailed import stranger
from tests.web.matrix import MAY, House, Route, Who, a_house, routes
from web.visitor import PLAIN_COOKIE

NOT_COMPARED = {"web_sessions", "rate_counts", "glances"}  # that somebody was here
ROLES = (None, *Role)
JOINED = "/my/rounds/{reference}/"  # rounds are known to all, but drafts: anybody may ask to take part
PROGRAMS = "/operations/integrations"
JUDGED_FIRST = {f"{PROGRAMS}/webhooks/{{webhook_id}}/replay"}  # what was typed, before any row


@pytest.fixture
def house(sqlite_database: Database) -> House:
    with sqlite_database.change() as db:
        return a_house(db)


@pytest.fixture
def every(sqlite_database: Database) -> list[Route]:
    with stranger(sqlite_database) as web:
        app = web.app
        assert isinstance(app, FastAPI)
        return routes(app)


def asks(web: TestClient, route: Route, house: House) -> Response:
    path = route.of(house.objects)
    if route.method == "GET":
        return web.get(path, follow_redirects=False)
    return post(web, path)


def checksum(database: Database) -> dict[str, str]:
    """Of every table's rows."""
    metadata: MetaData = Base.metadata
    with database.look() as db:
        return {
            table.name: sha256(repr(sorted(map(repr, db.execute(select(table))))).encode()).hexdigest()
            for table in metadata.sorted_tables
            if table.name not in NOT_COMPARED
        }


def sitting(database: Database, person_id: UUID) -> Iterator[TestClient]:
    yield from browser(database, person_id=person_id)


def test_the_table_knows_every_route_and_every_name_in_braces(house: House, every: list[Route]) -> None:
    unknown = [each.path for each in every if each.who is None]
    unnamed = {name for each in every for name in each.names} - house.objects.keys()

    assert len(every) > 50
    assert (unknown, unnamed) == ([], set())


def test_whoever_is_not_signed_in_is_sent_to_sign_in_and_changes_nothing(
    sqlite_database: Database, house: House, every: list[Route]
) -> None:
    before = checksum(sqlite_database)
    wrong = []
    with stranger(sqlite_database) as web:
        web.cookies.set(PLAIN_COOKIE, "guessed")
        for route in every:
            answer = asks(web, route, house)
            expected = 303 if route.method == "GET" else 401
            if route.who is not Who.ANYBODY and answer.status_code != expected:
                wrong.append((route, answer.status_code))

    assert wrong == []
    after = checksum(sqlite_database)
    assert {name for name in after if after[name] != before[name]} <= {"audit_entries", "audit_head"}


@pytest.mark.parametrize("role", ROLES)
def test_who_holds_no_role_for_a_page_sees_that_there_is_none(
    sqlite_database: Database, house: House, every: list[Route], role: Role | None
) -> None:
    for web in sitting(sqlite_database, house.people[role].id):
        seen = [(each, asks(web, each, house).status_code) for each in every if each.who not in MAY[role]]

    assert [each for each in seen if each[1] != 404] == []


@pytest.mark.parametrize("role", ROLES)
def test_the_rows_of_another_council_are_as_unknown_as_none_and_stay_as_they_are(
    sqlite_database: Database, house: House, every: list[Route], role: Role | None
) -> None:
    theirs = [each for each in every if each.who is not Who.ANYBODY and about_rows(each)]
    before = checksum(sqlite_database)

    for web in sitting(sqlite_database, house.people[role].id):
        answers = [(each, asks(web, each, house)) for each in theirs]

    shown = [
        (each, answer.status_code)
        for each, answer in answers
        if answer.status_code != 404 and not (each.path in JUDGED_FIRST and answer.status_code == 422)
    ]
    assert shown == []
    assert checksum(sqlite_database) == before


@pytest.mark.parametrize("role", ROLES)
def test_no_list_tells_anything_of_another_council(
    sqlite_database: Database, house: House, every: list[Route], role: Role | None
) -> None:
    lists = [each for each in every if each.method == "GET" and not each.names and each.who in MAY[role]]

    for web in sitting(sqlite_database, house.people[role].id):
        told = [(each.path, asks(web, each, house)) for each in lists]

    assert len(told) >= 8
    assert [path for path, page in told if any(word in page.text for word in house.canaries)] == []
    assert [path for path, page in told if page.status_code >= 400] == []


def test_the_same_rows_are_there_for_whom_they_concern(
    sqlite_database: Database, house: House, every: list[Route]
) -> None:
    """Or the tests above would be content with addresses that lead nowhere."""
    reached = set()
    for person in (house.helmi, house.aino):
        for web in sitting(sqlite_database, person.id):
            for each in every:
                if each.method == "GET" and about_rows(each):
                    page = asks(web, each, house)
                    reached |= {each.path} if page.status_code == 200 else set()

    assert {
        "/rounds/{reference}",
        "/rounds/{reference}/mails",
        "/exchanges/{exchange_id}",
        "/mails/{mail_id}",
        "/my/applications/{application_id}",
        "/my/questions/{kind}/{row_id}",
    } <= reached
    assert len(reached) >= 15


def test_the_rows_that_only_forms_name_are_there_for_whom_they_concern(
    sqlite_database: Database, house: House
) -> None:
    with sqlite_database.change() as db:
        an_appointee(db, person=house.helmi, role=Role.ADMINISTRATOR)
    mine = ("/me/sessions/{session_id}/end",)
    let_in = (f"{PROGRAMS}/tokens/{{token_id}}/end", f"{PROGRAMS}/webhooks/{{webhook_id}}/end")

    statuses = [
        asks(web, Route("POST", path), house).status_code
        for person, paths in ((house.aino, mine), (house.helmi, let_in))
        for web in sitting(sqlite_database, person.id)
        for path in paths
    ]

    assert statuses == [303] * 3


def about_rows(route: Route) -> bool:
    if route.path.startswith(JOINED):
        return False
    return any(name.endswith("_id") or name == "reference" for name in route.names)


def test_an_entry_and_a_question_are_there_for_one_person_and_not_even_for_the_other_side(
    sqlite_database: Database, house: House
) -> None:
    """Who wrote and who is asked reach the deed itself; mentor, mentee and HR beside them see none."""
    with sqlite_database.change() as db:
        pair = a_pair(db)
        entry = LogEntry(
            exchange_id=pair.id, session_number=1, author_id=pair.guest_id, words="Salainen", written_at=NOW
        )
        db.add(entry)
        asked = db.get_one(Ask, UUID(house.objects["ask_id"])).whose_id
    paths = (f"/my/exchanges/{pair.id}/log/{entry.id}", f"/my/people/{house.objects['ask_id']}")
    people = {"mentee": pair.guest_id, "mentor": pair.host_id, "asked": asked, "hr": house.helmi.id}

    reached = {
        (who, path)
        for who, person_id in people.items()
        for web in sitting(sqlite_database, person_id)
        for path in paths
        if post(web, path, {"opens": "yes"}).status_code != 404
    }

    assert reached == {("mentee", paths[0]), ("asked", paths[1])}
