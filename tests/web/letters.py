"""Mails as octets, built by software that is not ours."""

from email.message import EmailMessage
from email.policy import SMTP

STAY = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Test//Test//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:stay-1@vaihto.example.org
SEQUENCE:2
DTSTAMP:20270301T070000Z
DTSTART;VALUE=DATE:20270308
DTEND;VALUE=DATE:20270311
SUMMARY:Visit to Keksilä
LOCATION:Keksilä
ORGANIZER:mailto:kierrokset@vaihto.example.org
ATTENDEE;CN=Aino Keksitty;PARTSTAT=ACCEPTED:mailto:aino@example.org
ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:onni@example.org
END:VEVENT
END:VCALENDAR
"""
SERIES = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Test//Test//EN
METHOD:CANCEL
BEGIN:VEVENT
UID:series-1@vaihto.example.org
SEQUENCE:4
DTSTAMP:20270301T070000Z
DTSTART:20270302T110000Z
DTEND:20270302T120000Z
RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=5
SUMMARY:Mentoring
ATTENDEE;CN=Aino Keksitty:mailto:aino@example.org
END:VEVENT
END:VCALENDAR
"""


def a_letter(*, subject: str = "Hei", text: str = "Hei!", html: str = "", calendar: str = "") -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = "Vaihto <kierrokset@vaihto.example.org>"
    message["To"] = "Aino Keksitty <aino@example.org>"
    message["Subject"] = subject
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    if calendar:
        method = calendar.split("METHOD:")[1].split("\n")[0]
        message.add_alternative(calendar, subtype="calendar", params={"method": method})
    return message.as_bytes()
