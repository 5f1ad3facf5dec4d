"""HR presses a button: a worker rehearses the round beside the real one; who is killed is taken up again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from domain import rounds
from domain.rehearsals import orders
from domain.rehearsals.behaviour import Said
from domain.rehearsals.orders import Wanted
from domain.rehearsals.report import Outcome
from models.database import Database
from models.people import Person
from models.rehearsal_orders import OrderState, RehearsalOrder
from tests.stories.test_rehearsals import BEHAVIOUR, LIMIT_SECONDS, ROUND, prepare, rehearse
from workers.office import clock_of

PEOPLE = Said(declines=0.2, silences=0.05, late=0.1)  # as BEHAVIOUR says
NO_TEMPORAL = "127.0.0.1:1"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    prepare(tmp_path)
    return tmp_path


@pytest.fixture
def real(house: Path) -> Iterator[Database]:
    with closing(Database(f"sqlite:///{house / 'vaihto.db'}")) as database:
        yield database


def order(real: Database, *, seeds: int) -> None:
    now = clock_of(real).now()
    with real.change() as db:
        round_ = rounds.by_reference(db, ROUND)
        owner = db.get_one(Person, round_.owner_id)
        orders.order(db, round_, Wanted(seeds=seeds, people=PEOPLE), by=owner, now=now)


def look(real: Database) -> tuple[RehearsalOrder, tuple[Outcome, ...]]:
    with real.look() as db:
        row = orders.numbered(db, rounds.by_reference(db, ROUND), 1)
        return row, orders.outcomes(db, row)


def a_worker(house: Path) -> "subprocess.Popen[bytes]":
    """The solver's process, on a machine without Temporal."""
    command = [sys.executable, "-m", "workers", "--temporal", NO_TEMPORAL, "--data", str(house), "--alone"]
    ours = {name: value for name, value in os.environ.items() if not name.startswith("VAIHTO_")}
    relay = {"VAIHTO_SMTP_HOST": "relay.example.org"}  # which no process of a rehearsal hears of
    return subprocess.Popen([*command, "solver"], env=ours | relay)


def wait_for(real: Database, is_there: Callable[[RehearsalOrder, tuple[Outcome, ...]], bool]) -> None:
    deadline = time.monotonic() + LIMIT_SECONDS
    while not is_there(*look(real)):
        assert time.monotonic() < deadline
        time.sleep(0.2)


def processes_in(house: Path) -> list[str]:
    """The processes that live in a rehearsal's folder."""
    named = str(house / "rehearsals").encode()
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        try:
            told = (each / "cmdline").read_bytes() + (each / "environ").read_bytes()
        except OSError:
            continue
        if named in told:
            found.append(each.name)
    return found


def test_a_worker_killed_in_the_middle_is_taken_up_where_it_was(house: Path, real: Database) -> None:
    order(real, seeds=2)
    first = a_worker(house)
    wait_for(real, lambda row, ends: len(ends) == 1 and row.seed == 2)

    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    second = a_worker(house)
    wait_for(real, lambda row, _ends: row.state is OrderState.DONE)
    second.terminate()
    second.wait(timeout=60)

    row, ends = look(real)
    asked, _said = rehearse(house)  # the same, from the terminal
    assert [each.seed for each in ends] == [1, 2]
    assert ends[0].model_dump(mode="json") == asked["outcomes"][0]
    assert (row.tries, row.worker_id) == (2, None)
    assert [each.name for each in (house / "rehearsals").iterdir()] == [ROUND]  # the terminal's alone
    assert BEHAVIOUR == ("--declines", "20%", "--silences", "5%", "--late", "10%")


def test_a_rehearsal_that_is_cancelled_leaves_nothing_running(house: Path, real: Database) -> None:
    order(real, seeds=5)
    worker = a_worker(house)
    wait_for(real, lambda row, _ends: row.seed is not None)
    lived = processes_in(house)

    with real.change() as db:
        row = orders.numbered(db, rounds.by_reference(db, ROUND), 1)
        orders.cancel(db, row, now=row.ordered_at)
    deadline = time.monotonic() + 60
    while (left := processes_in(house)) and time.monotonic() < deadline:
        time.sleep(0.2)
    is_there = worker.poll() is None
    worker.terminate()
    worker.wait(timeout=60)

    assert (bool(lived), left, is_there) == (True, [], True)
    assert look(real)[0].state is OrderState.CANCELLED
