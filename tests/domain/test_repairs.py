"""Publishing a repair: what moves, what is freed, and who takes it."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from domain import exchanges
from models import streams
from models.exchanges import Exchange
from models.offers import Offer
from models.rounds import Round
from models.schedules import Block, Pairing
from models.states import (
    ApplicationState,
    ExchangeState,
    Reason,
)
from models.timeline import EVENING
from tests.builders import (
    STAY,
    a_host_offer,
    a_pairing,
    an_application,
)
from tests.builders_of_exchanges import a_stay, an_exchange
from tests.domain.lived import (
    SECOND_STAY,
    a_confirmed_exchange,
    a_running_round,
    at,
    loaded,
    taken,
    told,
    two_guests_of_one_host,
)
from tests.domain.plans import NOW, an_approved_plan, begun, publish

THIRD_STAY = Block(first_day=date(2027, 3, 22), last_day=date(2027, 3, 24))


def test_a_repair_moves_a_broken_stay_to_its_new_days(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, state=ExchangeState.BROKEN, broken_at=NOW - timedelta(hours=1))
    round_ = lite.get_one(Round, exchange.round_id)
    a_repair(lite, round_, (exchange, SECOND_STAY))

    publish(lite, round_)

    moved = loaded(lite, exchange)
    assert (moved.state, [each.first_day for each in moved.appointments]) == (
        ExchangeState.CONFIRMED,
        [SECOND_STAY.first_day],
    )
    assert moved.confirm_by == at(date(2027, 1, 27), EVENING)


def a_repair(db: Session, round_: Round, *kept: tuple[Exchange, Block]) -> list[Pairing]:
    schedule = an_approved_plan(db, of=round_, is_repair=True)
    return [
        a_pairing(
            db,
            schedule=schedule,
            application=each.application,
            offer=db.get_one(Offer, each.offer_id),
            blocks=(block,),
        )
        for each, block in kept
    ]


@pytest.mark.parametrize("turn", [1, -1])
def test_two_broken_stays_of_one_host_may_take_each_others_days(db: Session, turn: int) -> None:
    pair = two_guests_of_one_host(db)
    for each in pair:
        each.state, each.broken_at = ExchangeState.BROKEN, NOW - timedelta(hours=1)
    first, second = sorted(pair, key=lambda each: each.id)[::turn]
    there = STAY if second.appointments[0].first_day == STAY.first_day else SECOND_STAY
    round_ = db.get_one(Round, first.round_id)
    a_repair(db, round_, (first, there), (second, THIRD_STAY))

    publish(db, round_)

    days = [loaded(db, each).appointments[0].first_day for each in (first, second)]
    assert days == [there.first_day, THIRD_STAY.first_day]
    assert [taken(db, each) for each in (first, second)] == [(6, 0), (6, 0)]


def test_a_broken_stay_that_finds_no_days_frees_them_and_its_guest_waits(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, state=ExchangeState.BROKEN, broken_at=NOW - timedelta(hours=1))
    round_ = lite.get_one(Round, exchange.round_id)
    an_approved_plan(lite, of=round_, is_repair=True)

    publish(lite, round_)

    released = loaded(lite, exchange)
    assert (released.state, released.released_reason) == (ExchangeState.RELEASED, Reason.ILLNESS)
    assert (released.application.state, released.repaired) == (ApplicationState.WAITING, True)
    assert told(lite, streams.of_exchange(exchange.id)) == [("released", "Aino"), ("released", "Onni")]
    assert told(lite, streams.of_round(round_.id)) == []


def test_a_guest_of_a_broken_stay_is_placed_with_another_host(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, state=ExchangeState.BROKEN, broken_at=NOW - timedelta(hours=1))
    round_ = lite.get_one(Round, exchange.round_id)
    other = a_host_offer(lite, to=round_)
    a_pairing(
        lite,
        schedule=an_approved_plan(lite, of=round_, is_repair=True),
        application=exchange.application,
        offer=other,
    )

    publish(lite, round_)

    old, new = (
        next(each for each in begun(lite) if (each.id == exchange.id) is same) for same in (True, False)
    )
    assert (old.state, old.released_reason) == (ExchangeState.RELEASED, Reason.REARRANGED)
    assert (new.offer_id, new.state, new.application.state) == (
        other.id,
        ExchangeState.PROPOSED,
        ApplicationState.PLACED,
    )


def test_a_place_that_came_free_goes_to_somebody_who_waits(lite: Session) -> None:
    round_ = a_running_round(lite)
    desk = a_host_offer(lite, to=round_)
    leaver = a_confirmed_exchange(lite, offer=desk)
    exchanges.release(lite, leaver, reason=Reason.GUEST_DECLINED, now=NOW - timedelta(hours=1))
    waiting = an_application(lite, to=round_, state=ApplicationState.WAITING)
    a_pairing(
        lite, schedule=an_approved_plan(lite, of=round_, is_repair=True), application=waiting, offer=desk
    )

    publish(lite, round_)

    placed = next(each for each in begun(lite) if each.application_id == waiting.id)
    assert (placed.offer_id, placed.state) == (desk.id, ExchangeState.PROPOSED)


def test_a_broken_stay_that_was_released_while_hr_thought_stays_released(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, state=ExchangeState.BROKEN, broken_at=NOW - timedelta(hours=1))
    round_ = lite.get_one(Round, exchange.round_id)
    a_repair(lite, round_, (exchange, SECOND_STAY))
    exchanges.release(lite, exchange, reason=Reason.HOST_DECLINED, now=NOW)

    publish(lite, round_)

    assert [each.state for each in begun(lite)] == [ExchangeState.RELEASED]


def test_a_broken_stay_whose_new_days_were_taken_is_released_for_another_repair(db: Session) -> None:
    exchange = a_confirmed_exchange(db, state=ExchangeState.BROKEN, broken_at=NOW - timedelta(hours=1))
    an_exchange(
        db,
        application=an_application(db, person=exchange.guest),
        appointments=a_stay(SECOND_STAY),
    )
    round_ = db.get_one(Round, exchange.round_id)
    a_repair(db, round_, (exchange, SECOND_STAY))

    publish(db, round_)

    released = loaded(db, exchange)
    assert (released.state, released.repaired) == (ExchangeState.RELEASED, False)
    assert (released.application.state, taken(db, released)) == (ApplicationState.WAITING, (0, 0))
    assert told(db, streams.of_exchange(exchange.id)) == [("released", "Aino"), ("released", "Onni")]


def test_a_broken_stay_whose_new_days_have_come_is_released_for_another_repair(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, state=ExchangeState.BROKEN, broken_at=NOW - timedelta(hours=1))
    round_ = lite.get_one(Round, exchange.round_id)
    a_repair(lite, round_, (exchange, SECOND_STAY))

    publish(lite, round_, now=at(SECOND_STAY.first_day))

    released = loaded(lite, exchange)
    assert (released.state, released.repaired) == (ExchangeState.RELEASED, False)
    assert released.application.state is ApplicationState.WAITING
