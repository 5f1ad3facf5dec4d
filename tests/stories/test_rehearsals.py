"""HR rehearses a round before it opens: the same seed gives the same report, the real round is only read."""

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest

from cli.demo import BEGINS
from domain.spreadsheets.loading import load
from domain.spreadsheets.reading import open_books
from migrations.upgrade import upgrade
from models.base import draw_ids_from
from models.database import Database
from models.rehearsals import Rehearsal
from tests.plugins.databases import ids

LIMIT_SECONDS = 400
ROUND = "kolme-2027"
BEHAVIOUR = ("--declines", "20%", "--silences", "5%", "--late", "10%")


@dataclass(frozen=True)
class Rehearsed:
    """What the command said, and what became of the real database meanwhile."""

    first: dict[str, Any]
    again: dict[str, Any]
    said: str
    before: str
    after: str
    data: Path


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> Rehearsed:
    data = tmp_path_factory.mktemp("real")
    prepare(data)
    before = fingerprint(data / "vaihto.db")
    first, said = rehearse(data, "--keep")
    again, _said = rehearse(data, "--keep")
    return Rehearsed(first, again, said, before, fingerprint(data / "vaihto.db"), data)


def prepare(data: Path) -> None:
    """Three councils' round as HR's files have it, not opened yet; its clock stands at the opening."""
    draw_ids_from(ids(seed="rehearsals"))  # who says what follows from the ids: with these, somebody declines
    with closing(Database(f"sqlite:///{data / 'vaihto.db'}")) as database:
        upgrade(database)
        sample = files("samples").joinpath("three-councils-2027")
        with as_file(sample) as folder, database.change() as db:
            assert load(db, open_books([folder]), now=BEGINS).is_saved
            db.add(Rehearsal(id=1, seed=1, now=BEGINS))


def rehearse(data: Path, *options: str) -> tuple[dict[str, Any], str]:
    command = [sys.executable, "-m", "cli", "rehearse", ROUND, "--data", str(data), "--seeds", "1"]
    english = {name: value for name, value in os.environ.items() if not name.startswith("VAIHTO_")}
    ended = subprocess.run(
        [*command, "--language", "en", "--json", *BEHAVIOUR, *options],
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
        check=False,
        env=english,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return json.loads(ended.stdout), ended.stderr


def fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_the_same_seed_gives_the_same_report(rehearsed: Rehearsed) -> None:
    first, again = ({**each, "seconds": 0} for each in (rehearsed.first, rehearsed.again))

    assert first == again


def test_a_report_tells_how_the_rehearsal_ended(rehearsed: Rehearsed) -> None:
    outcome = rehearsed.first["outcomes"][0]

    assert rehearsed.first["people"] == {"declines": 0.2, "silences": 0.05, "illnesses": None, "late": 0.1}
    assert outcome["counts"]["applications"] == 8
    assert 0 < outcome["counts"]["placed"] <= outcome["counts"]["proposed"] + outcome["counts"]["released"]
    assert sum(outcome["released_because"].values()) == outcome["counts"]["released"] > 0
    assert outcome["phases"]["applications"] == "2027-01-15"
    assert sorted(day for day in outcome["phases"].values()) == list(outcome["phases"].values())
    assert rehearsed.first["spreads"]["placed"]["median"] == outcome["counts"]["placed"]


def test_the_real_database_is_not_touched(rehearsed: Rehearsed) -> None:
    assert rehearsed.after == rehearsed.before


def test_how_long_it_takes_is_said_before_it_begins(rehearsed: Rehearsed) -> None:
    assert rehearsed.said.splitlines()[0].startswith("1 rehearsals with 8 applications take about 1 minutes")


def test_nobody_real_is_named_in_a_rehearsal(rehearsed: Rehearsed) -> None:
    kept = rehearsed.data / "rehearsals" / ROUND / "seed-1"
    octets = b"".join(file.read_bytes() for file in sorted(kept.rglob("*")) if file.is_file())

    named = [word for word in people(rehearsed.data) if word.encode() in octets]

    assert b"osallistuja-0001@example.org" in octets  # the search would have seen who is there
    assert named == []


def people(data: Path) -> Iterator[str]:
    with closing(sqlite3.connect(data / "vaihto.db")) as db:
        for name, email in db.execute("SELECT name, email FROM people").fetchall():
            yield from (name, email)
        yield from (aims for (aims,) in db.execute("SELECT aims FROM applications").fetchall() if aims)
