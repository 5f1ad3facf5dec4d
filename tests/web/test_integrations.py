"""Tokens and webhooks: made, shown once, ended; only by who could do it all themselves."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from domain.access.sessions import hashed
from models.audit import AuditEntry, AuditReason
from models.database import Database
from models.integrations import Integration, Webhook
from models.organisations import Organisation
from models.states import Role
from tests.builders import a_person, a_round, an_appointee, an_organisation
from tests.web.conftest import browser, post
from tests.web.page import Page, rows, texts
from web.routes.operations.integrations import HERE

TOKEN = {"name": "HR-järjestelmä", "role": "hr"}
HOOK: dict[str, str | list[str]] = {
    "name": "Intra",
    "address": "https://example.org/hook",
    "types": ["round_opened", "nothing"],
}


@pytest.fixture
def house(database: Database) -> Organisation:
    with database.change() as db:
        return an_organisation(db, code="ours", name_en="Our council")


def reach(house: Organisation) -> str:
    return f"organisation:{house.id}"


def test_an_empty_page_says_what_to_do_first(web: TestClient) -> None:
    said = texts(web.get(HERE).text, "p", "empty")

    assert said == [
        "No program asks us yet. Make a token for the first one below.",
        "No address is told yet. Add the first one below.",
    ]


def test_a_token_is_shown_once_and_works(web: TestClient, database: Database, house: Organisation) -> None:
    made = post(web, f"{HERE}/tokens", {**TOKEN, "reach": reach(house)})

    [token] = texts(made.text, "p", "once")
    later = web.get(HERE).text
    asked = web.get("/api/v1/rounds", headers={"Authorization": f"Bearer {token}"})
    assert (made.status_code, asked.status_code, token in later) == (200, 200, False)
    assert rows(later, "rows tokens")[0][1] == (
        "Our council HR: its people, and rounds of the organisation; reads only"
    )
    with database.look() as db:
        [row] = db.scalars(select(Integration))
        assert (row.token_hash, row.organisation_id, row.may_write) == (hashed(token), house.id, False)
        assert db.scalars(select(AuditEntry.action)).all() == ["integration.make"]
        assert db.scalars(select(AuditReason.words)).all() == ["HR-järjestelmä"]


def test_an_ended_token_opens_nothing_and_stays_in_the_list(
    web: TestClient, database: Database, house: Organisation
) -> None:
    made = post(web, f"{HERE}/tokens", {**TOKEN, "reach": reach(house)})
    [token] = texts(made.text, "p", "once")
    with database.look() as db:
        row_id = db.scalars(select(Integration.id)).one()

    ended = post(web, f"{HERE}/tokens/{row_id}/end")

    assert ended.headers["location"] == f"{HERE}?done=saved"
    assert web.get("/api/v1/rounds", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    assert rows(web.get(HERE).text, "rows tokens")[0][4].startswith("ended ")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": ""}, "name"),
        ({"reach": "everything"}, "reach"),
        ({"role": "administrator"}, "reach"),
        ({"role": "king"}, "role"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    web: TestClient, database: Database, said: dict[str, str], field: str
) -> None:
    answer = post(web, f"{HERE}/tokens", {**TOKEN, "reach": "everywhere", **said})

    page = Page(answer.text)
    assert answer.status_code == 422
    assert [each.attributes["href"] for each in page.all("a") if each.attributes["href"] == f"#{field}"]
    with database.look() as db:
        assert db.scalars(select(Integration)).all() == []


def test_a_webhook_shows_its_secret_once_and_hears_what_was_chosen(
    web: TestClient, database: Database, house: Organisation
) -> None:
    made = post(web, f"{HERE}/webhooks", {**HOOK, "reach": reach(house)})

    [secret] = texts(made.text, "p", "once")
    with database.look() as db:
        [row] = db.scalars(select(Webhook))
    assert (row.secret, row.types, row.organisation_id) == (secret, ("round_opened",), house.id)
    assert secret not in web.get(HERE).text
    assert rows(web.get(HERE).text, "rows hooks")[0][:3] == [
        "Intra example.org",
        "Our council round_opened",
        "Works",
    ]


@pytest.mark.parametrize("address", ["http://example.org/", "example.org", "https://u:p@example.org/"])
def test_a_webhook_needs_https(web: TestClient, database: Database, address: str) -> None:
    answer = post(web, f"{HERE}/webhooks", {**HOOK, "reach": "everywhere", "address": address})

    assert answer.status_code == 422
    assert texts(answer.text, "p", "mend") == [
        "The address begins with https:// and holds no user name or password."
    ]
    with database.look() as db:
        assert db.scalars(select(Webhook)).all() == []


def test_a_webhook_is_told_again_let_go_on_and_ended(
    web: TestClient, database: Database, house: Organisation
) -> None:
    post(web, f"{HERE}/webhooks", {**HOOK, "reach": reach(house)})
    with database.change() as db:
        row = db.scalars(select(Webhook)).one()
        row.told, row.trouble, row.attempts = 9, "http 500", 4

    too_far = post(web, f"{HERE}/webhooks/{row.id}/replay", {"after": "10"})
    again = post(web, f"{HERE}/webhooks/{row.id}/replay", {"after": "5"})
    with database.look() as db:
        told = db.get_one(Webhook, row.id)
    ended = post(web, f"{HERE}/webhooks/{row.id}/end")
    gone = post(web, f"{HERE}/webhooks/{row.id}/resume")

    assert [each.status_code for each in (too_far, again, ended, gone)] == [422, 303, 303, 404]
    assert (told.told, told.trouble, told.attempts) == (5, None, 0)
    with database.look() as db:
        assert db.get_one(Webhook, row.id).secret == ""


@pytest.fixture
def elsewhere(database: Database) -> Iterator[TestClient]:
    """An administrator of another organisation."""
    with database.change() as db:
        other = an_organisation(db, code="theirs")
        somebody = a_person(db, name="Toinen", organisation=other)
        an_appointee(db, person=somebody, role=Role.ADMINISTRATOR, organisation_id=other.id)
    yield from browser(database, person_id=somebody.id)


def test_nobody_gives_away_what_is_not_theirs(
    web: TestClient, elsewhere: TestClient, database: Database, house: Organisation
) -> None:
    post(web, f"{HERE}/tokens", {**TOKEN, "reach": reach(house)})
    with database.look() as db:
        token_id = db.scalars(select(Integration.id)).one()

    tried = [
        post(elsewhere, f"{HERE}/tokens", {**TOKEN, "reach": wanted}).status_code
        for wanted in (reach(house), "everywhere")
    ]

    assert tried == [422, 422]
    assert post(elsewhere, f"{HERE}/tokens/{token_id}/end").status_code == 404
    assert "HR-järjestelmä" not in elsewhere.get(HERE).text


def test_names_are_shown_as_they_were_typed(web: TestClient, house: Organisation) -> None:
    made = post(web, f"{HERE}/tokens", {**TOKEN, "name": "<script>x</script>", "reach": reach(house)})

    assert "<script>x" not in made.text
    assert rows(made.text, "rows tokens")[0][0].startswith("<script>x</script>")


def test_who_administers_nothing_finds_no_such_page(database: Database) -> None:
    with database.change() as db:
        owner = a_round(db).owner_id
    for web in browser(database, person_id=owner):
        assert web.get(HERE).status_code == 404


def test_the_interface_is_described_on_a_page_of_ours(web: TestClient) -> None:
    html = web.get("/api/v1/docs").text

    assert "POST /api/v1/people" in texts(html, "h2")
    assert "//cdn" not in html


def test_who_is_not_signed_in_does_not_see_the_page(web: TestClient) -> None:
    web.cookies.clear()

    answer = web.get("/api/v1/docs", follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2Fapi%2Fv1%2Fdocs")
