"""The calendars inside a CalDAV answer (RFC 4791 7.8), one after the other."""

from xml.etree import ElementTree

from invites.busy import NotACalendar

CALENDAR = "{urn:ietf:params:xml:ns:caldav}calendar-data"
ANSWER = "{DAV:}multistatus"
EMPTY = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


def calendars(octets: bytes) -> str:
    """Only for a child with caps: XML can be made to grow."""
    try:
        answer = ElementTree.fromstring(octets)  # noqa: S314
    except ElementTree.ParseError as error:
        raise NotACalendar from error
    if answer.tag != ANSWER:
        raise NotACalendar
    return "\r\n".join((EMPTY, *(each.text.strip() for each in answer.iter(CALENDAR) if each.text)))
