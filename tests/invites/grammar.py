"""Mails and calendars as a grammar draws them, and as a vandal changes them: odd, but nearly right."""

from hypothesis import strategies as st

NAMES = (
    "UID", "DTSTAMP", "DTSTART", "DTEND", "RECURRENCE-ID", "SEQUENCE", "ATTENDEE", "ORGANIZER", "COMMENT",
    "RRULE", "SUMMARY", "STATUS", "BEGIN", "END", "METHOD", "REQUEST-STATUS", "ATTACH", "X-ODD",
    "attendee", "UID.A",
)  # fmt: skip
PARAMETERS = (
    "PARTSTAT=ACCEPTED", "PARTSTAT=DECLINED", 'CN="a;b:c"', "CN=\u00e4", "TZID=Europe/Helsinki",
    "TZID=FLE Standard Time", "TZID=../../etc/passwd", "VALUE=DATE", "RANGE=THISANDFUTURE",
    'SENT-BY="mailto:a@example.org"', 'DELEGATED-FROM="mailto:b@example.org"',
    'MEMBER="mailto:c@x.org","mailto:d@x.org"', "RSVP", "=", "ENCODING=BASE64",
)  # fmt: skip
VALUES = (
    "u1", "mailto:guest@example.org", "MAILTO:host@example.org", "20270329T130000", "20270329T130000Z",
    "20270329", "99991231T235959Z", "00010101", "20270230T250000Z", "0", "7", "-1", "99999999999",
    "FREQ=SECONDLY;INTERVAL=0", "VEVENT", "VCALENDAR", "VALARM", "REPLY", "COUNTER", "CANCEL", "REFRESH",
    "2.0;Success", "file:///etc/passwd", "\\n\\,\\;\\\\", "\x00\x1b[31m", "\u0130\u0131\ud7ff", "",
)  # fmt: skip
HEADERS = (
    "From: guest@example.org", "From: a@x.org, b@x.org", "From: =?utf-8?B?!!?= <x@y>",
    "To: v@example.org", "Subject: Re: hei", "Subject: =?nope?Q?=ff?=", "Message-ID: <m1@x.org>",
    "Message-ID:", "In-Reply-To: <o@x.org>", "References: <a@x> <b@x> <", "Auto-Submitted: auto-replied",
    "Precedence: list", "Return-Path: <>",
    "Authentication-Results: mx; dmarc=fail (p=none; ((x) header.from=x",
    "Delivered-To: v+bounce-aaaa@example.org", "MIME-Version: 1.0",
    "Content-Disposition: attachment; filename*=utf-8''%ff", "X-A:\r\n\tfolded", "no header",
)  # fmt: skip
KINDS = (
    "text/plain; charset=utf-8", "text/plain; charset=x-none", "text/html", "text/calendar; method=REPLY",
    "text/calendar; method=COUNTER; charset=utf-16", "application/ics", "message/rfc822",
    "message/delivery-status", "text/rfc822-headers", "multipart/report; report-type=delivery-status",
    "application/zip", "text/calendar;;=;",
)  # fmt: skip
ENCODINGS = ("7bit", "8bit", "base64", "quoted-printable", "x-uuencode", "binary")
TEXTS = (
    "K\u00e4y hyvin\r\n> quoted", "ei k\u00e4y", "<p>Passar <b>bra", "<style",
    "Action: failed\r\nStatus: 5.1.1", "Reporting-MTA: dns; x\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n",
    "Message-ID: <o@x.org>", "550 no", "\x00\xff",
)  # fmt: skip
SPLICES = (
    b"\x00", b"\r\n", b"\n", b"\r", b" ", b":", b";", b'"', b"=", b"<", b">", b"--", b"\xff\xfe",
    b"\xef\xbb\xbf", b"BEGIN:VEVENT\r\n", b"END:VCALENDAR\r\n",
    b"RECURRENCE-ID;RANGE=THISANDFUTURE:20270302T110000Z\r\n", b"SEQUENCE:999999999\r\n",
    b"Content-Type: multipart/mixed; boundary=b1\r\n\r\n--b1\r\n", b"From: x@example.org\r\n",
    b"PARTSTAT=DECLINED", b"DELEGATED-FROM=", b"=0D=0A", b"=C3", b"\\n", b"Return-Path: <>\r\n",
)  # fmt: skip

any_of = st.sampled_from


@st.composite
def lines(draw: st.DrawFn) -> str:
    name, values = draw(any_of(NAMES)), draw(st.lists(any_of(PARAMETERS), max_size=3))
    return f"{';'.join((name, *values))}:{draw(any_of(VALUES))}"


@st.composite
def calendars(draw: st.DrawFn) -> bytes:
    events = draw(st.lists(st.lists(lines(), max_size=8), min_size=1, max_size=3))
    method = draw(any_of(("REPLY", "COUNTER", "REFRESH", "CANCEL", "PUBLISH", "")))
    inside = [row for event in events for row in ("BEGIN:VEVENT", *event, "END:VEVENT")]
    rows = ["BEGIN:VCALENDAR", f"METHOD:{method}", *inside, "END:VCALENDAR", ""]
    return "\r\n".join(rows).encode("utf-8", "replace")


@st.composite
def parts(draw: st.DrawFn, depth: int = 2) -> bytes:
    """A part with its own headers; some hold others."""
    body = draw(st.one_of(calendars(), any_of(TEXTS).map(lambda text: text.encode("utf-8", "replace"))))
    if depth and draw(st.booleans()):
        return draw(boxes(depth - 1))
    kind, encoding = draw(any_of(KINDS)), draw(any_of(ENCODINGS))
    return f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode() + body


@st.composite
def boxes(draw: st.DrawFn, depth: int = 2) -> bytes:
    mark = draw(any_of((b"b1", b"b2", b"----=_x", b"")))
    kind = draw(any_of((b"mixed", b"alternative", b"report", b"digest")))
    inside = draw(st.lists(parts(depth), max_size=3))
    head = b'Content-Type: multipart/%s; boundary="%s"\r\n\r\n' % (kind, mark)
    return head + b"".join(b"--%s\r\n%s\r\n" % (mark, each) for each in inside) + b"--%s--\r\n" % mark


@st.composite
def mails(draw: st.DrawFn) -> bytes:
    head = draw(st.lists(any_of(HEADERS), max_size=8))
    text = "".join(f"{row}\r\n" for row in head).encode("utf-8", "replace")
    return text + draw(parts())


@st.composite
def vandalised(draw: st.DrawFn, octets: bytes) -> bytes:
    """The same octets with some cut out, doubled or spliced in."""
    for _turn in range(draw(st.integers(1, 4))):
        place, length = draw(st.integers(0, len(octets))), draw(st.integers(0, 60))
        piece = draw(
            st.one_of(any_of(SPLICES), st.binary(max_size=4), st.just(octets[place : place + length]))
        )
        octets = octets[:place] + piece + octets[place + draw(st.integers(0, length)) :]
    return octets
