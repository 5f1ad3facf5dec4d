"""Somebody else hosts or mentors from now on: one UID, three different messages."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import colleagues, exchange_life, handing_over
from domain.behalf import Behalf
from domain.refusals import Conflict, Invalid
from models.exchanges import Exchange, GuestDay, SessionStart
from models.invites import Attendance
from models.people import Person
from models.states import Answer, ExchangeState, Kind
from tests.builders import a_person
from tests.domain.calendars import calendars, declines
from tests.domain.lived import (
    a_confirmed_exchange,
    at,
    calendar_of,
    facts,
    invited,
    lane,
    letters,
    loaded,
    told,
)

NOW = at(date(2027, 2, 15))


def a_deputy(db: Session, exchange: Exchange) -> Person:
    """Paula of the host's house."""
    house = loaded(db, exchange).host.organisation
    return a_person(db, organisation=house, name="Paula Keksitty", email="paula@example.org")


def handed_over(db: Session, exchange: Exchange, *, to: Person) -> Exchange:
    behalf = Behalf(a_person(db, name="Helmi Keksitty"), "soitti")
    handing_over.hand_over(db, loaded(db, exchange), to=to, now=NOW, behalf=behalf)
    return loaded(db, exchange)


def test_one_leaves_one_comes_and_the_guest_is_told_under_one_uid(db: Session) -> None:
    exchange = invited(db, a_confirmed_exchange(db))
    onni = exchange.host.email

    handed_over(db, exchange, to=a_deputy(db, exchange))

    assert calendar_of(db, lane(exchange))[2:] == [
        ("CANCEL", 1, "Onni"),
        ("REQUEST", 0, "Aino"),
        ("REQUEST", 1, "Paula"),
    ]
    assert told(db, lane(exchange))[2:] == [
        ("invitation_cancel", "Onni"),
        ("invitation_update", "Aino"),
        ("invitation", "Paula"),
    ]
    everything = [each[0] for each in calendars(db, exchange)]
    assert len({str(each["UID"]) for each in everything}) == 1
    assert "STATUS" not in calendars(db, exchange, to=onni)[-1][0]


def test_the_guests_answer_stands_and_the_mail_names_both_hosts(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    for row in lite.scalars(select(Attendance)):
        row.answer = Answer.ACCEPTED

    after = handed_over(lite, exchange, to=a_deputy(lite, exchange))

    answers = {each.email: each.answer for each in lite.scalars(select(Attendance))}
    assert (answers[after.guest.email], answers[after.host.email]) == (Answer.ACCEPTED, Answer.NEEDS_ACTION)
    assert (
        "Osallistujat: Aino Keksitty, Onni Keksitty → Aino Keksitty, Paula Keksitty"
        in letters(lite, lane(exchange))[3]
    )


def test_the_newcomer_takes_the_days_and_is_the_host_from_now_on(db: Session) -> None:
    exchange = invited(db, a_confirmed_exchange(db))

    after = handed_over(db, exchange, to=a_deputy(db, exchange))

    assert set(db.scalars(select(GuestDay.host_id))) == {after.host_id}
    assert (after.state, after.host.name) == (ExchangeState.CONFIRMED, "Paula Keksitty")
    assert facts(db, lane(exchange))[-1] == "exchange_handed_over"


def test_the_newcomers_yes_is_written_down_with_its_reason(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))

    after = handed_over(lite, exchange, to=a_deputy(lite, exchange))

    said = {each.person_id: (each.answer, each.recorded_why) for each in after.confirmations}
    assert said[after.host_id] == (Answer.ACCEPTED, "soitti")
    assert len(said) == 3


def test_a_mentor_hands_all_sessions_over(db: Session) -> None:
    exchange = invited(db, a_confirmed_exchange(db, kind=Kind.MENTORING))
    newcomer = a_person(db, name="Paula Keksitty")

    handed_over(db, exchange, to=newcomer)

    mine = select(SessionStart.id).where(SessionStart.person_id == newcomer.id)
    assert len(db.scalars(mine).all()) == 3


def test_a_mentor_who_is_busy_then_does_not_take_over(db: Session) -> None:
    first = invited(db, a_confirmed_exchange(db, kind=Kind.MENTORING))
    busy = loaded(db, a_confirmed_exchange(db, kind=Kind.MENTORING)).host

    with pytest.raises(Conflict):
        handed_over(db, first, to=busy)

    assert calendar_of(db, lane(first))[2:] == []


def test_a_colleague_who_came_along_can_take_over(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    deputy = a_deputy(lite, exchange)
    found = loaded(lite, exchange)
    paula = colleagues.a_colleague(
        found, of=found.host, name=deputy.name, email=deputy.email, language=None, is_asked=False
    )
    colleagues.bring(lite, found, paula, by=found.host, now=NOW)

    after = handed_over(lite, exchange, to=deputy)

    rows = {each.email: each.person_id for each in lite.scalars(select(Attendance))}
    assert (after.colleagues, rows[deputy.email]) == ([], deputy.id)
    last = calendars(lite, exchange, to=deputy.email)[-1][0]
    assert [last["ATTENDEE"][number].params["ROLE"] for number in range(2)] == ["REQ-PARTICIPANT"] * 2


def test_a_colleague_who_declined_is_invited_anew_as_the_host(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    deputy = a_deputy(lite, exchange)
    found = loaded(lite, exchange)
    paula = colleagues.a_colleague(
        found, of=found.host, name=deputy.name, email=deputy.email, language=None, is_asked=True
    )
    colleagues.bring(lite, found, paula, by=found.host, now=NOW)
    for row in lite.scalars(select(Attendance).where(Attendance.email == deputy.email)):
        row.answer = Answer.DECLINED

    handed_over(lite, exchange, to=deputy)

    mine = select(Attendance.answer).where(Attendance.email == deputy.email)
    assert lite.scalars(mine).all() == [Answer.NEEDS_ACTION]
    assert ("REQUEST", 1, "Paula") in calendar_of(lite, lane(exchange))[5:]


def test_a_stay_is_handed_over_within_the_house_only(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))

    with pytest.raises(Invalid):
        handed_over(lite, exchange, to=a_person(lite, name="Muualta Keksitty"))


def test_nobody_becomes_the_host_of_themselves(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite, kind=Kind.MENTORING))

    with pytest.raises(Invalid):
        handed_over(lite, exchange, to=exchange.guest)


def test_a_host_who_declined_and_found_a_deputy_releases_nothing(db: Session) -> None:
    exchange = invited(db, a_confirmed_exchange(db))
    declines(db, exchange, now=NOW)

    handed_over(db, exchange, to=a_deputy(db, exchange))
    exchange_life.accompany(db, loaded(db, exchange), heard=1, now=NOW + timedelta(days=7))

    after = loaded(db, exchange)
    assert (after.state, after.host.name) == (ExchangeState.CONFIRMED, "Paula Keksitty")
