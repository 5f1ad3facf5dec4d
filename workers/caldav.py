"""Asking a CalDAV server for the events of a time range (RFC 4791 7.8); what is busy is judged here.

Servers count whole days in UTC in their own free-busy answers, so those are not asked for.
"""

import os
from base64 import b64encode
from datetime import UTC, datetime

from domain.busy_trouble import Trouble, Unread
from invites.busy import Asked
from workers.fetching import Request

QUERY = """<?xml version="1.0" encoding="utf-8"?>
<c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">
<d:prop><c:calendar-data/></d:prop>
<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">
<c:time-range start="{since}" end="{until}"/>
</c:comp-filter></c:comp-filter></c:filter>
</c:calendar-query>
"""


def report(address: str, asked: Asked, *, login: str, password_in: str | None) -> Request:
    """The question with its sign-in; the password stands in an environment variable of the operator."""
    password = os.environ.get(password_in or "")
    if not password:
        raise Unread(Trouble.NO_PASSWORD)
    secret = b64encode(f"{login}:{password}".encode()).decode()
    return Request(
        address,
        method="REPORT",
        headers={
            "Authorization": f"Basic {secret}",
            "Content-Type": "application/xml; charset=utf-8",
            "Depth": "1",
        },
        body=QUERY.format(since=_stamp(asked.since), until=_stamp(asked.until)).encode(),
    )


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
