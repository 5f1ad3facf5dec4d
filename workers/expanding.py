"""Reading somebody's calendar in a child process that has little memory and little time, and no secrets."""

import os
import resource
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from domain.busy_trouble import Trouble, Unread
from invites.busy import Asked, NotACalendar, TooManyTimes, busy
from invites.busy_events import Span
from invites.multistatus import calendars
from models.record import Record

CPU_SECONDS = 2
WALL_SECONDS = 10.0
MEMORY = 512 * 1024 * 1024
MOST_OCTETS = 5_000_000
KEPT = ("PATH", "LANG", "LC_ALL")


class Told(Record):
    """What the child answers: times, or what was wrong."""

    times: tuple[tuple[datetime, datetime], ...] = ()
    trouble: Trouble | None = None


def expand(octets: bytes, asked: Asked, *, cpu_seconds: int = CPU_SECONDS) -> tuple[Span, ...]:
    """The busy times in a calendar; raises Unread."""
    if len(octets) > MOST_OCTETS:
        raise Unread(Trouble.TOO_LARGE)
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "workers.expanding", str(cpu_seconds)],
            input=asked.model_dump_json().encode() + b"\n" + octets,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=WALL_SECONDS,
            env=environment(),
            check=True,
        )
        told = Told.model_validate_json(ended.stdout)
    except (subprocess.SubprocessError, ValidationError) as error:
        raise Unread(Trouble.TOO_MUCH) from error
    if told.trouble:
        raise Unread(told.trouble)
    return told.times


def main() -> None:
    """The child: a question on the first line of stdin, the calendar after it, the answer on stdout."""
    _limit(int(sys.argv[1]))
    question, _newline, octets = sys.stdin.buffer.read().partition(b"\n")
    try:
        asked = Asked.model_validate_json(question)
        text = calendars(octets) if asked.is_multistatus else octets.decode(errors="replace")
        told = Told(times=busy(text, asked))
    except NotACalendar:
        told = Told(trouble=Trouble.NOT_A_CALENDAR)
    except TooManyTimes:
        told = Told(trouble=Trouble.TOO_MUCH)
    sys.stdout.write(told.model_dump_json())


def _limit(cpu_seconds: int) -> None:
    """From now on: what the interpreter and its imports took is not counted."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (spent + cpu_seconds, spent + cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def environment() -> dict[str, str]:
    """The child finds this package wherever the parent was started."""
    home = str(Path(__file__).parent.parent)
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, "PYTHONPATH": home, "PYTHONIOENCODING": "utf-8"}


if __name__ == "__main__":
    main()
