"""Mail leaves through real doors: a folder, and a real SMTP server."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socket import create_server, socket
from threading import Thread

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from invites.post import Deferred, Door, FolderDoor, Refused, Relay, Security, SmtpDoor, Unavailable

SENDER, TO = "invites+t1@example.org", "guest@example.org"
OCTETS = b"Subject: x\r\n\r\n.\r\n..dots\r\nbody\r\n"


@dataclass
class Sink:
    """Remembers what came, by which connection; refuses whom it is told to."""

    answers: dict[str, str] = field(default_factory=dict)
    mails: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    connections: set[object] = field(default_factory=set)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        self.mails.append((str(envelope.mail_from), list(envelope.rcpt_tos), content))
        self.connections.add(session.peer)
        return "250 OK"


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def server(sink: Sink) -> Iterator[Controller]:
    with running(sink, port=a_free_port()) as controller:
        yield controller


@pytest.fixture
def door(server: Controller) -> Iterator[SmtpDoor]:
    door = a_door(server.port)
    yield door
    door.close()


def test_a_mail_arrives_as_it_was_written(door: SmtpDoor, sink: Sink) -> None:
    door.send(key="k1", sender=SENDER, to=TO, octets=OCTETS)

    assert sink.mails == [(SENDER, [TO], OCTETS)]


def test_many_mails_go_through_one_connection(door: SmtpDoor, sink: Sink) -> None:
    for number in range(5):
        door.send(key=f"k{number}", sender=SENDER, to=TO, octets=OCTETS)

    assert (len(sink.mails), len(sink.connections)) == (5, 1)


def test_a_dropped_connection_is_opened_once_more(sink: Sink) -> None:
    port = a_free_port()
    door = a_door(port)
    with running(sink, port=port):
        door.send(key="k1", sender=SENDER, to=TO, octets=OCTETS)

    with running(sink, port=port):
        door.send(key="k2", sender=SENDER, to=TO, octets=OCTETS)
        door.close()

    assert (len(sink.mails), len(sink.connections)) == (2, 2)


def test_a_refusal_for_good_says_its_code_and_the_next_mail_goes(door: SmtpDoor, sink: Sink) -> None:
    sink.answers["gone@example.org"] = "550 no such user"

    with pytest.raises(Refused) as refusal:
        door.send(key="k1", sender=SENDER, to="gone@example.org", octets=OCTETS)
    door.send(key="k2", sender=SENDER, to=TO, octets=OCTETS)

    assert str(refusal.value.verdict) == "550"
    assert "no such user" not in str(refusal.value)
    assert len(sink.mails) == 1


def test_a_no_for_now_is_not_for_good(door: SmtpDoor, sink: Sink) -> None:
    sink.answers["full@example.org"] = "452 mailbox full"

    with pytest.raises(Unavailable):
        door.send(key="k1", sender=SENDER, to="full@example.org", octets=OCTETS)


def test_nobody_at_home_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        a_door(a_free_port()).send(key="k1", sender=SENDER, to=TO, octets=OCTETS)


def test_a_relay_without_the_protection_we_ask_for_gets_no_mail(server: Controller, sink: Sink) -> None:
    door = SmtpDoor(Relay(host="127.0.0.1", port=server.port, security=Security.STARTTLS))

    with pytest.raises(Unavailable):
        door.send(key="k1", sender=SENDER, to=TO, octets=OCTETS)
    assert sink.mails == []


@pytest.mark.parametrize("address", ["a@example.org>\r\nRCPT TO:<b@example.org", "a b@example.org"])
def test_an_address_that_could_speak_smtp_is_refused(door: SmtpDoor, sink: Sink, address: str) -> None:
    with pytest.raises(ValueError, match="not a mail address"):
        door.send(key="k1", sender=SENDER, to=address, octets=OCTETS)
    assert sink.mails == []


def test_a_mail_becomes_one_whole_file(tmp_path: Path) -> None:
    door: Door = FolderDoor(tmp_path / "outbox")

    door.send(key="00001-u1", sender=SENDER, to=TO, octets=OCTETS)
    door.send(key="00001-u1", sender=SENDER, to=TO, octets=OCTETS)

    assert [(file.name, file.read_bytes()) for file in (tmp_path / "outbox").iterdir()] == [
        ("00001-u1.eml", OCTETS)
    ]


@pytest.mark.parametrize("key", ["../up", "a/b", "", ".hidden", "x" * 300])
def test_a_key_that_is_no_file_name_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="names one file"):
        FolderDoor(tmp_path).send(key=key, sender=SENDER, to=TO, octets=OCTETS)
    assert list(tmp_path.iterdir()) == []


@contextmanager
def running(sink: Sink, *, port: int) -> Iterator[Controller]:
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield controller
    finally:
        controller.stop()


def a_door(port: int) -> SmtpDoor:
    return SmtpDoor(Relay(host="127.0.0.1", port=port, security=Security.NONE, timeout=5))


def a_free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("550 5.1.1 no such user", "550 5.1.1"),
        ("554 5.7.26 not aligned", "554 5.7.26"),
        ("550 no such user", "550"),
        ("550 5.1.1.1 odd", "550"),
    ],
)
def test_of_what_the_server_says_only_numbers_are_kept(
    door: SmtpDoor, sink: Sink, said: str, kept: str
) -> None:
    sink.answers["gone@example.org"] = said

    with pytest.raises(Refused) as refusal:
        door.send(key="k1", sender=SENDER, to="gone@example.org", octets=OCTETS)

    assert str(refusal.value.verdict) == kept


def test_a_relay_that_closes_is_away_for_everybody(door: SmtpDoor, sink: Sink) -> None:
    sink.answers["guest@example.org"] = "421 4.3.2 going down"

    with pytest.raises(Unavailable) as trouble:
        door.send(key="k1", sender=SENDER, to=TO, octets=OCTETS)

    assert not isinstance(trouble.value, Deferred)


def test_a_mail_in_whose_midst_the_line_breaks_lets_others_pass() -> None:
    with hanging_up() as (port, calls):
        door = a_door(port)

        with pytest.raises(Deferred) as trouble:
            door.send(key="k1", sender=SENDER, to=TO, octets=OCTETS)

    assert trouble.value.trouble == "connection lost"
    assert calls == [1]


@contextmanager
def hanging_up() -> Iterator[tuple[int, list[int]]]:
    """A server that greets, listens to the sender, and hangs up at the recipient."""
    calls: list[int] = []

    def answer_once(server: socket) -> None:
        line, _whose = server.accept()
        with line, line.makefile("rb") as said:
            calls.append(1)
            line.sendall(b"220 here\r\n")
            for _verb in ("EHLO", "MAIL"):
                said.readline()
                line.sendall(b"250 OK\r\n")
            said.readline()

    with create_server(("127.0.0.1", 0)) as server:
        answering = Thread(target=answer_once, args=(server,))
        answering.start()
        yield server.getsockname()[1], calls
        answering.join()
