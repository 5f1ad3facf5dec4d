from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from domain import exchanges, replies
from domain.replies import Arrived
from invites.meetings import Answer as Word
from invites.replies import read
from models import streams
from models.exchanges import Exchange
from models.invites import Attendance, InboundMail, Reply
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


def a_reply(db: Session, exchange: Exchange, word: Word, **said: Any) -> bytes:
    """What the guest's mail program sends back on the newest request."""
    mail = request_to(db, exchange.guest_id)
    usual = Answering(attendee=mail.recipient, answer=word, stamp=NOW, message_id=f"{word}@mail.example.org")
    answering = replace(usual, **said)
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


@pytest.mark.parametrize("ahead", [timedelta(hours=2), timedelta(days=365 * 100)])
def test_a_clock_that_is_fast_does_not_make_later_answers_stale(lite: Session, ahead: timedelta) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    fast = a_reply(lite, exchange, Word.TENTATIVE, stamp=NOW + ahead)
    later = NOW + timedelta(hours=1)
    newer = a_reply(lite, exchange, Word.ACCEPTED, stamp=later)

    outcomes = [replies.receive(lite, fast, now=NOW), replies.receive(lite, newer, now=later)]

    assert outcomes == ["applied", "applied"]
    assert answers(lite)[exchange.guest.email] is Answer.ACCEPTED
    assert lite.scalars(select(Reply.stamp).order_by(Reply.stamp)).all() == [NOW, later]


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


def test_an_answer_after_the_days_is_kept_and_releases_nothing(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    late = a_reply(lite, exchange, Word.DECLINED)
    exchanges.hold(lite, exchange, now=LATER + timedelta(days=60))

    outcome = replies.receive(lite, late, now=LATER + timedelta(days=60))

    assert (outcome, loaded(lite, exchange).state) == ("applied", ExchangeState.HELD)


@pytest.mark.parametrize(
    ("style", "outcome", "answer"),
    [
        (Client.THUNDERBIRD, "unconfirmed", Answer.ACCEPTED),  # names the mail that it answers
        (Client.OUTLOOK, "held_sender", Answer.NEEDS_ACTION),
    ],
)
def test_a_sender_whom_our_mail_server_doubts_must_know_our_mail(
    db: Session, style: Client, outcome: str, answer: Answer
) -> None:
    exchange = invited(db, a_confirmed_exchange(db))
    mail = request_to(db, exchange.guest_id)
    said = Answering(
        attendee=mail.recipient, answer=Word.ACCEPTED, stamp=NOW, message_id="a@mail.example.org"
    )
    verdict = b"Authentication-Results: mx.example.org; dmarc=fail header.from=example.org\r\n"
    octets = verdict + reply_mail(mail.octets, said, style=style)

    receipt = replies.take(db, Arrived(octets, read(octets), authserv="mx.example.org"), now=NOW)

    assert (receipt.outcome, answers(db)[exchange.guest.email]) == (outcome, answer)
