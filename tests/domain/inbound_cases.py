"""What may come in: each case as octets, its recorded outcome, and what it changed.

The changes are told in words: whose answer is now what, who was asked or told, what moved. Everything that
is not named stayed as it was.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from invites.meetings import Answer
from tests.domain.letters_in import UTF8, Sent, a_calendar, a_mail, of_parts
from workers.replying import Client, Saying

NO = Answer.DECLINED
MAYBE = Answer.TENTATIVE
POSSIBLE, FULL = date(2027, 3, 15), date(2027, 4, 5)
ATTENDEE = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:{}"
DELEGATED = 'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:x@example.org":mailto:{}'
BOMB = "BEGIN:VALARM\r\nACTION:AUDIO\r\nATTACH:file:///etc/passwd\r\nTRIGGER:-PT5M\r\nEND:VALARM"


@dataclass(frozen=True)
class Case:
    name: str
    octets: Callable[[Sent], bytes]
    outcome: str
    changed: tuple[str, ...] = ()


ASKED = ("a doubt", "guest declined")
YES = ("guest accepted",)
SESSION = ("a doubt", "session declined")
TOLD = ("told held_reply",)
LOST = ("lost", "told not_delivered")


def of_client(style: Client) -> tuple[Case, ...]:
    """What each program may say about a stay, and about a series."""
    return (
        Case(f"{style} says yes", lambda s: s.by(style), "applied", YES),
        Case(f"{style} says no", lambda s: s.by(style, NO), "applied", ASKED),
        Case(f"{style} says maybe", lambda s: s.by(style, MAYBE), "applied", ("guest tentative",)),
        Case(f"{style} accepts a series", lambda s: s.in_series(style), "applied", ("mentee accepted",)),
        Case(f"{style} declines a session", lambda s: s.in_series(style, NO, session=1), "applied", SESSION),
        Case(f"{style} asks again", lambda s: s.saying(Saying.REFRESH, style), "refresh", ("sent again",)),
        Case(f"{style} cancels for itself", lambda s: s.saying(Saying.CANCEL, style), "asks_release", TOLD),
    )


CLIENTS = (
    *(case for style in Client for case in of_client(style)),
    Case(
        "outlook proposes days that are free",
        lambda s: s.saying(Saying.COUNTER, Client.OUTLOOK, starts=POSSIBLE),
        "counter_taken",
        ("moved",),
    ),
    Case(
        "gmail proposes days outside the round",
        lambda s: s.saying(Saying.COUNTER, Client.GMAIL, starts=date(2028, 1, 3)),
        "counter_declined",
        ("told counter_declined",),
    ),
    Case(
        "nextcloud: calendar first, a schedule status, mixed",
        lambda s: of_parts(
            (UTF8, a_calendar(s.lines("SCHEDULE-STATUS:1.1", "REQUEST-STATUS:2.0;Success"))),
            ("text/plain; charset=utf-8", "Aino hyväksyi kutsun"),
            sender=s.guest,
        ),
        "applied",
        YES,
    ),
    Case(
        "k-9: only an attachment",
        lambda s: of_parts(
            ("text/plain", "See attachment"),
            ('application/ics; name="reply.ics"', a_calendar(s.lines())),
            sender=s.guest,
        ),
        "applied",
        YES,
    ),
    Case(
        "exchange: base64, no charset, attendee in capitals",
        lambda s: a_mail(
            a_calendar(s.lines(attendee=f"ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:{s.guest.upper()}")),
            sender=s.guest,
            kind="text/calendar; method=REPLY",
            encoding="base64",
        ),
        "applied",
        YES,
    ),
)

ODD = (
    Case("no stamp, no sequence", lambda s: s.bare(), "applied", YES),
    Case("an alarm with an attachment", lambda s: s.bare(BOMB), "applied", YES),
    Case("a rule that never ends", lambda s: s.bare("RRULE:FREQ=SECONDLY;INTERVAL=0"), "applied", YES),
    Case(
        "a start in no zone", lambda s: s.bare("DTSTART;TZID=Nowhere/AtAll:20270308T090000"), "applied", YES
    ),
    Case("control characters", lambda s: s.bare("COMMENT:\x00\x1b[31m<script>"), "applied", YES),
    Case("a name that would break a header", lambda s: s.bare('X-A;CN="a\r\n b":c'), "applied", YES),
    Case(
        "letters that are not what they claim",
        lambda s: a_mail(a_calendar(s.lines("COMMENT:Käy")).encode("latin-1"), sender=s.guest),
        "applied",
        YES,
    ),
    Case(
        "line ends of unix",
        lambda s: a_mail(a_calendar(s.lines()).replace("\r\n", "\n"), sender=s.guest),
        "applied",
        YES,
    ),
    Case(
        "a plus-tag",
        lambda s: s.bare(attendee=ATTENDEE.format(s.guest.replace("@", "+kalenteri@"))),
        "applied",
        YES,
    ),
    Case(
        "everybody is listed",
        lambda s: s.bare(attendee=f"{ATTENDEE.format(s.guest)}\r\nATTENDEE:mailto:{s.host}"),
        "applied",
        YES,
    ),
    Case(
        "an alias of the sender",
        lambda s: a_mail(a_calendar(s.lines()), sender="alias@example.org"),
        "applied",
        YES,
    ),
    Case(
        "a deputy whom the guest has named",
        lambda s: a_mail(a_calendar(s.lines()), sender="sihteeri@example.org"),
        "applied",
        YES,
    ),
    Case("partstat needs-action", lambda s: s.bare(partstat="NEEDS-ACTION"), "no_answer"),
    Case("partstat of nobody's", lambda s: s.bare(partstat="X-PERHAPS"), "no_answer"),
    Case("an unknown uid", lambda s: s.bare(uid="nothing-of-ours"), "unknown_uid"),
    Case("a uid of another exchange's shape", lambda s: s.bare(uid=s.uid + "' OR 1=1"), "unknown_uid"),
    Case("a session of a stay", lambda s: s.bare("RECURRENCE-ID:20270302T110000Z"), "unknown_session"),
    Case(
        "this and all that follow",
        lambda s: s.bare("RECURRENCE-ID;RANGE=THISANDFUTURE:20270302T110000Z"),
        "held_range",
        TOLD,
    ),
    Case("a sequence that was never sent", lambda s: s.bare("SEQUENCE:7"), "held_sequence", TOLD),
    Case(
        "two answers in one mail, the second a copy",
        lambda s: a_mail(a_calendar(s.lines(), s.lines()), sender=s.guest),
        "applied",
        YES,
    ),
    Case(
        "an answer, and another to nothing of ours",
        lambda s: a_mail(a_calendar(s.lines(), s.lines(uid="other")), sender=s.guest),
        "applied",
        YES,
    ),
    Case(
        "delegated to somebody we do not know",
        lambda s: s.bare(
            attendee=f'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:x@example.org":mailto:{s.guest}'
        ),
        "held_delegation",
        TOLD,
    ),
    Case(
        "auto-generated, as google labels answers",
        lambda s: b"Auto-Submitted: auto-generated\r\n" + s.bare(),
        "applied",
        YES,
    ),
)
