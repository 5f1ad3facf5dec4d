from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import doubt_answers, exchanges, inbox, replies
from domain.behalf import Behalf
from domain.inbox import Verdict
from domain.refusals import Conflict, NotFound
from invites.meetings import Answer as Word
from models.exchanges import Confirmation, Exchange
from models.invites import Attendance, InboundMail
from models.mails import Mail
from models.people import Person
from models.rounds import Round
from models.states import Answer, DoubtState, Kind, Reason
from tests.builders import SESSIONS
from tests.builders_of_exchanges import an_exchange
from tests.domain.doubted import says, the_doubt
from tests.domain.lived import ASKED, a_confirmed_exchange, ask_both, facts, invited, lane, loaded
from tests.domain.lived import LATER as NOW
from tests.domain.test_replies import a_reply
from tests.domain.written import in_words


def by_helmi(db: Session, exchange: Exchange) -> Behalf:
    owner = db.get_one(Round, exchange.round_id).owner_id
    return Behalf(db.get_one(Person, owner), "luin viestin")


def a_held_mail(db: Session, exchange: Exchange, words: str = "Käy") -> InboundMail:
    found = select(Mail).where(Mail.person_id == exchange.guest_id, Mail.exchange_id == exchange.id)
    mail = db.scalars(found.order_by(Mail.number).limit(1)).one()
    octets = in_words(words, sender=exchange.guest.email, follows=mail.message_id)
    replies.receive(db, octets, now=NOW)
    return db.scalars(select(InboundMail)).one()


@pytest.mark.parametrize(("verdict", "answer"), [("yes", Answer.ACCEPTED), ("no", Answer.DECLINED)])
def test_a_coordinator_records_what_the_words_mean(db: Session, verdict: str, answer: Answer) -> None:
    exchange = invited(db, a_confirmed_exchange(db))
    inbound = a_held_mail(db, exchange)
    behalf = by_helmi(db, exchange)

    people = inbox.settle(db, inbound, Verdict(verdict), behalf=behalf, now=NOW)

    row = db.scalars(select(Attendance).where(Attendance.person_id == exchange.guest_id)).one()
    assert (people, row.answer, row.recorded_by_id) == ([exchange.guest], answer, behalf.by.id)
    assert (inbound.recorded_by_id, inbound.recorded_why) == (behalf.by.id, "luin viestin")
    assert "invite_answered" in facts(db, lane(exchange))
    assert not inbox.waits(inbound)


def test_words_about_a_proposal_answer_the_proposal(lite: Session) -> None:
    exchange = an_exchange(lite)
    ask_both(lite, loaded(lite, exchange), now=ASKED)
    exchange = loaded(lite, exchange)
    inbound = a_held_mail(lite, exchange)

    inbox.settle(lite, inbound, Verdict.YES, behalf=by_helmi(lite, exchange), now=NOW)

    answers = {each.person_id: each.answer for each in lite.scalars(select(Confirmation))}
    assert answers == {exchange.guest_id: Answer.ACCEPTED, exchange.host_id: Answer.NEEDS_ACTION}


def test_a_mail_put_aside_changes_nothing_and_waits_no_more(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    inbound = a_held_mail(lite, exchange)

    people = inbox.settle(lite, inbound, Verdict.NOTHING, behalf=by_helmi(lite, exchange), now=NOW)

    assert (people, inbox.waits(inbound), inbound.outcome) == ([], False, "held_words")
    assert set(lite.scalars(select(Attendance.answer))) == {Answer.NEEDS_ACTION}


def test_a_mail_is_settled_once(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    inbound = a_held_mail(lite, exchange)
    inbox.settle(lite, inbound, Verdict.YES, behalf=by_helmi(lite, exchange), now=NOW)

    with pytest.raises(Conflict):
        inbox.settle(lite, inbound, Verdict.NO, behalf=by_helmi(lite, exchange), now=NOW)


def test_a_mail_that_names_nobody_is_not_applied(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    replies.receive(lite, in_words("Käy", sender="stranger@example.org"), now=NOW)
    inbound = lite.scalars(select(InboundMail)).one()

    with pytest.raises(NotFound):
        inbox.settle(lite, inbound, Verdict.YES, behalf=by_helmi(lite, exchange), now=NOW)


def test_an_exchange_that_is_over_takes_no_answer(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    inbound = a_held_mail(lite, exchange)
    exchanges.release(lite, loaded(lite, exchange), reason=Reason.ROUND_CANCELLED, now=NOW)

    with pytest.raises(Conflict):
        inbox.settle(lite, inbound, Verdict.YES, behalf=by_helmi(lite, exchange), now=NOW)


def test_a_mail_is_found_by_the_beginning_of_its_id(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    inbound = a_held_mail(lite, exchange)

    assert inbox.meant(lite, f"{inbound.id}"[:8].upper()) is inbound
    with pytest.raises(NotFound):
        inbox.meant(lite, "zz")


def test_a_held_answer_about_a_session_that_is_not_ours_is_not_applied_to_the_series(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite, kind=Kind.MENTORING))
    at = SESSIONS[0] + timedelta(minutes=5)
    octets = a_reply(lite, exchange, Word.DECLINED, occurrence=at)
    forged = octets.replace(b"From: " + exchange.guest.email.encode(), b"From: stranger@example.org")
    outcome = replies.receive(lite, forged, now=NOW)
    inbound = lite.scalars(select(InboundMail)).one()

    with pytest.raises(Conflict):
        inbox.settle(lite, inbound, Verdict.NO, behalf=by_helmi(lite, exchange), now=NOW)

    assert outcome == "held_sender"
    assert set(lite.scalars(select(Attendance.answer))) == {Answer.NEEDS_ACTION}


def test_a_no_while_a_no_is_being_asked_about_names_the_command_that_answers_it(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    inbound = a_held_mail(lite, exchange, "Ei käy")
    says(lite, exchange, exchange.guest, Word.DECLINED)

    with pytest.raises(Conflict) as refusal:
        inbox.settle(lite, inbound, Verdict.NO, behalf=by_helmi(lite, exchange), now=NOW)

    assert f"vaihto exchange settle {exchange.id!s:.8} --say cancel, keep or other" in str(
        refusal.value.words
    )
    assert the_doubt(lite, exchange).state is DoubtState.ASKED


def test_a_yes_while_a_no_is_being_asked_about_ends_the_asking(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    inbound = a_held_mail(lite, exchange, "Kyllä käy")
    says(lite, exchange, exchange.guest, Word.DECLINED)

    inbox.settle(lite, inbound, Verdict.YES, behalf=by_helmi(lite, exchange), now=NOW)

    assert the_doubt(lite, exchange).state is DoubtState.KEPT


@pytest.mark.parametrize("verdict", [Verdict.YES, Verdict.NO])
def test_who_is_asked_for_other_days_answers_those(lite: Session, verdict: Verdict) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    inbound = a_held_mail(lite, exchange)
    says(lite, exchange, exchange.host, Word.DECLINED)
    doubt = the_doubt(lite, exchange)
    doubt_answers.choose(lite, exchange, doubt, doubt.possible[0], keeps_else=True, now=NOW)

    with pytest.raises(Conflict) as refusal:
        inbox.settle(lite, inbound, verdict, behalf=by_helmi(lite, exchange), now=NOW)

    assert "--say yes or no" in str(refusal.value.words)
    assert doubt.state is DoubtState.OFFERED
