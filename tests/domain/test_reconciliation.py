"""Which mails a human should look at, when HR hears of them, and sending them again."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session, undefer

from domain import invitations, nightly, replies, resending
from domain.reconciliation import Trouble, find
from domain.refusals import Conflict
from domain.undelivered import note
from invites.meetings import Answer as Word
from models.exchanges import Exchange
from models.invites import Attendance
from models.mails import Mail
from models.people import Person
from models.rounds import Round
from models.states import Answer, MailState
from tests.builders_of_exchanges import a_mail
from tests.domain.calendars import sent
from tests.domain.lived import LATER, a_confirmed_exchange, at, invited, loaded
from tests.invites.made import Seen
from workers.answering import Answering
from workers.replying import reply_mail

TEN_DAYS_ON = at(date(2027, 2, 15))
NIGHT = at(date(2027, 2, 16))


def an_invited_exchange(db: Session) -> Exchange:
    """Both have been sent their invitation on the second of February."""
    exchange = invited(db, a_confirmed_exchange(db))
    leave(db)
    return exchange


def leave(db: Session) -> None:
    """Whatever is in the queue has left at the moment when it was written."""
    db.execute(
        update(Mail)
        .where(Mail.state == MailState.QUEUED)
        .values(state=MailState.SENT, sent_at=Mail.queued_at)
    )
    db.expire_all()


def mails(db: Session) -> list[Mail]:
    return list(db.scalars(select(Mail).order_by(Mail.lane, Mail.number).options(undefer(Mail.octets))))


def troubles(db: Session, exchange: Exchange) -> list[tuple[Trouble, str]]:
    round_ = db.get_one(Round, exchange.round_id)
    return sorted((each.trouble, each.name.split()[0]) for each in find(db, round_, now=TEN_DAYS_ON))


def answer(db: Session) -> None:
    db.execute(update(Attendance).values(answer=Answer.ACCEPTED))
    db.expire_all()


def test_nothing_is_found_when_all_is_answered(lite: Session) -> None:
    exchange = an_invited_exchange(lite)
    answer(lite)

    assert troubles(lite, exchange) == []


def test_an_invitation_without_an_answer_is_found_when_the_answer_time_is_over(lite: Session) -> None:
    exchange = an_invited_exchange(lite)
    round_ = lite.get_one(Round, exchange.round_id)

    in_time = find(lite, round_, now=at(date(2027, 2, 8)))

    assert in_time == ()
    assert troubles(lite, exchange) == [(Trouble.UNANSWERED, "Aino"), (Trouble.UNANSWERED, "Onni")]


def test_nobody_waits_for_the_answer_of_an_address_that_has_been_corrected(lite: Session) -> None:
    exchange = an_invited_exchange(lite)
    found = loaded(lite, exchange)
    found.guest.email = "right@example.org"
    invitations.follow(lite, found, now=LATER)
    leave(lite)

    assert troubles(lite, exchange) == [(Trouble.UNANSWERED, "Aino"), (Trouble.UNANSWERED, "Onni")]


def test_an_answer_to_what_no_longer_holds_is_found_at_once(lite: Session) -> None:
    exchange = an_invited_exchange(lite)
    first = next(mail for mail in mails(lite) if mail.person_id == exchange.guest_id)
    exchange.appointments[0].last_day = date(2027, 3, 11)
    now = TEN_DAYS_ON - timedelta(hours=2)
    invitations.follow(lite, loaded(lite, exchange), now=now)
    leave(lite)

    answering = Answering(
        attendee=first.recipient, answer=Word.ACCEPTED, stamp=now, message_id="r1@example.org"
    )
    replies.receive(lite, reply_mail(first.octets, answering), now=now + timedelta(minutes=5))

    assert troubles(lite, exchange) == [(Trouble.OUTDATED, "Aino")]


def test_a_refused_mail_is_found_until_it_has_been_sent_again(lite: Session) -> None:
    exchange = an_invited_exchange(lite)
    answer(lite)
    lost = mails(lite)[0]
    note(lite, lost, status="550 5.1.1", now=LATER)
    leave(lite)

    before = find(lite, lite.get_one(Round, exchange.round_id), now=TEN_DAYS_ON)
    resending.resend(lite, lost, now=TEN_DAYS_ON)

    assert [(each.trouble, each.mail_id, each.status) for each in before] == [
        (Trouble.REFUSED, lost.id, "550 5.1.1")
    ]
    assert troubles(lite, exchange) == []


def test_the_first_mail_to_each_person_is_stuck_after_an_hour(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    round_ = lite.get_one(Round, exchange.round_id)
    guests, hosts = sorted(mails(lite), key=lambda mail: mail.person_id == exchange.host_id)
    guests.trouble = "452 4.2.2"
    a_mail(lite, about=exchange, to=lite.get_one(Person, exchange.guest_id), queued_at=LATER)

    soon = find(lite, round_, now=LATER + timedelta(minutes=59))
    later = find(lite, round_, now=LATER + timedelta(hours=1))

    assert soon == ()
    assert {(each.trouble, each.mail_id, each.status) for each in later} == {
        (Trouble.STUCK, guests.id, "452 4.2.2"),
        (Trouble.STUCK, hosts.id, ""),
    }


def test_a_mail_whose_reader_has_had_another_one_is_told_at_night(lite: Session) -> None:
    exchange = an_invited_exchange(lite)
    answer(lite)
    waiting = mails(lite)[0]
    waiting.state = MailState.CONTESTED
    lite.flush()

    found = nightly.check(lite, exchange.round_id, now=NIGHT)

    assert [(each.trouble, each.mail_id) for each in found] == [(Trouble.CONTESTED, waiting.id)]
    assert [b"vaihto reconcile" in mail.octets for mail in mails(lite) if mail.kind == "mails_to_check"] == [
        True
    ]


def test_hr_hears_once_a_night_of_what_is_found_and_not_again_of_the_same(lite: Session) -> None:
    exchange = an_invited_exchange(lite)
    round_id = exchange.round_id

    for night in range(3):
        nightly.check(lite, round_id, now=NIGHT + timedelta(days=night))
        leave(lite)
    answer(lite)
    nightly.check(lite, round_id, now=NIGHT + timedelta(days=4))

    told = [(mail.queued_at, mail.person_id) for mail in mails(lite) if mail.kind == "mails_to_check"]
    assert told == [(NIGHT, lite.get_one(Round, round_id).owner_id)]


def test_a_longer_list_is_told_anew(lite: Session) -> None:
    exchange = an_invited_exchange(lite)
    nightly.check(lite, exchange.round_id, now=NIGHT)
    note(lite, next(mail for mail in mails(lite) if mail.method), status="550", now=NIGHT)
    leave(lite)

    nightly.check(lite, exchange.round_id, now=NIGHT + timedelta(days=1))

    assert [mail.queued_at for mail in mails(lite) if mail.kind == "mails_to_check"] == [
        NIGHT,
        NIGHT + timedelta(days=1),
    ]


def test_before_three_at_night_and_after_a_look_no_round_waits_for_one(lite: Session) -> None:
    exchange = an_invited_exchange(lite)
    two, four = NIGHT - timedelta(hours=10), NIGHT - timedelta(hours=8)

    before, after = nightly.unchecked(lite, now=two), nightly.unchecked(lite, now=four)
    nightly.check(lite, exchange.round_id, now=four)

    assert (before, [round_.id for round_ in after]) == ([], [exchange.round_id])
    assert nightly.unchecked(lite, now=NIGHT) == []


def test_an_invitation_is_sent_again_under_its_uid_and_sequence_with_a_newer_stamp(lite: Session) -> None:
    exchange = an_invited_exchange(lite)
    first = mails(lite)[0]

    again = resending.resend(lite, first, now=TEN_DAYS_ON)

    (one, _other, two) = sent(lite, exchange)
    assert said(two) == said(one)
    assert two["DTSTAMP"].dt > one["DTSTAMP"].dt
    assert again.message_id != first.message_id
    assert (again.recipient, again.repeats_id, resending.times(lite, first)) == (first.recipient, first.id, 1)


def test_an_invitation_is_sent_again_to_the_address_that_has_been_corrected(lite: Session) -> None:
    exchange = an_invited_exchange(lite)
    first = next(mail for mail in mails(lite) if mail.person_id == exchange.guest_id)
    note(lite, first, status="550 5.1.1", now=LATER)
    exchange.guest.email = "right@example.org"
    lite.flush()

    again = resending.resend(lite, first, now=TEN_DAYS_ON)

    assert (again.recipient, again.method, again.invite_id) == (
        "right@example.org",
        "REQUEST",
        first.invite_id,
    )


def test_a_cancellation_is_sent_again_word_for_word(lite: Session) -> None:
    exchange = an_invited_exchange(lite)
    invitations.cancel(lite, loaded(lite, exchange), ending=None, now=TEN_DAYS_ON)
    leave(lite)
    last = mails(lite)[-1]

    resending.resend(lite, last, now=NIGHT)

    one, two = sent(lite, exchange)[-2:]
    assert last.method == "CANCEL"
    assert said(two) == said(one)
    assert two["DTSTAMP"].dt > one["DTSTAMP"].dt


def test_an_invitation_that_no_longer_holds_is_not_sent_again(lite: Session) -> None:
    exchange = an_invited_exchange(lite)
    first = mails(lite)[0]
    invitations.cancel(lite, loaded(lite, exchange), ending=None, now=TEN_DAYS_ON)

    with pytest.raises(Conflict):
        resending.resend(lite, first, now=NIGHT)


def test_a_mail_that_has_not_left_is_not_sent_again(lite: Session) -> None:
    invited(lite, a_confirmed_exchange(lite))

    with pytest.raises(Conflict):
        resending.resend(lite, mails(lite)[0], now=TEN_DAYS_ON)


def test_of_an_exchange_the_last_calendar_mail_of_each_person_is_sent_again(lite: Session) -> None:
    exchange = an_invited_exchange(lite)

    newest = resending.newest(lite, loaded(lite, exchange), None)
    only = resending.newest(lite, loaded(lite, exchange), exchange.host_id)

    assert [mail.person_id for mail in newest] == [exchange.guest_id, exchange.host_id]
    assert [mail.person_id for mail in only] == [exchange.host_id]


def said(event: Seen) -> tuple[str, str, str]:
    return str(event["UID"]), str(event["SEQUENCE"]), str(event["ATTENDEE"])
