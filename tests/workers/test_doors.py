"""A relay that takes tokens instead of passwords: a real SMTP server that speaks XOAUTH2."""

import base64
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session, auth_mechanism
from pydantic import SecretStr

from domain.refusals import Invalid
from invites.post import SmtpDoor, Unavailable
from settings import Settings
from tests.workers.token_server import CLIENT, SECRET, TOKEN, TokenServer
from tests.workers.token_server import serving as giving_tokens
from workers.doors import door
from workers.temporal_server import free_port

CERTIFICATE = Path(__file__).parents[1] / "invites" / "localhost.pem"
OURS = "vaihto@example.org"
REFUSAL = base64.b64encode(b'{"status":"400","schemes":"Bearer"}').decode()


@dataclass
class Sink:
    """What came, and who had signed in."""

    octets: list[bytes] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)

    @auth_mechanism("XOAUTH2")
    async def auth_by_token(self, server: SMTP, args: list[str]) -> AuthResult:
        """A wrong token is answered with a reason, which the client hears out with an empty line."""
        said = base64.b64decode(args[1]).decode()
        if said == f"user={OURS}\x01auth=Bearer {TOKEN}\x01\x01":
            self.signed_in.append(OURS)
            return AuthResult(success=True, auth_data=OURS)
        await server.challenge_auth(REFUSAL, encode_to_b64=False)
        return AuthResult(success=False, handled=False)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        self.octets.append(envelope.original_content or b"")
        return "250 OK"


@contextmanager
def relay(sink: Sink) -> Iterator[int]:
    context, port = SSLContext(PROTOCOL_TLS_SERVER), free_port()
    context.load_cert_chain(CERTIFICATE)
    controller = Controller(
        sink, hostname="localhost", port=port, tls_context=context, require_starttls=True, auth_required=True
    )
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def said(sink: Sink) -> Iterator[dict[str, object]]:
    """The operator's settings, for a relay and a giver of tokens that run."""
    with giving_tokens(TokenServer(OURS)) as tokens, relay(sink) as port:
        yield {
            "smtp_host": "localhost",
            "smtp_port": port,
            "smtp_user": OURS,
            "smtp_tokens": True,
            "smtp_ca_file": CERTIFICATE,
            "imap_token_url": tokens.address,
            "imap_client_id": CLIENT,
            "imap_client_secret": SecretStr(SECRET),
        }


def send(said: dict[str, object]) -> None:
    way = door(Settings.model_validate(said))
    assert isinstance(way, SmtpDoor)
    with closing(way):
        way.send(key="k", sender=OURS, to="b@example.org", octets=b"Subject: x\r\n\r\n")


def test_a_token_takes_the_place_of_a_password(said: dict[str, object], sink: Sink) -> None:
    send(said)

    assert (sink.signed_in, sink.octets) == ([OURS], [b"Subject: x\r\n\r\n"])


@pytest.mark.parametrize(
    "wrong", [{"imap_client_secret": SecretStr("wrong")}, {"smtp_user": "somebody@example.org"}]
)
def test_without_a_token_that_holds_mails_wait(
    said: dict[str, object], sink: Sink, wrong: dict[str, object]
) -> None:
    with pytest.raises(Unavailable):
        send(said | wrong)

    assert sink.octets == []


@pytest.mark.parametrize(
    "missing", [{"smtp_user": None}, {"imap_token_url": None}, {"smtp_security": "none"}]
)
def test_tokens_need_a_user_a_giver_and_a_protected_line(
    said: dict[str, object], missing: dict[str, object]
) -> None:
    with pytest.raises(Invalid):
        send(said | missing)
