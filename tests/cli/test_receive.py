"""`vaihto receive` as a mail server calls it: one mail on standard input, one exit status."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from cli.main import vaihto
from models.invites import InboundMail
from tests.cli.terminal import Terminal
from tests.invites.mails import a_calendar, a_mail


def received(octets: bytes, *words: str) -> tuple[int, str]:
    """The exit status, and what is said on standard output."""
    result = CliRunner().invoke(vaihto, ["receive", *words], input=octets)
    return result.exit_code, result.stdout.strip()


def recorded(terminal: Terminal) -> list[str]:
    with terminal.change() as db:
        return list(db.scalars(select(InboundMail.outcome)))


@pytest.mark.parametrize(
    ("octets", "outcome"),
    [
        (a_mail(a_calendar()), "unknown_uid"),
        (b"Subject: hei\r\n\r\nhei", "no_calendar"),
        (b"\x00\xff", "broken_mail"),
        (b"Subject: hei\r\n\r\n" + b"a" * 1_200_000, "too_large"),
    ],
)
def test_a_mail_is_recorded_whatever_it_is(terminal: Terminal, octets: bytes, outcome: str) -> None:
    assert received(octets) == (0, outcome)
    assert received(octets) == (0, "duplicate")
    assert recorded(terminal) == [outcome]


@pytest.mark.parametrize("octets", [b"", b"\r\n \r\n"])
def test_no_mail_at_all_is_65(terminal: Terminal, octets: bytes) -> None:
    assert received(octets) == (65, "")
    assert recorded(terminal) == []


def test_a_database_without_tables_is_75_and_the_mail_server_keeps_the_mail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VAIHTO_DATABASE_URL", raising=False)

    assert received(b"Subject: hei\r\n\r\nhei", "--data", f"{tmp_path}") == (75, "")


def test_a_database_that_is_away_is_75(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"postgresql+psycopg://nobody@localhost:1/none?host={tmp_path}"
    monkeypatch.setenv("VAIHTO_DATABASE_URL", address)

    assert received(b"Subject: hei\r\n\r\nhei", "--data", f"{tmp_path}") == (75, "")


def test_a_folder_that_cannot_be_written_is_75(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VAIHTO_DATABASE_URL", raising=False)
    (tmp_path / "file").write_text("not a folder")

    assert received(b"Subject: hei\r\n\r\nhei", "--data", f"{tmp_path / 'file' / 'data'}") == (75, "")
