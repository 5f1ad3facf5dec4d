"""What four calendar programs send back on a request, octet by octet, for rehearsals and tests."""

from email import message_from_bytes

from icalendar import Calendar

from workers import replying_calendars, replying_mails
from workers.answering import Answering as Answering
from workers.answering import Asked as Asked
from workers.answering import Client as Client
from workers.answering import Saying as Saying


def reply_mail(request: bytes, answering: Answering, *, style: Client = Client.THUNDERBIRD) -> bytes:
    """The mail that a client sends back for one request mail; the same input gives the same octets."""
    asked = asked_in(request)
    calendar = replying_calendars.WRITERS[style](asked, answering)
    return replying_mails.WRITERS[style](asked, answering, calendar)


def asked_in(request: bytes) -> Asked:
    """The question as it stands in a request mail."""
    mail = message_from_bytes(request)
    part = next(each for each in mail.walk() if each.get_content_type() == "text/calendar")
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        raise TypeError("a calendar part is octets")
    event = Calendar.from_ical(payload.decode()).events[0]
    organiser = str(event["ORGANIZER"]).removeprefix("mailto:")
    return Asked(str(mail["Message-ID"]), organiser, event)
