"""How far the solver is, for whoever looks at the round's page: a row, written about once a second."""

from datetime import UTC, datetime
from time import monotonic
from types import TracebackType
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from models.database import Database
from models.solving import Solving
from solver.solution import Progress

A_SECOND = 1.0


class Telling:
    """Open while a round is solved. Nobody waits for it, and no plan fails for it."""

    def __init__(self, database: Database, round_id: UUID) -> None:
        self._database = database
        self._round_id = round_id
        self._told = monotonic() - A_SECOND

    def __enter__(self) -> "Telling":
        with self._database.change() as db:
            _begin(db, self._round_id, now=_wall())
        return self

    def tell(self, said: Progress) -> None:
        if monotonic() - self._told < A_SECOND:
            return
        self._told = monotonic()
        values = {"phase": said.phase, "value": said.value, "bound": said.bound, "placed": said.placed}
        try:
            self._write(told_at=_wall(), **values)
        except OperationalError:
            return  # somebody else writes for long: the next second tells more

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._write(told_at=_wall(), ended_at=_wall())

    def _write(self, **values: object) -> None:
        with self._database.change() as db:
            db.execute(update(Solving).where(Solving.round_id == self._round_id).values(**values))


def _begin(db: Session, round_id: UUID, *, now: datetime) -> None:
    row = db.get(Solving, round_id) or Solving(round_id=round_id)
    row.began_at = row.told_at = now
    row.ended_at, row.phase = None, ""
    row.value = row.bound = row.placed = None
    db.add(row)


def _wall() -> datetime:
    return datetime.now(UTC)
