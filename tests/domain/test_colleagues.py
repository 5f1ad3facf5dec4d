"""Colleagues in the calendar: optional, without an account, within a limit, and gone when all is over."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session, undefer

from domain import colleagues, exchanges, forgetting
from domain.refusals import Conflict, Invalid, NotAllowed, NotFound
from domain.replies import receive
from invites.meetings import Answer as Word
from models.exchanges import Colleague, Exchange
from models.invites import Attendance, InboundMail, Invite, Reply
from models.languages import Language
from models.mails import Mail
from models.people import Person
from models.rounds import Round
from models.states import Answer, ExchangeState, MailState, Reason
from tests.builders import STAY, a_person
from tests.domain.calendars import calendars
from tests.domain.lived import SECOND_STAY, a_confirmed_exchange, at, invited, lane, letters, loaded
from tests.invites.made import Seen
from workers.answering import Answering, Client, Saying
from workers.replying import reply_mail

NOW = at(date(2027, 2, 15))
SISKO = "sisko@example.org"
Row = tuple[str | None, int | None, str]


@pytest.fixture
def exchange(lite: Session) -> Exchange:
    return invited(lite, a_confirmed_exchange(lite))


def bring(db: Session, exchange: Exchange, email: str = SISKO, *, is_asked: bool = False) -> Exchange:
    found = loaded(db, exchange)
    colleague = colleagues.a_colleague(
        found, of=found.host, name="Sisko Keksitty", email=email, language=Language.SV, is_asked=is_asked
    )
    colleagues.bring(db, found, colleague, by=found.host, now=NOW)
    return found


def attendees(event: Seen) -> dict[str, tuple[str, str]]:
    """By address: the role, and whether an answer is asked."""
    invited = (event["ATTENDEE"][number] for number in range(3))
    return {str(each)[7:]: (each.params["ROLE"], each.params["RSVP"]) for each in invited}


def rows(db: Session, exchange: Exchange) -> list[Row]:
    found = select(Mail.method, Mail.sequence, Mail.recipient).where(Mail.lane == lane(exchange))
    return [(method, sequence, to) for method, sequence, to in db.execute(found.order_by(Mail.number))]


def test_a_colleague_is_invited_as_optional_and_the_pair_reads_who_comes(
    lite: Session, exchange: Exchange
) -> None:
    bring(lite, exchange)

    guest, host = exchange.guest.email, exchange.host.email
    ((invitation,),) = calendars(lite, exchange, to=SISKO)
    assert attendees(invitation) == {
        guest: ("REQ-PARTICIPANT", "TRUE"),
        host: ("REQ-PARTICIPANT", "TRUE"),
        SISKO: ("OPT-PARTICIPANT", "FALSE"),
    }
    assert rows(lite, exchange)[2:] == [("REQUEST", 0, guest), ("REQUEST", 0, host), ("REQUEST", 0, SISKO)]


def test_the_mail_names_them_and_says_in_their_language_that_no_answer_is_needed(
    lite: Session, exchange: Exchange
) -> None:
    bring(lite, exchange)

    mail = lite.scalars(select(Mail).where(Mail.recipient == SISKO)).one()
    told = letters(lite, lane(exchange))[-1]
    assert (mail.person_id, mail.recipient_name) == (None, "Sisko Keksitty")
    assert "Onni Keksitty ber dig följa med." in told
    assert "Du behöver inte svara" in told


def test_an_answer_can_be_wished_for(lite: Session, exchange: Exchange) -> None:
    bring(lite, exchange, is_asked=True)

    ((invitation,),) = calendars(lite, exchange, to=SISKO)
    assert attendees(invitation)[SISKO] == ("OPT-PARTICIPANT", "TRUE")


def test_who_is_left_out_gets_a_cancellation_that_does_not_cancel_the_meeting(
    lite: Session, exchange: Exchange
) -> None:
    found = bring(lite, exchange)

    colleagues.leave_out(lite, loaded(lite, found), SISKO.upper(), by=found.host, now=NOW)

    _invitation, (cancel,) = calendars(lite, exchange, to=SISKO)
    assert "STATUS" not in cancel
    assert cancel["SEQUENCE"] == 1
    guest, host = exchange.guest.email, exchange.host.email
    assert rows(lite, exchange)[5:] == [("CANCEL", 1, SISKO), ("REQUEST", 0, guest), ("REQUEST", 0, host)]


def test_when_the_exchange_ends_colleagues_are_cancelled_too(lite: Session, exchange: Exchange) -> None:
    bring(lite, exchange)

    exchanges.release(lite, loaded(lite, exchange), reason=Reason.HOST_DECLINED, now=NOW)

    assert sorted(rows(lite, exchange)[5:], key=lambda each: each[2] == SISKO)[-1] == ("CANCEL", 1, SISKO)
    assert len(rows(lite, exchange)[5:]) == 3


@pytest.mark.parametrize("has_account", [True, False])
def test_what_a_colleague_answers_is_recorded_and_changes_nothing_else(
    lite: Session, exchange: Exchange, *, has_account: bool
) -> None:
    if has_account:
        a_person(lite, name="Sisko Keksitty", email=SISKO)
    bring(lite, exchange, is_asked=True)
    found = select(Mail).where(Mail.recipient == SISKO).options(undefer(Mail.octets))
    octets = lite.scalars(found).one().octets
    answering = Answering(attendee=SISKO, answer=Word.DECLINED, stamp=NOW, message_id="s1@example.org")

    outcome = receive(lite, reply_mail(octets, answering, style=Client.OUTLOOK), now=NOW)

    answers = {each.email: each.answer for each in lite.scalars(select(Attendance))}
    assert (outcome, answers[SISKO]) == ("applied", Answer.DECLINED)
    assert loaded(lite, exchange).state is ExchangeState.CONFIRMED
    assert rows(lite, exchange)[5:] == []


def test_a_round_sets_how_many_come_along(lite: Session, exchange: Exchange) -> None:
    lite.get_one(Round, exchange.round_id).most_colleagues = 1
    bring(lite, exchange)

    with pytest.raises(Conflict):
        bring(lite, exchange, "toinen@example.org")


@pytest.mark.parametrize("email", ["ei osoite", "", "sisko@esimerkki.örg"])
def test_a_colleague_needs_a_real_address(lite: Session, exchange: Exchange, email: str) -> None:
    with pytest.raises(Invalid):
        bring(lite, exchange, email)


def test_the_pair_and_those_invited_are_not_brought_again(lite: Session, exchange: Exchange) -> None:
    bring(lite, exchange)

    for email in (SISKO, exchange.guest.email):
        with pytest.raises(Conflict):
            bring(lite, exchange, email)


def test_only_the_two_bring_somebody_along(lite: Session, exchange: Exchange) -> None:
    stranger: Person = a_person(lite, name="Vieras Keksitty")
    colleague = Colleague(
        exchange_id=exchange.id,
        brought_by_id=stranger.id,
        name="Sisko",
        email=SISKO,
        language=Language.FI,
    )

    with pytest.raises(NotAllowed):
        colleagues.bring(lite, exchange, colleague, by=stranger, now=NOW)


def test_nobody_unknown_is_left_out(lite: Session, exchange: Exchange) -> None:
    with pytest.raises(NotFound):
        colleagues.leave_out(lite, exchange, SISKO, by=exchange.host, now=NOW)


def test_a_month_after_all_is_over_nothing_is_known_of_them(lite: Session, exchange: Exchange) -> None:
    bring(lite, exchange)
    lite.execute(update(Mail).values(state=MailState.SENT))
    found = loaded(lite, exchange)
    found.state, found.closed_at = ExchangeState.CLOSED, NOW

    too_early = forgetting.forget_colleagues(lite, now=NOW + timedelta(days=29))
    forgotten = forgetting.forget_colleagues(lite, now=NOW + timedelta(days=30))
    again = forgetting.forget_colleagues(lite, now=NOW + timedelta(days=31))

    assert (too_early, forgotten, again) == (0, 1, 0)
    assert lite.scalars(select(Colleague.email)).all() == []
    assert SISKO not in lite.scalars(select(Attendance.email)).all()
    assert SISKO not in lite.scalars(select(Invite.meeting)).one()
    assert [to for _method, _sequence, to in rows(lite, exchange)] == [
        *[exchange.guest.email, exchange.host.email] * 2,
        "",
    ]


def test_what_they_wrote_and_how_they_were_known_is_forgotten_too(lite: Session, exchange: Exchange) -> None:
    found = bring(lite, exchange, is_asked=True)
    mail = lite.scalars(select(Mail).where(Mail.recipient == SISKO).options(undefer(Mail.octets))).one()
    lite.execute(update(Mail).values(state=MailState.SENT))
    saying = Answering(attendee=SISKO, answer=Word.DECLINED, stamp=NOW, message_id="s1@example.org")
    receive(lite, reply_mail(mail.octets, saying, style=Client.OUTLOOK), now=NOW)
    bounce = InboundMail(message_id="b1@example.org", received_at=NOW, octets=b"To: " + SISKO.encode())
    bounce.outcome, bounce.words, bounce.mail_id = "bounce", SISKO, mail.id
    hosts = InboundMail(message_id="h1@example.org", received_at=NOW, octets=b"Hei", outcome="question")
    hosts.words = "Hei"
    lite.add_all([bounce, hosts])
    found.state, found.closed_at = ExchangeState.CLOSED, NOW
    key = mail.key

    forgetting.forget_colleagues(lite, now=NOW + timedelta(days=30))

    kept = select(InboundMail.message_id, InboundMail.octets, InboundMail.words)
    assert sorted(tuple(each) for each in lite.execute(kept)) == [
        ("b1@example.org", b"", ""),
        ("h1@example.org", b"Hei", "Hei"),
        ("s1@example.org", b"", ""),
    ]
    assert lite.execute(select(Reply.answer, Reply.answered_by)).all() == [(None, None)]
    assert key not in lite.scalars(select(Mail.key)).all()


def test_who_was_left_out_is_forgotten_too(lite: Session, exchange: Exchange) -> None:
    found = bring(lite, exchange)
    colleagues.leave_out(lite, loaded(lite, found), SISKO, by=found.host, now=NOW)
    lite.execute(update(Mail).values(state=MailState.SENT))
    found.state, found.released_at = ExchangeState.RELEASED, NOW

    forgetting.forget_colleagues(lite, now=NOW + timedelta(days=30))

    assert SISKO not in {to for _method, _sequence, to in rows(lite, exchange)}
    assert SISKO not in lite.scalars(select(Attendance.email)).all()


def test_a_mail_that_has_not_left_keeps_its_address(lite: Session, exchange: Exchange) -> None:
    found = bring(lite, exchange)
    found.state, found.closed_at = ExchangeState.CLOSED, NOW

    forgetting.forget_colleagues(lite, now=NOW + timedelta(days=30))

    assert rows(lite, exchange)[-1] == ("REQUEST", 0, SISKO)


def test_a_contested_mail_to_who_is_forgotten_is_decided(lite: Session, exchange: Exchange) -> None:
    found = bring(lite, exchange)
    lite.execute(update(Mail).values(state=MailState.CONTESTED))
    found.state, found.closed_at = ExchangeState.CLOSED, NOW

    forgetting.forget_colleagues(lite, now=NOW + timedelta(days=30))

    theirs = select(Mail.state).where(Mail.recipient_name.is_(None), Mail.recipient == "")
    assert lite.scalars(theirs).all() == [MailState.OVERTAKEN]


def test_another_time_that_a_colleague_proposes_moves_nobody(lite: Session, exchange: Exchange) -> None:
    bring(lite, exchange, is_asked=True)
    found = select(Mail).where(Mail.recipient == SISKO).options(undefer(Mail.octets))
    counter = Answering(
        attendee=SISKO,
        answer=Word.TENTATIVE,
        stamp=NOW,
        message_id="s2@example.org",
        saying=Saying.COUNTER,
        starts=SECOND_STAY.first_day,
    )

    outcome = receive(lite, reply_mail(lite.scalars(found).one().octets, counter), now=NOW)

    assert outcome == "counter"
    assert [each.first_day for each in loaded(lite, exchange).appointments] == [STAY.first_day]
    assert rows(lite, exchange)[5:] == []
