from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchanges, invitations
from models.exchanges import Exchange
from models.invites import Attendance, Invite
from models.languages import Language
from models.mails import Mail
from models.schedules import Block
from models.states import Answer, ExchangeState, Kind, Reason
from tests.builders import STAY, a_host_offer, a_person
from tests.builders_of_exchanges import a_stay
from tests.domain.calendars import sent
from tests.domain.lived import (
    LATER,
    SECOND_STAY,
    a_confirmed_exchange,
    a_running_round,
    at,
    calendar_of,
    invited,
    lane,
    loaded,
    told,
)

FIRST = [("REQUEST", 0, "Aino"), ("REQUEST", 0, "Onni")]
IN_FEBRUARY = at(date(2027, 2, 15))
AFTER = at(date(2027, 3, 11))


def moved(db: Session, exchange: Exchange, block: Block = SECOND_STAY) -> Exchange:
    exchange.state, exchange.broken_at = ExchangeState.BROKEN, IN_FEBRUARY
    exchanges.move(db, exchange, a_stay(block), now=IN_FEBRUARY)
    return loaded(db, exchange)


def test_both_are_invited_under_one_uid_each_in_their_language(lite: Session) -> None:
    host = a_person(lite, name="Onni Keksitty", language=Language.SV)
    exchange = a_confirmed_exchange(lite, offer=a_host_offer(lite, to=a_running_round(lite), person=host))

    invited(lite, exchange)

    (to_guest, to_host), invite = sent(lite, exchange), lite.scalars(select(Invite)).one()
    assert calendar_of(lite, lane(exchange)) == FIRST
    assert {str(to_guest["UID"]), str(to_host["UID"])} == {invite.uid}
    assert (str(to_guest["LOCATION"]), str(to_host["LOCATION"])) == (
        "Keksilän liitto, Keksilä",
        "Keksiläs förbund, Keksilä",
    )


def test_nothing_is_sent_when_nothing_has_changed(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    before = lite.scalars(select(Invite.revision)).one()

    invitations.follow(lite, exchange, now=IN_FEBRUARY)

    assert calendar_of(lite, lane(exchange)) == FIRST
    assert lite.scalars(select(Invite.revision)).one() == before


def test_a_move_is_a_newer_version_of_the_same_event(lite: Session) -> None:
    exchange = moved(lite, invited(lite, a_confirmed_exchange(lite)))

    found = sent(lite, exchange)
    assert calendar_of(lite, lane(exchange))[2:] == [("REQUEST", 1, "Aino"), ("REQUEST", 1, "Onni")]
    assert told(lite, lane(exchange))[2:] == [("invitation_update", "Aino"), ("invitation_update", "Onni")]
    assert {str(each["UID"]) for each in found} == {str(found[0]["UID"])}
    assert found[2]["DTSTART"].dt == SECOND_STAY.first_day
    assert found[2]["DTSTAMP"].dt > found[0]["DTSTAMP"].dt


def test_answers_to_the_old_days_do_not_stand_for_the_new(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    for row in lite.scalars(select(Attendance)):
        row.answer = Answer.ACCEPTED

    moved(lite, exchange)

    assert lite.scalars(select(Attendance.answer)).all() == [Answer.NEEDS_ACTION] * 2


def test_a_release_cancels_last_and_nothing_follows(lite: Session) -> None:
    exchange = moved(lite, invited(lite, a_confirmed_exchange(lite)))

    exchanges.release(lite, exchange, reason=Reason.HOST_DECLINED, now=IN_FEBRUARY)
    invitations.cancel(lite, loaded(lite, exchange), ending=None, now=IN_FEBRUARY)

    assert calendar_of(lite, lane(exchange))[4:] == [("CANCEL", 2, "Aino"), ("CANCEL", 2, "Onni")]
    assert lite.scalars(select(Invite.cancelled_at)).one() == IN_FEBRUARY


def test_each_block_has_an_event_of_its_own_and_only_the_moved_one_is_updated(lite: Session) -> None:
    later = Block(first_day=date(2027, 4, 12), last_day=date(2027, 4, 13))
    both = [*a_stay(), *a_stay(SECOND_STAY)]
    both[1].number = 2
    exchange = invited(lite, a_confirmed_exchange(lite, appointments=both))
    exchange.state, exchange.broken_at = ExchangeState.BROKEN, IN_FEBRUARY
    again = [*a_stay(), *a_stay(later)]
    again[1].number = 2

    exchanges.move(lite, exchange, again, now=IN_FEBRUARY)

    assert calendar_of(lite, lane(exchange)) == [
        *FIRST,
        *FIRST,
        ("REQUEST", 1, "Aino"),
        ("REQUEST", 1, "Onni"),
    ]
    assert len(lite.scalars(select(Invite.uid)).all()) == 2


def test_what_is_past_is_remembered_but_not_mailed(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)

    invitations.follow(lite, exchange, now=AFTER)

    assert calendar_of(lite, lane(exchange)) == []
    assert len(lite.scalars(select(Invite.id)).all()) == 1


@pytest.mark.parametrize(
    ("now", "is_ahead"), [(LATER, True), (at(STAY.last_day, time(23)), True), (AFTER, False)]
)
def test_calendars_show_something_ahead_until_the_last_day_is_over(
    lite: Session, now: datetime, *, is_ahead: bool
) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))

    assert invitations.is_ahead(lite, exchange, now=now) == is_ahead


def test_a_series_is_one_event_with_a_rule(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite, kind=Kind.MENTORING))

    assert [each["RRULE"].to_ical() for each in sent(lite, exchange)] == [
        b"FREQ=WEEKLY;COUNT=3;INTERVAL=2;BYDAY=TU"
    ] * 2


def test_a_release_after_the_first_session_cancels_the_series(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite, kind=Kind.MENTORING))

    exchanges.release(lite, exchange, reason=Reason.HOST_DECLINED, now=at(date(2027, 3, 4)))

    assert calendar_of(lite, lane(exchange))[2:] == [("CANCEL", 1, "Aino"), ("CANCEL", 1, "Onni")]


@pytest.mark.parametrize("verb", ["follow", "cancel"])
def test_somebody_whose_address_was_mended_is_still_reached(lite: Session, verb: str) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    old, exchange.guest.email = exchange.guest.email, "uusi.osoite@example.org"

    if verb == "follow":
        invitations.follow(lite, exchange, now=LATER + timedelta(days=1))
    else:
        invitations.cancel(lite, exchange, ending=None, now=LATER + timedelta(days=1))

    found = select(Mail.method, Mail.recipient).where(Mail.person_id == exchange.guest_id)
    reached = [tuple(each) for each in lite.execute(found.order_by(Mail.number))]
    known = [("REQUEST", old), ("CANCEL", old)]
    assert reached == (known if verb == "cancel" else [*known, ("REQUEST", "uusi.osoite@example.org")])
