"""What strangers and machines send: forged, broken, heavy, in words, or come back from where we sent it."""

from tests.domain.inbound_cases import ATTENDEE, LOST, TOLD, Case
from tests.domain.letters_in import UTF8, Sent, a_calendar, a_mail, of_parts
from tests.domain.written import in_words
from tests.invites.returned import a_report, an_old_bounce

BOX = b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n'


def in_method(method: str, s: Sent) -> bytes:
    kind = f"text/calendar; method={method}"
    return a_mail(a_calendar(s.lines(), method=method), sender=s.guest, kind=kind)


HOSTILE = (
    Case(
        "a forged sender",
        lambda s: a_mail(a_calendar(s.lines(partstat="DECLINED")), sender="stranger@example.org"),
        "held_sender",
        TOLD,
    ),
    Case(
        "the host answers for the guest",
        lambda s: a_mail(a_calendar(s.lines(partstat="DECLINED")), sender=s.host),
        "held_sender",
        TOLD,
    ),
    Case(
        "two senders",
        lambda s: a_mail(a_calendar(s.lines()), sender=f"{s.guest}, x@example.org"),
        "held_sender",
        TOLD,
    ),
    Case(
        "a party crasher",
        lambda s: a_mail(
            a_calendar(s.lines(attendee=ATTENDEE.format("crasher@example.org"))), sender="crasher@example.org"
        ),
        "not_invited",
        TOLD,
    ),
    Case(
        "a stranger cancels everything",
        lambda s: a_mail(
            a_calendar(s.lines("STATUS:CANCELLED"), method="CANCEL"),
            sender="stranger@example.org",
            kind="text/calendar; method=CANCEL",
        ),
        "held_sender",
        TOLD,
    ),
    Case(
        "a request to our own mailbox",
        lambda s: a_mail(
            a_calendar(s.lines(), method="REQUEST"), sender=s.guest, kind="text/calendar; method=REQUEST"
        ),
        "wrong_method",
    ),
    Case(
        "published by google",
        lambda s: a_mail(
            a_calendar(s.lines(), method="PUBLISH"), sender=s.guest, kind="text/calendar; method=PUBLISH"
        ),
        "wrong_method",
    ),
    Case(
        "a no beside somebody else's invitation",
        lambda s: of_parts(
            ("text/plain; charset=utf-8", "Ei käy, meillä on silloin tämä."),
            ("text/calendar; method=REQUEST", a_calendar(s.lines(uid="theirs"), method="REQUEST")),
            sender=s.guest,
        ),
        "held_words",
        TOLD,
    ),
    Case(
        "a published calendar beside a stranger's words",
        lambda s: of_parts(
            ("text/plain; charset=utf-8", "Kalenterimme"),
            ("text/calendar; method=PUBLISH", a_calendar(s.lines(uid="theirs"), method="PUBLISH")),
            sender="stranger@example.org",
        ),
        "wrong_method",
    ),
    Case(
        "a no with two megabytes of pictures",
        lambda s: of_parts(
            ("text/plain; charset=utf-8", "Ei käy."),
            ("image/png", "YWJjZGVmZ2hpamts\r\n" * 120_000),
            sender=s.guest,
        ),
        "held_words",
        TOLD,
    ),
    Case(
        "a calendar answer with two megabytes of pictures",
        lambda s: of_parts(
            (UTF8, a_calendar(s.lines())), ("image/png", "YWJjZGVmZ2hpamts\r\n" * 120_000), sender=s.guest
        ),
        "held_words",
        TOLD,
    ),
    Case(
        "two megabytes from a stranger",
        lambda s: of_parts(
            ("text/plain", "Kuvia"), ("image/png", "YWJj\r\n" * 350_000), sender="stranger@example.org"
        ),
        "too_large",
    ),
    Case(
        "the mail says reply, the object cancel",
        lambda s: a_mail(a_calendar(s.lines(), method="CANCEL"), sender=s.guest),
        "method_differs",
        TOLD,
    ),
    Case(
        "inside a forwarded mail",
        lambda s: b"From: x@example.org\r\nContent-Type: message/rfc822\r\n\r\n" + s.bare(),
        "no_calendar",
    ),
    Case(
        "a counter in a zone nobody knows",
        lambda s: a_mail(
            a_calendar(s.lines("DTSTART;TZID=../../etc/passwd:20270308T090000"), method="COUNTER"),
            sender=s.guest,
            kind="text/calendar; method=COUNTER",
        ),
        "unknown_zone",
        TOLD,
    ),
    Case("no uid", lambda s: a_mail(a_calendar("X-A:b\r\n"), sender=s.guest), "no_uid", TOLD),
    Case(
        "no attendee", lambda s: a_mail(a_calendar(f"UID:{s.uid}\r\n"), sender=s.guest), "no_attendee", TOLD
    ),
    Case("two uids", lambda s: s.bare("UID:other"), "broken_calendar", TOLD),
    Case("components that do not nest", lambda s: s.bare("END:VCALENDAR"), "broken_calendar", TOLD),
    Case("a sequence below zero", lambda s: s.bare("SEQUENCE:-1"), "broken_calendar", TOLD),
    Case("three thousand lines", lambda s: s.bare(*["X-A:b"] * 3_000), "held_words", TOLD),
    Case(
        "three hundred answers",
        lambda s: a_mail(a_calendar(*[s.lines()] * 300), sender=s.guest),
        "held_words",
        TOLD,
    ),
    Case(
        "six hundred kilobytes in one part",
        lambda s: a_mail(
            a_calendar(s.lines("DESCRIPTION:" + "a" * 600_000)), sender=s.guest, encoding="base64"
        ),
        "held_words",
        TOLD,
    ),
    Case("a line of six hundred kilobytes", lambda s: s.bare("A:" + "a" * 600_000), "broken_mail"),
    Case("two megabytes", lambda s: s.bare("DESCRIPTION:" + "a" * 2_000_000), "too_large"),
    Case(
        "a hundred parts",
        lambda s: of_parts(*[("text/plain", "a")] * 100, (UTF8, a_calendar(s.lines())), sender=s.guest),
        "too_many_parts",
    ),
    Case(
        "twenty boxes in one another",
        lambda s: b"".join(
            b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(20)
        ),
        "too_deep",
    ),
    Case(
        "an archive instead of a calendar",
        lambda s: of_parts(("application/zip; name=invite.ics", "PK\x03\x04"), sender=s.guest),
        "held_words",
        TOLD,
    ),
    Case("nothing but octets", lambda s: b"\x00\xff\xfe\x00", "broken_mail"),
    Case("an endless header", lambda s: b"X: " + b"a" * 20_000 + b"\r\n\r\n", "broken_mail"),
)

WORDS = (
    Case("ei käy", lambda s: in_words("ei käy", sender=s.guest, follows=s.mail_id), "held_words", TOLD),
    Case(
        "passar bra", lambda s: in_words("passar bra", sender=s.guest, follows=s.mail_id), "held_words", TOLD
    ),
    Case("sorry, can't", lambda s: in_words("sorry, can't", sender=s.guest), "held_words", TOLD),
    Case("words of a stranger", lambda s: in_words("ok", sender="x@example.org"), "no_calendar"),
    Case(
        "words of a stranger in the thread",
        lambda s: in_words("ei käy", sender="x@example.org", follows=s.mail_id),
        "held_sender",
        TOLD,
    ),
    Case(
        "out of office",
        lambda s: in_words(
            "Olen lomalla", sender=s.guest, follows=s.mail_id, more="Auto-Submitted: auto-replied\r\n"
        ),
        "auto_submitted",
    ),
    Case(
        "out of office, as exchange writes it",
        lambda s: in_words("Olen lomalla", sender=s.guest, subject="Automaattinen vastaus: Kutsu"),
        "auto_submitted",
    ),
    Case("from a list", lambda s: b"Precedence: list\r\n" + s.bare(), "auto_submitted"),
    Case("a report", lambda s: a_report(to=s.bounces_to), "bounce", LOST),
    Case(
        "an old bounce", lambda s: an_old_bounce(original=s.mail_id), "bounce", ("lost", "told not_delivered")
    ),
    Case("a delay", lambda s: a_report(to=s.bounces_to, action="delayed", status="4.4.1"), "delayed"),
    Case("a bounce of nothing of ours", lambda s: a_report(), "auto_submitted"),
)
