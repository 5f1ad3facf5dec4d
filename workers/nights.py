"""Once a night somebody looks at the mails of every living round, and forgets who is to be forgotten."""

from datetime import date

from domain import forgetting, nightly
from models.timeline import local_day
from workers.office import Office


class Nights:
    """Asked again and again, it looks once a night; a rehearsal, whose clock stands, has no nights."""

    def __init__(self, office: Office, *, stands_still: bool) -> None:
        self.office = office
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
            forgetting.forget_colleagues(db, now=now)
        self._done = local_day(now)
