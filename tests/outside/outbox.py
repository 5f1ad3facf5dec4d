"""Judges all invitations in a folder: `python -m tests.outside.outbox vaihto-data/demo/outbox`."""

import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.outside import calendar_octets, mail_octets
from tests.outside.judges import JUDGES, Objects, read
from tests.outside.posted import calendar

CARRIES = b"Content-Type: text/calendar"


def main(folder: Path) -> int:
    files = {file.stem: file.read_bytes() for file in sorted(folder.glob("*.eml"))}
    mails = {name: octets for name, octets in files.items() if CARRIES in octets}
    found = list(verdict(mails))
    sys.stdout.writelines(f"{each}\n" for each in found)
    sys.stdout.write(f"Invitations: {len(mails)}. Complaints: {len(found)}.\n")
    return 1 if found or not mails else 0


def verdict(mails: dict[str, bytes]) -> Iterator[str]:
    """What is wrong, by mail: in the octets, by each judge, and between the judges."""
    objects: Objects = tuple((name, calendar(octets)) for name, octets in mails.items())
    for name, octets in mails.items():
        yield from (f"{name}: {fault}" for fault in mail_octets.faults(octets))
    for name, octets in objects:
        yield from (f"{name}: {fault}" for fault in calendar_octets.faults(octets))
    with TemporaryDirectory() as folder:
        readings = {judge.name: read(judge, objects, folder=Path(folder)) for judge in JUDGES}
    for judge, by_name in readings.items():
        yield from (f"{name}: {judge}: {fault}" for name in mails for fault in by_name[name].faults)
    for one, other in combinations(readings, 2):
        for name in mails:
            if readings[one][name] != readings[other][name]:
                yield f"{name}: {one} and {other} read it otherwise"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
