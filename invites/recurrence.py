"""The days of a repeating event (RFC 5545 3.3.10) inside a window: daily to yearly, nothing faster."""

from calendar import isleap, monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, takewhile

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
KNOWN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}
ONE_DAY = timedelta(days=1)
MOST_PERIODS = 40_000  # days of a century
LONGEST_PERIOD = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}  # days


class UnknownRule(ValueError):
    """A rule that we do not read: faster than daily, or with parts that office calendars do not write."""


@dataclass(frozen=True)
class Rule:
    """Which days come back; `weekdays` are (ordinal or 0, Monday as 0)."""

    frequency: str
    interval: int
    most: int | None
    weekdays: tuple[tuple[int, int], ...]
    month_days: tuple[int, ...]
    months: tuple[int, ...]
    positions: tuple[int, ...]
    week_start: int

    @classmethod
    def read(cls, text: str) -> "Rule":
        """UNTIL is left to the caller: it names a moment, and only days are known here."""
        parts = dict(part.split("=", 1) for part in text.upper().split(";") if "=" in part)
        if parts.keys() - KNOWN or parts.get("FREQ") not in LONGEST_PERIOD:
            raise UnknownRule(text[:100])
        try:
            return cls(
                frequency=parts["FREQ"],
                interval=max(1, int(parts.get("INTERVAL", "1"))),
                most=int(parts["COUNT"]) if "COUNT" in parts else None,
                weekdays=tuple(_weekday(each) for each in _listed(parts, "BYDAY")),
                month_days=tuple(int(each) for each in _listed(parts, "BYMONTHDAY")),
                months=tuple(int(each) for each in _listed(parts, "BYMONTH")),
                positions=tuple(int(each) for each in _listed(parts, "BYSETPOS")),
                week_start=WEEKDAYS.index(parts.get("WKST", "MO")),
            )
        except ValueError as error:
            raise UnknownRule(text[:100]) from error

    def days(self, first: date, *, since: date, last: date) -> Iterator[date]:
        """Rising, from `first`, the event's own day; those before `since` may be missing, COUNT is kept."""
        begun = self._skipped(first, since) if self.most is None else 0
        starts = (
            self._period(first, self.interval * number) for number in range(begun, begun + MOST_PERIODS)
        )
        periods = takewhile(lambda start: start is not None and start <= last, starts)
        found = (day for start in periods if start for day in self._chosen(start, first) if day >= first)
        wanted = takewhile(lambda day: day <= last, found)
        return islice(wanted, self.most)

    def _skipped(self, first: date, since: date) -> int:
        """How many whole periods lie before `since`: an old event is not walked through from its birth."""
        gap = max(0, (since - first).days - LONGEST_PERIOD[self.frequency])
        return gap // (LONGEST_PERIOD[self.frequency] * self.interval)

    def _period(self, first: date, number: int) -> date | None:
        """Where the period begins that is so many after that of the first day; None past the last year."""
        match self.frequency:
            case "DAILY":
                ordinal = first.toordinal() + number
            case "WEEKLY":
                ordinal = first.toordinal() - (first.weekday() - self.week_start) % 7 + 7 * number
            case "MONTHLY":
                year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
                return date(year, month + 1, 1) if year <= date.max.year else None
            case _:
                return date(first.year + number, 1, 1) if first.year + number <= date.max.year else None
        return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None

    def _chosen(self, start: date, first: date) -> list[date]:
        days = [start + ONE_DAY * n for n in range(self._length(start))]
        chosen = [day for day in days if self._is_named(day, first)]
        if not self.positions:
            return chosen
        every = range(len(chosen))
        wanted = {each - 1 if each > 0 else each + len(chosen) for each in self.positions}
        return [chosen[n] for n in every if n in wanted]

    def _length(self, start: date) -> int:
        match self.frequency:
            case "DAILY":
                return 1
            case "WEEKLY":
                return 7
            case "MONTHLY":
                return monthrange(start.year, start.month)[1]
            case _:
                return 366 if isleap(start.year) else 365

    def _is_named(self, day: date, first: date) -> bool:
        if self.months and day.month not in self.months:
            return False
        if self.month_days and not self._is_month_day(day):
            return False
        if self.weekdays:
            return any(self._is_weekday(day, *each) for each in self.weekdays)
        return bool(self.month_days) or self._is_alike(day, first)

    def _is_month_day(self, day: date) -> bool:
        length = monthrange(day.year, day.month)[1]
        return day.day in self.month_days or day.day - length - 1 in self.month_days

    def _is_weekday(self, day: date, ordinal: int, weekday: int) -> bool:
        """The ordinal counts in the month, in a year without BYMONTH in the year."""
        if day.weekday() != weekday or ordinal == 0 or self.frequency in ("DAILY", "WEEKLY"):
            return day.weekday() == weekday
        if self.frequency == "YEARLY" and not self.months:
            place, length = day.timetuple().tm_yday, 366 if isleap(day.year) else 365
        else:
            place, length = day.day, monthrange(day.year, day.month)[1]
        return ordinal in ((place - 1) // 7 + 1, -((length - place) // 7) - 1)

    def _is_alike(self, day: date, first: date) -> bool:
        """What the first day says where the rule says nothing."""
        match self.frequency:
            case "DAILY":
                return True
            case "WEEKLY":
                return day.weekday() == first.weekday()
            case "MONTHLY":
                return day.day == first.day
            case _:
                return day.day == first.day and (bool(self.months) or day.month == first.month)


def _listed(parts: dict[str, str], name: str) -> list[str]:
    return parts[name].split(",") if parts.get(name) else []


def _weekday(text: str) -> tuple[int, int]:
    """As in "-1SU": (-1, 6), "MO": (0, 0)."""
    return int(text[:-2] or 0), WEEKDAYS.index(text[-2:])
