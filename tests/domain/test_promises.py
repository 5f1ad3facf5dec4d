"""People change their minds after publishing: what is being lived stays, and the round can be planned."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from models.applications import Avoid, TopicWish
from models.exchanges import Exchange
from models.languages import Language
from models.offers import TopicStrength
from models.organisations import Organisation
from models.rounds import Round
from models.states import ApplicationState, ExchangeState, Kind
from solver.check import check
from solver.problem import Problem
from solver.solution import Solution, Status
from tests.builders import (
    LAST_DAY,
    a_host_offer,
    a_mentor_offer,
    added,
    an_application,
    an_availability,
    an_endorsement,
)
from tests.domain.lived import a_confirmed_exchange, a_placed_application, a_running_round, at
from tests.domain.lived import two_guests_of_one_host as two_guests
from tests.domain.solved import gives, pairs, problem_of, solved

REPAIR = at(date(2027, 2, 10))
SPRING = {"first_day": date(2027, 3, 1), "last_day": LAST_DAY}


def languages_part(_db: Session, exchange: Exchange) -> None:
    exchange.application.languages = (Language.EN,)


def the_host_speaks_another_language(_db: Session, exchange: Exchange) -> None:
    exchange.offer.languages = (Language.EN,)


def the_way_is_too_long(_db: Session, exchange: Exchange) -> None:
    exchange.application.most_minutes = 0


def the_journey_is_too_dear(_db: Session, exchange: Exchange) -> None:
    exchange.application.most_euros = 0


def the_guest_avoids_the_host(db: Session, exchange: Exchange) -> None:
    added(db, Avoid(application_id=exchange.application_id, person_id=exchange.host_id))


def the_guest_avoids_the_house(db: Session, exchange: Exchange) -> None:
    added(db, Avoid(application_id=exchange.application_id, organisation_id=exchange.offer.organisation_id))


def the_host_becomes_the_supervisor(_db: Session, exchange: Exchange) -> None:
    exchange.guest.supervisor_id = exchange.host_id


def the_guest_cannot_any_more(db: Session, exchange: Exchange) -> None:
    an_availability(db, of=exchange.application, **SPRING)


def the_host_cannot_any_more(db: Session, exchange: Exchange) -> None:
    an_availability(db, of=exchange.offer, **SPRING)


def the_guest_wants_other_topics(_db: Session, exchange: Exchange) -> None:
    exchange.application.topics = (TopicWish(topic="vesienhoito", weight=5),)


def the_host_teaches_other_topics(_db: Session, exchange: Exchange) -> None:
    exchange.offer.topics = (TopicStrength(topic="vesienhoito", strength=5),)


def the_guest_wants_to_stay_longer(_db: Session, exchange: Exchange) -> None:
    exchange.application.blocks = (10,)


def the_endorsement_is_asked_anew(db: Session, exchange: Exchange) -> None:
    an_endorsement(db, application=exchange.application)


def the_budget_shrinks_to_nothing(db: Session, exchange: Exchange) -> None:
    home = db.get_one(Organisation, exchange.guest.organisation_id)
    home.travel_budget_euros = 0


def the_house_takes_nobody(db: Session, exchange: Exchange) -> None:
    db.get_one(Organisation, exchange.offer.organisation_id).guests_per_day = 0


Edit = Callable[[Session, Exchange], None]
EDITS: tuple[Edit, ...] = (
    languages_part,
    the_host_speaks_another_language,
    the_way_is_too_long,
    the_journey_is_too_dear,
    the_guest_avoids_the_host,
    the_guest_avoids_the_house,
    the_host_becomes_the_supervisor,
    the_guest_cannot_any_more,
    the_host_cannot_any_more,
    the_guest_wants_other_topics,
    the_host_teaches_other_topics,
    the_guest_wants_to_stay_longer,
    the_endorsement_is_asked_anew,
    the_budget_shrinks_to_nothing,
    the_house_takes_nobody,
)


@pytest.mark.parametrize("edit", EDITS, ids=lambda each: each.__name__)
def test_what_is_published_stays_whatever_is_said_afterwards(lite: Session, edit: Edit) -> None:
    exchange = an_exchange_away(lite)

    edit(lite, exchange)

    problem, plan = replanned(lite, exchange)
    assert kept(plan, exchange)
    assert (plan.status, check(problem, plan)) == (Status.OPTIMAL, [])


def an_exchange_away(db: Session, *, state: ExchangeState = ExchangeState.CONFIRMED) -> Exchange:
    """A stay in a town two hours away, confirmed, or broken since then."""
    broken_at = REPAIR if state is ExchangeState.BROKEN else None
    exchange = a_confirmed_exchange(db, state=state, broken_at=broken_at)
    db.get_one(Organisation, exchange.offer.organisation_id).latitude -= 1.3
    return exchange


def replanned(db: Session, exchange: Exchange) -> tuple[Problem, Solution]:
    problem = problem_of(db, db.get_one(Round, exchange.round_id), now=REPAIR)
    return problem, solved(problem)


def kept(plan: Solution, exchange: Exchange) -> bool:
    """Whether the plan has the exchange on just its days, or with just its sessions."""
    found = next(each for each in plan.pairings if each.application == str(exchange.application_id))
    first, last = exchange.appointments[0], exchange.appointments[-1]
    if first.starts_at and last.starts_at:
        dates = [each.date() for each in found.sessions]
        return (found.offer, dates[0], dates[-1]) == (
            str(exchange.offer_id),
            first.starts_at.date(),
            last.starts_at.date(),
        )
    stay = (found.offer, found.days[0].date, found.days[-1].date)
    return stay == (str(exchange.offer_id), first.first_day, last.last_day)


@pytest.mark.parametrize("edit", [languages_part, the_way_is_too_long, the_guest_avoids_the_house])
def test_what_broke_is_bound_by_what_is_said_by_now(lite: Session, edit: Edit) -> None:
    exchange = an_exchange_away(lite, state=ExchangeState.BROKEN)
    exchange.offer.languages = (Language.FI,)

    edit(lite, exchange)

    _problem, plan = replanned(lite, exchange)
    assert (plan.status, pairs(plan)) == (Status.OPTIMAL, [])


def test_a_host_who_takes_fewer_by_now_keeps_who_is_promised_and_gets_nobody_new(lite: Session) -> None:
    first, second = two_guests(lite)
    second.offer.most = 1
    an_application(lite, to=lite.get_one(Round, first.round_id), state=ApplicationState.WAITING)

    problem, plan = replanned(lite, first)

    assert pairs(plan) == sorted((str(each.application_id), str(each.offer_id)) for each in (first, second))
    assert check(problem, plan) == []


def two_at_a_time(db: Session) -> Exchange:
    """Two guests on the same days, at a desk with room for four stays, and one who waits."""
    round_ = a_running_round(db)
    desk = a_host_offer(db, to=round_, guests_per_day=2, most=4)
    asks = [a_placed_application(db, to=round_) for _turn in range(2)]
    exchanges = [a_confirmed_exchange(db, application=each, offer=desk) for each in asks]
    an_application(db, to=round_, state=ApplicationState.WAITING)
    return exchanges[-1]


def test_a_host_who_takes_one_at_a_time_by_now_keeps_both_and_gets_nobody_new(lite: Session) -> None:
    exchange = two_at_a_time(lite)
    exchange.offer.guests_per_day = 1

    problem, plan = replanned(lite, exchange)

    assert (len(plan.pairings), len(plan.unplaced), check(problem, plan)) == (2, 1, [])


def test_a_house_that_takes_fewer_by_now_keeps_who_is_promised_and_gets_nobody_new(lite: Session) -> None:
    exchange = two_at_a_time(lite)
    house = lite.get_one(Organisation, exchange.offer.organisation_id)
    house.guests_per_day = 1
    colleague = a_host_offer(lite, to=lite.get_one(Round, exchange.round_id))
    colleague.organisation_id = house.id

    problem, plan = replanned(lite, exchange)

    assert (len(plan.pairings), len(plan.unplaced), check(problem, plan)) == (2, 1, [])


def test_with_room_left_the_third_one_comes(lite: Session) -> None:
    exchange = two_at_a_time(lite)

    _problem, plan = replanned(lite, exchange)

    assert (len(plan.pairings), len(plan.unplaced)) == (3, 0)


def test_a_budget_that_shrank_pays_for_what_is_promised_and_for_nobody_else(lite: Session) -> None:
    exchange = an_exchange_away(lite)
    home = lite.get_one(Organisation, exchange.guest.organisation_id)
    home.travel_budget_euros = 0
    neighbour = an_application(lite, to=lite.get_one(Round, exchange.round_id))
    neighbour.person.organisation_id = home.id

    problem, plan = replanned(lite, exchange)

    assert pairs(plan) == [(str(exchange.application_id), str(exchange.offer_id))]
    assert check(problem, plan) == []


def other_slots(exchange: Exchange) -> None:
    exchange.application.slots = ("fri 09:00",)


def the_mentor_names_other_slots(exchange: Exchange) -> None:
    exchange.offer.slots = ("thu 09:30",)


def nobody_names_it(exchange: Exchange) -> None:
    other_slots(exchange)
    the_mentor_names_other_slots(exchange)


def more_sessions(exchange: Exchange) -> None:
    exchange.application.sessions = 6


def another_cadence(exchange: Exchange) -> None:
    exchange.application.cadence_weeks = 4


def fewer_mentees(exchange: Exchange) -> None:
    exchange.offer.most = 1


SERIES_EDITS = (
    other_slots,
    the_mentor_names_other_slots,
    nobody_names_it,
    more_sessions,
    another_cadence,
    fewer_mentees,
)


@pytest.mark.parametrize("edit", SERIES_EDITS, ids=lambda each: each.__name__)
def test_a_series_that_runs_keeps_its_dates(lite: Session, edit: Callable[[Exchange], None]) -> None:
    exchange = a_confirmed_exchange(lite, kind=Kind.MENTORING)

    edit(exchange)

    problem, plan = replanned(lite, exchange)
    assert kept(plan, exchange)
    assert (plan.status, check(problem, plan)) == (Status.OPTIMAL, [])


def test_a_slot_that_a_mentor_gave_up_goes_to_nobody_new(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, kind=Kind.MENTORING)
    the_mentor_names_other_slots(exchange)
    waiting = an_application(lite, to=lite.get_one(Round, exchange.round_id), kind=Kind.MENTORING)

    problem, plan = replanned(lite, exchange)

    assert "tue 13:00" in {each.id for each in problem.slots}  # the one who waits still names it
    assert [each.application for each in plan.unplaced] == [str(waiting.id)]


def test_others_keep_their_limits(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    round_ = lite.get_one(Round, exchange.round_id)
    waiting = an_application(lite, to=round_, languages=(Language.EN,), most_minutes=30, most_euros=40)
    mentor = a_mentor_offer(lite, to=round_)

    problem, _plan = replanned(lite, exchange)

    told = next(each for each in problem.applications if each.id == str(waiting.id))
    assert (told.languages, told.max_minutes, told.max_cost) == (("en",), 30, 40)
    assert gives(problem, mentor.id).free.days is None
    assert problem.fits == ()
