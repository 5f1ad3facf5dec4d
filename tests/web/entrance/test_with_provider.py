"""Coming in by an organisation's own sign-in: a real provider for the way, a forged one for every lie."""

import hashlib
import hmac
import json
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import httpx2
import pytest
from httpx2 import Response
from joserfc import jwt
from joserfc.jwk import RSAKey
from oidc_provider_mock import run_server_in_thread
from sqlalchemy import select
from starlette.testclient import TestClient

from domain.access import providers
from models.access import Entrance, Identity, Provider, WebSession
from models.audit import AuditEntry
from models.database import Database
from models.states import Role
from tests.builders import a_person, an_appointee
from tests.web.conftest import NOW
from tests.web.entrance.mailed import AINO, is_in, mails, stranger
from tests.web.page import texts

CALLBACK = "/sign-in/with/keksila/callback"
KEY = RSAKey.generate_key(2048, {"kid": "ours"})
OTHER = RSAKey.generate_key(2048, {"kid": "ours"})


@dataclass
class Forger:
    """A provider that signs whatever a test wants; what it was asked for is remembered."""

    claims: dict[str, object] = field(default_factory=dict)
    sign: Callable[[Mapping[str, object]], str] = lambda claims: jwt.encode(
        {"alg": "RS256", "kid": "ours"}, dict(claims), KEY, algorithms=["RS256"]
    )
    metadata: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, list[str]]] = field(default_factory=list)
    issuer: str = ""

    def answer(self, path: str) -> object:
        if path.endswith("openid-configuration"):
            ends = ("authorization_endpoint", "token_endpoint", "jwks_uri")
            return {
                "issuer": self.issuer,
                **{each: f"{self.issuer}/{each}" for each in ends},
                **self.metadata,
            }
        if path.endswith("jwks_uri"):
            return {"keys": [KEY.as_dict(private=False)]}
        now = int(time.time())
        told = {"iss": self.issuer, "sub": "s-1", "aud": "vaihto", "iat": now, "exp": now + 300}
        claims = {each: value for each, value in {**told, **self.claims}.items() if value is not None}
        return {"id_token": self.sign(claims), "access_token": "a", "token_type": "Bearer"}


@contextmanager
def forging() -> Iterator[Forger]:
    forger = Forger()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say(forger.answer(self.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            forger.asked.append(parse_qs(body))
            self._say(forger.answer(self.path))

        def _say(self, said: object) -> None:
            octets = json.dumps(said).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(octets)))
            self.end_headers()
            self.wfile.write(octets)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    forger.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield forger
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def forger() -> Iterator[Forger]:
    with forging() as forger:
        yield forger


@pytest.fixture
def web(sqlite_database: Database) -> Iterator[TestClient]:
    with stranger(sqlite_database) as web:
        yield web


def a_provider(database: Database, issuer: str, *, code: str = "keksila", second_factor: str = "") -> UUID:
    with database.change() as db:
        house = a_person(db, email=f"{code}@example.org").organisation_id
        row = Provider(
            organisation_id=house,
            code=code,
            issuer=issuer,
            client_id="vaihto",
            second_factor=second_factor,
        )
        return providers.add(db, row).id


def somebody(database: Database, provider_id: UUID, *, role: Role | None = None) -> None:
    """Aino, who has come in by this provider before as s-1."""
    with database.change() as db:
        aino = a_person(db, email=AINO)
        if role:
            an_appointee(db, person=aino, role=role)
        db.add(Identity(provider_id=provider_id, subject="s-1", person_id=aino.id, since=NOW))


def leave(web: TestClient, *, to: str = "/my") -> dict[str, str]:
    """What the browser takes along to the provider."""
    away = web.get(f"/sign-in/with/keksila?next={to}")
    assert away.status_code == 303, away.text
    return {name: values[0] for name, values in parse_qs(urlsplit(away.headers["location"]).query).items()}


def back(web: TestClient, forger: Forger, **query: str) -> Response:
    """As the forged provider sends the browser back, with what it says of them."""
    asked = leave(web)
    forger.claims.setdefault("nonce", asked["nonce"])
    return web.get(CALLBACK, params={"state": asked["state"], "code": "c", **query})


def refusals(database: Database) -> list[tuple[str, ...]]:
    with database.look() as db:
        found = select(AuditEntry.fields).where(AuditEntry.action == "sign_in.refused")
        return list(db.scalars(found.order_by(AuditEntry.number)))


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


LIES: dict[str, tuple[dict[str, object], str]] = {
    "another issuer": ({"iss": "https://evil.example"}, "issuer"),
    "another audience": ({"aud": "somebody-else"}, "audience"),
    "two audiences and no party": ({"aud": ["vaihto", "other"]}, "party"),
    "another party": ({"azp": "other"}, "party"),
    "another nonce": ({"nonce": "replayed"}, "nonce"),
    "no nonce": ({"nonce": None}, "claims"),
    "expired": ({"exp": int(time.time()) - 3600}, "expired"),
    "no end": ({"exp": None}, "claims"),
    "from the future": ({"iat": int(time.time()) + 3600}, "future"),
    "no subject": ({"sub": None}, "claims"),
    "an empty subject": ({"sub": ""}, "subject"),
    "a number as subject": ({"sub": 1}, "claims"),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_says_something_else_is_refused(
    web: TestClient, sqlite_database: Database, forger: Forger, lie: str
) -> None:
    somebody(sqlite_database, a_provider(sqlite_database, forger.issuer))
    forger.claims, code = dict(LIES[lie][0]), LIES[lie][1]

    page = back(web, forger)

    assert page.status_code == 400
    assert texts(page.text, "h1") == ["Signing in did not succeed"]
    assert refusals(sqlite_database) == [(code,)]
    assert not is_in(web)


def by_another_key(claims: Mapping[str, object]) -> str:
    return jwt.encode({"alg": "RS256", "kid": "ours"}, dict(claims), OTHER, algorithms=["RS256"])


def by_nobody(claims: Mapping[str, object]) -> str:
    return f"{_part({'alg': 'none'})}.{_part(claims)}."


def by_our_public_key(claims: Mapping[str, object]) -> str:
    """The known trick: the public key taken for a shared secret."""
    said = f"{_part({'alg': 'HS256', 'kid': 'ours'})}.{_part(claims)}"
    seal = hmac.new(KEY.as_pem(private=False), said.encode(), hashlib.sha256).digest()
    return f"{said}.{_text(seal)}"


def _part(said: Mapping[str, object]) -> str:
    return _text(json.dumps(said).encode())


def _text(octets: bytes) -> str:
    return urlsafe_b64encode(octets).rstrip(b"=").decode()


def by_hand(claims: Mapping[str, object]) -> str:
    return "not.a.token"


@pytest.mark.parametrize("sign", [by_another_key, by_nobody, by_our_public_key, by_hand])
def test_a_token_that_the_provider_has_not_signed_is_refused(
    web: TestClient,
    sqlite_database: Database,
    forger: Forger,
    sign: Callable[[Mapping[str, object]], str],
) -> None:
    somebody(sqlite_database, a_provider(sqlite_database, forger.issuer))
    forger.sign = sign

    page = back(web, forger)

    assert page.status_code == 400
    assert refusals(sqlite_database) == [("signature",)]
    assert not is_in(web)


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


def test_the_sign_in_page_offers_it(web: TestClient, sqlite_database: Database, forger: Forger) -> None:
    a_provider(sqlite_database, forger.issuer)

    assert "/sign-in/with/keksila?next=/my" in web.get("/sign-in?next=/my").text
