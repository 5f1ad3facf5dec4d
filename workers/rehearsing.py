"""Playing what was ordered on a round's page: `vaihto rehearse` in a child that can be killed.

The child has a folder, a database and a Temporal server of its own; ours is only read. It gives way to all
other processes, and one worker plays one order at a time.
"""

import logging
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from domain.rehearsals import orders, playing
from domain.rehearsals.lines import LINES, OutcomeLine, SceneLine
from models.database import Database
from models.rehearsal_orders import RehearsalOrder
from models.rounds import Round
from settings import PREFIX, Settings
from workers.children import end, start

log = logging.getLogger("vaihto.rehearsals")
LOOK_SECONDS, PAUSE_SECONDS = 1.0, 10.0
LEAVE_SECONDS = 20.0  # a house is put in order before its folder goes
SILENT_SECONDS = 900.0  # a rehearsal that shows nothing for so long is stuck
INWARD = ("data", "database_url", "quiet_from", "quiet_until", "weekly_mails", "templates")


class Rehearsals:
    """Plays one order after the other; killed at any moment, another one goes on where it was."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self.database = database
        self.settings = settings
        self.worker_id = uuid4()
        self.stopping = threading.Event()

    def run(self) -> None:
        """Until told to stop."""
        while not self.stopping.is_set():
            try:
                rest = 0.0 if self.carry() else LOOK_SECONDS
            except SQLAlchemyError as trouble:
                log.warning("rehearsals wait: %s", type(trouble).__name__)
                rest = PAUSE_SECONDS
            self.stopping.wait(rest)

    def stop(self) -> None:
        self.stopping.set()

    def carry(self) -> bool:
        """Play one order, if there is any."""
        with self.database.change() as db:
            order = playing.take(db, worker_id=self.worker_id, now=_wall())
            command = _command(db, order) if order else []
        if order is None:
            return False
        log.info("rehearsal %s begins, try %s", order.id, order.tries)
        folder = self.settings.data.absolute() / "rehearsals" / str(order.id)
        try:
            self._play(order.id, command, folder / f"try-{order.tries}")
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return True

    def _play(self, order_id: UUID, command: list[str], place: Path) -> None:
        child = Child([*command, "--for-program", str(place)], place, _environment(self.settings))
        try:
            is_ours = self._watch(order_id, child)
        finally:
            child.end()
        with self.database.change() as db:
            if not is_ours:
                playing.give_back(db, order_id, worker_id=self.worker_id, is_excused=self.stopping.is_set())
            elif child.is_silent or child.status:
                playing.give_back(db, order_id, worker_id=self.worker_id, is_excused=False)
            else:
                playing.end(db.get_one(RehearsalOrder, order_id, with_for_update=True), now=_wall())
        log.info("rehearsal %s: the child ended with %s", order_id, child.status)

    def _watch(self, order_id: UUID, child: "Child") -> bool:
        """Write down what it tells, until it has ended; False when it has to end before."""
        while True:
            is_over = child.status is not None or child.is_silent  # asked first: its last lines are read then
            scene = None
            for each in child.lines():
                if isinstance(each, SceneLine):
                    scene = each.scene
                else:
                    self._keep(order_id, each)
            if self.stopping.is_set() or not self._hold(order_id, scene):
                return False
            if is_over:
                return True
            self.stopping.wait(LOOK_SECONDS)

    def _keep(self, order_id: UUID, said: OutcomeLine) -> None:
        with self.database.change() as db:
            playing.keep(db, order_id, said.outcome)

    def _hold(self, order_id: UUID, scene: playing.Scene | None) -> bool:
        with self.database.change() as db:
            return playing.hold(db, order_id, worker_id=self.worker_id, now=_wall(), at=scene)


class Child:
    """A running `vaihto rehearse`; what it says is read from a file, so that no pipe can be full."""

    def __init__(self, command: list[str], place: Path, environment: Mapping[str, str]) -> None:
        place.mkdir(parents=True)
        self._out = place / "lines"
        self._process: subprocess.Popen[bytes] = start(
            command, log=place / "log", out=self._out, environment=environment
        )
        self._read = 0
        self._heard = time.monotonic()

    @property
    def status(self) -> int | None:
        return self._process.poll()

    @property
    def is_silent(self) -> bool:
        return time.monotonic() - self._heard > SILENT_SECONDS

    def lines(self) -> Iterator[SceneLine | OutcomeLine]:
        """What is new; half a line is read when it is whole."""
        with self._out.open("rb") as file:
            file.seek(self._read)
            for line in file:
                if not line.endswith(b"\n"):
                    return
                self._read += len(line)
                self._heard = time.monotonic()
                yield LINES.validate_json(line)

    def end(self) -> None:
        end(self._process, patience=LEAVE_SECONDS)


def _command(db: Session, order: RehearsalOrder) -> list[str]:
    """What is left to play of an order."""
    reference = db.get_one(Round, order.round_id).reference
    shares = orders.people(order).model_dump(exclude_none=True)
    said = [f"--{name}={share}" for name, share in shares.items()]
    invented = [f"--applicants={order.invented}"] if order.invented else []
    first = 1 + len(orders.outcomes(db, order))
    seeds = [f"--first={first}", f"--seeds={order.seeds}"]
    return [sys.executable, "-m", "cli", "rehearse", reference, *said, *invented, *seeds]


def _environment(settings: Settings) -> dict[str, str]:
    """Where the round is read and how mails are held back; nothing of who posts, nobody's password."""
    others = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    where = {name: getattr(settings, name) for name in INWARD}
    nothing = {name: each.default for name, each in Settings.model_fields.items()}
    return others | Settings.model_construct(**{**nothing, **where}).environment()


def _wall() -> datetime:
    return datetime.now(UTC)
