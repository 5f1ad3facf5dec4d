"""The way to an organisation's sign-in and back: whoever leaves it or mixes it up does not arrive."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from domain.access import providers
from models.database import Database
from tests.web.conftest import NOW
from tests.web.entrance.forged import CALLBACK, Forger, a_provider, back, forging, leave, refusals, somebody
from tests.web.entrance.mailed import stranger


@pytest.fixture
def forger() -> Iterator[Forger]:
    with forging() as forger:
        yield forger


@pytest.fixture
def web(sqlite_database: Database) -> Iterator[TestClient]:
    with stranger(sqlite_database) as web:
        yield web


def test_a_tampered_state_another_browser_and_a_second_use_are_refused(
    web: TestClient, sqlite_database: Database, forger: Forger
) -> None:
    somebody(sqlite_database, a_provider(sqlite_database, forger.issuer))
    asked = leave(web)
    forger.claims["nonce"] = asked["nonce"]
    query = {"state": asked["state"], "code": "c"}

    tampered = web.get(CALLBACK, params={**query, "state": asked["state"] + "x"})
    without = web.get(CALLBACK)
    with stranger(sqlite_database) as theirs:
        elsewhere = theirs.get(CALLBACK, params=query)
    right = web.get(CALLBACK, params=query)
    again = web.get(CALLBACK, params=query)

    assert [each.status_code for each in (tampered, without, elsewhere, right, again)] == [
        400,
        400,
        400,
        303,
        400,
    ]
    assert refusals(sqlite_database) == [("state",)] * 4


def test_an_answer_of_another_issuer_is_no_answer(
    web: TestClient, sqlite_database: Database, forger: Forger
) -> None:
    somebody(sqlite_database, a_provider(sqlite_database, forger.issuer))

    named = back(web, forger, iss="https://evil.example")
    with forging() as evil:
        a_provider(sqlite_database, evil.issuer, code="evil")
        asked = leave(web)
        mixed = web.get("/sign-in/with/evil/callback", params={"state": asked["state"], "code": "c"})

    assert (named.status_code, mixed.status_code) == (400, 400)
    assert refusals(sqlite_database) == [("other_issuer",), ("state",)]
    assert (forger.asked, evil.asked) == ([], [])


@pytest.mark.parametrize(
    ("metadata", "code"),
    [
        ({"issuer": "https://evil.example"}, "other_issuer"),
        ({"token_endpoint": "http://evil.example/token"}, "plain_http"),
        ({"jwks_uri": "file:///etc/passwd"}, "plain_http"),
    ],
)
def test_metadata_that_leads_elsewhere_is_refused_before_anybody_leaves(
    web: TestClient, sqlite_database: Database, forger: Forger, metadata: dict[str, str], code: str
) -> None:
    a_provider(sqlite_database, forger.issuer)
    forger.metadata = metadata

    page = web.get("/sign-in/with/keksila")

    assert page.status_code == 400
    assert refusals(sqlite_database) == [(code,)]


def test_a_denial_ends_in_a_kind_page(web: TestClient, sqlite_database: Database, forger: Forger) -> None:
    a_provider(sqlite_database, forger.issuer)
    asked = leave(web)

    page = web.get(CALLBACK, params={"state": asked["state"], "error": "access_denied"})

    assert page.status_code == 403
    assert refusals(sqlite_database) == [("denied",)]


def test_a_provider_that_is_away_is_told_so(web: TestClient, sqlite_database: Database) -> None:
    with forging() as forger:
        issuer = forger.issuer
    a_provider(sqlite_database, issuer)

    assert web.get("/sign-in/with/keksila").status_code == 503
    assert refusals(sqlite_database) == [("no_answer",)]


def test_an_ended_provider_lets_nobody_in_any_more(
    web: TestClient, sqlite_database: Database, forger: Forger
) -> None:
    somebody(sqlite_database, a_provider(sqlite_database, forger.issuer))
    asked = leave(web)
    with sqlite_database.change() as db:
        providers.end(db, "keksila", now=NOW)

    gone = [
        web.get("/sign-in/with/keksila"),
        web.get(CALLBACK, params={"state": asked["state"], "code": "c"}),
    ]

    assert [each.status_code for each in gone] == [404, 404]
    assert "With your organisation" not in web.get("/sign-in").text
