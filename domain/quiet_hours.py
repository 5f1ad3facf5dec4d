"""When people are left alone: nights, weekends and public holidays, by Helsinki's clock."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from domain.working_days import is_working_day, on_or_after
from models.timeline import local, moment


@dataclass(frozen=True)
class QuietHours:
    """From one clock time to another; the same twice means that there are none, at weekends neither."""

    begin: time = time(20)
    end: time = time(7)

    def over(self, now: datetime) -> datetime:
        """When what can wait may leave: now, or the next working morning."""
        here = local(now)
        is_night = self._holds(here.time())
        if self.begin == self.end or (is_working_day(here.date()) and not is_night):
            return now
        day = here.date() + timedelta(days=is_night and here.time() >= self.end)
        return moment(on_or_after(day), self.end)

    def next_morning(self, now: datetime) -> datetime:
        """The first end of quiet hours on a working day after this moment."""
        here = local(now)
        day = here.date() + timedelta(days=here.time() >= self.end)
        return moment(on_or_after(day), self.end)

    def _holds(self, clock: time) -> bool:
        if self.begin < self.end:
            return self.begin <= clock < self.end
        return clock >= self.begin or clock < self.end
