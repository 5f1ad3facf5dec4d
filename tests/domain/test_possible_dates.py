"""Other days for what has been agreed: nearest first, where both can and a place is left."""

from datetime import date, time, timedelta

from sqlalchemy.orm import Session

from domain.obstacles import still_possible
from domain.possible_dates import possible_dates
from models.doubts import Days
from models.exchanges import Exchange
from models.organisations import ClosedDay, Organisation
from models.rounds import Round
from models.schedules import Block
from models.states import Half, Kind
from models.timeline import local_day, moment
from tests.builders import SESSIONS, STAY, a_host_offer, a_person, added, an_availability
from tests.builders_of_exchanges import a_stay
from tests.domain.doubted import NEXT_WEEK, NO
from tests.domain.lived import a_confirmed_exchange, loaded

TUESDAY = Block(first_day=date(2027, 3, 9), last_day=date(2027, 3, 11))


def first_days(found: tuple[Days, ...]) -> list[str]:
    return [f"{days.blocks[0].first_day:%a %d.%m.}" for days in found]


def found(db: Session, exchange: Exchange) -> list[str]:
    exchange = loaded(db, exchange)
    return first_days(possible_dates(db, exchange, exchange.appointments[0], now=NO))


def test_the_nearest_days_come_first_and_no_stay_goes_over_a_weekend(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)

    assert found(lite, exchange) == ["Tue 09.03.", "Wed 10.03.", "Wed 03.03.", "Tue 02.03.", "Mon 01.03."]


def test_over_a_weekend_only_where_the_round_lets_stays_go_on(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    lite.get_one(Round, exchange.round_id).may_cross_weekends = True

    assert "Fri 05.03." in found(lite, exchange)


def test_days_on_which_either_cannot_or_the_house_is_closed_are_left_out(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    an_availability(lite, of=exchange.application, first_day=date(2027, 3, 1), last_day=date(2027, 3, 3))
    an_availability(lite, of=exchange.offer, first_day=date(2027, 3, 11), last_day=date(2027, 3, 12))
    added(lite, ClosedDay(organisation_id=exchange.offer.organisation_id, day=date(2027, 3, 15)))

    assert found(lite, exchange) == [
        "Tue 16.03.",
        "Wed 17.03.",
        "Mon 22.03.",
        "Tue 23.03.",
        "Tue 30.03.",  # Easter is between
    ]


def test_days_that_others_have_taken_are_left_out(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    next_week = Block(first_day=date(2027, 3, 15), last_day=date(2027, 3, 17))
    a_confirmed_exchange(lite, offer=exchange.offer, appointments=a_stay(next_week))

    assert not {"Mon 15.03.", "Tue 16.03.", "Wed 17.03."} & set(found(lite, exchange))


def test_a_house_that_takes_one_guest_a_day_is_full_with_a_colleague_s_guest(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    house = lite.get_one(Organisation, exchange.offer.organisation_id)
    house.guests_per_day = 1
    colleague = a_person(lite, organisation=house)
    offer = a_host_offer(lite, to=lite.get_one(Round, exchange.round_id), person=colleague)
    a_confirmed_exchange(lite, offer=offer, appointments=a_stay(NEXT_WEEK))

    possible = still_possible(
        lite, loaded(lite, exchange), [Days(blocks=(each,)) for each in (NEXT_WEEK, TUESDAY)], now=NO
    )

    assert possible == [1]


def test_nothing_is_offered_that_begins_before_the_answer_is_due(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    monday = moment(date(2027, 3, 1), time(9, 0))

    exchange = loaded(lite, exchange)
    days = possible_dates(lite, exchange, exchange.appointments[0], now=monday)

    assert min(each.blocks[0].first_day for each in days) == date(2027, 3, 3)


def test_half_days_stay_half_days(lite: Session) -> None:
    half = Block(first_day=STAY.first_day, last_day=STAY.first_day, last_half=Half.MORNING)
    exchange = loaded(lite, a_confirmed_exchange(lite, appointments=a_stay(half)))

    days = possible_dates(lite, exchange, exchange.appointments[0], now=NO, most=2)

    assert [(each.blocks[0].first_half, each.blocks[0].last_half) for each in days] == [
        (Half.AFTERNOON, Half.AFTERNOON),
        (Half.MORNING, Half.MORNING),
    ]


def test_a_session_goes_to_the_weekly_time_of_both(lite: Session) -> None:
    exchange = loaded(lite, a_confirmed_exchange(lite, kind=Kind.MENTORING))

    days = possible_dates(lite, exchange, exchange.appointments[1], now=NO)

    moved = [local_day(each.starts[1]) - local_day(SESSIONS[1]) for each in days]
    assert moved == [timedelta(weeks=-1), timedelta(weeks=1), timedelta(weeks=3)]


def test_a_whole_series_moves_by_its_own_rule(lite: Session) -> None:
    exchange = loaded(lite, a_confirmed_exchange(lite, kind=Kind.MENTORING))

    days = possible_dates(lite, exchange, None, now=NO)

    first = days[0].starts
    assert [local_day(each) for each in first] == [date(2027, 3, 9), date(2027, 3, 23), date(2027, 4, 6)]
    assert len(days) == 5


def test_a_series_that_has_begun_is_not_moved_as_a_whole(lite: Session) -> None:
    exchange = loaded(lite, a_confirmed_exchange(lite, kind=Kind.MENTORING))

    assert possible_dates(lite, exchange, None, now=SESSIONS[0]) == ()
