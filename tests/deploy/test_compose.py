"""docker-compose.yml calls only what exists: commands, settings, files."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic_settings import SettingsConfigDict

from cli.main import vaihto
from settings import PREFIX, Settings
from tests.taste.tree import ROOT

COMPOSE = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
WORKER = re.compile(r"entrypoint: \[python, -m, workers\]\n +command: \[(.+)\]")
VAIHTO = re.compile(r"<<: \*app\n(?! +entrypoint)(?: +profiles: .+\n)? +command: \[(.+)\]")
SETTINGS = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
OF_POSTGRES = "vaihto_password"


def words(command: str) -> list[str]:
    return [word.strip().strip('"') for word in command.split(",")]


@pytest.mark.parametrize("command", WORKER.findall(COMPOSE))
def test_every_worker_takes_its_command(command: str) -> None:
    asked = [sys.executable, "-m", "workers", *words(command), "--help"]

    assert subprocess.run(asked, cwd=ROOT, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("command", VAIHTO.findall(COMPOSE))
def test_vaihto_takes_every_other_command(command: str) -> None:
    asked = [*words(command), "--help"]

    assert CliRunner().invoke(vaihto, asked).exit_code == 0


def test_every_service_of_ours_has_been_tried() -> None:
    tried = [words(each)[0] for pattern in (WORKER, VAIHTO) for each in pattern.findall(COMPOSE)]

    assert sorted(tried) == ["--help", "mailbox", "main", "migrate", "solver"]
    assert COMPOSE.count("<<: *app") == len(tried)


def test_every_setting_exists() -> None:
    named = set(re.findall(rf"^ +({PREFIX}[A-Z_]+):", COMPOSE, re.MULTILINE))
    secret = set(re.findall(r"^  (vaihto_[a-z_]+): \{file", COMPOSE, re.MULTILINE)) - {OF_POSTGRES}

    assert len(named) == 10
    assert sorted(secret) == [
        "vaihto_database_url",
        "vaihto_imap_client_secret",
        "vaihto_imap_password",
        "vaihto_smtp_password",
    ]
    assert (named | {each.upper() for each in secret}) - SETTINGS == set()


def test_every_file_that_is_mounted_exists() -> None:
    mounted = re.findall(r"\./(deploy/[\w./-]+):/", COMPOSE)

    assert len(mounted) == 4
    assert [each for each in mounted if not (ROOT / each).exists()] == []


def test_nothing_is_published_while_nobody_can_sign_in() -> None:
    assert re.findall(r"^ +ports:|\[web", COMPOSE, re.MULTILINE) == []


def test_a_secret_that_is_a_file_is_a_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VAIHTO_DATABASE_URL", raising=False)
    (tmp_path / "vaihto_database_url").write_text("postgresql+psycopg://vaihto@postgres/vaihto\n")
    (tmp_path / "vaihto_smtp_password").write_text("")

    class Contained(Settings):
        model_config = SettingsConfigDict(secrets_dir=tmp_path)

    settings = Contained()

    assert settings.database == "postgresql+psycopg://vaihto@postgres/vaihto"
    assert not settings.smtp_password
