"""The calendars that people subscribe to, as programs read them."""

from dataclasses import replace

from tests.outside.calendar_octets import faults_of_feed
from tests.outside.feeds import SESSIONS, TEXT, changed_series, everything, feeds
from tests.outside.judges import EVERY_JUDGE, Ask, Entry, Judge, Reading


def test_nothing_is_wrong_with_the_octets_of_a_feed() -> None:
    assert faults_of_feed(everything()) == []
    assert faults_of_feed(changed_series()) == []


@EVERY_JUDGE
def test_a_reader_finds_every_entry_of_a_feed(judge: Judge, ask: Ask) -> None:
    reading = ask(judge, feeds())["everything"]

    assert (reading.method, reading.faults) == (None, ())
    assert by_start(reading) == [
        seen("series", "2027-03-01T11:00:00Z", "2027-03-01T12:00:00Z"),
        seen("stay", "2027-03-15", "2027-03-18"),
        seen("half days", "2027-03-26T10:30:00Z", "2027-03-30T13:00:00Z"),
        replace(
            seen("series", "2027-03-30T10:00:00Z", "2027-03-30T11:00:00Z"),
            original="2027-03-29T10:00:00Z",
            sequence=2,
        ),
        seen("session", "2027-06-01T11:00:00Z", "2027-06-01T12:30:00Z"),
    ]


@EVERY_JUDGE
def test_a_series_in_a_feed_shows_what_takes_place(judge: Judge, ask: Ask) -> None:
    reading = ask(judge, feeds())["series"]

    assert [start for start, _end in reading.sessions] == SESSIONS


@EVERY_JUDGE
def test_a_feed_with_nothing_in_it_is_a_calendar_all_the_same(judge: Judge, ask: Ask) -> None:
    assert ask(judge, feeds())["nothing"] == Reading()


def seen(uid: str, start: str, end: str) -> Entry:
    return Entry(
        uid=uid,
        sequence=1,
        stamp="2027-02-01T10:00:00Z",
        start=start,
        end=end,
        summary=TEXT,
        organiser="",
        invited=(),
        status="CONFIRMED",
        place="Kuopio",
        description=f"{TEXT}\n{TEXT}",
        link="https://example.org/a?b=1;c,d",
    )


def by_start(reading: Reading) -> list[Entry]:
    return sorted(reading.entries, key=lambda entry: entry.start)
