"""Whoever declined and comes after all: what was told meanwhile to the others reaches them then."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from domain import replies, visit_packs
from domain.visit_packs import Edit
from invites.meetings import Answer as Said
from models.exchanges import Exchange
from models.people import Person
from tests.domain.calendars import calendars
from tests.domain.lived import LATER as NOW
from tests.domain.lived import a_confirmed_exchange, calendar_of, invited, lane, loaded
from tests.domain.test_replies import a_reply

MINUTE = timedelta(minutes=1)
TOLD_AT_FIRST = [("REQUEST", 0, "Aino"), ("REQUEST", 0, "Onni")]


def answered(db: Session, exchange: Exchange, word: Said, *, minutes: int) -> None:
    """By mail, so many minutes after the first moment."""
    at = NOW + minutes * MINUTE
    octets = a_reply(db, exchange, word, stamp=at, message_id=f"m{minutes}@mail.example.org")
    assert replies.receive(db, octets, now=at) == "applied"
    loaded(db, exchange)


def edited(db: Session, exchange: Exchange) -> None:
    edit, host = Edit(bring="Kalossit"), db.get_one(Person, exchange.host_id)
    visit_packs.edit_for_one(db, exchange, edit, by=host, now=NOW + 2 * MINUTE)
    loaded(db, exchange)


@pytest.mark.parametrize("word", [Said.ACCEPTED, Said.TENTATIVE])
def test_who_missed_a_text_and_comes_after_all_is_shown_it(db: Session, word: Said) -> None:
    exchange = invited(db, a_confirmed_exchange(db))
    answered(db, exchange, Said.DECLINED, minutes=1)
    edited(db, exchange)

    answered(db, exchange, word, minutes=3)

    assert calendar_of(db, lane(exchange))[2:] == [("REQUEST", 0, "Onni"), ("REQUEST", 0, "Aino")]
    assert "Kalossit" in str(calendars(db, exchange, to=exchange.guest.email)[-1][0]["DESCRIPTION"])


def test_who_missed_nothing_and_comes_after_all_is_shown_nothing(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    answered(lite, exchange, Said.DECLINED, minutes=1)

    answered(lite, exchange, Said.ACCEPTED, minutes=3)

    assert calendar_of(lite, lane(exchange)) == TOLD_AT_FIRST


def test_who_was_always_coming_is_shown_nothing_again(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    answered(lite, exchange, Said.ACCEPTED, minutes=1)
    edited(lite, exchange)
    told = calendar_of(lite, lane(exchange))

    answered(lite, exchange, Said.TENTATIVE, minutes=3)

    assert calendar_of(lite, lane(exchange)) == told


def test_what_they_missed_is_shown_once(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    answered(lite, exchange, Said.DECLINED, minutes=1)
    edited(lite, exchange)

    for minutes, word in ((3, Said.ACCEPTED), (4, Said.DECLINED), (5, Said.ACCEPTED)):
        answered(lite, exchange, word, minutes=minutes)

    assert len(calendar_of(lite, lane(exchange))) == len(TOLD_AT_FIRST) + 2
