"""What is not set for a child process stays so there, whatever lies about on its machine."""

from pathlib import Path

import pytest

from cli.demo import of_its_own
from settings import Settings


def test_a_rehearsals_processes_never_see_the_secrets_of_the_real_house(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "vaihto_database_url").write_text("postgresql://real")
    (tmp_path / "vaihto_smtp_host").write_text("relay.example.org")
    real = Settings(_secrets_dir=tmp_path)  # type: ignore[call-arg]

    for name, told in of_its_own(tmp_path / "rehearsal").environment().items():
        monkeypatch.setenv(name, told)
    child = Settings(_secrets_dir=tmp_path)  # type: ignore[call-arg]

    assert (real.database_url, real.smtp_host) == ("postgresql://real", "relay.example.org")
    assert child == of_its_own(tmp_path / "rehearsal")


def test_what_is_set_arrives_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    meant = Settings(data=Path("/data"), smtp_port=2525, mails_a_minute=30, smtp_host="relay.example.org")

    for name, told in meant.environment().items():
        monkeypatch.setenv(name, told)

    assert Settings() == meant
