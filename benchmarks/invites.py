"""Invitations: composing them beside icalendar, and letting them out through one connection.

Ours is the whole mail, as MIME octets: the letter in two forms, and the calendar object twice.
icalendar makes the calendar object alone, of the same events, once with the zone that it adds by itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from time import perf_counter, process_time

from icalendar import Calendar, Event, vCalAddress

from benchmarks import mail_sink
from benchmarks.dates import when as when_of
from benchmarks.tables import Table
from invites.calendar import write
from invites.codes import Form
from invites.contexts import Invitation, Particulars
from invites.issue import Message, Method, Purpose
from invites.letters import render
from invites.meetings import (
    AllDay,
    Attendee,
    Mailbox,
    Meeting,
    Series,
    Timed,
    When,
    Wording,
    lasting,
)
from invites.message import Envelope, compose
from invites.post import Relay, Security, SmtpDoor
from invites.zone import local
from models.languages import Language

MAILS, TIMES = 600, 3
SHAPES = ("days without hours", "days with hours", "series of six")
STAMP = datetime(2027, 1, 11, 8, 0, tzinfo=UTC)
ORGANISER = Mailbox("kierrokset@example.org", "Helmi Hallinto / Vaihto")
PACK = "Kysy aulassa vastaanottajaa.\nPysäköinti on pihalla; tuo henkilökortti, lounas on talossa.\n"


@dataclass(frozen=True)
class Invited:
    """One message with the letter and the envelope that carry it."""

    message: Message
    letter: Invitation
    envelope: Envelope


def tables() -> tuple[Table, Table]:
    """Composing, by shape of the meeting, and delivery; best of three, by the seconds of one core."""
    invited = [_invited(number) for number in range(MAILS)]
    octets = [_mail(each) for each in invited]
    size = sum(map(len, octets)) / MAILS
    shapes = {"all": invited} | {name: invited[turn::3] for turn, name in enumerate(SHAPES)}
    composing = Table(
        title=f"Invitations composed per second and core: {MAILS} mails of {size / 1000:.1f} kB",
        head=("shape", "Vaihto, the whole mail", "icalendar, zone added", "×", "icalendar, no zone", "×"),
        rows=tuple(_composed(name, chosen) for name, chosen in shapes.items()),
    )
    return composing, _delivered(octets)


def _composed(name: str, invited: Sequence[Invited]) -> tuple[str, ...]:
    ours = _speed(_mail, invited)
    zoned = _speed(partial(_by_icalendar, adds_zone=True), invited)
    bare = _speed(partial(_by_icalendar, adds_zone=False), invited)
    factors = (f"{ours / zoned:.1f}", f"{ours / bare:.1f}")
    return (name, f"{ours:.0f}", f"{zoned:.0f}", factors[0], f"{bare:.0f}", factors[1])


def _delivered(octets: Sequence[bytes]) -> Table:
    with mail_sink.running() as port:
        kept = MAILS / min(_sent(port, octets, is_kept=True) for _ in range(TIMES))
        anew = MAILS / min(_sent(port, octets, is_kept=False) for _ in range(TIMES))
    return Table(
        title="Mails per second to a local sink in a process of its own",
        head=("connection", "per second", "ours ×"),
        rows=(
            ("one, kept open: Vaihto", f"{kept:.0f}", "1.0"),
            ("a new one for each mail", f"{anew:.0f}", f"{kept / anew:.1f}"),
        ),
    )


def _speed(way: Callable[[Invited], object], invited: Sequence[Invited]) -> float:
    return len(invited) / min(_seconds(way, invited) for _ in range(TIMES))


def _seconds(way: Callable[[Invited], object], invited: Sequence[Invited]) -> float:
    began = process_time()
    for each in invited:
        way(each)
    return process_time() - began


def _sent(port: int, octets: Sequence[bytes], *, is_kept: bool) -> float:
    door = SmtpDoor(Relay(host="127.0.0.1", port=port, security=Security.NONE))
    began = perf_counter()
    for number, each in enumerate(octets):
        door.send(key=f"{number}", sender=ORGANISER.address, to="guest@example.org", octets=each)
        if not is_kept:
            door.close()
    door.close()
    return perf_counter() - began


def _mail(invited: Invited) -> bytes:
    message = invited.message
    return compose(
        invited.envelope,
        render(invited.letter, message.to.language),
        calendar=write(message, stamp=STAMP),
        method=message.method,
    )


def _invited(number: int) -> Invited:
    """No two are alike: other people, days, languages, and every shape of meeting in turn."""
    language = tuple(Language)[number % 3]
    guest = Attendee(f"guest{number}@example.org", f"Väinö Vieras {number}", language)
    host = Attendee(f"host{number}@example.org", f"Åsa Ängström {number}", Language.SV)
    when = when_of(number)
    words = tuple(Wording(each, f"Vierailu {number}", PACK, "Maakuntatalo, Kuopio") for each in Language)
    uid = f"00000000-0000-4000-8000-{number:012d}"
    meeting = Meeting(uid, 0, ORGANISER, (guest, host), when, words)
    form = Form.MENTORING if isinstance(when, Series) else Form.SHADOWING
    return Invited(
        Message(guest, Method.REQUEST, Purpose.INVITATION, meeting, 0),
        _letter(guest, host, when, form),
        Envelope(
            message_id=f"{uid}@example.org",
            sender=ORGANISER,
            to=Mailbox(guest.address, guest.name),
            date=STAMP,
            language=language,
            list_id="kevat-2027.example.org",
        ),
    )


def _letter(guest: Attendee, host: Attendee, when: When, form: Form) -> Invitation:
    return Invitation(
        name=guest.name,
        round_name="Kevään ohjelmakierros 2027",
        coordinator=Mailbox("helmi@example.org", "Helmi Hallinto"),
        particulars=Particulars(
            form, guest.name, "Lapin liitto", host.name, "Kainuun liitto", (when,), "Kuopio"
        ),
        description=tuple(PACK.splitlines()),
        accept_link="https://vaihto.example.org/answer/" + "a" * 60,
        decline_link="https://vaihto.example.org/answer/" + "b" * 60,
    )


def _by_icalendar(invited: Invited, *, adds_zone: bool) -> bytes:
    """What one writes with icalendar and its documentation at hand."""
    message, meeting = invited.message, invited.message.meeting
    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//Vaihto//Vaihto//EN")
    calendar.add("version", "2.0")
    calendar.add("method", message.method.value)
    event.add("uid", meeting.uid)
    event.add("sequence", 0)
    event.add("dtstamp", STAMP)
    _add_time(event, meeting.when)
    event.add("organizer", vCalAddress.new(ORGANISER.address, cn=ORGANISER.name))
    for each in meeting.attendees:
        event.add("attendee", _attendee(each), encode=False)
    wording = meeting.wording(message.to.language)
    event.add("summary", wording.summary)
    event.add("description", wording.description)
    event.add("location", wording.location)
    event.add("status", "CONFIRMED")
    event.add("transp", "OPAQUE")
    event.add("x-microsoft-cdo-busystatus", "OOF")
    calendar.add_component(event)
    if adds_zone:
        calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _add_time(event: Event, when: When) -> None:
    match when:
        case AllDay(first, last):
            event.add("dtstart", first)
            event.add("dtend", last + timedelta(days=1))
        case Timed(start, end):
            event.add("dtstart", local(start))
            event.add("dtend", local(end))
        case Series():
            event.add("dtstart", local(when.first))
            event.add("dtend", lasting(when.first, when.minutes))
            event.add("rrule", {"FREQ": "WEEKLY", "INTERVAL": when.every_weeks, "COUNT": when.count})


def _attendee(each: Attendee) -> vCalAddress:
    return vCalAddress.new(
        each.address,
        cn=each.name,
        cutype="INDIVIDUAL",
        role="REQ-PARTICIPANT",
        partstat="NEEDS-ACTION",
        rsvp=True,
        language=each.language.value,
    )
