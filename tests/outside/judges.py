"""Readers of calendars that are not ours: one run each for a whole folder of objects."""

import os
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pydantic import TypeAdapter

HERE = Path(__file__).parent
MODULES = HERE.parents[1] / ".tools" / "outside"
SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's bindings of libical are bound to it
LIMIT_SECONDS = 60
TOO_STRICT = (
    "the rules of the method are broken",
    "Failed iTIP restrictions for ATTENDEE property. Expected 0 instances of the property and got 1",
    "Failed iTIP restrictions for SEQUENCE property. Expected 0 instances of the property and got 1",
)


@dataclass(frozen=True)
class Invited:
    """One attendee as a reader understood them."""

    address: str
    name: str
    role: str
    answer: str
    asked: str
    language: str
    kind: str = "INDIVIDUAL"


@dataclass(frozen=True)
class Entry:
    """One event as a reader understood it; days and moments (in UTC) in ISO form."""

    uid: str
    sequence: int
    stamp: str
    start: str
    end: str
    summary: str
    organiser: str
    invited: tuple[Invited, ...]
    original: str | None = None
    status: str | None = None
    place: str | None = None
    description: str | None = None
    link: str | None = None
    comment: str | None = None


@dataclass(frozen=True)
class Reading:
    """What one reader found in one object; `sessions` are the spans in which something takes place."""

    faults: tuple[str, ...] = ()
    method: str | None = None
    entries: tuple[Entry, ...] = ()
    sessions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Judge:
    """A reader, by the name under which the marker `outside` knows it."""

    name: str
    command: tuple[str, ...]


LIBICAL = Judge("libical", (SYSTEM_PYTHON, str(HERE / "libical.py")))
ICAL_JS = Judge("ical.js", ("node", str(HERE / "ical_js.cjs"), str(MODULES)))
NODE_ICAL = Judge("node-ical", ("node", str(HERE / "node_ical.cjs"), str(MODULES)))
JUDGES = (LIBICAL, ICAL_JS, NODE_ICAL)
EVERY_JUDGE = pytest.mark.parametrize(
    "judge", [pytest.param(each, id=each.name, marks=pytest.mark.outside(each.name)) for each in JUDGES]
)
Objects = tuple[tuple[str, bytes], ...]
Ask = Callable[[Judge, Objects], Mapping[str, Reading]]
READINGS: TypeAdapter[dict[str, Reading]] = TypeAdapter(dict[str, Reading])


def read(judge: Judge, objects: Objects, *, folder: Path) -> dict[str, Reading]:
    """What the judge finds in each object, by its name."""
    for name, octets in objects:
        (folder / f"{name}.ics").write_bytes(octets)
    ran = subprocess.run(
        [*judge.command, str(folder)],
        env={**os.environ, "TZ": "UTC"},
        stdout=subprocess.PIPE,
        check=True,
        timeout=LIMIT_SECONDS,
    )
    readings = READINGS.validate_json(ran.stdout)
    return {name: _justly(reading) for name, reading in readings.items()}


def _justly(reading: Reading) -> Reading:
    """Without the complaints about what the example in RFC 5546 has, against libical's table of the same."""
    if reading.method == "DECLINECOUNTER" and reading.faults == TOO_STRICT:
        return replace(reading, faults=())
    return reading
