"""Reading people's calendars again: once a day, and before a plan is made."""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from domain import busy_sources
from domain.busy_trouble import Unread
from domain.refusals import Conflict
from invites.busy import Asked
from invites.busy_events import Span
from models.feeds import BusySource
from models.people import Person
from models.rounds import Round
from models.states import BusyKind
from models.timeline import local_day
from workers.caldav import report
from workers.expanding import expand
from workers.fetching import Fetcher, Request, for_the_world
from workers.office import Office, is_rehearsed

log = logging.getLogger("vaihto.refreshing")
AT_ONCE = 4
LOOK_SECONDS = 60.0
BEAT_SECONDS = 1.0


@dataclass(frozen=True)
class Errand:
    """One address to be read, as it stands outside any transaction."""

    source_id: UUID
    address: str
    login: str | None
    password_in: str | None
    asked: Asked

    def request(self) -> Request:
        """Raises Unread where the password is missing."""
        if self.login is None:
            return Request(self.address)
        return report(self.address, self.asked, login=self.login, password_in=self.password_in)


async def keep_fresh(office: Office, leave: asyncio.Event) -> None:
    """Read calendars every day until told to leave; invented people of a rehearsal have none."""
    if await asyncio.to_thread(is_rehearsed, office.database):
        await leave.wait()
        return
    refreshing = Refreshing(office, for_the_world())
    reading = asyncio.ensure_future(asyncio.to_thread(refreshing.run))
    leaving = asyncio.ensure_future(leave.wait())
    await asyncio.wait((reading, leaving), return_when=asyncio.FIRST_COMPLETED)
    refreshing.stop()
    await reading


class Refreshing:
    def __init__(self, office: Office, fetcher: Fetcher) -> None:
        self.office = office
        self.fetcher = fetcher
        self.stopping = threading.Event()
        self.forgot_on: date | None = None

    def run(self) -> None:
        """Look every minute for addresses that have not been read today, until told to stop."""
        while not self.stopping.is_set():
            try:
                self.refresh()
            except (SQLAlchemyError, OSError) as trouble:
                log.warning("calendars wait: %s; trying again", type(trouble).__name__)
            self.stopping.wait(LOOK_SECONDS)

    def stop(self) -> None:
        self.stopping.set()

    def refresh(self) -> int:
        """Read what is due, and once a day forget what is needless; the number of addresses tried."""
        today = local_day(self.office.clock.now())
        if self.forgot_on != today:
            with self.office.database.change() as db:
                busy_sources.forget(db, now=self.office.clock.now())
            self.forgot_on = today
        return self._read(self._claim(None), beat=lambda: None)

    def before_planning(self, round_id: UUID, *, beat: Callable[[], None]) -> int:
        """Read the addresses of those who take part; `beat` is called every second meanwhile."""
        with self.office.database.look() as db:
            people = busy_sources.taking_part(db, db.get_one(Round, round_id))
        return self._read(self._claim(people), beat=beat)

    def _claim(self, people: Iterable[UUID] | None) -> list[Errand]:
        now = self.office.clock.now()
        with self.office.database.look() as db:
            if db.scalar(busy_sources.due(now=now, of=people).limit(1)) is None:
                return []
        with self.office.database.change() as db:
            due = busy_sources.due(now=now, of=people).with_for_update(skip_locked=True)
            return [errand for each in db.scalars(due) if (errand := _errand(db, each, now))]

    def _read(self, errands: list[Errand], beat: Callable[[], None]) -> int:
        with ThreadPoolExecutor(AT_ONCE) as threads:
            reading = {threads.submit(self._save, errand) for errand in errands}
            while reading:
                done, reading = wait(reading, timeout=BEAT_SECONDS)
                for each in done:
                    each.result()
                beat()
        return len(errands)

    def _save(self, errand: Errand) -> None:
        """Nothing is open in the database while the other side is asked."""
        times: tuple[Span, ...] | None = None
        try:
            times = expand(self.fetcher.fetch(errand.request()), errand.asked)
        except Unread as unread:
            trouble = unread.trouble
            log.info("calendar %s: %s", errand.source_id, trouble.value)
        now = self.office.clock.now()
        with self.office.change() as db:
            source = db.get(BusySource, errand.source_id)
            if source is None:  # removed meanwhile
                return
            if times is None:
                busy_sources.fail(db, source, trouble, now=now)
            else:
                busy_sources.keep(db, source, times, now=now)


def _errand(db: Session, source: BusySource, now: datetime) -> Errand | None:
    """None where nobody needs its times any more: they are forgotten."""
    source.tried_at = now
    try:
        asked = busy_sources.asked_of(db, db.get_one(Person, source.person_id), now=now)
    except Conflict:
        busy_sources.keep(db, source, (), now=now)
        return None
    is_caldav = source.kind is BusyKind.CALDAV
    return Errand(
        source_id=source.id,
        address=source.address or "",
        login=source.login,
        password_in=source.password_in,
        asked=asked.model_copy(update={"is_multistatus": is_caldav}),
    )
