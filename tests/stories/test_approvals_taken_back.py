"""HR says yes, takes it back and says yes again, while the worker is killed: the plan is published once."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from models.database import Database
from tests.stories.company import AINO, FIRST, ONNI, Company, at
from tests.stories.deciding import Deciding
from tests.stories.engine import engine
from tests.stories.theatre import Theatre


@pytest.fixture
async def play(database: Database, tmp_path: Path) -> AsyncIterator[Theatre]:
    """A theatre whose workflows run in a process that the test can kill."""
    async with Theatre(database, tmp_path, temporal=engine().address) as theatre:
        theatre.carries = False
        yield theatre


@contextmanager
def a_worker(database: Database, folder: Path) -> Iterator[None]:
    """Killed at the end, whatever it does."""
    url = database.engine.url.render_as_string(hide_password=False)
    ours = {name: value for name, value in os.environ.items() if not name.startswith("VAIHTO_")}
    command = [sys.executable, "-m", "workers", "--temporal", engine().address, "--data", str(folder)]
    process = subprocess.Popen([*command, "main"], env={**ours, "VAIHTO_DATABASE_URL": url})
    try:
        yield
    finally:
        process.kill()
        process.wait()


async def test_a_plan_is_published_once_though_the_yes_was_taken_back_and_the_worker_died(
    play: Theatre, database: Database, tmp_path: Path
) -> None:
    people = Company(play)
    helmi = Deciding(people)
    people.hosts(ONNI, FIRST)
    with a_worker(database, tmp_path):
        await people.apply(AINO)
        await play.until(at(2027, 1, 18))
        helmi.approves(minutes=10)
        await play.until(at(2027, 1, 18, 9, 5))

    helmi.takes_back()  # while no worker is there
    with a_worker(database, tmp_path):
        await play.until(at(2027, 1, 18, 10))
        taken_back = helmi.versions(), play.letters.by_person(since=at(2027, 1, 18))
        helmi.approves(minutes=10)
        await play.until(at(2027, 1, 18, 10, 9))
        waiting = helmi.versions()

    with a_worker(database, tmp_path):
        await play.until(at(2027, 1, 18, 12))

    assert taken_back == (["1 draft"], {})
    assert waiting == ["1 approved"]
    assert helmi.versions() == ["1 published"]
    assert people.states() == ["round running", "aino to onni proposed"]
    assert play.letters.by_person(since=at(2027, 1, 18)) == {
        "aino": ["2027-01-18 10:10 ask_guest"],
        "onni": ["2027-01-18 10:10 ask_host"],
    }
