"""Puts every .ics file of a folder into a calendar on a server, and tells what comes back, as JSON.

Run by the Python that has the caldav library; the server itself unfolds the series.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import caldav
from icalendar import Calendar

FROM, UNTIL = datetime(2027, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)


def main(address: str, folder: str) -> None:
    home = caldav.DAVClient(url=address, username="hr", password="unasked").principal()
    files = sorted(Path(folder).glob("*.ics"))
    json.dump({file.stem: kept(home, number, file) for number, file in enumerate(files)}, sys.stdout)


def kept(home: caldav.Principal, number: int, file: Path) -> dict[str, object]:
    calendar = home.make_calendar(name=file.stem, cal_id=f"calendar-{number}")
    calendar.add_event(file.read_bytes().decode(), increase_seqno=False)
    (back,) = calendar.events()
    unfolded = calendar.search(event=True, start=FROM, end=UNTIL, server_expand=True)
    return {"given_back": back.data, "sessions": sorted(set(sessions(each.data for each in unfolded)))}


def sessions(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for event in (event for text in texts for event in Calendar.from_ical(text).events):
        yield written(event.start), written(event.end)


def written(at: date) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if isinstance(at, datetime) else f"{at:%Y-%m-%d}"


main(*sys.argv[1:])
