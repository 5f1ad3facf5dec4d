"""A calendar object in plain values: what it asks for, when, and of whom."""

from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from models.record import Record
from models.states import Answer
from web.views.masking import masked, unfolded


class AttendeeView(Record):
    name: str
    address: str
    answer: Answer


class SeriesView(Record):
    """So many times in all, cancelled ones counted, so many weeks apart."""

    times: int
    every_weeks: int


class EventView(Record):
    """Whole days have `first_day` and `last_day`, the rest `starts_at` and `ends_at`."""

    summary: str
    place: str
    uid: str
    sequence: int
    first_day: date | None
    last_day: date | None
    starts_at: datetime | None
    ends_at: datetime | None
    series: SeriesView | None
    instead_of: datetime | None
    attendees: tuple[AttendeeView, ...]


class CalendarView(Record):
    method: str
    events: tuple[EventView, ...]
    raw: str


def calendar(raw: bytes) -> CalendarView:
    """Our own calendar text, as composed; a damaged one is a bug and raises."""
    parsed = Calendar.from_ical(raw)
    return CalendarView(
        method=str(parsed.get("METHOD", "")),
        events=tuple(_event(each) for each in parsed.walk("VEVENT") if isinstance(each, Event)),
        raw=masked(unfolded(raw.decode("utf-8", "replace"))),
    )


def _event(event: Event) -> EventView:
    start, end = event.decoded("DTSTART"), event.decoded("DTEND", default=None)
    has_clock = isinstance(start, datetime)
    recurrence = event.get("RECURRENCE-ID")
    return EventView(
        summary=str(event.get("SUMMARY", "")),
        place=str(event.get("LOCATION", "")),
        uid=str(event.get("UID", "")),
        sequence=int(event.get("SEQUENCE", 0)),
        first_day=None if has_clock else start,
        last_day=None if has_clock else (end or start + timedelta(days=1)) - timedelta(days=1),
        starts_at=start if has_clock else None,
        ends_at=end if has_clock else None,
        series=_series(event),
        instead_of=recurrence.dt if recurrence else None,
        attendees=_attendees(event),
    )


def _series(event: Event) -> SeriesView | None:
    """We write only weekly rules with a count."""
    rule = event.get("RRULE")
    if rule is None:
        return None
    return SeriesView(times=rule["COUNT"][0], every_weeks=rule.get("INTERVAL", [1])[0])


def _attendees(event: Event) -> tuple[AttendeeView, ...]:
    listed = event.get("ATTENDEE", [])
    return tuple(
        AttendeeView(
            name=str(each.params.get("CN", "")),
            address=str(each).removeprefix("mailto:").removeprefix("MAILTO:"),
            answer=Answer(str(each.params.get("PARTSTAT", "NEEDS-ACTION")).lower()),
        )
        for each in (listed if isinstance(listed, list) else [listed])
    )
