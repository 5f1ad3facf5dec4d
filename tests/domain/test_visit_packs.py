"""Editing what a guest should know, and where a pair meets online: who hears of it, and how."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import visit_packs
from domain.refusals import Conflict, Invalid
from domain.visit_packs import Edit
from models.exchanges import Exchange
from models.invites import Attendance
from models.offers import VisitPack
from models.people import Person
from models.states import Answer, ExchangeState, Kind
from tests.builders import a_host_offer
from tests.domain.calendars import calendars, sent
from tests.domain.lived import (
    a_confirmed_exchange,
    a_running_round,
    at,
    calendar_of,
    facts,
    invited,
    lane,
    letters,
    loaded,
    two_guests_of_one_host,
)

NOW = at(date(2027, 2, 15))


def with_a_pack(db: Session, **said: str) -> Exchange:
    offer = a_host_offer(db, to=a_running_round(db), visit_pack=VisitPack(**said))
    return invited(db, a_confirmed_exchange(db, offer=offer))


def edited(db: Session, exchange: Exchange, **said: str) -> Exchange:
    visit_packs.edit_for_one(db, exchange, Edit(**said), by=host(db, exchange), now=NOW)
    return loaded(db, exchange)


def host(db: Session, exchange: Exchange) -> Person:
    return db.get_one(Person, exchange.host_id)


def test_a_text_keeps_the_sequence_and_gets_a_newer_stamp(db: Session) -> None:
    exchange = with_a_pack(db, bring="Läppäri")

    edited(db, exchange, bring="Läppäri ja kalossit")

    mine = [each[0] for each in calendars(db, exchange, to=exchange.guest.email)]
    assert [each["SEQUENCE"] for each in mine] == [0, 0]
    assert mine[0]["DTSTAMP"].dt < mine[1]["DTSTAMP"].dt
    assert str(mine[1]["DESCRIPTION"]) == "Ota mukaan: Läppäri ja kalossit"


def test_answers_stand_and_the_mail_says_what_was_and_what_is(lite: Session) -> None:
    exchange = with_a_pack(lite, bring="Läppäri", dress="Vapaa")
    for row in lite.scalars(select(Attendance)):
        row.answer = Answer.ACCEPTED

    edited(lite, loaded(lite, exchange), bring="Kalossit")

    assert lite.scalars(select(Attendance.answer)).all() == [Answer.ACCEPTED] * 2
    told = letters(lite, lane(exchange))[2]
    assert "Ota mukaan: Läppäri → Kalossit" in told
    assert "Vapaa →" not in told
    assert "eikä sinun tarvitse vastata uudelleen" in told


def test_another_place_is_a_new_question(lite: Session) -> None:
    exchange = with_a_pack(lite, place="Toritie 1")

    edited(lite, exchange, place="Rantatie 2")

    assert calendar_of(lite, lane(exchange))[2:] == [("REQUEST", 1, "Aino"), ("REQUEST", 1, "Onni")]


def test_what_is_said_for_one_exchange_goes_before_the_offers_words(lite: Session) -> None:
    exchange = with_a_pack(lite, bring="Läppäri", dress="Vapaa")

    edited(lite, exchange, bring="Kalossit")
    again = edited(lite, exchange, bring="")

    assert (again.pack.bring, again.pack.dress) == ("Läppäri", "Vapaa")


def test_words_for_everybody_reach_every_confirmed_guest_of_the_host(lite: Session) -> None:
    both = [invited(lite, each) for each in two_guests_of_one_host(lite)]
    offer = loaded(lite, both[0]).offer

    visit_packs.edit_for_everybody(lite, offer, Edit(parking="Pihalla"), by=host(lite, both[0]), now=NOW)

    assert [calendar_of(lite, lane(each))[2:] for each in both] == [
        [("REQUEST", 0, "Aino"), ("REQUEST", 0, "Onni")],
        [("REQUEST", 0, "Bertta"), ("REQUEST", 0, "Onni")],
    ]
    assert [facts(lite, lane(each))[-1] for each in both] == ["particulars_changed"] * 2


def test_who_reads_nothing_new_gets_nothing(lite: Session) -> None:
    exchange = with_a_pack(lite, bring="Läppäri")

    edited(lite, exchange, bring="Läppäri")

    assert calendar_of(lite, lane(exchange))[2:] == []


def test_a_programme_of_several_lines_is_told_as_one_difference(lite: Session) -> None:
    exchange = with_a_pack(lite, programme="Ma: tutustuminen\nTi: työpari")

    edited(lite, exchange, programme="Ma: tutustuminen\nTi: kaavapalaveri")

    assert (
        "Ohjelma: Ma: tutustuminen Ti: työpari → Ma: tutustuminen Ti: kaavapalaveri"
        in letters(lite, lane(exchange))[2]
    )


def test_a_link_is_a_text_and_reaches_both(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite, kind=Kind.MENTORING))

    visit_packs.meet_at(lite, exchange, "https://teams.example.org/l/1", by=host(lite, exchange), now=NOW)

    assert calendar_of(lite, lane(exchange))[2:] == [("REQUEST", 0, "Aino"), ("REQUEST", 0, "Onni")]
    assert str(sent(lite, exchange)[-1]["URL"]) == "https://teams.example.org/l/1"


@pytest.mark.parametrize(
    "link", ["http://meet.example.org", "teams.example.org/x", "https://a b.example.org"]
)
def test_only_a_safe_web_address_is_a_link(lite: Session, link: str) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))

    with pytest.raises(Invalid):
        visit_packs.meet_at(lite, exchange, link, by=host(lite, exchange), now=NOW)


def test_an_identity_code_does_not_get_into_calendars(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))

    with pytest.raises(Invalid):
        edited(lite, exchange, ask_for="Onni 131052" + "-308T")


def test_what_is_over_is_not_edited(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    exchange.state = ExchangeState.RELEASED

    with pytest.raises(Conflict):
        edited(lite, exchange, dress="Vapaa")
