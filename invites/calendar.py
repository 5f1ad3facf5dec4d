"""The calendar text (iCalendar, RFC 5545 and 5546) of one message to one person, as octets."""

from datetime import datetime

from invites.issue import Message
from invites.meetings import Attendee, Meeting


def write(message: Message, *, stamp: datetime) -> bytes:
    """The calendar object of a planned message."""
    raise NotImplementedError


def request(meeting: Meeting, *, to: Attendee, stamp: datetime) -> bytes:
    """The full current state: one event, or a series with every moved session."""
    raise NotImplementedError


def cancel(meeting: Meeting, *, to: Attendee, stamp: datetime) -> bytes:
    """The whole meeting is off; SEQUENCE is one above the meeting's."""
    raise NotImplementedError


def remove(meeting: Meeting, *, to: Attendee, stamp: datetime) -> bytes:
    """The meeting goes on without this person: a CANCEL without STATUS (RFC 5546 3.2.5)."""
    raise NotImplementedError


def request_occurrence(meeting: Meeting, *, to: Attendee, original: datetime, stamp: datetime) -> bytes:
    """One session of a series as it now stands."""
    raise NotImplementedError


def cancel_occurrence(meeting: Meeting, *, to: Attendee, original: datetime, stamp: datetime) -> bytes:
    """One session of a series is off."""
    raise NotImplementedError
