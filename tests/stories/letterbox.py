"""The mails that have really left, read back from their files."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path

from icalendar import Calendar
from sqlalchemy import select

from models.database import Database
from models.mails import Mail
from models.timeline import local


@dataclass(frozen=True)
class Opened:
    """One mail as its file says; the row only tells its kind and its turn in the lane."""

    kind: str
    lane: str
    number: int
    message: Message
    octets: bytes

    @property
    def to(self) -> str:
        return str(self.message["To"]).split("<")[-1].rstrip(">")

    @property
    def at(self) -> datetime:
        return local(parsedate_to_datetime(str(self.message["Date"])))

    @property
    def line(self) -> str:
        """When, what, and for a calendar message its method and number."""
        return " ".join((f"{self.at:%Y-%m-%d %H:%M}", self.kind, *self.calendar))

    @property
    def calendar(self) -> tuple[str, ...]:
        found = self._calendar
        return (str(found["METHOD"]), str(found.events[0]["SEQUENCE"])) if found else ()

    @property
    def uid(self) -> str:
        return str(self._calendar.events[0]["UID"]) if self._calendar else ""

    @property
    def _calendar(self) -> Calendar | None:
        part = next(
            (each for each in self.message.walk() if each.get_content_type() == "text/calendar"), None
        )
        payload = part.get_payload(decode=True) if part else None
        return Calendar.from_ical(payload.decode()) if isinstance(payload, bytes) else None


class Letterbox:
    """The outbox folder of one play."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.folder = folder

    def opened(self, *, to: str = "") -> list[Opened]:
        """All mails, or one person's, by date and then by lane."""
        with self.database.look() as db:
            rows = {mail.message_id.split("@")[0]: mail for mail in db.scalars(select(Mail))}
        found = [_open(file, rows[file.stem]) for file in self.folder.glob("*.eml")]
        mine = [each for each in found if to in ("", each.to)]
        return sorted(mine, key=lambda each: (each.at, each.lane, each.number))

    def by_person(self, *, since: datetime | None = None) -> dict[str, list[str]]:
        """What everybody who got anything got, under the first part of their address."""
        found: dict[str, list[str]] = {}
        for each in self.opened():
            if since is None or each.at >= since:
                found.setdefault(each.to.split("@")[0], []).append(each.line)
        return found


def _open(file: Path, row: Mail) -> Opened:
    octets = file.read_bytes()
    return Opened(row.kind, row.lane, row.number, message_from_bytes(octets), octets)
