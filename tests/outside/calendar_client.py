"""Puts every .ics file of a folder into a calendar on a server, and tells what comes back, as JSON.

Run by the Python that has the caldav library; the server itself unfolds the series.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import caldav
from icalendar import Calendar

FROM, UNTIL = datetime(2027, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
HANDS = 6  # most of the time goes into waiting for each other


def main(address: str, folder: str) -> None:
    files = sorted(Path(folder).glob("*.ics"))
    with ThreadPoolExecutor(HANDS) as pool:
        piles = pool.map(lambda hand: shelved(address, files[hand::HANDS]), range(HANDS))
        json.dump({name: found for pile in piles for name, found in pile.items()}, sys.stdout)


def shelved(address: str, files: list[Path]) -> dict[str, dict[str, object]]:
    home = caldav.DAVClient(url=address, username="hr", password="unasked").principal()
    return {file.stem: kept(home, file) for file in files}


def kept(home: caldav.Principal, file: Path) -> dict[str, object]:
    calendar = home.make_calendar(name=file.stem, cal_id=re.sub(r"\W", "-", file.stem))
    calendar.add_event(file.read_bytes().decode(), increase_seqno=False)
    (back,) = calendar.events()
    unfolded = calendar.search(event=True, start=FROM, end=UNTIL, server_expand=True)
    return {"given_back": back.data, "sessions": sorted(set(sessions(each.data for each in unfolded)))}


def sessions(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for event in (event for text in texts for event in Calendar.from_ical(text).events):
        if event.get("STATUS") != "CANCELLED":
            yield written(event.start), written(event.end)


def written(at: date) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if isinstance(at, datetime) else f"{at:%Y-%m-%d}"


main(*sys.argv[1:])
