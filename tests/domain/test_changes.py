from datetime import timedelta

from sqlalchemy.orm import Session

from domain import schedules
from domain.changes import Changes, Move, changes
from models.exchanges import Exchange
from models.rounds import Round
from models.schedules import Schedule
from models.states import ApplicationState, ExchangeState, Reason
from tests.builders import a_host_offer, a_pairing, a_schedule, an_application
from tests.domain.lived import SECOND_STAY, YES, a_confirmed_exchange, two_guests_of_one_host
from tests.domain.plans import told_of_the_broken

A_MINUTE = timedelta(minutes=1)
NOTHING = Changes((), (), ())


def a_repair_of(db: Session, *exchanges: Exchange) -> Schedule:
    """A newer version that keeps these exchanges as they are."""
    round_ = db.get_one(Round, exchanges[0].round_id)
    schedule = a_schedule(db, of=round_, is_repair=True, problem=told_of_the_broken(db, round_))
    for each in exchanges:
        a_pairing(db, schedule=schedule, application=each.application, offer=each.offer)
    return newest(db, round_)


def newest(db: Session, round_: Round) -> Schedule:
    db.flush()
    schedule = schedules.newest(db, round_)
    assert schedule is not None
    return schedule


def broken(exchange: Exchange) -> Exchange:
    exchange.state, exchange.broken_at = ExchangeState.BROKEN, YES
    return exchange


def test_a_plan_that_keeps_everything_changes_nothing(lite: Session) -> None:
    schedule = a_repair_of(lite, *two_guests_of_one_host(lite))

    assert changes(lite, schedule) == NOTHING
    assert changes(lite, schedule).is_empty


def test_a_broken_exchange_with_its_host_and_other_days_moves(lite: Session) -> None:
    exchange = broken(a_confirmed_exchange(lite))
    schedule = a_repair_of(lite, exchange)
    schedule.pairings[0].blocks = (SECOND_STAY,)

    assert changes(lite, schedule) == Changes((), (Move(exchange.id, schedule.pairings[0]),), ())


def test_a_broken_exchange_that_finds_nothing_is_released(lite: Session) -> None:
    first, second = two_guests_of_one_host(lite)
    broken(first)
    schedule = a_repair_of(lite, second)

    assert changes(lite, schedule) == Changes((), (), (first.id,))


def test_a_broken_exchange_that_goes_to_another_host_is_released_and_proposed(lite: Session) -> None:
    exchange = broken(a_confirmed_exchange(lite))
    round_ = lite.get_one(Round, exchange.round_id)
    schedule = a_schedule(lite, of=round_, problem=told_of_the_broken(lite, round_))
    pairing = a_pairing(
        lite,
        schedule=schedule,
        application=exchange.application,
        offer=a_host_offer(lite, to=round_),
        blocks=(SECOND_STAY,),
    )

    assert changes(lite, newest(lite, round_)) == Changes((pairing,), (), (exchange.id,))


def test_what_broke_after_the_plan_was_made_is_left_for_the_next(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    schedule = a_repair_of(lite, exchange)
    schedule.pairings[0].blocks = (SECOND_STAY,)
    broken(exchange)
    lite.flush()

    assert changes(lite, schedule) == NOTHING


def test_a_broken_exchange_that_finds_its_own_days_again_is_mended(lite: Session) -> None:
    exchange = broken(a_confirmed_exchange(lite))
    schedule = a_repair_of(lite, exchange)

    assert changes(lite, schedule) == Changes((), (Move(exchange.id, schedule.pairings[0]),), ())


def test_somebody_from_the_waiting_list_is_proposed(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    schedule = a_repair_of(lite, exchange)
    round_ = lite.get_one(Round, exchange.round_id)
    waiting = an_application(lite, to=round_, state=ApplicationState.WAITING)
    pairing = a_pairing(lite, schedule=schedule, application=waiting)
    lite.expire_all()

    assert changes(lite, newest(lite, round_)) == Changes((pairing,), (), ())


def test_a_pairing_that_was_released_since_the_plan_was_made_is_not_proposed_again(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    schedule = a_repair_of(lite, exchange)
    exchange.state, exchange.released_reason = ExchangeState.RELEASED, Reason.HOST_DECLINED
    exchange.released_at, exchange.application.state = YES + A_MINUTE, ApplicationState.WAITING
    lite.flush()

    assert changes(lite, schedule) == NOTHING
