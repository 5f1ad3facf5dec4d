"""Helsinki's clock, as Python and as every mail client reads it."""

from datetime import datetime
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")

VTIMEZONE = (
    b"BEGIN:VTIMEZONE\r\n"
    b"TZID:Europe/Helsinki\r\n"
    b"BEGIN:DAYLIGHT\r\n"
    b"TZNAME:EEST\r\n"
    b"TZOFFSETFROM:+0200\r\n"
    b"TZOFFSETTO:+0300\r\n"
    b"DTSTART:19700329T030000\r\n"
    b"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
    b"END:DAYLIGHT\r\n"
    b"BEGIN:STANDARD\r\n"
    b"TZNAME:EET\r\n"
    b"TZOFFSETFROM:+0300\r\n"
    b"TZOFFSETTO:+0200\r\n"
    b"DTSTART:19701025T040000\r\n"
    b"RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
    b"END:STANDARD\r\n"
    b"END:VTIMEZONE\r\n"
)
"""One yearly rule each way: clients read only the first value of a list of dates. Right from 1995 on."""


def local(moment: datetime) -> datetime:
    """The same moment on Helsinki's clock; a time without a zone is refused, never guessed."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a zone")
    return moment.astimezone(HELSINKI)
