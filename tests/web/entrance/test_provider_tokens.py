"""What an organisation's sign-in says of somebody: every lie in a token is found."""

import hashlib
import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.testclient import TestClient

from models.database import Database
from tests.web.entrance.forged import (
    KEY,
    Forger,
    a_provider,
    back,
    forging,
    refusals,
    somebody,
)
from tests.web.entrance.mailed import is_in, stranger
from tests.web.page import texts

OTHER = RSAKey.generate_key(2048, {"kid": "ours"})


@pytest.fixture
def forger() -> Iterator[Forger]:
    with forging() as forger:
        yield forger


@pytest.fixture
def web(sqlite_database: Database) -> Iterator[TestClient]:
    with stranger(sqlite_database) as web:
        yield web


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
