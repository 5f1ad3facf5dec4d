"""Talking to an organisation's own sign-in: OpenID Connect, code flow, and what is believed of its answer."""

import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from urllib.parse import quote, urlencode, urlsplit

import httpx2
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from domain.access.providers import LOOPBACK, Journey, Known

ALGORITHMS = ["RS256", "PS256", "ES256", "ES384", "EdDSA"]  # never `none`, never a shared secret
SCOPES = "openid email profile"
CHOOSE = "select_account"
ANEW = {"prompt": "login", "max_age": "0"}
PATIENCE = 10.0
KEPT_SECONDS = 600.0
LEEWAY = 60
KEYS: TypeAdapter[list[dict[str, str | list[str]]]] = TypeAdapter(list[dict[str, str | list[str]]])
MOST_OCTETS = 200_000


class Unproven(Exception):
    """The answer is not believed; the code says why, for the log."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Unreachable(Unproven):
    """The provider does not answer, or not as one."""


@dataclass(frozen=True)
class Client:
    """Who we are at a provider, and where it sends browsers back to."""

    issuer: str
    client_id: str
    secret: str | None
    redirect_uri: str


class Metadata(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    prompt_values_supported: tuple[str, ...] = (CHOOSE,)

    @property
    def choosing(self) -> dict[str, str]:
        """To let people choose among their accounts there, but where that is not known: such refuse it."""
        return {"prompt": CHOOSE} if CHOOSE in self.prompt_values_supported else {}


class Claims(BaseModel):
    """Of an ID token; what is missing is refused."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    iss: str
    sub: str
    aud: str | list[str]
    exp: int | float
    iat: int | float
    nonce: str
    azp: str | None = None
    auth_time: int | float | None = None
    email: str = ""
    amr: list[str] = []
    acr: str = ""


class OpenId:
    """Every provider's metadata and keys, kept for a while; `clock` is the wall's."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._kept: dict[str, tuple[float, bytes]] = {}
        self._turn = Lock()

    def leave_for(self, client: Client, journey: Journey, *, asks_anew: bool = False) -> str:
        """Where the browser goes to sign in; `asks_anew`: a sign-in from before does not count."""
        metadata = self._metadata(client.issuer)
        asked = {
            "response_type": "code",
            "client_id": client.client_id,
            "redirect_uri": client.redirect_uri,
            "scope": SCOPES,
            "state": journey.state,
            "nonce": journey.nonce,
            "code_challenge": journey.challenge,
            "code_challenge_method": "S256",
            **(ANEW if asks_anew else metadata.choosing),
        }
        endpoint = metadata.authorization_endpoint
        return f"{endpoint}{'&' if urlsplit(endpoint).query else '?'}{urlencode(asked)}"

    def believe(self, client: Client, *, code: str, verifier: str, nonce: str) -> Known:
        """Who has signed in there; the code is worth something once, with the verifier that only we have."""
        metadata = self._metadata(client.issuer)
        token = _redeemed(metadata, client, code=code, verifier=verifier)
        claims = self._proven(token, metadata)
        _judge(claims, client, nonce=nonce, now=self._clock())
        factors = (*claims.amr, *((claims.acr,) if claims.acr else ()))
        return Known(claims.sub, claims.email.strip().lower(), factors, _signed_in_at(claims))

    def look_at(self, issuer: str) -> None:
        """Whether somebody could sign in there now: what it says of itself, read anew, and its keys."""
        self._forget(_about(issuer))
        metadata = self._metadata(issuer)
        self._forget(metadata.jwks_uri)
        self._keys(metadata)

    def _proven(self, token: str, metadata: Metadata) -> Claims:
        """A key that we do not know yet may be a new one: then the keys are read once more."""
        try:
            found = jwt.decode(token, self._keys(metadata), algorithms=ALGORITHMS)
        except (JoseError, ValueError):
            self._forget(metadata.jwks_uri)
            try:
                found = jwt.decode(token, self._keys(metadata), algorithms=ALGORITHMS)
            except (JoseError, ValueError):
                raise Unproven("signature") from None
        try:
            return Claims.model_validate(found.claims)
        except ValidationError:
            raise Unproven("claims") from None

    def _metadata(self, issuer: str) -> Metadata:
        octets = self._read(_about(issuer))
        try:
            metadata = Metadata.model_validate_json(octets)
        except ValidationError:
            raise Unreachable("metadata") from None
        if metadata.issuer != issuer:
            raise Unproven("other_issuer")
        for each in (metadata.authorization_endpoint, metadata.token_endpoint, metadata.jwks_uri):
            _check(each, of=issuer)
        return metadata

    def _keys(self, metadata: Metadata) -> KeySet:
        try:
            keys = KEYS.validate_python(_json(self._read(metadata.jwks_uri)).get("keys"))
            return KeySet.import_key_set({"keys": keys})
        except (JoseError, ValueError):
            raise Unreachable("keys") from None

    def _read(self, address: str) -> bytes:
        now = self._clock()
        with self._turn:
            until, octets = self._kept.get(address, (0.0, b""))
        if now < until:
            return octets
        octets = _answer(lambda: httpx2.get(address, timeout=PATIENCE, follow_redirects=False))
        with self._turn:
            self._kept[address] = (now + KEPT_SECONDS, octets)
        return octets

    def _forget(self, address: str) -> None:
        with self._turn:
            self._kept.pop(address, None)


def _about(issuer: str) -> str:
    return f"{issuer.rstrip('/')}/.well-known/openid-configuration"


def _signed_in_at(claims: Claims) -> datetime | None:
    """Never later than the token itself."""
    if claims.auth_time is None or not 0 < claims.auth_time <= claims.iat + LEEWAY:
        return None
    return datetime.fromtimestamp(claims.auth_time, UTC)


def _redeemed(metadata: Metadata, client: Client, *, code: str, verifier: str) -> str:
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": client.redirect_uri,
        "code_verifier": verifier,
        "client_id": client.client_id,
    }
    headers = {"Authorization": f"Basic {_basic(client)}"} if client.secret else {}
    octets = _answer(
        lambda: httpx2.post(
            metadata.token_endpoint, data=fields, headers=headers, timeout=PATIENCE, follow_redirects=False
        )
    )
    token = _json(octets).get("id_token")
    if not isinstance(token, str):
        raise Unproven("no_id_token")
    return token


def _basic(client: Client) -> str:
    pair = f"{quote(client.client_id, safe='')}:{quote(client.secret or '', safe='')}"
    return b64encode(pair.encode()).decode()


def _answer(ask: Callable[[], httpx2.Response]) -> bytes:
    try:
        response = ask()
    except (httpx2.HTTPError, httpx2.InvalidURL):
        raise Unreachable("no_answer") from None
    if response.status_code != 200 or len(response.content) > MOST_OCTETS:
        raise Unreachable(f"status_{response.status_code}")
    return response.content


def _json(octets: bytes) -> Mapping[str, object]:
    try:
        found: object = httpx2.Response(200, content=octets).json()
    except ValueError:
        raise Unreachable("no_json") from None
    if not isinstance(found, dict):
        raise Unreachable("no_json")
    return found


def _check(address: str, *, of: str) -> None:
    """Plain http is believed of this machine's own provider alone, as tests and trials have one."""
    parts = urlsplit(address)
    is_local = parts.hostname in LOOPBACK and urlsplit(of).hostname in LOOPBACK
    if parts.scheme != "https" and not (parts.scheme == "http" and is_local):
        raise Unproven("plain_http")


def _judge(claims: Claims, client: Client, *, nonce: str, now: float) -> None:
    audience = [claims.aud] if isinstance(claims.aud, str) else claims.aud
    verdicts = (
        (claims.iss == client.issuer, "issuer"),
        (client.client_id in audience, "audience"),
        (claims.azp == client.client_id or (claims.azp is None and len(audience) == 1), "party"),
        (claims.exp > now - LEEWAY, "expired"),
        (claims.iat < now + LEEWAY, "future"),
        (claims.nonce == nonce, "nonce"),
        (0 < len(claims.sub) <= 255, "subject"),
    )
    for is_right, code in verdicts:
        if not is_right:
            raise Unproven(code)


def no_secret(_code: str) -> None:
    """Of a provider that knows us by PKCE alone."""
    return
