from datetime import date

import pytest
from sqlalchemy.orm import Session

from domain.working_days import working_days
from models.applications import Avoid, TopicWish
from models.exchanges import Exchange
from models.languages import Language
from models.offers import TopicStrength
from models.organisations import ClosedDay
from models.rounds import Round
from models.states import (
    ApplicationState,
    EndorsementState,
    Half,
    Kind,
    OfferState,
)
from solver import problem as p
from solver.solution import Status
from tests.builders import (
    FIRST_DAY,
    LAST_DAY,
    a_host_offer,
    a_mentor_offer,
    a_person,
    a_round,
    a_wish,
    added,
    an_application,
    an_availability,
    an_endorsement,
    an_organisation,
)
from tests.domain.lived import (
    a_confirmed_exchange,
    at,
)
from tests.domain.solved import asks, gives, pairs, problem_of, solved

SPRING = working_days(FIRST_DAY, LAST_DAY)
MONDAY, TUESDAY, WEDNESDAY = date(2027, 3, 8), date(2027, 3, 9), date(2027, 3, 10)


def round_of(db: Session, exchange: Exchange) -> Round:
    return db.get_one(Round, exchange.round_id)


def test_the_window_is_the_working_days_of_the_round(lite: Session) -> None:
    problem = problem_of(lite, a_round(lite, first_day=date(2027, 3, 24), last_day=date(2027, 3, 31)))

    assert [each.date.day for each in problem.days] == [24, 25, 30, 31]  # Easter in between
    assert (problem.money_unit, problem.date_mode, problem.may_cross_weekend) == ("euro", "fixed", False)


def test_an_application_is_told_with_its_needs_and_limits(lite: Session) -> None:
    row = an_application(
        lite,
        blocks=(4, 4),
        languages=(Language.FI, Language.SV),
        topics=(TopicWish(topic="kaavoitus", weight=5),),
        most_minutes=240,
        most_euros=300,
        priority=5,
    )

    told = asks(problem_of(lite, lite.get_one(Round, row.round_id)), row.id)

    assert (told.kind, told.needs, told.slots) == ("shadowing", p.Stay(blocks=(4, 4)), None)
    assert (told.person, told.organisation) == (str(row.person_id), str(row.person.organisation_id))
    assert (told.languages, told.max_minutes, told.max_cost, told.priority) == (("fi", "sv"), 240, 300, 15)
    assert told.topics == (p.TopicWish(topic="kaavoitus", weight=5),)


def test_mentoring_is_told_with_its_sessions_and_slots(lite: Session) -> None:
    round_ = a_round(lite)
    row = an_application(lite, to=round_, kind=Kind.MENTORING)
    offer = a_mentor_offer(lite, to=round_, slots=("thu 09:30", "tue 13:00"))

    problem = problem_of(lite, round_)

    told, mentor = asks(problem, row.id), gives(problem, offer.id)
    assert (told.needs, told.slots) == (p.Sessions(count=3, every_weeks=2), ("tue 13:00",))
    assert isinstance(mentor, p.MentorOffer)
    assert (mentor.slots, mentor.most_mentees) == (("thu 09:30", "tue 13:00"), 2)
    assert [each.id for each in problem.slots] == ["thu 09:30", "tue 13:00"]


def test_a_host_is_told_with_strengths_in_percent(lite: Session) -> None:
    liked = an_organisation(lite)
    row = a_host_offer(
        lite,
        topics=(TopicStrength(topic="kaavoitus", strength=4),),
        guests_per_day=2,
        most=3,
        least=2,
        prefers=(liked.id,),
    )

    told = gives(problem_of(lite, lite.get_one(Round, row.round_id)), row.id)

    assert isinstance(told, p.HostOffer)
    assert told.topics == (p.TopicOffer(topic="kaavoitus", strength=80),)
    assert (told.guests_per_day, told.least_stays, told.most_stays) == (2, 2, 3)
    assert (told.languages, told.preferred_organisations) == (("fi", "sv"), (str(liked.id),))


@pytest.mark.parametrize(
    ("state", "endorsement", "takes_part"),
    [
        (ApplicationState.SUBMITTED, None, True),
        (ApplicationState.SUBMITTED, EndorsementState.GIVEN, True),
        (ApplicationState.SUBMITTED, EndorsementState.ASKED, False),
        (ApplicationState.SUBMITTED, EndorsementState.REFUSED, False),
        (ApplicationState.WAITING, None, True),
        (ApplicationState.DRAFT, None, False),
        (ApplicationState.WITHDRAWN, None, False),
    ],
)
def test_who_is_sent_endorsed_and_not_withdrawn_takes_part(
    lite: Session, state: ApplicationState, endorsement: EndorsementState | None, *, takes_part: bool
) -> None:
    row = an_application(lite, state=state)
    if endorsement:
        an_endorsement(lite, application=row, state=endorsement)

    problem = problem_of(lite, lite.get_one(Round, row.round_id))

    assert [each.id for each in problem.applications] == [str(row.id)] * takes_part


def test_a_withdrawn_offer_takes_part_only_while_somebody_is_with_it(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    round_ = round_of(lite, exchange)
    exchange.offer.state = OfferState.WITHDRAWN
    a_host_offer(lite, to=round_, state=OfferState.WITHDRAWN)

    problem = problem_of(lite, round_)

    assert [each.id for each in problem.host_offers] == [str(exchange.offer_id)]


def test_who_cannot_is_free_on_the_other_days(lite: Session) -> None:
    row = an_application(lite)
    an_availability(lite, of=row, first_day=MONDAY, last_day=MONDAY)
    an_availability(lite, of=row, first_day=TUESDAY, last_day=TUESDAY, half=Half.MORNING)

    free = asks(problem_of(lite, lite.get_one(Round, row.round_id)), row.id).free

    assert free.days == tuple(day for day in SPRING if day not in (MONDAY, TUESDAY))
    assert (free.mornings, free.afternoons) == ((), (TUESDAY,))


def test_who_names_days_is_free_on_those_alone_and_a_no_wins(lite: Session) -> None:
    row = a_host_offer(lite)
    an_availability(lite, of=row, first_day=MONDAY, last_day=WEDNESDAY, can=True)
    an_availability(lite, of=row, first_day=WEDNESDAY, last_day=date(2027, 3, 12))
    an_availability(lite, of=row, first_day=TUESDAY, last_day=TUESDAY, half=Half.AFTERNOON)

    free = gives(problem_of(lite, lite.get_one(Round, row.round_id)), row.id).free

    assert free == p.Free(days=(MONDAY,), mornings=(TUESDAY,))


def test_who_says_nothing_is_always_free(lite: Session) -> None:
    row = a_host_offer(lite)

    assert gives(problem_of(lite, lite.get_one(Round, row.round_id)), row.id).free == p.Free()


def test_nobody_is_sent_to_whom_they_avoid_or_to_their_supervisor(lite: Session) -> None:
    boss, avoided, house = a_person(lite), a_person(lite), an_organisation(lite)
    row = an_application(lite, person=a_person(lite, supervisor_id=boss.id))
    added(lite, Avoid(application_id=row.id, person_id=avoided.id))
    added(lite, Avoid(application_id=row.id, organisation_id=house.id))

    told = asks(problem_of(lite, lite.get_one(Round, row.round_id)), row.id)

    assert told.excluded_persons == tuple(sorted((str(boss.id), str(avoided.id))))
    assert told.excluded_organisations == (str(house.id),)


def test_wishes_weigh_by_rank_and_those_for_withdrawn_offers_are_gone(lite: Session) -> None:
    round_ = a_round(lite)
    row, offer = an_application(lite, to=round_), a_host_offer(lite, to=round_)
    gone = a_host_offer(lite, to=round_, state=OfferState.WITHDRAWN)
    houses = [an_organisation(lite) for _turn in range(3)]
    a_wish(lite, application=row, rank=1, organisation=houses[0])
    a_wish(lite, application=row, rank=2, organisation=offer.person.organisation, offer_id=offer.id)
    a_wish(lite, application=row, rank=3, organisation=houses[1])
    a_wish(lite, application=row, rank=4, organisation=houses[2])
    a_wish(lite, application=row, rank=5, offer_id=gone.id)

    told = asks(problem_of(lite, round_), row.id)

    assert told.wishes == (
        p.Wish(organisation=str(houses[0].id), weight=100),
        p.Wish(offer=str(offer.id), weight=60),
        p.Wish(organisation=str(houses[1].id), weight=30),
        p.Wish(organisation=str(houses[2].id), weight=30),
    )


def test_closed_days_keep_guests_away(lite: Session) -> None:
    offer = a_host_offer(lite)
    for day in (TUESDAY, MONDAY):
        added(lite, ClosedDay(organisation_id=offer.organisation_id, day=day))

    problem = problem_of(lite, lite.get_one(Round, offer.round_id))

    closed = {each.id: each.closed for each in problem.organisations if each.closed}
    assert closed == {str(offer.organisation_id): (MONDAY, TUESDAY)}


def test_those_who_travel_together_are_companions_once(lite: Session) -> None:
    round_ = a_round(lite)
    one, other = an_application(lite, to=round_), an_application(lite, to=round_)
    one.travels_with_id, other.travels_with_id = other.id, one.id

    problem = problem_of(lite, round_)

    assert problem.companions == (p.Companions(applications=tuple(sorted((str(one.id), str(other.id))))),)


def test_somebody_travelling_with_one_who_left_goes_alone(lite: Session) -> None:
    round_ = a_round(lite)
    gone = an_application(lite, to=round_, state=ApplicationState.WITHDRAWN)
    an_application(lite, to=round_, travels_with_id=gone.id)

    assert problem_of(lite, round_).companions == ()


def test_a_small_round_is_solved_from_its_rows(lite: Session) -> None:
    round_ = a_round(lite)
    guest, mentee = an_application(lite, to=round_), an_application(lite, to=round_, kind=Kind.MENTORING)
    desk, mentor = a_host_offer(lite, to=round_), a_mentor_offer(lite, to=round_)

    solution = solved(problem_of(lite, round_))

    assert solution.status is Status.OPTIMAL
    assert pairs(solution) == sorted([(str(guest.id), str(desk.id)), (str(mentee.id), str(mentor.id))])


def test_closed_days_outside_the_window_do_not_spoil_the_plan(lite: Session) -> None:
    round_ = a_round(lite)
    guest, desk = an_application(lite, to=round_), a_host_offer(lite, to=round_)
    for day in (date(2027, 7, 5), date(2026, 12, 7), date(2027, 3, 13), MONDAY):
        added(lite, ClosedDay(organisation_id=desk.organisation_id, day=day))

    problem = problem_of(lite, round_)

    assert {each.closed for each in problem.organisations} == {(), (MONDAY,)}
    assert pairs(solved(problem)) == [(str(guest.id), str(desk.id))]


def test_companions_with_unlike_needs_go_alone(lite: Session) -> None:
    round_ = a_round(lite)
    one = an_application(lite, to=round_, blocks=(4,))
    an_application(lite, to=round_, blocks=(6,), travels_with_id=one.id)

    assert problem_of(lite, round_).companions == ()


def test_a_first_plan_that_comes_late_places_nobody_in_the_past(lite: Session) -> None:
    row = an_application(lite)
    now = at(date(2027, 3, 31))

    problem = problem_of(lite, lite.get_one(Round, row.round_id), now=now)

    free = asks(problem, row.id).free
    assert free.days == tuple(day for day in SPRING if day >= date(2027, 4, 7))


def test_a_first_plan_in_good_time_uses_every_day_of_the_round(lite: Session) -> None:
    row = an_application(lite)

    assert asks(problem_of(lite, lite.get_one(Round, row.round_id)), row.id).free.days == SPRING


def test_mentees_travel_to_a_mentor_who_meets_in_person(lite: Session) -> None:
    round_ = a_round(lite)
    an_application(lite, to=round_, kind=Kind.MENTORING)
    a_mentor_offer(lite, to=round_, in_person=True)
    a_mentor_offer(lite, to=round_)

    told = {each.in_person for each in problem_of(lite, round_).mentor_offers}

    assert told == {True, False}
