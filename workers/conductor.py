"""Moves a rehearsal's clock: when all is idle, on to the next moment, telling only those who are due."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session
from temporalio.client import Client
from temporalio.service import RPCError

from domain import nightly
from models import streams
from models.database import Database
from models.events import Event, Stream, Wait
from models.mails import Mail
from models.rehearsals import Cue, Rehearsal
from models.states import MailState
from workers.cast import prepare as invented
from workers.lines import speak
from workers.nights import look_around
from workflows.door import tell_time

LOOK_SECONDS = 0.02
AT_ONCE = 20
SOLVING_TIMES = 5  # how much more patience the solver gets: nothing else moves while it thinks


class Stuck(Exception):
    """The rehearsal does not get on; the message says which part is not idle."""


@dataclass(frozen=True)
class Scene:
    """Where a rehearsal stands: its moment, and whether anything is left to come up to where it was asked."""

    now: datetime
    is_over: bool


@dataclass(frozen=True)
class Pace:
    """After how many seconds the due are told again, and after how many a rehearsal counts as stuck."""

    tell_again: float = 5.0
    patience: float = 60.0  # without anything having moved


USUAL = Pace()


@dataclass(frozen=True)
class Busy:
    """What is not idle, counts that change when anything moves, and whether the solver may be at it."""

    what: str
    moved: tuple[int, ...]
    may_be_solving: bool = False


Tell = Callable[[Client, str, datetime], Awaitable[None]]


class Cast(Protocol):
    """Gives cues to the people of a rehearsal: invented ones, or those of a test's script."""

    def __call__(self, db: Session, *, seed: int, now: datetime) -> None: ...


class Conductor:
    def __init__(
        self,
        database: Database,
        connect: Callable[[], Awaitable[Client]],
        *,
        cast: Cast = invented,
        pace: Pace = USUAL,
        tell: Tell = tell_time,
    ) -> None:
        self.database = database
        self._connect = connect
        self._client: Client | None = None
        self._cast = cast
        self._pace = pace
        self._tell_one = tell

    async def next_scene(self, *, watch: Callable[[], None], until: datetime | None = None) -> Scene:
        """Wait until all is idle, then move to the next moment and let it happen.

        `watch` is called now and then while waiting: whoever has died is started again there.
        With `until` the clock goes no further, and stops there when nothing comes before.
        """
        await self._until_idle(watch)
        with self.database.change() as db:
            rehearsal = db.get_one(Rehearsal, 1)
            self._cast(db, seed=rehearsal.seed, now=rehearsal.now)
            upcoming = _next_moment(db, rehearsal.now)
            if upcoming is None or (until is not None and upcoming > until):
                rehearsal.now = max(until or rehearsal.now, rehearsal.now)
                return Scene(rehearsal.now, is_over=True)
            rehearsal.now = max(upcoming, rehearsal.now)
            now = rehearsal.now
            if nightly.is_hour(now):
                look_around(db, now=now)
            for cue in _due(db, now):
                speak(db, cue, now=now)
        await self._tell()
        return Scene(now, is_over=False)

    async def _until_idle(self, watch: Callable[[], None]) -> None:
        """Somebody who died on the way is told again; who stays busy for long is named."""
        since = told = time.monotonic()
        moved: tuple[int, ...] = ()
        while busy := await asyncio.to_thread(self._busy):
            if time.monotonic() - told > self._pace.tell_again:
                await self._tell()
                told = time.monotonic()
            if busy.moved != moved:
                moved, since = busy.moved, time.monotonic()
            patience = self._pace.patience * (SOLVING_TIMES if busy.may_be_solving else 1)
            if time.monotonic() - since > patience:
                raise Stuck(busy.what)
            watch()
            await asyncio.sleep(LOOK_SECONDS)

    def _busy(self) -> Busy | None:
        """What is not idle: facts not carried, mails not sent, workflows not waiting for later.

        Workflows are looked at first: while they rest nothing new is made, so nothing is overlooked
        where each look sees what was saved since the one before (PostgreSQL).
        """
        with self.database.look() as db:
            now = db.get_one(Rehearsal, 1).now
            name = db.scalars(_not_resting(now).limit(1)).first()
            uncarried = db.scalar(_not_carried())
            unsent = db.scalar(_unsent(now))
            moved = (_count(db, Event), _count(db, Wait), unsent or 0, uncarried or 0)
        if uncarried:
            return Busy(f"relay: {uncarried} streams not carried", moved)
        if unsent:
            return Busy(f"delivery: {unsent} mails not sent", moved)
        return Busy(f"workflow at work: {name}", moved, name.startswith(streams.ROUND)) if name else None

    async def _tell(self) -> None:
        with self.database.look() as db:
            now = db.get_one(Rehearsal, 1).now
            due = list(db.scalars(select(Wait.stream_id).where(Wait.until <= now).order_by(Wait.stream_id)))
        try:
            self._client = self._client or await self._connect()
            for start in range(0, len(due), AT_ONCE):
                some = due[start : start + AT_ONCE]
                await asyncio.gather(*(self._tell_one(self._client, each, now) for each in some))
        except (RPCError, RuntimeError):
            # The server is being started again; `_until_idle` tells once more.
            self._client = None


def _count(db: Session, kind: type[Event | Wait]) -> int:
    return db.scalar(select(func.count()).select_from(kind)) or 0


def _next_moment(db: Session, now: datetime) -> datetime | None:
    """The next thing that somebody waits for; a night only on the way there."""
    moments = (
        db.scalar(select(func.min(Cue.at)).where(Cue.spoken_at.is_(None))),
        db.scalar(select(func.min(Wait.until))),
        db.scalar(select(func.min(Mail.held_until)).where(Mail.state == MailState.QUEUED)),
    )
    upcoming = min((each for each in moments if each), default=None)
    night = nightly.next_look(db, now=now) if upcoming and upcoming > now else None
    return min(upcoming, night) if upcoming and night else upcoming


def _due(db: Session, now: datetime) -> list[Cue]:
    found = select(Cue).where(Cue.spoken_at.is_(None), Cue.at <= now)
    return sorted(db.scalars(found), key=lambda cue: (cue.at, cue.act, cue.turn))


def _not_carried() -> Select[int]:
    return select(func.count(Stream.id)).where(
        Stream.delivered_number < Stream.bell_number, Stream.closed_at.is_(None)
    )


def _unsent(now: datetime) -> Select[int]:
    """Mails in the queue, but for those that wait for a later moment: quiet hours, a digest."""
    is_held = Mail.held_until.is_not(None) & (Mail.held_until > now)
    return select(func.count(Mail.id)).where(Mail.state == MailState.QUEUED, ~is_held)


def _not_resting(now: datetime) -> Select[str]:
    """Open workflows without a wait, or whose wait is due, or who have not acted on all they heard."""
    return (
        select(Stream.id)
        .outerjoin(Wait, Wait.stream_id == Stream.id)
        .where(Stream.bell_number > 0, Stream.closed_at.is_(None))
        .where(Wait.stream_id.is_(None) | (Wait.until <= now) | (Wait.heard_number < Stream.bell_number))
        .order_by(Stream.id)
    )
