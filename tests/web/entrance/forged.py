"""A provider whose tokens a test forges, the people it knows, and a browser that goes there and back."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from httpx2 import Response
from joserfc import jwt
from joserfc.jwk import RSAKey
from sqlalchemy import select
from starlette.testclient import TestClient

from domain.access import providers
from models.access import Identity, Provider
from models.audit import AuditEntry
from models.database import Database
from models.states import Role
from tests.builders import a_person, an_appointee
from tests.web.conftest import NOW
from tests.web.entrance.mailed import AINO

CALLBACK = "/sign-in/with/keksila/callback"
KEY = RSAKey.generate_key(2048, {"kid": "ours"})


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
