import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import deputies, replies
from domain.refusals import Conflict, Invalid, NotFound
from models.exchanges import Exchange
from models.invites import Attendance, Invite, Reply
from models.states import Answer
from tests.builders import a_person
from tests.domain.lived import LATER as NOW
from tests.domain.lived import a_confirmed_exchange, invited

ASSISTANT = "sihteeri@example.org"
FOR_THEM = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:{guest}"
SENT_BY = 'ATTENDEE;PARTSTAT=ACCEPTED;SENT-BY="mailto:sihteeri@example.org":mailto:{guest}'
IN_THEIR_PLACE = 'ATTENDEE;PARTSTAT=ACCEPTED;DELEGATED-FROM="mailto:{guest}":mailto:sihteeri@example.org'


def a_reply(db: Session, exchange: Exchange, attendee: str, *, sender: str = ASSISTANT) -> bytes:
    uid = db.scalars(select(Invite.uid).where(Invite.exchange_id == exchange.id)).one()
    return (
        f"From: {sender}\r\nMessage-ID: <d1@mail.example.org>\r\n"
        "Content-Type: text/calendar; method=REPLY; charset=utf-8\r\n\r\n"
        f"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20270202T120000Z\r\n"
        f"{attendee.format(guest=exchange.guest.email)}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


def answer_of(db: Session, exchange: Exchange) -> Answer:
    return db.scalars(select(Attendance.answer).where(Attendance.person_id == exchange.guest_id)).one()


@pytest.mark.parametrize("attendee", [FOR_THEM, SENT_BY, IN_THEIR_PLACE])
def test_a_named_deputys_answer_counts_and_says_who_answered(db: Session, attendee: str) -> None:
    exchange = invited(db, a_confirmed_exchange(db))
    deputies.add(db, exchange.guest, ASSISTANT.upper(), name="Sihteeri", may_answer=True)

    outcome = replies.receive(db, a_reply(db, exchange, attendee), now=NOW)

    assert (outcome, answer_of(db, exchange)) == ("applied", Answer.ACCEPTED)
    assert db.scalars(select(Reply.answered_by)).one() == ASSISTANT


@pytest.mark.parametrize(
    ("attendee", "outcome"),
    [(FOR_THEM, "held_sender"), (SENT_BY, "held_sender"), (IN_THEIR_PLACE, "held_delegation")],
)
@pytest.mark.parametrize("is_named", [False, True])
def test_whom_nobody_lets_answer_is_held(
    lite: Session, attendee: str, outcome: str, *, is_named: bool
) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    if is_named:
        deputies.add(lite, exchange.guest, ASSISTANT, name="Sihteeri", may_answer=False)

    assert replies.receive(lite, a_reply(lite, exchange, attendee), now=NOW) == outcome
    assert answer_of(lite, exchange) is Answer.NEEDS_ACTION


def test_somebody_elses_deputy_may_not_answer(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    deputies.add(lite, exchange.host, ASSISTANT, name="Sihteeri", may_answer=True)

    assert replies.receive(lite, a_reply(lite, exchange, FOR_THEM), now=NOW) == "held_sender"


def test_the_persons_own_answer_names_nobody_else(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))

    replies.receive(lite, a_reply(lite, exchange, FOR_THEM, sender=exchange.guest.email), now=NOW)

    assert lite.scalars(select(Reply.answered_by)).all() == [None]


def test_naming_the_same_deputy_again_changes_what_they_may(lite: Session) -> None:
    person = a_person(lite)
    deputies.add(lite, person, ASSISTANT, name="Sihteeri", may_answer=True)

    deputies.add(lite, person, f" {ASSISTANT} ", name="", may_answer=False)

    assert [(each.email, each.name, each.may_answer) for each in deputies.of_person(lite, person)] == [
        (ASSISTANT, ASSISTANT, False)
    ]


def test_a_deputy_who_is_removed_may_not_answer_any_more(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    deputies.add(lite, exchange.guest, ASSISTANT, name="Sihteeri", may_answer=True)

    deputies.remove(lite, exchange.guest, ASSISTANT)

    assert replies.receive(lite, a_reply(lite, exchange, FOR_THEM), now=NOW) == "held_sender"


def test_what_is_no_address_and_oneself_are_refused(lite: Session) -> None:
    person = a_person(lite)

    with pytest.raises(Invalid):
        deputies.add(lite, person, "not an address", name="", may_answer=True)
    with pytest.raises(Conflict):
        deputies.add(lite, person, person.email, name="", may_answer=True)
    with pytest.raises(NotFound):
        deputies.remove(lite, person, ASSISTANT)
