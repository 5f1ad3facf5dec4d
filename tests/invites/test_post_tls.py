"""Mail leaves only to a relay whose certificate somebody trusted vouches for, by its name."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from invites.post import Relay, Security, SmtpDoor, Unavailable
from workers.temporal_server import free_port

CERTIFICATE = Path(__file__).with_name("localhost.pem")  # with its key; for `localhost`, until 2126


@dataclass
class Sink:
    octets: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        self.octets.append(envelope.original_content or b"")
        return "250 OK"


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def port(sink: Sink, request: pytest.FixtureRequest) -> Iterator[int]:
    """A relay that speaks TLS at once, or by STARTTLS alone."""
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    at = free_port()
    if request.param is Security.TLS:
        controller = Controller(sink, hostname="localhost", port=at, ssl_context=context)
    else:
        controller = Controller(
            sink, hostname="localhost", port=at, tls_context=context, require_starttls=True
        )
    controller.start()
    try:
        yield at
    finally:
        controller.stop()


BOTH = pytest.mark.parametrize(
    ("port", "security"),
    [(each, each) for each in (Security.TLS, Security.STARTTLS)],
    indirect=["port"],
    ids=str,
)


def send(port: int, security: Security, *, host: str = "localhost", ca_file: Path | None) -> None:
    door = SmtpDoor(Relay(host=host, port=port, security=security, timeout=10.0, ca_file=ca_file))
    try:
        door.send(key="k", sender="a@example.org", to="b@example.org", octets=b"Subject: x\r\n\r\n")
    finally:
        door.close()


@BOTH
def test_a_relay_that_our_authority_vouches_for_gets_the_mail(
    port: int, security: Security, sink: Sink
) -> None:
    send(port, security, ca_file=CERTIFICATE)

    assert sink.octets == [b"Subject: x\r\n\r\n"]


@BOTH
def test_a_relay_that_nobody_vouches_for_gets_nothing(port: int, security: Security, sink: Sink) -> None:
    with pytest.raises(Unavailable):
        send(port, security, ca_file=None)

    assert sink.octets == []


@BOTH
def test_a_relay_under_another_name_gets_nothing(port: int, security: Security, sink: Sink) -> None:
    with pytest.raises(Unavailable):
        send(port, security, host="127.0.0.1", ca_file=CERTIFICATE)

    assert sink.octets == []
