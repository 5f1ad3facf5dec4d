"""Whatever is killed in mid-round, it ends with the same placements and no second version of a mail."""

import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as SmtpSession

from workers.temporal_server import free_port

SAMPLE = "three-councils-2027"
LIMIT_SECONDS = 400.0
PLACEMENTS = """
    SELECT guest.email, host.email, exchanges.state,
           group_concat(coalesce(first_day, starts_at) || '..' || coalesce(last_day, minutes))
    FROM exchanges
    JOIN people AS guest ON guest.id = guest_id
    JOIN people AS host ON host.id = host_id
    JOIN appointments ON appointments.exchange_id = exchanges.id
    GROUP BY exchanges.id ORDER BY 1, 2, 3, 4
"""


@dataclass
class Sink:
    """A mail server that keeps the fingerprint of all that it was given."""

    copies: dict[str, list[str]] = field(default_factory=dict)

    async def handle_DATA(self, _server: SMTP, _session: SmtpSession, envelope: Envelope) -> str:
        octets = envelope.original_content or b""
        name = next(line for line in octets.splitlines() if line.lower().startswith(b"message-id:"))
        self.copies.setdefault(name.decode(), []).append(hashlib.sha256(octets).hexdigest())
        return "250 OK"


@dataclass(frozen=True)
class Told:
    """How one rehearsal ended."""

    placements: list[tuple[str, ...]]
    summary: dict[str, object]
    copies: dict[str, list[str]]
    restarts: int


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return rehearse(tmp_path_factory.mktemp("undisturbed"))


@pytest.mark.parametrize(
    "victims", [("worker",), ("temporal",), ("worker", "temporal")], ids=lambda each: "+".join(each)
)
def test_a_round_ends_alike_although_its_processes_are_killed(
    undisturbed: Told, tmp_path: Path, victims: tuple[str, ...]
) -> None:
    disturbed = rehearse(tmp_path, victims=victims)

    assert disturbed.restarts == 3 * len(victims)
    assert disturbed.placements == undisturbed.placements
    assert disturbed.summary["mails"] == undisturbed.summary["mails"]
    assert disturbed.summary["state"] == "ended"
    assert [name for name, copies in disturbed.copies.items() if len(set(copies)) > 1] == []
    assert len(disturbed.copies) == len(undisturbed.copies)


def rehearse(folder: Path, *, victims: tuple[str, ...] = ()) -> Told:
    """One rehearsal by the real command, its mails into a real SMTP server; victims die three times."""
    with serving() as (sink, port), demo(folder, smtp_port=port) as process:
        for share in (0.15, 0.4, 0.7) if victims else ():
            wait_for_mails(sink, at_least=round(share * 100), process=process)
            for name in victims:
                kill(folder / "data" / "run" / f"{name}.pid")
        assert process.wait(LIMIT_SECONDS) == 0, (folder / "said.txt").read_text()
    with sqlite3.connect(folder / "data" / "vaihto.db") as db:
        placements = db.execute(PLACEMENTS).fetchall()
    restarts = (folder / "said.txt").read_text().count("starting it again")
    return Told(placements, json.loads((folder / "summary.json").read_text()), sink.copies, restarts)


@contextmanager
def serving() -> Iterator[tuple[Sink, int]]:
    sink = Sink()
    port = free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield sink, port
    finally:
        controller.stop()


@contextmanager
def demo(folder: Path, *, smtp_port: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "tests.stories.rehearsing", str(folder), str(smtp_port), SAMPLE]
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
        try:
            yield process
        finally:
            process.terminate()
            process.wait()


def wait_for_mails(sink: Sink, *, at_least: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + LIMIT_SECONDS
    while len(sink.copies) < at_least and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)


def kill(pid_file: Path) -> None:
    os.kill(int(pid_file.read_text()), signal.SIGKILL)
