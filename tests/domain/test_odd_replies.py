"""Answers that hardly are any, or are several at once: each ends in its recorded outcome."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import replies
from models.invites import InboundMail, Invite, Reply
from models.mails import Mail
from models.states import Answer, ExchangeState, Kind
from tests.builders import SESSIONS
from tests.domain.lived import LATER, a_confirmed_exchange, invited, loaded
from tests.domain.test_replies import NOW, answers, coordinator_heard, request_to


@pytest.mark.parametrize(
    ("octets", "outcome"),
    [
        (b"", "broken_mail"),
        (b"\x00\xff\xfe\x00", "broken_mail"),
        (b"Subject: hei\r\n\r\nhei", "no_calendar"),
        (b"Message-ID: <\xe4\x00\xff@x>\r\nSubject: \xff\xfe\r\n\r\n\x00", "no_calendar"),
        (b"Message-ID: <" + b"a" * 900 + b">\r\nFrom: a@example.org\r\n\r\nhei", "no_calendar"),
        (b"Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\n", "broken_calendar"),
    ],
)
def test_garbage_ends_in_one_recorded_outcome(db: Session, octets: bytes, outcome: str) -> None:
    assert replies.receive(db, octets, now=NOW) == outcome
    assert db.scalars(select(InboundMail.outcome)).all() == [outcome]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"PARTSTAT=DECLINED", b"PARTSTAT=MAYBE"),
        (b"UID:", b"UID:x"),
        (b"SEQUENCE:0", b"SEQUENCE:999999999"),
        (b"mailto:", b"mailto:\x00"),
        (b"SEQUENCE:0", b"RECURRENCE-ID;VALUE=DATE:00010101"),
        (b"SEQUENCE:0", b"RECURRENCE-ID;VALUE=DATE:99991231"),
        (b"SEQUENCE:0", b"RECURRENCE-ID:00010101T000000Z"),
        (b"SEQUENCE:0", b"RECURRENCE-ID:99991231T235959Z"),
    ],
)
def test_a_calendar_with_odd_values_changes_nothing_and_is_recorded(
    db: Session, old: bytes, new: bytes
) -> None:
    exchange = invited(db, a_confirmed_exchange(db))
    mail = request_to(db, exchange.guest_id)
    octets = _bare(mail).replace(old, new)

    outcome = replies.receive(db, octets, now=NOW)

    assert db.scalars(select(InboundMail.outcome)).all() == [outcome]
    assert loaded(db, exchange).state is ExchangeState.CONFIRMED


def _bare(mail: Mail) -> bytes:
    """A decline in plain sight, for a vandal to edit."""
    uid = _uid(mail)
    return (
        f"From: {mail.recipient}\r\nMessage-ID: <v@x.example.org>\r\n"
        "Content-Type: text/calendar; method=REPLY; charset=utf-8\r\n\r\n"
        f"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nSEQUENCE:0\r\n"
        f"ATTENDEE;PARTSTAT=DECLINED:mailto:{mail.recipient}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


def _uid(mail: Mail) -> str:
    db = Session.object_session(mail)
    assert db is not None
    return db.scalars(select(Invite.uid).where(Invite.id == mail.invite_id)).one()


def test_the_bare_decline_counts_when_nobody_has_edited_it(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))

    assert replies.receive(lite, _bare(request_to(lite, exchange.guest_id)), now=NOW) == "applied"
    assert answers(lite)[exchange.guest.email] is Answer.DECLINED


def test_of_a_mail_that_is_too_large_the_head_alone_is_kept(lite: Session) -> None:
    octets = b"From: guest@example.org\r\nSubject: hei\r\n\r\n" + b"a" * 2_000_000

    outcome = replies.receive(lite, octets, now=NOW)

    kept = lite.scalars(select(InboundMail.octets)).one()
    assert (outcome, kept) == ("too_large", b"From: guest@example.org\r\nSubject: hei\r\n\r\n")


def test_a_mail_that_is_too_large_goes_by_its_message_id(lite: Session) -> None:
    head = b"From: guest@example.org\r\nMessage-ID: <suuri@example.org>\r\n\r\n"

    replies.receive(lite, head + b"a" * 2_000_000, now=NOW)

    assert lite.scalars(select(InboundMail.message_id)).all() == ["suuri@example.org"]


def test_two_held_mails_without_a_message_id_are_both_told(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    octets = _bare(request_to(lite, exchange.guest_id)).replace(b"Message-ID: <v@x.example.org>\r\n", b"")

    for stranger in (b"one", b"two"):
        replies.receive(lite, octets.replace(b"From: ", b"From: " + stranger), now=NOW)

    assert [kind for kind, _name in coordinator_heard(lite, exchange)] == ["held_reply", "held_reply"]


def test_an_answer_to_a_session_without_a_stamp_hides_no_newer_one(db: Session) -> None:
    exchange = invited(db, a_confirmed_exchange(db, kind=Kind.MENTORING))
    session = f"{SESSIONS[0]:RECURRENCE-ID:%Y%m%dT%H%M%SZ}"
    mail = _bare(request_to(db, exchange.guest_id)).replace(b"DECLINED", b"TENTATIVE")
    stamps = ("", f"\r\n{NOW:DTSTAMP:%Y%m%dT%H%M%SZ}", f"\r\n{LATER:DTSTAMP:%Y%m%dT%H%M%SZ}")

    outcomes = [
        replies.receive(
            db,
            mail.replace(b"SEQUENCE:0", f"SEQUENCE:0\r\n{session}{stamp}".encode()).replace(
                b"<v@", f"<{n}@".encode()
            ),
            now=NOW,
        )
        for n, stamp in enumerate(stamps)
    ]

    assert outcomes == ["applied", "applied", "stale"]


def test_a_mail_with_several_answers_applies_each_for_itself(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite, kind=Kind.MENTORING))
    mail = request_to(lite, exchange.guest_id)
    first, second = (f"{start:RECURRENCE-ID:%Y%m%dT%H%M%SZ}" for start in SESSIONS[:2])
    whole = _bare(mail).decode().replace("DECLINED", "ACCEPTED")
    event = whole[whole.index("UID:") : whole.index("END:VEVENT")]
    all_that_follow = second.replace("RECURRENCE-ID", "RECURRENCE-ID;RANGE=THISANDFUTURE")
    events = "END:VEVENT\r\nBEGIN:VEVENT\r\n".join(
        f"{event}{line}\r\n" for line in (first, all_that_follow, first)
    )

    outcome = replies.receive(lite, whole.replace(event, events).encode(), now=NOW)

    rows = lite.scalars(select(Reply)).all()
    assert outcome == "held_range"
    assert sorted(row.outcome for row in rows) == ["applied", "applied", "held_range"]
    assert {row.recurrence_at for row in rows} == set(SESSIONS[:2])
