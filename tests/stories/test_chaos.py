"""A large round, while worker, web and Temporal are killed with -9 at random: it ends as it must.

`VAIHTO_CHAOS_SECONDS=180` says how long there is killing (the long form has 200 exchanges), `VAIHTO_SEED=4`
who dies when.
"""

import json
import logging
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import urlopen

from models.database import Database
from models.states import RoundState
from tests.stories import invariants
from tests.stories.test_killed_mailings import Sink, serving
from workers.temporal_server import free_port

log = logging.getLogger("tests.chaos")
SECONDS = float(os.environ.get("VAIHTO_CHAOS_SECONDS", "20"))
SEED = int(os.environ.get("VAIHTO_SEED", "1"))
IS_LONG = SECONDS > 60
APPLICANTS = 210 if IS_LONG else 50
LEAST_EXCHANGES = 200 if IS_LONG else 40
VICTIMS = ("worker", "web", "temporal")
SOONEST, LATEST = 1.0, 6.0  # seconds between two kills
LIMIT_SECONDS = 2400.0 if IS_LONG else 500.0
LINK = re.compile(rb"http://127\.0\.0\.1:\d+/answer/[\w.~-]+\?say=yes")
NOES, BY_WEB = 0.04, 0.3  # shares of those who answer on the page


@dataclass
class Told:
    """What was done to the round while it lived."""

    kills: dict[str, int] = field(default_factory=lambda: dict.fromkeys(VICTIMS, 0))
    answers: int = 0
    tries: int = 0


def test_a_round_outlives_whatever_is_killed(tmp_path: Path) -> None:
    log.warning("seed %s, %.0f s of chaos, %s applicants", SEED, SECONDS, APPLICANTS)
    told, began = Told(), time.monotonic()
    with serving() as (sink, port), living(tmp_path, smtp_port=port) as process:
        over = threading.Event()
        people = threading.Thread(target=answer, args=(sink, told, over))
        people.start()
        kill_at_random(tmp_path, told, process)
        code = process.wait(LIMIT_SECONDS)
        over.set()
        people.join()
    assert code == 0, (tmp_path / "said.txt").read_text()[-3000:]
    log.warning("%s after %.0f s", told, time.monotonic() - began)

    database = Database(f"sqlite:///{tmp_path / 'data' / 'vaihto.db'}")
    with database.look() as db:
        assert invariants.exchanges(db) >= LEAST_EXCHANGES
        assert invariants.states_of_rounds(db) == [RoundState.ENDED]
        assert invariants.double_booked(db) == []
        assert invariants.overfull(db) == []
        assert invariants.not_final(db) == []
        assert invariants.undelivered(db) == []
        assert invariants.unsent(db, sink.octets) == []
    database.close()
    assert invariants.two_versions(sink.octets) == []
    assert json.loads((tmp_path / "told.json").read_text()) == {"open_workflows": 0}
    assert min(told.kills.values()) > 0
    assert told.answers > 0


@contextmanager
def living(folder: Path, *, smtp_port: int) -> Iterator[subprocess.Popen[bytes]]:
    numbers = (smtp_port, free_port(besides=[smtp_port]), APPLICANTS, SEED)
    command = [sys.executable, "-m", "tests.stories.chaotic", str(folder), *map(str, numbers)]
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
        try:
            yield process
        finally:
            process.terminate()
            process.wait()


def kill_at_random(folder: Path, told: Told, process: subprocess.Popen[bytes]) -> None:
    """From the first moment all are up; whoever is not up yet is killed another time."""
    dice, run = random.Random(SEED), folder / "data" / "run"
    while not (run / "web.pid").exists() and process.poll() is None:
        time.sleep(0.1)
    ends, bag = time.monotonic() + SECONDS, list[str]()
    while time.monotonic() < ends and process.poll() is None:
        time.sleep(dice.uniform(SOONEST, LATEST))
        bag = bag or dice.sample(VICTIMS, len(VICTIMS))  # each of them as often
        victim = bag.pop()
        with suppress(ProcessLookupError, FileNotFoundError, ValueError):
            os.kill(int((run / f"{victim}.pid").read_text()), signal.SIGKILL)
            told.kills[victim] += 1


def answer(sink: Sink, told: Told, over: threading.Event) -> None:
    """Some press the button on the page behind the link, again until the page says what came of it."""
    dice, read = random.Random(SEED + 1), 0
    while not over.is_set():
        if read == len(sink.octets):
            time.sleep(0.05)
            continue
        octets, read = sink.octets[read], read + 1
        link = link_in(octets)
        if link and dice.random() < BY_WEB:
            press(link.partition("?")[0], "no" if dice.random() < NOES else "yes", told, over)


def link_in(octets: bytes) -> str | None:
    for part in message_from_bytes(octets).walk():
        if part.get_content_type() == "text/plain":
            text = part.get_payload(decode=True)
            found = LINK.search(text if isinstance(text, bytes) else b"")
            if found:
                return found.group().decode()
    return None


def press(page: str, word: str, told: Told, over: threading.Event) -> None:
    while not over.is_set():
        told.tries += 1
        try:
            with urlopen(page, data=urlencode({"word": word}).encode(), timeout=10):  # noqa: S310
                told.answers += 1
            return
        except HTTPError:
            return  # it came too late: the page says what happened meanwhile
        except (URLError, HTTPException, OSError):
            time.sleep(0.3)  # the pages are being started again
