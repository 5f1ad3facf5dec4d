"""What calendars say to a workshop counts as much as a word on a page."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from email import message_from_bytes
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from domain import feed_entries, replies, resending
from domain.workshops import sign_ups, workshops
from invites.meetings import Answer as Word
from models.invites import Attendance
from models.mails import Mail
from models.people import Person
from models.states import Answer, MailState
from models.streams import of_workshop
from tests.builders_of_workshops import BEGINS, SIGN_UP_OPENS, a_workshop
from tests.domain.lived import at, calendar_of, told
from tests.domain.workshops.gathered import Life, people
from workers.replying import Answering, Client, Saying, reply_mail

MONDAY = date(2027, 2, 8)


def two_with_a_seat(
    db: Session, *, hides_company: bool = True, capacity: int | None = 2
) -> tuple[Life, Person, Person]:
    life = Life(db, a_workshop(db, hides_company=hides_company, capacity=capacity).id)
    aino, bertta = people(db, "Aino", "Bertta")
    for each in (aino, bertta):
        sign_ups.invite(db, life.workshop, each, now=SIGN_UP_OPENS - timedelta(days=1))
    life.at(SIGN_UP_OPENS)
    for each in (aino, bertta):
        life.says(each, "come", now=SIGN_UP_OPENS)
    return life, aino, bertta


def request_to(db: Session, person: Person) -> Mail:
    found = select(Mail).where(Mail.person_id == person.id, Mail.method == "REQUEST")
    return db.scalars(found.order_by(Mail.number.desc()).limit(1).options(undefer(Mail.octets))).one()


def answers(db: Session, who: Person, word: Word, *, now: datetime, **said: Any) -> str:
    """What their mail program sends back on the newest request, and what becomes of it."""
    mail = request_to(db, who)
    plain = Answering(
        attendee=mail.recipient, answer=word, stamp=now, message_id=f"{now:%H%M}@mail.example.org"
    )
    reply = reply_mail(mail.octets, replace(plain, **said), style=Client.THUNDERBIRD)
    return replies.receive(db, reply, now=now)


def invited_by(mail: Mail) -> set[str]:
    """The addresses of its calendar object, the organiser's among them."""
    part = next(
        each for each in message_from_bytes(mail.octets).walk() if each.get_content_type() == "text/calendar"
    )
    octets = part.get_payload(decode=True)
    assert isinstance(octets, bytes)
    lines = octets.replace(b"\r\n ", b"").decode().splitlines()
    return {line.rpartition("mailto:")[2] for line in lines if line.startswith(("ATTENDEE", "ORGANIZER"))}


def noted(db: Session) -> dict[str, Answer]:
    return {each.email: each.answer for each in db.scalars(select(Attendance))}


def test_a_yes_from_a_calendar_is_noted(lite: Session) -> None:
    _life, aino, _bertta = two_with_a_seat(lite)

    outcome = answers(lite, aino, Word.ACCEPTED, now=at(MONDAY))

    assert outcome == "applied"
    assert noted(lite) == {"aino@example.org": Answer.ACCEPTED, "bertta@example.org": Answer.NEEDS_ACTION}


def test_a_no_from_a_calendar_frees_the_seat_for_the_next_in_line(lite: Session) -> None:
    life, _aino, bertta = two_with_a_seat(lite)
    (cecilia,) = people(lite, "Cecilia")
    sign_ups.invite(lite, life.workshop, cecilia, now=SIGN_UP_OPENS)
    life.at(SIGN_UP_OPENS)
    life.says(cecilia, "come", now=SIGN_UP_OPENS)

    outcome = answers(lite, bertta, Word.DECLINED, now=at(MONDAY))
    life.at(at(MONDAY))

    assert outcome == "applied"
    assert life.stands() == {"Aino": "signed_up", "Bertta": "left", "Cecilia": "offered"}
    assert noted(lite) == {"aino@example.org": Answer.NEEDS_ACTION}


def test_another_time_is_declined_kindly_and_the_seat_is_kept(lite: Session) -> None:
    life, aino, _bertta = two_with_a_seat(lite)

    outcome = answers(
        lite, aino, Word.TENTATIVE, now=at(MONDAY), saying=Saying.COUNTER, starts=BEGINS + timedelta(days=1)
    )

    assert outcome == "counter_declined"
    assert told(lite, of_workshop(life.id))[-1] == ("workshop_time_stands", "Aino")
    assert calendar_of(lite, of_workshop(life.id))[-1] == ("DECLINECOUNTER", 0, "Aino")
    assert life.stands()["Aino"] == "signed_up"


def test_whoever_has_lost_the_entry_gets_it_again(lite: Session) -> None:
    life, aino, _bertta = two_with_a_seat(lite)

    outcome = answers(lite, aino, Word.TENTATIVE, now=at(MONDAY), saying=Saying.REFRESH)

    assert outcome == "refresh"
    assert calendar_of(lite, of_workshop(life.id))[-1] == ("REQUEST", 0, "Aino")


def test_who_signs_up_later_is_no_news_to_the_others(lite: Session) -> None:
    life, _aino, _bertta = two_with_a_seat(lite, hides_company=False, capacity=None)
    (cecilia,) = people(lite, "Cecilia")
    sign_ups.invite(lite, life.workshop, cecilia, now=at(MONDAY))
    life.at(at(MONDAY))

    life.says(cecilia, "come", now=at(MONDAY))

    assert calendar_of(lite, of_workshop(life.id)) == [
        ("REQUEST", 0, "Aino"), ("REQUEST", 0, "Bertta"), ("REQUEST", 0, "Cecilia"),
    ]  # fmt: skip
    assert {f"{name}@example.org" for name in ("aino", "bertta", "cecilia")} < invited_by(
        request_to(lite, cecilia)
    )


def test_where_company_is_hidden_each_sees_themselves_and_the_organiser(lite: Session) -> None:
    _life, _aino, bertta = two_with_a_seat(lite)

    seen = invited_by(request_to(lite, bertta))

    assert seen == {"kierrokset@vaihto.example.org", "bertta@example.org"}


def test_a_move_asks_everybody_with_a_seat_anew_and_timers_follow(lite: Session) -> None:
    life, aino, _bertta = two_with_a_seat(lite)
    answers(lite, aino, Word.ACCEPTED, now=at(MONDAY))
    organiser = lite.get_one(Person, life.workshop.organiser_id)
    later = BEGINS + timedelta(days=7)

    workshops.move(
        lite,
        life.workshop,
        starts_at=later,
        ends_at=later + timedelta(hours=3),
        by=organiser,
        now=at(MONDAY, time(13)),
    )
    standing = life.at(at(MONDAY, time(13)))

    assert calendar_of(lite, of_workshop(life.id))[2:] == [("REQUEST", 1, "Aino"), ("REQUEST", 1, "Bertta")]
    assert told(lite, of_workshop(life.id))[-2:] == [
        ("workshop_changed", "Aino"),
        ("workshop_changed", "Bertta"),
    ]
    assert noted(lite)["aino@example.org"] is Answer.NEEDS_ACTION
    assert standing.until == life.workshop.closes_at == BEGINS


def test_a_cancellation_clears_calendars_and_tells_who_was_waiting(lite: Session) -> None:
    life, _aino, _bertta = two_with_a_seat(lite)
    (cecilia,) = people(lite, "Cecilia")
    sign_ups.invite(lite, life.workshop, cecilia, now=at(MONDAY))
    life.at(at(MONDAY))
    life.says(cecilia, "come", now=at(MONDAY))
    organiser = lite.get_one(Person, life.workshop.organiser_id)

    workshops.cancel(lite, life.workshop, by=organiser, now=at(MONDAY, time(13)))
    life.at(at(MONDAY, time(13)))

    assert told(lite, of_workshop(life.id))[-3:] == [
        ("workshop_cancelled", "Aino"),
        ("workshop_cancelled", "Bertta"),
        ("workshop_cancelled", "Cecilia"),
    ]
    assert calendar_of(lite, of_workshop(life.id))[-2:] == [("CANCEL", 1, "Aino"), ("CANCEL", 1, "Bertta")]
    assert life.is_over
    assert life.open_asks() == []


def test_an_invitation_that_did_not_arrive_is_sent_as_it_now_stands(lite: Session) -> None:
    life, aino, _bertta = two_with_a_seat(lite)
    lost = request_to(lite, aino)
    lost.state = MailState.REFUSED

    again = resending.resend(lite, lost, now=at(MONDAY))

    assert (again.method, again.sequence, again.workshop_id) == ("REQUEST", 0, life.id)
    assert again.repeats_id == lost.id


def test_a_seat_stands_in_the_calendar_that_somebody_subscribes_to(lite: Session) -> None:
    life, aino, bertta = two_with_a_seat(lite)
    sign_ups.leave(lite, life.workshop, life.sign_up(bertta), now=at(MONDAY))

    mine, gone = (
        feed_entries.of_person(lite, each, ended_after=at(MONDAY)).entries for each in (aino, bertta)
    )

    assert [each.summary for each in mine] == ["Verkostoaamu"]
    assert gone == ()
