from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr

from invites.post import Security
from settings import Settings
from tests.workers.imap_server import ImapServer, Mailbox
from tests.workers.mailboxes import a_mail, settings
from workers.imap_folder import opened
from workers.imap_line import Away, Trouble
from workers.mailbox_process import account_of


def test_a_server_that_cannot_tell_of_news_is_asked_now_and_then(box: Mailbox, server: ImapServer) -> None:
    box.abilities = "IMAP4rev1 MOVE"

    with closing(opened(account_of(settings(server.port)))) as folder:
        folder.wait(0.1, ends=lambda: False)
        box.put(a_mail("first"))
        found = [each.uid for each in folder.waiting(besides=set())]

    assert found == ["1"]
    assert [line for line in box.asked if line == "IDLE"] == []


def test_a_server_that_cannot_move_a_mail_in_one_go_is_not_used(box: Mailbox, server: ImapServer) -> None:
    box.abilities = "IMAP4rev1 IDLE"

    with pytest.raises(Away) as away:
        opened(account_of(settings(server.port)))

    assert away.value.trouble is Trouble.NO_MOVE


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_line_that_cannot_be_protected_is_not_used(server: ImapServer, box: Mailbox, security: str) -> None:
    said = settings(server.port).model_copy(update={"imap_security": security})

    with pytest.raises(Away) as away:
        opened(account_of(said))

    assert away.value.trouble is Trouble.TLS
    assert [line for line in box.asked if line.startswith("LOGIN")] == []


def test_a_certificate_file_that_is_missing_or_is_none_is_told(server: ImapServer, tmp_path: Path) -> None:
    (tmp_path / "none.pem").write_text("Hei!\n")
    asked = {"imap_security": "tls", "imap_ca_file": tmp_path / "missing.pem"}

    for said in (asked, asked | {"imap_ca_file": tmp_path / "none.pem"}):
        with pytest.raises(Away) as away:
            opened(account_of(settings(server.port).model_copy(update=said)))
        assert away.value.trouble is Trouble.TLS


@pytest.mark.parametrize(("security", "port"), [("none", 143), ("starttls", 143), ("tls", 993)])
def test_the_port_follows_from_the_security(security: str, port: int) -> None:
    account = account_of(
        Settings(imap_host="127.0.0.1", imap_security=security, imap_user="a", imap_password=SecretStr("b"))
    )

    assert (account.port, account.security) == (port, Security(security))
