from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from domain import exchanges, replies
from invites.meetings import Answer as Word
from models import streams
from models.exchanges import Exchange
from models.invites import Attendance, InboundMail, Invite, Reply
from models.mails import Mail
from models.people import Alias
from models.states import Answer, ExchangeState, Kind, Reason
from tests.builders import SESSIONS, added
from tests.builders_of_exchanges import a_stay
from tests.domain.lived import (
    LATER,
    SECOND_STAY,
    a_confirmed_exchange,
    calendar_of,
    facts,
    invited,
    lane,
    loaded,
    told,
)
from workers.replying import Answering, Client, reply_mail

NOW = LATER + timedelta(days=1)


def request_to(db: Session, person_id: UUID) -> Mail:
    found = select(Mail).where(Mail.person_id == person_id, Mail.method == "REQUEST")
    return db.scalars(found.order_by(Mail.number.desc()).limit(1).options(undefer(Mail.octets))).one()


def a_reply(db: Session, exchange: Exchange, word: Word, **said: object) -> bytes:
    """What the guest's mail program sends back on the newest request."""
    mail = request_to(db, exchange.guest_id)
    usual = Answering(attendee=mail.recipient, answer=word, stamp=NOW, message_id=f"{word}@mail.example.org")
    answering = replace(usual, **said)  # type: ignore[arg-type]
    return reply_mail(mail.octets, answering, style=Client.THUNDERBIRD)


def answers(db: Session) -> dict[str, Answer]:
    rows = db.scalars(select(Attendance))
    return {each.email: each.answer for each in rows}


def coordinator_heard(db: Session, exchange: Exchange) -> list[tuple[str, str]]:
    return told(db, streams.of_round(exchange.round_id))


@pytest.mark.parametrize(
    ("word", "answer"), [(Word.ACCEPTED, Answer.ACCEPTED), (Word.TENTATIVE, Answer.TENTATIVE)]
)
@pytest.mark.parametrize("style", list(Client))
def test_an_answer_by_mail_is_applied(lite: Session, word: Word, answer: Answer, style: Client) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    mail = request_to(lite, exchange.guest_id)
    said = Answering(attendee=mail.recipient, answer=word, stamp=NOW, message_id="a@mail.example.org")

    outcome = replies.receive(lite, reply_mail(mail.octets, said, style=style), now=NOW)

    assert (outcome, lite.scalars(select(InboundMail.outcome)).one()) == ("applied", "applied")
    assert answers(lite) == {exchange.guest.email: answer, exchange.host.email: Answer.NEEDS_ACTION}
    assert facts(lite, lane(exchange)) == ["invite_answered"]
    assert coordinator_heard(lite, exchange) == []


def test_the_same_mail_twice_changes_nothing(db: Session) -> None:
    exchange = invited(db, a_confirmed_exchange(db))
    octets = a_reply(db, exchange, Word.ACCEPTED)

    outcomes = [replies.receive(db, octets, now=NOW) for _turn in range(2)]

    assert outcomes == ["applied", "duplicate"]
    assert facts(db, lane(exchange)) == ["invite_answered"]
    assert len(db.scalars(select(InboundMail.id)).all()) == 1


def test_the_same_answer_in_another_mail_is_a_duplicate(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    replies.receive(lite, a_reply(lite, exchange, Word.ACCEPTED), now=NOW)

    again = a_reply(lite, exchange, Word.ACCEPTED, message_id="again@mail.example.org")
    outcome = replies.receive(lite, again, now=NOW)

    assert (outcome, facts(lite, lane(exchange))) == ("duplicate", ["invite_answered"])


def test_a_no_by_mail_is_recorded_and_asked_about_before_anything_is_cancelled(db: Session) -> None:
    exchange = invited(db, a_confirmed_exchange(db))

    outcome = replies.receive(db, a_reply(db, exchange, Word.DECLINED), now=NOW)

    assert (outcome, answers(db)[exchange.guest.email]) == ("applied", Answer.DECLINED)
    assert loaded(db, exchange).state is ExchangeState.CONFIRMED
    assert calendar_of(db, lane(exchange))[2:] == []


def test_an_answer_after_the_release_is_stale(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    late = a_reply(lite, exchange, Word.ACCEPTED)
    exchanges.release(lite, exchange, reason=Reason.HOST_DECLINED, now=NOW)

    assert replies.receive(lite, late, now=NOW) == "stale"
    assert loaded(lite, exchange).state is ExchangeState.RELEASED


def test_a_no_to_the_days_before_a_move_changes_nothing_and_is_told(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    old = a_reply(lite, exchange, Word.DECLINED)
    exchange.state, exchange.broken_at = ExchangeState.BROKEN, LATER
    exchanges.move(lite, exchange, a_stay(SECOND_STAY), now=NOW)

    assert replies.receive(lite, old, now=NOW) == "old_version"
    assert loaded(lite, exchange).state is ExchangeState.CONFIRMED
    row = lite.scalars(select(Reply)).one()
    assert (row.sequence, row.answer) == (0, Answer.DECLINED)
    assert [kind for kind, _name in coordinator_heard(lite, exchange)] == ["held_reply"]


def test_an_older_answer_that_comes_late_does_not_undo_a_newer(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    older = a_reply(lite, exchange, Word.DECLINED, stamp=NOW - timedelta(hours=1))
    replies.receive(lite, a_reply(lite, exchange, Word.ACCEPTED), now=NOW)

    assert replies.receive(lite, older, now=NOW) == "stale"
    assert loaded(lite, exchange).state is ExchangeState.CONFIRMED


def test_an_answer_that_a_stranger_sends_waits_for_a_human(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    octets = a_reply(lite, exchange, Word.DECLINED)
    forged = octets.replace(b"From: " + exchange.guest.email.encode(), b"From: stranger@example.org")

    assert replies.receive(lite, forged, now=NOW) == "held_sender"
    assert loaded(lite, exchange).state is ExchangeState.CONFIRMED
    assert [kind for kind, _name in coordinator_heard(lite, exchange)] == ["held_reply"]


def test_an_answer_from_an_alias_is_theirs(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    added(lite, Alias(person_id=exchange.guest_id, email="a.keksitty@old.example.org"))

    outcome = replies.receive(
        lite, a_reply(lite, exchange, Word.TENTATIVE, attendee="a.keksitty@old.example.org"), now=NOW
    )

    row = lite.scalars(select(Attendance).where(Attendance.person_id == exchange.guest_id)).one()
    assert (outcome, row.answer) == ("applied", Answer.TENTATIVE)


@pytest.mark.parametrize("written", ["{name}+kalenteri@{domain}", "{NAME}@{domain}"])
def test_capitals_and_plus_tags_are_the_same_person(lite: Session, written: str) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    name, _at, domain = exchange.guest.email.partition("@")
    address = written.format(name=name, NAME=name.upper(), domain=domain)

    outcome = replies.receive(lite, a_reply(lite, exchange, Word.DECLINED, attendee=address), now=NOW)

    assert (outcome, answers(lite)[exchange.guest.email]) == ("applied", Answer.DECLINED)


def test_a_yes_to_one_session_says_nothing_about_the_series(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite, kind=Kind.MENTORING))

    outcome = replies.receive(lite, a_reply(lite, exchange, Word.DECLINED, occurrence=SESSIONS[1]), now=NOW)

    row = lite.scalars(select(Reply)).one()
    assert (outcome, row.recurrence_at, row.answer) == ("applied", SESSIONS[1], Answer.DECLINED)
    assert loaded(lite, exchange).state is ExchangeState.CONFIRMED
    assert set(lite.scalars(select(Attendance.answer))) == {Answer.NEEDS_ACTION}


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


def test_two_held_mails_without_a_message_id_are_both_told(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    octets = _bare(request_to(lite, exchange.guest_id)).replace(b"Message-ID: <v@x.example.org>\r\n", b"")

    for stranger in (b"one", b"two"):
        replies.receive(lite, octets.replace(b"From: ", b"From: " + stranger), now=NOW)

    assert [kind for kind, _name in coordinator_heard(lite, exchange)] == ["held_reply", "held_reply"]


def test_an_answer_after_the_days_is_kept_and_releases_nothing(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    late = a_reply(lite, exchange, Word.DECLINED)
    exchanges.hold(lite, exchange, now=LATER + timedelta(days=60))

    outcome = replies.receive(lite, late, now=LATER + timedelta(days=60))

    assert (outcome, loaded(lite, exchange).state) == ("applied", ExchangeState.HELD)
