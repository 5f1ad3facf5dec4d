"""Coming in by an organisation's own sign-in: who is let in, and who is asked for more."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx2
import pytest
from httpx2 import Response
from oidc_provider_mock import run_server_in_thread
from sqlalchemy import select
from starlette.testclient import TestClient

from domain.access import providers
from models.access import Entrance, Identity, WebSession
from models.database import Database
from models.states import Role
from tests.builders import a_person
from tests.web.entrance.forged import CALLBACK, Forger, a_provider, back, forging, leave, somebody
from tests.web.entrance.mailed import AINO, is_in, mails, stranger


@pytest.fixture
def forger() -> Iterator[Forger]:
    with forging() as forger:
        yield forger


@pytest.fixture
def web(sqlite_database: Database) -> Iterator[TestClient]:
    with stranger(sqlite_database) as web:
        yield web


def test_through_a_real_provider_an_address_only_proposes_and_a_mail_confirms(database: Database) -> None:
    with database.change() as db:
        a_person(db, email=AINO)
    with run_server_in_thread() as server, stranger(database) as web:
        a_provider(database, f"http://localhost:{server.server_port}")
        first = through(web)
        told = mails(database)[-1]
        confirmed = web.post(told.path)
        web.cookies.clear()
        second = through(web)

        assert (first.status_code, first.headers["location"]) == (303, "/sign-in/code?done=proposed")
        assert (confirmed.status_code, confirmed.headers["location"]) == (303, "/my")
        assert (second.status_code, second.headers["location"]) == (303, "/my")
        assert is_in(web)
    assert told.mail.recipient == AINO
    with database.look() as db:
        assert db.scalars(select(Identity.subject)).all() == [AINO]
        ways = db.scalars(select(WebSession.entrance).order_by(WebSession.made_at)).all()
        assert ways == [Entrance.MAIL, Entrance.PROVIDER]


def through(web: TestClient) -> Response:
    """A browser that goes to the provider, says who it is there, and comes back."""
    away = web.get("/sign-in/with/keksila?next=/my").headers["location"]
    said = httpx2.post(away, data={"sub": AINO}, follow_redirects=False)
    home = urlsplit(said.headers["location"])
    return web.get(f"{home.path}?{home.query}")


def test_what_is_asked_of_the_provider_has_pkce_nonce_and_state(
    web: TestClient, sqlite_database: Database, forger: Forger
) -> None:
    a_provider(sqlite_database, forger.issuer)

    asked = leave(web)
    forger.claims["nonce"] = asked["nonce"]
    web.get(CALLBACK, params={"state": asked["state"], "code": "c"})

    [redeemed] = forger.asked
    assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == (
        "code",
        "vaihto",
        "S256",
    )
    assert asked["redirect_uri"] == redeemed["redirect_uri"][0] == f"http://localhost{CALLBACK}"
    assert asked["scope"].split()[0] == "openid"
    assert min(len(asked["state"]), len(asked["nonce"]), len(asked["code_challenge"])) >= 43
    journey = providers.Journey("", "", redeemed["code_verifier"][0])
    assert journey.challenge == asked["code_challenge"]


def test_who_is_known_by_issuer_and_subject_comes_in_whatever_address_is_told(
    web: TestClient, sqlite_database: Database, forger: Forger
) -> None:
    somebody(sqlite_database, a_provider(sqlite_database, forger.issuer))
    forger.claims["email"] = "keksila@example.org"

    came = back(web, forger)

    assert (came.status_code, came.headers["location"]) == (303, "/my")
    with sqlite_database.look() as db:
        [session] = db.scalars(select(WebSession)).all()
        assert session.person_id == db.scalars(select(Identity.person_id)).one()


def test_an_address_lets_nobody_in_and_tells_nobody_who_is_known(
    web: TestClient, sqlite_database: Database, forger: Forger
) -> None:
    a_provider(sqlite_database, forger.issuer)
    with sqlite_database.change() as db:
        a_person(db, email=AINO)
    answers = []
    for email in (AINO, "nobody@example.org", None):
        forger.claims = {"email": email, "sub": "s-9"}
        answers.append(back(web, forger).headers["location"])

    assert answers == ["/sign-in/code?done=proposed"] * 3
    assert not is_in(web)
    assert len(mails(sqlite_database)) == 1


def test_nobodys_subject_is_taken_over_by_a_mail(
    web: TestClient, sqlite_database: Database, forger: Forger
) -> None:
    somebody(sqlite_database, a_provider(sqlite_database, forger.issuer))
    with sqlite_database.change() as db:
        a_person(db, email="saga@example.org")
    forger.claims = {"email": "saga@example.org", "sub": "s-2"}
    back(web, forger)
    told = mails(sqlite_database)[-1]
    with sqlite_database.change() as db:
        db.scalars(select(Identity)).one().subject = "s-2"

    web.post(told.path)

    with sqlite_database.look() as db:
        [identity] = db.scalars(select(Identity)).all()
        assert identity.subject == "s-2"


@pytest.mark.parametrize(
    ("role", "told", "status"),
    [
        (Role.HR, {}, 403),
        (Role.HR, {"amr": ["pwd"]}, 403),
        (Role.HR, {"amr": ["pwd", "mfa"]}, 303),
        (Role.HR, {"acr": "mfa"}, 303),
        (None, {}, 303),
    ],
)
def test_who_holds_a_role_needs_the_second_factor(
    web: TestClient,
    sqlite_database: Database,
    forger: Forger,
    role: Role | None,
    told: dict[str, object],
    status: int,
) -> None:
    provider = a_provider(sqlite_database, forger.issuer, second_factor="mfa")
    somebody(sqlite_database, provider, role=role)
    forger.claims = dict(told)

    assert back(web, forger).status_code == status


def test_the_sign_in_page_offers_it(web: TestClient, sqlite_database: Database, forger: Forger) -> None:
    a_provider(sqlite_database, forger.issuer)

    assert "/sign-in/with/keksila?next=/my" in web.get("/sign-in?next=/my").text
