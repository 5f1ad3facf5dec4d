"""Local dates and times of Finland as moments in UTC. Pure: workflows may use it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")
MORNING = time(9, 0)
EVENING = time(16, 0)


def moment(day: date, at: time) -> datetime:
    """The UTC moment of a local clock time, on the right side of any clock change."""
    return datetime.combine(day, at, tzinfo=HELSINKI).astimezone(UTC)


def local(at: datetime) -> datetime:
    """The Helsinki wall time of a moment."""
    return at.astimezone(HELSINKI)


def local_day(at: datetime) -> date:
    return local(at).date()


def iso_week(day: date) -> str:
    """As in "2027-W45"."""
    year, number, _weekday = day.isocalendar()
    return f"{year}-W{number:02}"


def days(first: date, last: date) -> tuple[date, ...]:
    """Every day from the first to the last, both counted."""
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))
