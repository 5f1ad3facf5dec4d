from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes

import pytest

from invites import calendar
from invites.issue import Method
from invites.letters import Letter
from invites.meetings import Answer, Mailbox, When
from invites.message import Envelope, compose
from invites.replies import Reply, Said, read
from models.languages import Language
from tests.invites.made import GUEST, NOW, ORGANISER, STAY, a_meeting, a_move, a_series
from workers.replying import Answering, Client, Saying, reply_mail

ANSWERING = Answering(
    attendee="guest@example.org",
    answer=Answer.DECLINED,
    stamp=NOW + timedelta(hours=1),
    message_id="r1@example.org",
    comment="Ei käy, valitettavasti",
)
UID = a_meeting().uid


MEANT = Said(
    UID, None, "guest@example.org", Answer.DECLINED, 4, ANSWERING.stamp, "Ei käy, valitettavasti", None, None
)


@pytest.mark.parametrize("style", list(Client))
@pytest.mark.parametrize("when", [STAY, a_series()])
def test_a_clients_reply_is_read_as_it_was_meant(style: Client, when: When) -> None:
    got = read(reply_mail(a_request(when), ANSWERING, style=style))

    assert isinstance(got, Reply)
    assert (got.method, got.said, got.words) == ("REPLY", (MEANT,), "Ei käy, valitettavasti")
    assert (got.headers.from_address, got.headers.is_automatic) == ("guest@example.org", False)


def test_only_thunderbird_names_the_thread() -> None:
    threads = {style: in_reply_to(reply_mail(a_request(STAY), ANSWERING, style=style)) for style in Client}

    assert threads == dict.fromkeys(Client, "") | {Client.THUNDERBIRD: "m1@example.org"}


@pytest.mark.parametrize("style", list(Client))
@pytest.mark.parametrize("when", [STAY, a_series()])
def test_a_clients_proposal_names_both_ends_of_its_time(style: Client, when: When) -> None:
    starts = date(2027, 5, 3) if when is STAY else datetime(2027, 5, 3, 10, 0, tzinfo=UTC)
    proposal = replace(ANSWERING, saying=Saying.COUNTER, answer=Answer.TENTATIVE, starts=starts)

    got = read(reply_mail(a_request(when), proposal, style=style))

    assert isinstance(got, Reply)
    assert (got.method, got.said[0].starts) == ("COUNTER", starts)
    assert got.said[0].ends is not None
    assert got.said[0].ends > starts


@pytest.mark.parametrize("style", list(Client))
@pytest.mark.parametrize("saying", [Saying.REFRESH, Saying.CANCEL])
def test_a_client_can_ask_anew_or_cancel_for_itself(style: Client, saying: Saying) -> None:
    got = read(reply_mail(a_request(STAY), replace(ANSWERING, saying=saying), style=style))

    assert isinstance(got, Reply)
    assert (got.method, got.said[0].uid) == (saying, UID)


@pytest.mark.parametrize("style", list(Client))
def test_an_answer_to_one_session_names_its_original_start(style: Client) -> None:
    original = a_series().originals[2]

    got = read(reply_mail(a_request(a_series()), replace(ANSWERING, occurrence=original), style=style))

    assert isinstance(got, Reply)
    assert got.said[0].recurrence_id == original


@pytest.mark.parametrize("style", list(Client))
def test_an_answer_to_a_lone_session_echoes_it(style: Client) -> None:
    original = a_series().originals[2]
    meeting = a_meeting(a_series(moved=(a_move(2, by=timedelta(days=1)),)))
    octets = calendar.request_occurrence(meeting, to=GUEST, original=original, stamp=NOW)

    got = read(reply_mail(a_mail(octets), ANSWERING, style=style))

    assert isinstance(got, Reply)
    assert got.said[0].recurrence_id == original


def test_outlook_leaves_out_the_organiser_and_uses_its_own_zone_name() -> None:
    request = a_request(a_series())

    by_outlook = read_calendar(reply_mail(request, ANSWERING, style=Client.OUTLOOK))
    by_thunderbird = read_calendar(reply_mail(request, ANSWERING, style=Client.THUNDERBIRD))

    assert (b"ORGANIZER" in by_outlook, b"ORGANIZER" in by_thunderbird) == (False, True)
    assert (by_outlook.count(b"FLE Standard Time"), by_outlook.count(b"Europe/Helsinki")) == (2, 0)


def test_the_same_answer_has_the_same_octets() -> None:
    assert reply_mail(a_request(STAY), ANSWERING) == reply_mail(a_request(STAY), ANSWERING)


def a_request(when: When) -> bytes:
    to = replace(GUEST, asked=4)
    return a_mail(calendar.request(replace(a_meeting(when), sequence=4), to=to, stamp=NOW))


def a_mail(octets: bytes) -> bytes:
    envelope = Envelope(
        message_id="m1@example.org",
        sender=ORGANISER,
        to=Mailbox("guest@example.org"),
        date=NOW,
        language=Language.FI,
        list_id="example.org",
    )
    return compose(envelope, Letter("Kutsu", "Hei", "<p>Hei</p>"), calendar=octets, method=Method.REQUEST)


def read_calendar(mail: bytes) -> bytes:

    part = next(
        each for each in message_from_bytes(mail).walk() if each.get_content_type() == "text/calendar"
    )
    octets = part.get_payload(decode=True)
    assert isinstance(octets, bytes)
    return octets


def in_reply_to(octets: bytes) -> str:
    got = read(octets)
    assert isinstance(got, Reply)
    return got.headers.in_reply_to
