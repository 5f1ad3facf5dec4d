"""The judges can say no: each finds the mistakes that are planted for it."""

from functools import cache

import pytest
from icalendar import Timezone

from invites.zone import VTIMEZONE
from tests.invites.made import a_move, a_series
from tests.outside.edits import Edit, everywhere, instead, twice, without
from tests.outside.judges import EVERY_JUDGE, ICAL_JS, LIBICAL, NODE_ICAL, Ask, Judge, Objects
from tests.outside.posted import calendar, mail
from tests.outside.sent import DAY, a_new, planned
from tests.outside.sent_stays import STAYS

INVITATION = calendar(mail(next(sent for sent in STAYS if sent.name == "stay of whole days")))
CANCELLATION = calendar(mail(next(sent for sent in STAYS if sent.name == "stay cancelled")))
SERIES = calendar(mail(planned("series", a_new(a_series(moved=(a_move(1, by=DAY),))))))

AGAINST_THE_RULES: dict[str, tuple[bytes, Edit]] = {
    "no UID": (INVITATION, without(b"UID")),
    "no DTSTAMP": (INVITATION, without(b"DTSTAMP")),
    "no DTSTART": (INVITATION, without(b"DTSTART")),
    "no SUMMARY": (INVITATION, without(b"SUMMARY")),
    "no ORGANIZER": (INVITATION, without(b"ORGANIZER")),
    "two organisers": (INVITATION, twice(b"ORGANIZER")),
    "nobody invited": (INVITATION, without(b"ATTENDEE")),
    "no PRODID": (INVITATION, without(b"PRODID")),
    "no VERSION": (INVITATION, without(b"VERSION")),
    "an invitation that is cancelled": (INVITATION, instead(b"STATUS:CONFIRMED", b"STATUS:CANCELLED")),
    "an end and a duration": (INVITATION, instead(b"TRANSP:", b"DURATION:P3D\r\nTRANSP:")),
    "a cancellation without SEQUENCE": (CANCELLATION, without(b"SEQUENCE")),
    "a cancellation without ORGANIZER": (CANCELLATION, without(b"ORGANIZER")),
    "a line that is no property": (INVITATION, instead(b"TRANSP:OPAQUE", b"what is this")),
}
OTHERWISE: dict[str, tuple[bytes, Edit]] = {
    "another UID": (SERIES, everywhere(b"UID:8f14e45f", b"UID:8f14e460")),
    "a higher SEQUENCE": (SERIES, instead(b"SEQUENCE:0", b"SEQUENCE:1")),
    "another stamp": (SERIES, instead(b"DTSTAMP:20270201T100000Z", b"DTSTAMP:20270201T100001Z")),
    "an hour later": (SERIES, instead(b":20270301T130000", b":20270301T130100")),
    "another day": (INVITATION, instead(b"VALUE=DATE:20270318", b"VALUE=DATE:20270317")),
    "another session": (SERIES, instead(b"RECURRENCE-ID;TZID=Europe/Helsinki:20270315",
                                        b"RECURRENCE-ID;TZID=Europe/Helsinki:20270329")),
    "one session less": (SERIES, instead(b"COUNT=6", b"COUNT=5")),
    "another answer": (INVITATION, instead(b"PARTSTAT=NEEDS-ACTION", b"PARTSTAT=ACCEPTED")),
    "another role": (INVITATION, instead(b"REQ-PARTICIPANT", b"OPT-PARTICIPANT")),
    "another organiser": (INVITATION, instead(b"mailto:invites@", b"mailto:evil@")),
    "another text": (INVITATION, instead(b"SUMMARY:Vierailu", b"SUMMARY:Retki")),
    "another method": (INVITATION, instead(b"METHOD:REQUEST", b"METHOD:COUNTER")),
    "no status": (CANCELLATION, without(b"STATUS")),
}  # fmt: skip
WRONG_ZONES: dict[str, tuple[Judge, Edit]] = {
    "summer that begins in April": (ICAL_JS, instead(b"BYMONTH=3;BYDAY=-1SU", b"BYMONTH=4;BYDAY=-1SU")),
    "summer two hours ahead": (LIBICAL, everywhere(b":+0300", b":+0400")),
    "summers in a list of dates": (ICAL_JS, lambda octets: octets.replace(VTIMEZONE, listed_zone())),
    "a name that nobody knows": (NODE_ICAL, everywhere(b"Europe/Helsinki", b"Our Own Zone")),
}
EVERY_WRONG_ZONE = pytest.mark.parametrize(
    ("judge", "name"),
    [
        pytest.param(judge, name, id=name, marks=pytest.mark.outside(judge.name))
        for name, (judge, _edit) in WRONG_ZONES.items()
    ],
)


@pytest.mark.outside("libical")
@pytest.mark.parametrize("name", AGAINST_THE_RULES)
def test_a_broken_rule_of_the_method_is_found(name: str, ask: Ask) -> None:
    reading = ask(LIBICAL, against_the_rules())[name]

    assert reading.faults != ()


@pytest.mark.outside("libical")
def test_what_the_rules_are_broken_in_was_right_before(ask: Ask) -> None:
    readings = ask(LIBICAL, unharmed())

    assert [reading.faults for reading in readings.values()] == [(), (), ()]


@EVERY_JUDGE
@pytest.mark.parametrize("name", OTHERWISE)
def test_no_reader_misses_a_property_that_is_otherwise(judge: Judge, name: str, ask: Ask) -> None:
    before = ask(judge, unharmed())

    reading = ask(judge, otherwise())[name]

    assert reading not in before.values()
    assert reading.faults == ()


@EVERY_WRONG_ZONE
def test_a_wrong_zone_is_found(judge: Judge, name: str, ask: Ask) -> None:
    right = ask(judge, unharmed())["series"]

    reading = ask(judge, wrong_zones())[name]

    assert len(reading.sessions) == len(right.sessions)
    assert reading.sessions != right.sessions


@pytest.mark.outside("ical.js")
def test_a_zone_that_is_not_brought_along_is_a_fault(ask: Ask) -> None:
    bare = instead(VTIMEZONE, b"")(SERIES)

    reading = ask(ICAL_JS, (("bare", bare),))["bare"]

    assert reading.faults == ("Error: a time in no zone",)


@EVERY_JUDGE
def test_an_object_that_breaks_off_is_a_fault_or_empty(judge: Judge, ask: Ask) -> None:
    reading = ask(judge, (("broken", INVITATION[:200]),))["broken"]

    assert reading.faults != () or reading.entries == ()


@cache
def unharmed() -> Objects:
    return (("invitation", INVITATION), ("cancellation", CANCELLATION), ("series", SERIES))


@cache
def against_the_rules() -> Objects:
    return tuple((name, edit(octets)) for name, (octets, edit) in AGAINST_THE_RULES.items())


@cache
def otherwise() -> Objects:
    return tuple((name, edit(octets)) for name, (octets, edit) in OTHERWISE.items())


@cache
def wrong_zones() -> Objects:
    return tuple((name, edit(SERIES)) for name, (_judge, edit) in WRONG_ZONES.items())


def listed_zone() -> bytes:
    """As icalendar would write it: right by the standard, and read by some only to its first date."""
    octets: bytes = Timezone.from_tzid("Europe/Helsinki").to_ical()
    return octets
