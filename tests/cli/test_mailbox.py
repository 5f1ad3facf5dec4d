from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from models.mailboxes import Mailbox as MailboxRow
from tests.cli.terminal import Terminal
from tests.workers.imap_server import PASSWORD, USER, Mailbox, serving
from workers.temporal_server import free_port

NOON = datetime(2027, 2, 1, 10, 0, tzinfo=UTC)


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """A mailbox that the operator has set."""
    box = Mailbox()
    with serving(box) as server:
        said = {"HOST": "127.0.0.1", "PORT": f"{server.port}", "USER": USER, "PASSWORD": PASSWORD}
        for name, value in (said | {"SECURITY": "none"}).items():
            monkeypatch.setenv(f"VAIHTO_IMAP_{name}", value)
        yield box


def a_row(terminal: Terminal, name: str, **said: object) -> None:
    with terminal.change() as db:
        db.add(MailboxRow(name=name, **said))


def test_a_mailbox_that_nobody_has_read_yet_is_tried(terminal: Terminal, box: Mailbox) -> None:
    box.put(b"Subject: Hei\r\n\r\n", b"Subject: Moi\r\n\r\n")

    name, *told = terminal.says("mail", "mailbox")

    assert name.startswith("vastaukset@127.0.0.1:")
    assert told == ["It has never been read to its end.", "Tried now: it can be read; 2 mails wait."]
    assert len(box.lying()) == 2


def test_when_it_was_read_and_what_troubles_it_is_told(terminal: Terminal, box: Mailbox) -> None:
    name, *_told = terminal.says("mail", "mailbox")
    a_row(terminal, name, read_at=NOON, trouble="sign_in", troubled_since=NOON)

    told = terminal.says("mail", "mailbox", "--language", "fi")

    assert told[1:] == [
        "Luettu viimeksi loppuun asti: ma 1.2.2027 klo 12.00.",
        "Ei voida lukea (ma 1.2.2027 klo 12.00 alkaen): palvelin ei hyväksy tunnusta ja salasanaa.",
        "Kokeiltiin nyt: lukeminen onnistuu; 0 viestiä odottaa.",
    ]


def test_a_mailbox_that_cannot_be_read_now_is_a_refusal(
    terminal: Terminal, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAIHTO_IMAP_PORT", f"{free_port()}")

    said = terminal.stumbles("mail", "mailbox")

    assert said == ["Tried now: the server cannot be reached, or hangs up."]


def test_without_a_mailbox_there_is_nothing_to_try(terminal: Terminal) -> None:
    assert terminal.refuses("mail", "mailbox") == [
        "No mailbox is set (VAIHTO_IMAP_HOST): answers come by `vaihto receive` alone."
    ]


def test_a_mailbox_without_a_password_is_refused_before_anything_starts(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAIHTO_IMAP_HOST", "imap.example.org")

    assert [terminal.refuses(*command) for command in (("mail", "mailbox"), ("up",))] == [
        ["A mailbox needs VAIHTO_IMAP_HOST, VAIHTO_IMAP_USER and VAIHTO_IMAP_PASSWORD."]
    ] * 2
