"""What no judge looks at, on the raw octets of every kind of mail that we send."""

import pytest

from tests.invites.made import a_series
from tests.outside import calendar_octets, mail_octets
from tests.outside.edits import Edit, everywhere, instead, twice, without
from tests.outside.odd import ODD, oddly
from tests.outside.posted import SENT, calendar, mail
from tests.outside.sent import Sent, a_new, planned

EVERYTHING = pytest.mark.parametrize("sent", SENT, ids=lambda sent: sent.name)
SERIES = mail(planned("series", a_new(a_series())))
LONG = b"X" * 80
OFFERED = b"Content-Disposition: attachment\r\nContent-Type: text/calendar"
OTHER_METHOD = "a method or letters other than the object's"
OTHER_PARTS = "parts that mail clients do not look for"
OTHER_SENDER = "a sender who is not the organiser"

IN_OBJECTS: dict[str, tuple[Edit, str]] = {
    "bare LF": (instead(b"\r\nUID", b"\nUID"), "a bare CR or LF"),
    "bare CR": (instead(b"\r\nUID", b"\rUID"), "a bare CR or LF"),
    "no last line end": (lambda octets: octets[:-2], "a line that is empty or not ended"),
    "an empty line": (instead(b"UID", b"\r\nUID"), "a line that is empty or not ended"),
    "a long line": (instead(b"SUMMARY:", b"SUMMARY:" + LONG), "a line of more than 75 octets"),
    "a control character": (instead(b"SUMMARY:", b"SUMMARY:\x1b"), "a control character"),
    "a fold inside a character": (
        instead(b"SUMMARY:", b"SUMMARY:\xc3\r\n \xa4"), "a line that is not whole UTF-8"
    ),
    "Latin-1": (instead(b"SUMMARY:", b"SUMMARY:\xe4"), "a line that is not whole UTF-8"),
    "no method": (without(b"METHOD"), "not once: METHOD:"),
    "two methods": (twice(b"METHOD"), "not once: METHOD:"),
    "a zone not brought along": (
        everywhere(b"TZID:Europe/Helsinki", b"TZID:Europe/Stockholm"),
        "a zone used and not brought, or brought and not used",
    ),
    "a list of dates": (
        instead(b"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", b"RDATE:20270328T030000"),
        "a list of dates, of which clients read the first",
    ),
    "a floating time": (
        instead(b"DTEND;TZID=Europe/Helsinki", b"DTEND"), "DTEND that is neither a day nor a Helsinki time"
    ),
    "a fixed offset": (
        instead(b"DTSTART;TZID=Europe/Helsinki", b"DTSTART;TZID=UTC+02:00"),
        "DTSTART that is neither a day nor a Helsinki time",
    ),
    "a name for an address": (
        instead(b"mailto:guest@example.org", b"mailto:Guest <guest@example.org>"),
        "ATTENDEE without a mail address",
    ),
    "an organiser without mailto": (
        instead(b"mailto:invites@", b"invites@"), "ORGANIZER without a mail address"
    ),
    "an unknown answer": (instead(b"PARTSTAT=NEEDS-ACTION", b"PARTSTAT=MAYBE"), "PARTSTAT that nobody knows"),
    "an alarm": (instead(b"END:VEVENT", b"BEGIN:VALARM\r\nEND:VALARM\r\nEND:VEVENT"), "an alarm"),
}  # fmt: skip
IN_MAILS: dict[str, tuple[Edit, str]] = {
    "bare LF": (instead(b"\r\nSubject", b"\nSubject"), "a bare CR or LF"),
    "eight bits": (instead(b"Subject: ", b"Subject: \xe4"), "more than seven bits"),
    "a long line": (instead(b"Subject: ", b"Subject: " + LONG * 13), "a line of more than 998 octets"),
    "two subjects": (twice(b"Subject"), "not once: Subject"),
    "no date": (without(b"Date"), "not once: Date"),
    "a hidden copy": (instead(b"Subject", b"Bcc: x@example.org\r\nSubject"), "not wanted: Bcc"),
    "answers that go elsewhere": (
        instead(b"Subject", b"Reply-To: noreply@example.org\r\nSubject"), "not wanted: Reply-To"
    ),
    "a human": (instead(b"auto-generated", b"no"), "a machine that does not say so"),
    "another method": (instead(b"method=REQUEST", b"method=CANCEL"), OTHER_METHOD),
    "no method": (instead(b"; method=REQUEST", b""), OTHER_METHOD),
    "other letters": (
        instead(b"calendar; charset=utf-8", b"calendar; charset=latin1"),
        OTHER_METHOD,
    ),
    "no last boundary": (lambda octets: octets[:-60], "parts that do not hold together"),
    "a calendar that is offered as a file": (
        instead(b"Content-Type: text/calendar", OFFERED),
        OTHER_PARTS,
    ),
    "only an attachment": (
        instead(b"text/calendar", b"application/octet-stream"), OTHER_PARTS
    ),
    "another name": (everywhere(b"invite.ics", b"Meeting.ics"), "an attachment of another name"),
    "another sender": (instead(b"<invites@example.org>", b"<noreply@example.org>"), OTHER_SENDER),
    "another receiver": (
        instead(b"<guest@example.org>", b"<else@example.org>"), "a receiver who is not invited"
    ),
    "an organiser's own copy": (
        instead(b"Guest <guest@example.org>", b"Guest <invites@example.org>"), "a receiver who is not invited"
    ),
}  # fmt: skip


@EVERYTHING
def test_every_calendar_object_is_right_in_its_octets(sent: Sent) -> None:
    assert calendar_octets.faults(calendar(mail(sent))) == []


@EVERYTHING
def test_every_mail_is_right_in_its_octets(sent: Sent) -> None:
    assert mail_octets.faults(mail(sent)) == []


@pytest.mark.parametrize("name", ODD)
def test_no_name_or_text_spoils_the_octets(name: str) -> None:
    assert calendar_octets.faults(oddly(ODD[name])) == []


@EVERYTHING
def test_the_same_message_is_the_same_octets(sent: Sent) -> None:
    assert mail(sent) == mail(sent)


@pytest.mark.parametrize("name", IN_OBJECTS)
def test_a_mistake_planted_in_an_object_is_found(name: str) -> None:
    edit, fault = IN_OBJECTS[name]

    assert fault in calendar_octets.faults(edit(calendar(SERIES)))


@pytest.mark.parametrize("name", IN_MAILS)
def test_a_mistake_planted_in_a_mail_is_found(name: str) -> None:
    edit, fault = IN_MAILS[name]

    assert fault in mail_octets.faults(edit(SERIES))
