"""Mails read back from raw octets by Python's email package."""

from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from functools import partial

import pytest

from invites import calendar
from invites.issue import Method
from invites.letters import Letter
from invites.meetings import Mailbox
from invites.message import Envelope, compose
from models.languages import Language
from tests.invites.made import GUEST, NOW, ORGANISER, a_meeting

LETTER = Letter(
    "Kutsu: vierailu, vk 11", "Hei Åsa!\n\n.\nFrom here = there " + "ä" * 200 + " \n", "<p>Hei Åsa!</p>\n"
)
ENVELOPE = Envelope(
    message_id="m1@example.org",
    sender=ORGANISER,
    to=Mailbox("guest@example.org", "Guest"),
    date=NOW,
    language=Language.FI,
    list_id="round-2027.example.org",
    in_reply_to="m0@example.org",
)
OBJECT = calendar.request(a_meeting(), to=GUEST, stamp=NOW)
ODD = [
    "Virtanen, Aino",
    "back\\slash; <semi@colon>",
    "😀 Åsa",
    "Ä" * 300,
    "=?utf-8?B?x?=",
    "a(b)c",
    "x" * 300,
]


def test_an_invitation_has_the_parts_that_mail_clients_look_for() -> None:
    mail = parsed(compose(ENVELOPE, LETTER, calendar=OBJECT, method=Method.REQUEST))

    shape = [(part.get_content_type(), part.get_content_disposition()) for part in mail.walk()]
    assert shape == [
        ("multipart/mixed", None),
        ("multipart/alternative", None),
        ("text/plain", None),
        ("text/html", None),
        ("text/calendar", None),
        ("application/ics", "attachment"),
    ]
    inline, attached = list(mail.walk())[-2:]
    assert dict(inline["Content-Type"].params) == {"charset": "utf-8", "method": "REQUEST"}
    assert attached.get_filename() == "invite.ics"
    assert inline.get_payload(decode=True) == attached.get_payload(decode=True) == OBJECT


def test_a_letter_alone_is_text_and_html() -> None:
    mail = parsed(compose(ENVELOPE, LETTER))

    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    contents = [part.get_content() for part in mail.iter_parts()]
    assert contents == [text.replace("\n", "\r\n") for text in (LETTER.text, LETTER.html)]


def test_the_headers_say_who_writes_and_that_a_machine_did() -> None:
    mail = parsed(compose(ENVELOPE, LETTER))

    assert {name: str(value) for name, value in mail.items() if name != "Content-Type"} == {
        "Date": "Mon, 01 Feb 2027 12:00:00 +0200",
        "From": "Aino via Vaihto <invites@example.org>",
        "To": "Guest <guest@example.org>",
        "Subject": "Kutsu: vierailu, vk 11",
        "Message-ID": "<m1@example.org>",
        "In-Reply-To": "<m0@example.org>",
        "References": "<m0@example.org>",
        "List-Id": "<round-2027.example.org>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": "fi",
        "MIME-Version": "1.0",
    }


def test_a_plain_reply_goes_to_the_human_who_is_named() -> None:
    human = Mailbox("heli@example.org", "Heli Ö, koordinaattori")

    octets = compose(replace(ENVELOPE, reply_to=human), LETTER)

    assert mailbox(octets, "Reply-To") == (human.name, human.address)
    assert "Reply-To" not in parsed(compose(ENVELOPE, LETTER))


def test_the_first_mail_of_a_thread_answers_nothing() -> None:
    mail = parsed(compose(replace(ENVELOPE, in_reply_to=None), LETTER))

    assert (mail["In-Reply-To"], mail["References"]) == (None, None)


@pytest.mark.parametrize("name", ODD)
def test_an_odd_name_or_subject_comes_back_as_it_was(name: str) -> None:
    octets = compose(replace(ENVELOPE, to=Mailbox("guest@example.org", name)), replace(LETTER, subject=name))

    mail = parsed(octets)

    assert mail["Subject"] == name
    assert mailbox(octets, "To") == (name, "guest@example.org")
    assert octets.isascii()
    assert max(len(line) for line in octets.split(b"\r\n")) <= 110


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("x\r\nBcc: evil@example.org", "x Bcc: evil@example.org"),
        ("å\nBcc: evil@example.org", "å Bcc: evil@example.org"),
        ("x\x00\x1b\x85y", "xy"),
    ],
)
def test_no_name_or_subject_adds_a_header(text: str, clean: str) -> None:
    to = Mailbox("guest@example.org", text)

    octets = compose(
        replace(ENVELOPE, to=to, sender=replace(ORGANISER, name=text)), replace(LETTER, subject=text)
    )

    mail = parsed(octets)
    assert mail["Bcc"] is None
    assert mail.keys() == parsed(compose(ENVELOPE, LETTER)).keys()
    assert mail["Subject"] == clean
    assert mail.defects == []


@pytest.mark.parametrize(
    "make",
    [
        partial(replace, ENVELOPE, message_id="m1@example.org>\r\nBcc: x@example.org"),
        partial(replace, ENVELOPE, message_id="<m1@example.org>"),
        partial(replace, ENVELOPE, in_reply_to="a b@example.org"),
        partial(replace, ENVELOPE, list_id="x>\r\nBcc: y"),
    ],
)
def test_an_id_that_could_break_a_header_is_refused(make: Callable[[], Envelope]) -> None:
    with pytest.raises(ValueError, match="id that can stand"):
        make()


def test_the_same_input_gives_the_same_octets() -> None:
    first = compose(ENVELOPE, LETTER, calendar=OBJECT, method=Method.REQUEST)

    assert first == compose(ENVELOPE, LETTER, calendar=OBJECT, method=Method.REQUEST)


def test_another_message_id_gives_another_boundary() -> None:
    other = parsed(compose(replace(ENVELOPE, message_id="m2@example.org"), LETTER))

    assert other.get_boundary() != parsed(compose(ENVELOPE, LETTER)).get_boundary()


def test_every_line_ends_with_crlf_and_is_seven_bit() -> None:
    octets = compose(ENVELOPE, LETTER, calendar=OBJECT, method=Method.REQUEST)

    assert octets.isascii()
    assert octets.count(b"\n") == octets.count(b"\r") == octets.count(b"\r\n")


def test_a_calendar_never_goes_without_its_method() -> None:
    with pytest.raises(ValueError, match="go together"):
        compose(ENVELOPE, LETTER, calendar=OBJECT)


def parsed(octets: bytes) -> EmailMessage:
    return message_from_bytes(octets, policy=policy.default)


def mailbox(octets: bytes, header: str) -> tuple[str, str]:
    """Read as RFC 2047 says; the newer parser keeps the space between two encoded words of a phrase."""
    name, address = parseaddr(str(message_from_bytes(octets)[header]))
    return str(make_header(decode_header(name))), address
