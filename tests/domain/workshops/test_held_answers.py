"""A workshop's answers that came from elsewhere wait for a human, and count when one has read them."""

import re
from datetime import time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import inbox, replies
from domain.behalf import Behalf
from domain.inbox import Verdict
from domain.refusals import Conflict
from invites.meetings import Answer as Word
from models.invites import InboundMail
from models.people import Person
from models.states import Answer
from models.streams import of_workshop
from tests.builders_of_workshops import BEGINS
from tests.domain.lived import at, facts
from tests.domain.workshops.gathered import Life
from tests.domain.workshops.test_calendar_answers import MONDAY, noted, request_to, two_with_a_seat
from workers.replying import Answering, Client, reply_mail

NOW = at(MONDAY, time(13))


def a_held_answer(db: Session, word: Word) -> tuple[Life, InboundMail]:
    """Aino has answered from an address that nobody knows."""
    life, aino, _bertta = two_with_a_seat(db)
    answering = Answering(attendee=aino.email, answer=word, stamp=at(MONDAY), message_id="1@mail.example.org")
    mail = reply_mail(request_to(db, aino).octets, answering, style=Client.THUNDERBIRD)
    octets = re.sub(rb"(?m)^From: .*$", b"From: koti@example.net", mail, count=1)
    outcome = replies.receive(db, octets, now=at(MONDAY))
    assert outcome == "held_sender"
    return life, db.scalars(select(InboundMail)).one()


def by_helmi(db: Session, life: Life) -> Behalf:
    return Behalf(db.get_one(Person, life.workshop.organiser_id), "soitin")


def test_a_no_that_a_coordinator_has_read_frees_the_seat(lite: Session) -> None:
    life, mail = a_held_answer(lite, Word.DECLINED)

    people = inbox.settle(lite, mail, Verdict.NO, behalf=by_helmi(lite, life), now=NOW)

    assert [each.email for each in people] == ["aino@example.org"]
    assert life.stands() == {"Aino": "left", "Bertta": "signed_up"}
    assert not inbox.waits(mail)


def test_a_yes_that_a_coordinator_has_read_is_noted(lite: Session) -> None:
    life, mail = a_held_answer(lite, Word.ACCEPTED)

    inbox.settle(lite, mail, Verdict.YES, behalf=by_helmi(lite, life), now=NOW)

    assert noted(lite) == {"aino@example.org": Answer.ACCEPTED, "bertta@example.org": Answer.NEEDS_ACTION}
    assert facts(lite, of_workshop(life.id))[-1] == "invite_answered"
    assert life.stands()["Aino"] == "signed_up"


def test_it_belongs_to_the_round_of_its_workshop(lite: Session) -> None:
    life, mail = a_held_answer(lite, Word.DECLINED)

    round_ = inbox.round_of(lite, mail)

    assert round_ is not None
    assert round_.id == life.workshop.round_id


def test_what_has_begun_takes_no_answer_any_more(lite: Session) -> None:
    life, mail = a_held_answer(lite, Word.DECLINED)

    with pytest.raises(Conflict):
        inbox.settle(lite, mail, Verdict.NO, behalf=by_helmi(lite, life), now=BEGINS)
