from datetime import date

from sqlalchemy.orm import Session

from domain import exchanges, illnesses
from domain.working_days import working_days
from models.exchanges import Exchange
from models.offers import Offer
from models.organisations import ClosedDay
from models.rounds import Round
from models.schedules import Block
from models.states import (
    ApplicationState,
    ExchangeState,
    Kind,
    Reason,
)
from solver import problem as p
from solver.objective import Objective
from tests.builders import (
    FIRST_DAY,
    LAST_DAY,
    a_host_offer,
    added,
    an_application,
    an_availability,
)
from tests.builders_of_exchanges import a_stay
from tests.domain.lived import (
    a_confirmed_exchange,
    a_placed_application,
    a_proposed_exchange,
    a_running_round,
    at,
    two_guests_of_one_host,
)
from tests.domain.solved import asks, pairs, problem_of, solved

REPAIR = at(date(2027, 2, 10))  # a Wednesday
SPRING = working_days(FIRST_DAY, LAST_DAY)
MONDAY, TUESDAY, WEDNESDAY = date(2027, 3, 8), date(2027, 3, 9), date(2027, 3, 10)


def round_of(db: Session, exchange: Exchange) -> Round:
    return db.get_one(Round, exchange.round_id)


def test_a_repair_locks_what_stands_and_remembers_what_broke(lite: Session) -> None:
    stands, broke = two_guests_of_one_host(lite)
    broke.state, broke.broken_at = ExchangeState.BROKEN, REPAIR

    problem = problem_of(lite, round_of(lite, stands), now=REPAIR)

    assert problem.locked == (
        p.Lock(
            application=str(stands.application_id),
            offer=str(stands.offer_id),
            days=tuple(p.StayDay(date=day) for day in (MONDAY, TUESDAY, WEDNESDAY)),
        ),
    )
    assert [(each.application, each.confirmed, len(each.days)) for each in problem.previous] == [
        (str(broke.application_id), True, 3)
    ]
    assert problem.forbidden == ()


def test_a_proposal_that_waits_for_its_answers_is_locked_too(lite: Session) -> None:
    exchange = a_proposed_exchange(lite)

    problem = problem_of(lite, round_of(lite, exchange), now=REPAIR)

    assert [each.application for each in problem.locked] == [str(exchange.application_id)]


def test_a_running_series_is_locked_by_its_slot_and_first_date(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, kind=Kind.MENTORING)

    problem = problem_of(lite, round_of(lite, exchange), now=at(date(2027, 3, 10)))

    assert problem.locked == (
        p.Lock(
            application=str(exchange.application_id),
            offer=str(exchange.offer_id),
            slot="tue 13:00",
            first=date(2027, 3, 2),
        ),
    )
    assert pairs(solved(problem)) == [(str(exchange.application_id), str(exchange.offer_id))]


def test_a_released_pairing_is_forbidden_and_its_guest_may_go_elsewhere(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, state=ExchangeState.RELEASED, released_reason=Reason.HOST_DECLINED)
    exchange.application.state = ApplicationState.WAITING
    round_ = round_of(lite, exchange)
    other = a_host_offer(lite, to=round_)

    problem = problem_of(lite, round_, now=REPAIR)

    pair = p.Forbidden(application=str(exchange.application_id), offer=str(exchange.offer_id))
    assert (problem.forbidden, problem.locked, problem.previous) == ((pair,), (), ())
    assert pairs(solved(problem)) == [(str(exchange.application_id), str(other.id))]


def test_a_released_guest_who_left_is_not_even_forbidden(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, state=ExchangeState.RELEASED)
    exchange.application.state = ApplicationState.WITHDRAWN

    problem = problem_of(lite, round_of(lite, exchange), now=REPAIR)

    assert (problem.applications, problem.forbidden) == ((), ())


def test_a_repair_places_nobody_before_people_can_know(lite: Session) -> None:
    stands, broke = two_guests_of_one_host(lite)
    broke.state = ExchangeState.BROKEN
    now = at(date(2027, 3, 3))  # five working days later is the tenth

    problem = problem_of(lite, round_of(lite, stands), now=now)

    free = asks(problem, broke.application_id).free
    assert free.days == tuple(day for day in SPRING if day >= date(2027, 3, 10))
    assert asks(problem, stands.application_id).free == p.Free()


def test_a_broken_stay_moves_behind_the_illness(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    illnesses.fall_ill(
        lite, exchange.round_id, exchange.host_id, first=MONDAY, last=date(2027, 3, 19), now=REPAIR
    )

    (found,) = solved(problem_of(lite, round_of(lite, exchange), now=REPAIR)).pairings

    days = {day.date for day in found.days}
    assert (found.offer, len(days)) == (str(exchange.offer_id), 3)
    assert all(day < MONDAY or day > date(2027, 3, 19) for day in days)


def test_broken_mentoring_is_planned_anew_from_days_that_are_still_to_come(lite: Session) -> None:
    exchange = a_confirmed_exchange(
        lite, kind=Kind.MENTORING, state=ExchangeState.BROKEN, broken_at=at(date(2027, 3, 5))
    )
    now = at(date(2027, 3, 5))  # the first session was on the second

    (found,) = solved(problem_of(lite, round_of(lite, exchange), now=now)).pairings

    assert len(found.sessions) == 3
    assert min(each.date() for each in found.sessions) >= date(2027, 3, 12)


def test_a_day_closed_after_publishing_lets_what_stands_stand(lite: Session) -> None:
    stands, broke = two_guests_of_one_host(lite)
    broke.state, broke.broken_at = ExchangeState.BROKEN, REPAIR
    desk = lite.get_one(Offer, stands.offer_id)
    for day in (TUESDAY, date(2027, 3, 12)):
        added(lite, ClosedDay(organisation_id=desk.organisation_id, day=day))

    problem = problem_of(lite, round_of(lite, stands), now=REPAIR)

    assert [each.closed for each in problem.organisations if each.closed] == [(date(2027, 3, 12),)]
    assert len(solved(problem).pairings) == 2


def test_a_stay_over_a_weekend_is_locked_by_its_working_days(lite: Session) -> None:
    over_sunday = Block(first_day=date(2027, 3, 12), last_day=date(2027, 3, 15))
    round_ = a_running_round(lite, may_cross_weekends=True)
    stands = a_confirmed_exchange(
        lite,
        application=a_placed_application(lite, to=round_, blocks=(4,)),
        appointments=a_stay(over_sunday),
    )

    problem = problem_of(lite, round_, now=REPAIR)

    assert [day.date.day for day in problem.locked[0].days or ()] == [12, 15]
    assert pairs(solved(problem)) == [(str(stands.application_id), str(stands.offer_id))]


def test_somebody_whose_companion_falls_ill_keeps_their_own_stay(lite: Session) -> None:
    round_ = a_running_round(lite)
    desk = a_host_offer(lite, to=round_, guests_per_day=2)
    one, other = (a_placed_application(lite, to=round_) for _turn in range(2))
    one.travels_with_id = other.id
    stands, broke = (a_confirmed_exchange(lite, application=each, offer=desk) for each in (one, other))
    illnesses.fall_ill(lite, round_.id, broke.guest_id, first=MONDAY, last=WEDNESDAY, now=REPAIR)

    problem = problem_of(lite, round_, now=REPAIR)

    assert problem.companions == ()
    assert [each.application for each in problem.locked] == [str(stands.application_id)]
    assert len(solved(problem).pairings) == 2


def test_companions_who_break_together_move_together(lite: Session) -> None:
    round_ = a_running_round(lite)
    desk = a_host_offer(lite, to=round_, guests_per_day=2)
    one, other = (a_placed_application(lite, to=round_) for _turn in range(2))
    one.travels_with_id = other.id
    for each in (one, other):
        a_confirmed_exchange(lite, application=each, offer=desk)
    illnesses.fall_ill(lite, round_.id, desk.person_id, first=MONDAY, last=WEDNESDAY, now=REPAIR)

    first, second = solved(problem_of(lite, round_, now=REPAIR)).pairings

    assert (first.offer, first.days) == (second.offer, second.days)


def test_a_host_who_wanted_two_guests_keeps_the_one_who_is_left(lite: Session) -> None:
    stands, left = two_guests_of_one_host(lite)
    desk = lite.get_one(Offer, stands.offer_id)
    desk.least = 2
    exchanges.release(lite, left, reason=Reason.GUEST_DECLINED, now=REPAIR)

    solution = solved(problem_of(lite, round_of(lite, stands), now=REPAIR))

    assert pairs(solution) == [(str(stands.application_id), str(stands.offer_id))]


def test_a_mentor_who_was_ill_keeps_the_series_that_runs(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, kind=Kind.MENTORING)
    illnesses.fall_ill(
        lite, exchange.round_id, exchange.host_id, first=date(2027, 3, 15), last=date(2027, 3, 17), now=REPAIR
    )

    solution = solved(problem_of(lite, round_of(lite, exchange), now=REPAIR))

    assert pairs(solution) == [(str(exchange.application_id), str(exchange.offer_id))]


def test_who_waits_does_not_push_a_broken_stay_to_days_far_off(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    round_ = round_of(lite, exchange)
    near, far = (date(2027, 3, 15), date(2027, 3, 17)), (date(2027, 5, 24), date(2027, 5, 26))
    for first, last in (near, far):
        an_availability(lite, of=exchange.offer, first_day=first, last_day=last, can=True)
    waiting = an_application(lite, to=round_, state=ApplicationState.WAITING)
    an_availability(lite, of=waiting, first_day=near[0], last_day=near[1], can=True)
    exchange.state, exchange.broken_at = ExchangeState.BROKEN, REPAIR

    solution = solved(problem_of(lite, round_, now=REPAIR))

    (found,) = solution.pairings
    assert (found.application, found.days[0].date) == (str(exchange.application_id), near[0])


def test_a_place_that_came_free_is_planned_for_what_it_is_worth(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    an_application(lite, to=round_of(lite, exchange), state=ApplicationState.WAITING)

    problem = problem_of(lite, round_of(lite, exchange), now=REPAIR)

    assert problem.objective == Objective()
