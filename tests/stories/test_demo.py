"""`vaihto demo`: its summary agrees with the database and the outbox, and its engine remembers nobody."""

import json
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest

LIMIT_SECONDS = 400


@dataclass(frozen=True)
class Demo:
    """One finished rehearsal and what it left behind."""

    data: Path
    summary: dict[str, Any]
    said: str

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.data / "vaihto.db") as db:
            return db.execute(question).fetchall()

    def mails(self) -> list[EmailMessage]:
        read = BytesParser(policy=policy.default)
        found = sorted((self.data / "outbox").glob("*.eml"))
        return [
            message
            for file in found
            if isinstance(message := read.parsebytes(file.read_bytes()), EmailMessage)
        ]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo")
    command = [
        sys.executable,
        "-m",
        "cli",
        "demo",
        "--exit",
        "--sample",
        "three-councils-2027",
        "--seed",
        "12",
    ]
    command += ["--data", str(folder / "data"), "--json", str(folder / "summary.json")]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return Demo(folder / "data", json.loads((folder / "summary.json").read_text()), ended.stdout)


def test_the_summary_counts_what_the_database_holds(demo: Demo) -> None:
    states = dict(demo.ask("SELECT state, count(*) FROM exchanges GROUP BY state"))
    mails = dict(demo.ask("SELECT kind, count(*) FROM mails WHERE state = 'sent' GROUP BY kind"))
    replies = dict(demo.ask("SELECT outcome, count(*) FROM inbound_mails GROUP BY outcome"))

    assert demo.summary["exchanges"] == states
    assert demo.summary["mails"] == mails
    assert demo.summary["replies"] == replies
    assert demo.summary["doubts"] == dict(demo.ask("SELECT state, count(*) FROM doubts GROUP BY state"))
    assert demo.summary["applications"] == demo.ask("SELECT count(*) FROM applications")[0][0]


def test_every_mail_that_left_is_a_file_in_the_outbox(demo: Demo) -> None:
    in_database = [f"<{each}>" for (each,) in demo.ask("SELECT message_id FROM mails")]

    in_outbox = [str(message["Message-ID"]) for message in demo.mails()]

    assert sorted(in_outbox) == sorted(in_database)
    assert sum(demo.summary["mails"].values()) == len(in_outbox)


def test_every_exchange_ends_closed_or_released(demo: Demo) -> None:
    assert demo.summary["state"] == "ended"
    assert set(demo.summary["exchanges"]) == {"closed", "released"}


def test_the_rehearsal_shows_a_release_a_repair_updates_and_cancels(demo: Demo) -> None:
    methods = Counter(method for (method,) in demo.ask("SELECT method FROM mails WHERE method IS NOT NULL"))

    assert demo.summary["released"] > 0
    assert demo.summary["repaired"] > 0
    assert demo.summary["mails"]["invitation_update"] > 0
    assert methods["CANCEL"] == demo.summary["mails"]["invitation_cancel"] > 0


def test_nobody_hears_of_a_released_exchange_after_its_cancel(demo: Demo) -> None:
    last = """
        SELECT mails.kind, max(mails.number) FROM mails
        JOIN exchanges ON exchanges.id = mails.exchange_id
        WHERE exchanges.state = 'released'
        AND mails.person_id IN (exchanges.guest_id, exchanges.host_id)
        AND EXISTS (SELECT 1 FROM mails AS cancel
                    WHERE cancel.exchange_id = exchanges.id AND cancel.method = 'CANCEL')
        GROUP BY mails.exchange_id, mails.person_id
    """

    ends = demo.ask(last)

    assert ends
    assert {kind for kind, _number in ends} <= {"invitation_cancel", "released"}


def test_temporal_keeps_no_name_address_or_text_of_any_person(demo: Demo) -> None:
    words = set(_people_and_texts(demo))
    kept = b"".join(file.read_bytes() for file in sorted(demo.data.glob("temporal.db*")))
    exchange = demo.ask("SELECT id FROM exchanges LIMIT 1")[0][0]
    canary = f"exchange-{exchange[:8]}-".encode()

    found = [word for word in words if word.encode() in kept]

    assert canary in kept  # the scan would have seen what is there
    assert found == []


def test_the_logs_keep_no_name_address_or_text_of_any_person(demo: Demo) -> None:
    words = set(_people_and_texts(demo))
    kept = b"".join(file.read_bytes() for file in sorted((demo.data / "logs").glob("*.log")))

    found = [word for word in words if word.encode() in kept]

    assert found == []


def _people_and_texts(demo: Demo) -> Iterator[str]:
    for name, email in demo.ask("SELECT name, email FROM people"):
        yield from (name, email, *(part for part in name.split() if len(part) > 5))
    yield from (aims for (aims,) in demo.ask("SELECT aims FROM applications") if aims)
    for (note,) in demo.ask("SELECT note FROM follow_ups WHERE note IS NOT NULL"):
        yield from (text for text in json.loads(note).values() if isinstance(text, str) and text)
