"""Once a night somebody looks at the mails of every living round, and forgets what is to be forgotten."""

import logging
from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from domain import audit, nightly, privacy_runs, stuck_cases
from models.timeline import local_day
from workers.office import Office

log_lines = logging.getLogger("vaihto.nights")
KEPT = timedelta(days=90)  # what came by mail, word for word
LOG_KEPT = timedelta(days=30)  # what a mentoring pair wrote for itself, after its end


class Nights:
    """Asked again and again, it looks once a night; in a rehearsal, whose clock stands, the conductor."""

    def __init__(
        self,
        office: Office,
        *,
        stands_still: bool,
        kept: timedelta = KEPT,
        log_kept: timedelta = LOG_KEPT,
    ) -> None:
        self.office = office
        self.kept, self.log_kept = kept, log_kept
        self._stands_still = stands_still
        self._done: date | None = None

    def pass_by(self) -> None:
        now = self.office.clock.now()
        if self._stands_still or self._done == local_day(now) or not nightly.has_begun(now):
            return
        with self.office.database.look() as db:
            waiting = [round_.id for round_ in nightly.unchecked(db, now=now)]
        for each in waiting:
            with self.office.change() as db:
                nightly.check(db, each, now=now)
        with self.office.change() as db:
            privacy_runs.forget_words(db, now=now, kept=self.kept, log_kept=self.log_kept)
        with self.office.change() as db:
            stuck_cases.tell(db, now=now)
        self._anchor()
        self._done = local_day(now)

    def _anchor(self) -> None:
        """What the log of this process says stays, whatever becomes of the database."""
        with self.office.database.change() as db:
            privacy_runs.forget_entrances(db, now=datetime.now(UTC))
            number, seal = audit.anchor(db)
        log_lines.info("audit log: entry %s has the seal %s", number, seal)


def look_around(db: Session, *, now: datetime) -> None:
    """A whole night at once, for a rehearsal."""
    for round_ in nightly.unchecked(db, now=now):
        nightly.check(db, round_.id, now=now)
    privacy_runs.forget_words(db, now=now, kept=KEPT, log_kept=LOG_KEPT)
