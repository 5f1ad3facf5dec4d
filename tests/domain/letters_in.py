"""Dull builders: inbound mails of every kind as octets, about the two invites that the table test makes."""

import base64
import quopri
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from invites.meetings import Answer
from workers.replying import Answering, Client, Saying, reply_mail

UTF8 = "text/calendar; method=REPLY; charset=utf-8"
ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "8bit": bytes,
    "base64": base64.encodebytes,
    "quoted-printable": quopri.encodestring,
}


@dataclass(frozen=True)
class Sent:
    """What the guest and the mentee were sent: a stay's request, and that of a series."""

    stay: bytes
    series: bytes
    uid: str
    guest: str
    host: str
    mentee: str
    mail_id: str
    bounces_to: str
    originals: tuple[datetime, ...]
    now: datetime

    def by(self, style: Client, answer: Answer = Answer.ACCEPTED, *, minutes: int = 0) -> bytes:
        """What a program sends back about the stay."""
        return reply_mail(self.stay, self._answering(self.guest, answer, minutes), style=style)

    def in_series(
        self, style: Client, answer: Answer = Answer.ACCEPTED, *, session: int | None = None
    ) -> bytes:
        """About the series, or about one of its sessions."""
        answering = self._answering(self.mentee, answer, 0)
        occurrence = None if session is None else self.originals[session]
        return reply_mail(self.series, replace(answering, occurrence=occurrence), style=style)

    def saying(self, saying: Saying, style: Client, *, starts: date | None = None) -> bytes:
        """A COUNTER, a REFRESH or a CANCEL about the stay."""
        answering = self._answering(self.guest, Answer.TENTATIVE, 0)
        return reply_mail(self.stay, replace(answering, saying=saying, starts=starts), style=style)

    def lines(self, *more: str, attendee: str = "", partstat: str = "ACCEPTED", uid: str = "") -> str:
        """The lines of a VEVENT that answers the stay."""
        line = attendee or f"ATTENDEE;PARTSTAT={partstat}:mailto:{self.guest}"
        stamp = f"DTSTAMP:{self.now:%Y%m%dT%H%M%SZ}"
        return "\r\n".join((f"UID:{uid or self.uid}", stamp, line, *more)) + "\r\n"

    def bare(self, *more: str, **said: str) -> bytes:
        """The smallest reply, with more lines in its event."""
        return a_mail(a_calendar(self.lines(*more, **said)), sender=self.guest)

    def _answering(self, attendee: str, answer: Answer, minutes: int) -> Answering:
        stamp = self.now + timedelta(minutes=minutes)
        number = f"c{minutes}@mail.example.org"
        return Answering(attendee=attendee, answer=answer, stamp=stamp, message_id=number)


def a_calendar(*events: str, method: str = "REPLY", before: str = "") -> str:
    inside = "".join(f"BEGIN:VEVENT\r\n{event}END:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:{method}\r\n{before}{inside}END:VCALENDAR\r\n"


def a_mail(
    calendar: str | bytes, *, sender: str, kind: str = UTF8, encoding: str = "8bit", more: str = ""
) -> bytes:
    """One part, which is the calendar."""
    octets = calendar.encode() if isinstance(calendar, str) else calendar
    head = (
        f"From: {sender}\r\nTo: kierrokset@vaihto.example.org\r\nMessage-ID: <c1@mail.example.org>\r\n{more}"
        f"MIME-Version: 1.0\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    )
    return head.encode() + ENCODERS[encoding](octets)


def of_parts(*parts: tuple[str, str], sender: str, kind: str = "mixed") -> bytes:
    """A mail of several parts, each with its type."""
    head = (
        f"From: {sender}\r\nMessage-ID: <c1@mail.example.org>\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/{kind}; boundary="b1"\r\n\r\n'
    )
    laid = "".join(f"--b1\r\nContent-Type: {each}\r\n\r\n{text}\r\n" for each, text in parts)
    return f"{head}{laid}--b1--\r\n".encode()
