"""A mail once more: judged by Python's email package and icalendar, beside the first time."""

from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from invites.again import Anew, reissue
from invites.calendar import cancel
from invites.contexts import InvitationCancel
from invites.issue import Method
from invites.letters import render
from invites.meetings import Mailbox
from invites.message import compose
from models.languages import Language
from tests.invites.letters import sample
from tests.invites.made import GUEST, NOW, a_meeting, a_series, events
from tests.invites.test_message import ENVELOPE

LATER = NOW + timedelta(days=2)
ANEW = Anew(
    message_id="m9@example.org",
    thread="m1@example.org",
    to=Mailbox("guest.new@example.org", "Gäst med å"),
    date=LATER,
    stamp=LATER,
)


def a_cancellation() -> bytes:
    return compose(
        ENVELOPE,
        render(sample(InvitationCancel), Language.FI),
        calendar=cancel(a_meeting(a_series()), to=GUEST, stamp=NOW),
        method=Method.CANCEL,
    )


def parsed(octets: bytes) -> EmailMessage:
    return message_from_bytes(octets, policy=policy.default)


def calendars(octets: bytes) -> list[bytes]:
    """The inline object and the attached one."""
    kinds = ("text/calendar", "application/ics")
    parts = [each for each in parsed(octets).walk() if each.get_content_type() in kinds]
    return [bytes(each.get_payload(decode=True) or b"") for each in parts]


def test_the_second_time_has_a_name_of_its_own_in_the_same_thread() -> None:
    mail = parsed(reissue(a_cancellation(), ANEW))

    assert mail["Message-ID"] == "<m9@example.org>"
    assert (mail["In-Reply-To"], mail["References"]) == ("<m1@example.org>", "<m1@example.org>")
    assert mail["To"].addresses[0].addr_spec == "guest.new@example.org"
    assert mail["Date"].datetime == LATER


def test_nothing_else_in_the_head_or_the_words_changes() -> None:
    first, again = parsed(a_cancellation()), parsed(reissue(a_cancellation(), ANEW))

    changed = {"Date", "To", "Message-ID", "In-Reply-To", "References"}
    assert {name: value for name, value in again.items() if name not in changed} == {
        name: value for name, value in first.items() if name not in changed
    }
    assert [part.get_content_type() for part in again.walk()] == [
        part.get_content_type() for part in first.walk()
    ]
    for kind in ("plain", "html"):
        assert body(again, kind) == body(first, kind)


def test_the_calendar_is_newly_stamped_and_else_the_same() -> None:
    first, again = calendars(a_cancellation()), calendars(reissue(a_cancellation(), ANEW))

    assert again == [each.replace(b"DTSTAMP:20270201T100000Z", b"DTSTAMP:20270203T100000Z") for each in first]
    assert events(again[0])[0]["DTSTAMP"].dt == LATER


def test_a_second_time_of_the_second_time_is_like_the_first() -> None:
    once = reissue(a_cancellation(), ANEW)

    assert reissue(once, ANEW) == once


def test_a_letter_without_a_calendar_keeps_its_words() -> None:
    letter = compose(ENVELOPE, render(sample(InvitationCancel), Language.SV))

    assert body(parsed(reissue(letter, ANEW)), "html") == body(parsed(letter), "html")


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    if not isinstance(part, EmailMessage):
        pytest.fail(f"no {kind} part")
    return str(part.get_content())
