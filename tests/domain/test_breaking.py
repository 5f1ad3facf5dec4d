"""An exchange that breaks off: illness, new days, and what is kept meanwhile."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchanges, illnesses
from domain.refusals import Conflict
from models import streams
from models.offers import Availability
from models.states import ExchangeState
from models.timeline import MORNING
from tests.builders import STAY, a_host_offer, a_person
from tests.builders_of_exchanges import a_stay
from tests.domain.lived import (
    ASKED,
    LATER,
    SECOND_STAY,
    YES,
    a_confirmed_exchange,
    a_placed_application,
    a_proposed_exchange,
    a_running_round,
    ask_both,
    at,
    calendar_of,
    facts,
    invited,
    lane,
    loaded,
    taken,
    told,
    two_guests_of_one_host,
)

DAY_BEFORE = at(date(2027, 3, 5), MORNING)  # the Friday before the stay
AFTER = at(date(2027, 3, 11))


def test_breaking_off_keeps_the_place_and_notes_when_somebody_cannot(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)

    exchanges.break_off(
        lite, exchange, exchange.host_id, first=STAY.first_day, last=STAY.last_day, now=DAY_BEFORE
    )

    row = lite.scalars(select(Availability)).one()
    assert (exchange.state, exchange.broken_at, exchange.broken_by_id) == (
        ExchangeState.BROKEN,
        DAY_BEFORE,
        exchange.host_id,
    )
    assert (row.offer_id, row.application_id, row.can) == (exchange.offer_id, None, False)
    assert taken(lite, exchange) == (6, 0)
    assert facts(lite, lane(exchange)) == ["exchange_broken"]
    assert facts(lite, streams.of_round(exchange.round_id)) == ["exchange_broken"]


def test_what_is_broken_already_or_over_is_not_broken_off(lite: Session) -> None:
    for state in (ExchangeState.BROKEN, ExchangeState.HELD, ExchangeState.RELEASED):
        exchange = a_confirmed_exchange(lite, state=state)

        with pytest.raises(Conflict):
            exchanges.break_off(
                lite, exchange, exchange.guest_id, first=STAY.first_day, last=STAY.last_day, now=LATER
            )


def test_illness_breaks_every_stay_that_it_touches_and_no_other(lite: Session) -> None:
    first, second = two_guests_of_one_host(lite)

    touched = illnesses.fall_ill(
        lite, first.round_id, first.host_id, first=STAY.last_day, last=STAY.last_day, now=DAY_BEFORE
    )

    assert [each.id for each in touched] == [first.id]
    states = [loaded(lite, each).state for each in (first, second)]
    assert states == [ExchangeState.BROKEN, ExchangeState.CONFIRMED]


def test_illness_of_somebody_who_is_guest_and_host_breaks_both(lite: Session) -> None:
    round_ = a_running_round(lite)
    person = a_person(lite, name="Paula Keksitty")
    as_host = a_confirmed_exchange(lite, offer=a_host_offer(lite, to=round_, person=person))
    as_guest = a_confirmed_exchange(
        lite,
        application=a_placed_application(lite, to=round_, person=person),
        appointments=a_stay(SECOND_STAY),
    )

    touched = illnesses.fall_ill(
        lite, round_.id, person.id, first=STAY.first_day, last=SECOND_STAY.last_day, now=DAY_BEFORE
    )

    assert {each.id for each in touched} == {as_host.id, as_guest.id}


def test_falling_ill_twice_breaks_nothing_more(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    first, last = STAY.first_day, STAY.last_day
    round_id, host_id = exchange.round_id, exchange.host_id
    illnesses.fall_ill(lite, round_id, host_id, first=first, last=last, now=LATER)

    again = illnesses.fall_ill(lite, round_id, host_id, first=first, last=last, now=DAY_BEFORE)

    assert (again, exchange.broken_at) == ([], LATER)


def test_a_confirmed_exchange_that_moves_stays_confirmed_and_calendars_follow(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite, state=ExchangeState.BROKEN, broken_at=YES))

    exchanges.move(lite, exchange, a_stay(SECOND_STAY), now=DAY_BEFORE)

    moved = loaded(lite, exchange)
    assert (moved.state, moved.repaired) == (ExchangeState.CONFIRMED, True)
    assert [each.first_day for each in moved.appointments] == [SECOND_STAY.first_day]
    assert taken(lite, moved) == (6, 0)
    assert calendar_of(lite, lane(exchange))[2:] == [("REQUEST", 1, "Aino"), ("REQUEST", 1, "Onni")]


def test_a_proposal_that_moves_is_asked_anew(lite: Session) -> None:
    exchange = a_proposed_exchange(lite, state=ExchangeState.BROKEN, broken_at=YES)

    exchanges.move(lite, exchange, a_stay(SECOND_STAY), now=LATER)

    moved = loaded(lite, exchange)
    assert (moved.state, moved.confirmations) == (ExchangeState.PROPOSED, [])
    assert facts(lite, lane(exchange)) == ["exchange_moved"]


def test_a_prolonged_illness_keeps_a_broken_stay_from_moving_into_it(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    week, next_week = (STAY.first_day, STAY.last_day), (SECOND_STAY.first_day, SECOND_STAY.last_day)
    for (first, last), now in ((week, LATER), (next_week, DAY_BEFORE)):
        illnesses.fall_ill(lite, exchange.round_id, exchange.host_id, first=first, last=last, now=now)

    rows = lite.scalars(select(Availability).order_by(Availability.first_day)).all()

    assert [(each.offer_id, each.first_day, each.last_day) for each in rows] == [
        (exchange.offer_id, *week),
        (exchange.offer_id, *next_week),
    ]
    assert exchange.broken_at == LATER


def test_who_falls_ill_is_offered_to_nobody_on_those_days(lite: Session) -> None:
    desk = a_host_offer(lite, to=a_running_round(lite))

    touched = illnesses.fall_ill(
        lite, desk.round_id, desk.person_id, first=STAY.first_day, last=STAY.last_day, now=LATER
    )

    row = lite.scalars(select(Availability)).one()
    assert (touched, row.offer_id, row.can) == ([], desk.id, False)


def test_one_illness_that_breaks_two_stays_is_noted_once(lite: Session) -> None:
    first, _second = two_guests_of_one_host(lite)

    illnesses.fall_ill(
        lite, first.round_id, first.host_id, first=STAY.first_day, last=SECOND_STAY.last_day, now=LATER
    )

    assert len(lite.scalars(select(Availability.id)).all()) == 1


def test_a_proposal_is_asked_anew_also_when_its_first_day_stays(lite: Session) -> None:
    exchange = a_proposed_exchange(lite)
    exchange.confirmations.clear()
    lite.flush()
    ask_both(lite, exchange, now=ASKED)
    exchanges.remind_silent(lite, exchange, now=ASKED)
    exchanges.break_off(lite, exchange, exchange.host_id, first=STAY.last_day, last=STAY.last_day, now=YES)

    exchanges.move(lite, exchange, a_stay(), now=LATER)
    exchange = loaded(lite, exchange)
    ask_both(lite, exchange, now=LATER)
    reminded_at = exchange.reminded_at
    exchanges.remind_silent(lite, exchange, now=LATER)

    asked = [
        ("ask_guest", "Aino"),
        ("ask_host", "Onni"),
        ("remind_answer", "Aino"),
        ("remind_answer", "Onni"),
    ]
    assert (told(lite, lane(exchange)), reminded_at) == (asked + asked, None)
