"""What a calendar keeps of what it was sent: each session as it was last told, one UID in each object."""

import re

BEGIN, END, FOOT = b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n", b"END:VCALENDAR\r\n"


def kept(first: bytes, *later: bytes) -> bytes:
    """The series of the first message, with the sessions of later ones in the place of what they replace."""
    events = {_original(event): event for octets in (first, *later) for event in _events(octets)}
    return _head(first) + b"".join(BEGIN + event + END for event in events.values()) + FOOT


def stored(octets: bytes) -> tuple[bytes, ...]:
    """As a calendar server wants it (RFC 4791 4.1): an object for each UID."""
    events: dict[bytes, bytes] = {}
    for event in _events(octets):
        uid = next(line for line in event.split(b"\r\n") if line.startswith(b"UID:"))
        events[uid] = events.get(uid, b"") + BEGIN + event + END
    return tuple(_head(octets) + together + FOOT for together in events.values())


def _head(octets: bytes) -> bytes:
    """What is kept is no message any more: it has no METHOD."""
    return re.sub(rb"METHOD:.*\r\n", b"", octets.split(BEGIN)[0])


def _events(octets: bytes) -> list[bytes]:
    return [piece.split(END)[0] for piece in octets.split(BEGIN)[1:]]


def _original(event: bytes) -> bytes:
    """Which session it is; the series itself has no RECURRENCE-ID."""
    return next((line for line in event.split(b"\r\n") if line.startswith(b"RECURRENCE-ID")), b"")
