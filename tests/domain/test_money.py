"""Euros of a stay: reckoned when it is agreed, paid, lost, summed by payer; the data of a travel order."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy.orm import Session

from domain import exchange_life, illnesses
from domain.money import costs, reckoning, travel_orders
from domain.money.costs import Sum, Total
from domain.refusals import Conflict, Invalid
from models.costs import CostKind
from models.exchanges import Exchange
from models.languages import Language
from models.organisations import Organisation
from models.people import Person
from models.rounds import Round
from models.travel import Journey, TravelRate
from tests.builders import a_host_offer, a_person, an_organisation
from tests.domain.lived import (
    YES,
    a_confirmed_exchange,
    a_placed_application,
    a_running_round,
    at,
    lane,
    letters,
    loaded,
    told,
)

HOURS = timedelta(hours=1)
SUNDAY = at(date(2027, 3, 7), time(21, 40))


def a_journey(db: Session, *, orders: bool = False) -> Exchange:
    """Aino travels three hours for 60 euros to Onni; her supervisor is Eero."""
    home, away = an_organisation(db, code="K"), an_organisation(db, code="T", latitude=60.5)
    fare = {"minutes": 180, "kilometres": 200, "euros": 60, "co2_grams": 0, "source": "vr"}
    db.add(Journey(from_id=home.id, to_id=away.id, **fare))
    for code, cents in (("per_diem_full", 54_00), ("per_diem_part", 25_00)):
        day = date(2027, 1, 1)
        db.add(TravelRate(valid_from=day, code=code, cents=cents, source="tes", checked_on=day))
    round_ = a_running_round(db, sends_travel_orders=orders)
    chief = a_person(db, organisation=home, name="Eero Keksitty")
    guest = a_person(db, organisation=home, supervisor_id=chief.id)
    host = a_person(db, organisation=away, name="Onni Keksitty")
    return a_confirmed_exchange(
        db,
        application=a_placed_application(db, to=round_, person=guest),
        offer=a_host_offer(db, to=round_, person=host),
    )


def owner(db: Session, exchange: Exchange) -> Person:
    return db.get_one(Person, db.get_one(Round, exchange.round_id).owner_id)


def accompany(db: Session, exchange: Exchange) -> Exchange:
    exchange_life.accompany(db, exchange, heard=1, now=YES)
    return loaded(db, exchange)


@pytest.mark.parametrize(
    ("away", "days"),
    [
        (6 * HOURS, (0, 0)),
        (7 * HOURS, (0, 1)),
        (11 * HOURS, (1, 0)),
        (25 * HOURS, (1, 0)),
        (26 * HOURS, (1, 1)),
        (31 * HOURS, (2, 0)),
        (61 * HOURS, (3, 0)),
    ],
)
def test_allowances_are_counted_by_travel_days_of_24_hours(away: timedelta, days: tuple[int, int]) -> None:
    assert reckoning.days_away(away) == days


def test_a_confirmed_stay_plans_its_journey_and_allowances_once(lite: Session) -> None:
    exchange = accompany(lite, a_journey(lite))

    exchange = accompany(lite, exchange)

    planned = costs.of_exchange(lite, exchange.id)
    assert sorted((costs.words_of(each, Language.EN), each.cents) for each in planned) == [
        ("Daily allowances, full: 3", 162_00),
        ("Journey there and back", 120_00),
    ]
    assert {(each.kind, each.payer_id, each.is_estimate) for each in planned} == {
        (CostKind.PLANNED, exchange.guest.organisation_id, False)
    }


def test_what_is_called_off_costs_nothing_planned_but_the_lost_ticket_stays(lite: Session) -> None:
    exchange = accompany(lite, a_journey(lite))
    ticket = Sum(CostKind.LOST, 118_00, centre="4711", words="Junalippu")
    costs.note(lite, exchange, ticket, by=owner(lite, exchange), now=SUNDAY)

    illnesses.report(lite, exchange, exchange.guest_id, until=None, now=SUNDAY)
    exchange_life.accompany(lite, loaded(lite, exchange), heard=2, now=SUNDAY)

    home = lite.get_one(Organisation, exchange.guest.organisation_id)
    round_ = lite.get_one(Round, exchange.round_id)
    assert costs.of_round(lite, round_) == (Total(home, "4711", planned=0, actual=0, lost=118_00),)


def test_a_cost_is_taken_back_once_and_counts_no_more(lite: Session) -> None:
    exchange = a_journey(lite)
    by = owner(lite, exchange)
    row = costs.note(lite, exchange, Sum(CostKind.ACTUAL, 50_00), by=by, now=YES)

    costs.take_back(lite, row, by=by, now=YES)

    assert costs.of_exchange(lite, exchange.id) == []
    with pytest.raises(Conflict):
        costs.take_back(lite, row, by=by, now=YES)


@pytest.mark.parametrize("cents", [0, -1, 100_000_01])
def test_a_slip_of_the_finger_is_no_cost(lite: Session, cents: int) -> None:
    exchange = a_journey(lite)

    with pytest.raises(Invalid):
        costs.note(lite, exchange, Sum(CostKind.LOST, cents), by=owner(lite, exchange), now=YES)


def test_the_order_says_when_the_guest_leaves_and_is_back_and_what_it_costs(lite: Session) -> None:
    exchange = accompany(lite, a_journey(lite))

    order = travel_orders.of(lite, exchange, Language.FI)

    assert (order.leaves, order.returns) == (
        at(date(2027, 3, 8), time(6)),
        at(date(2027, 3, 10), time(19)),
    )
    assert (order.supervisor, order.cents, order.purpose) == (
        "Eero Keksitty",
        282_00,
        "Miten naapurissa laaditaan maakuntakaava?",
    )


def test_the_supervisor_hears_once_and_again_when_the_trip_is_off(lite: Session) -> None:
    exchange = accompany(lite, a_journey(lite, orders=True))
    exchange = accompany(lite, exchange)
    before = [who for kind, who in told(lite, lane(exchange)) if kind == "travel_order"]

    illnesses.report(lite, exchange, exchange.guest_id, until=None, now=SUNDAY)
    exchange_life.accompany(lite, loaded(lite, exchange), heard=2, now=SUNDAY)

    orders = [each for each in letters(lite, lane(exchange)) if "atkamääräy" in each]
    assert (before, len(orders)) == (["Eero"], 2)
    assert "282,00 €" in orders[0]
    assert "ei matkusta näinä päivinä" in orders[1]


def test_a_round_that_does_not_want_it_sends_no_order(lite: Session) -> None:
    exchange = accompany(lite, a_journey(lite))

    assert "travel_order" not in [kind for kind, _who in told(lite, lane(exchange))]
