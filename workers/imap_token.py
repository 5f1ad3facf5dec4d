"""Signing in without a password, as Microsoft 365 wants it: a token for our own name, a new one each time.

OAuth 2.0 client credentials (RFC 6749, section 4.4).
"""

from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from pydantic import BaseModel, ValidationError

MOST_OCTETS = 64_000
SECONDS = 30.0
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class NoToken(Exception):
    """Whoever gives tokens gives us none, or nothing that we understand."""


class _Granted(BaseModel):
    access_token: str


@dataclass(frozen=True, kw_only=True)
class TokenSource:
    """Where a token is asked for, by whom, and for what."""

    address: str
    client_id: str
    secret: str
    scope: str

    def __post_init__(self) -> None:
        """Our secret goes over a protected line only."""
        asked = urlsplit(self.address)
        if asked.scheme != "https" and not (asked.scheme == "http" and asked.hostname in LOOPBACK):
            raise ValueError("tokens are asked for over https")

    def token(self) -> str:
        """A token of this moment; raises NoToken, or OSError where nobody can be reached."""
        form = {
            "grant_type": "client_credentials",
            "client_id": self.client_id,
            "client_secret": self.secret,
            "scope": self.scope,
        }
        request = Request(self.address, urlencode(form).encode("ascii"), {"Accept": "application/json"})  # noqa: S310
        try:
            with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
                return _Granted.model_validate_json(answer.read(MOST_OCTETS)).access_token
        except HTTPError as refused:
            if refused.code >= 500:
                raise
            raise NoToken(refused.code) from None
        except ValidationError:
            raise NoToken("not a token") from None
