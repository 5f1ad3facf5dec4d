"""Half days that people's own calendars take from the planning."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from domain import busy_sources, busy_times
from domain.common_time import common_time, halves_as_bits
from models.applications import Application
from models.offers import Offer
from models.people import Person
from models.rounds import Round
from models.states import ApplicationState, ExchangeState, Half, Kind
from solver import problem as p
from tests.builders import (
    CLOSES,
    NOON,
    a_host_offer,
    a_mentor_offer,
    a_person,
    a_round,
    an_application,
    an_availability,
)
from tests.domain.lived import a_confirmed_exchange, at
from tests.domain.solved import asks, gives, problem_of, solved
from tests.domain.test_planning import MONDAY, SPRING, TUESDAY, WEDNESDAY

AM, PM = Half.MORNING, Half.AFTERNOON
ALWAYS = p.Free(days=SPRING)


def is_busy(db: Session, person: Person, *spans: tuple[datetime, datetime]) -> None:
    """Somebody's calendar says so."""
    busy_sources.bring(db, person, spans, now=NOON)


def on(day: date, start: time, end: time) -> tuple[datetime, datetime]:
    return at(day, start), at(day, end)


def whole(day: date) -> tuple[datetime, datetime]:
    return at(day, time()), at(day + timedelta(days=1), time())


def without(day: date, *, free: Half | None = None) -> p.Free:
    """All days of the round but one, of which a half may be left."""
    return p.Free(
        days=tuple(each for each in SPRING if each != day),
        mornings=(day,) if free is AM else (),
        afternoons=(day,) if free is PM else (),
    )


def asked(problem: p.Problem, row: Application) -> p.Free:
    return named(asks(problem, row.id).free)


def given(problem: p.Problem, row: Offer) -> p.Free:
    return named(gives(problem, row.id).free)


def named(free: p.Free) -> p.Free:
    """Every day by its name."""
    return ALWAYS if free.days is None else free


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (on(MONDAY, time(9), time(11)), without(MONDAY, free=PM)),
        (on(MONDAY, time(7), time(9, 30)), without(MONDAY, free=PM)),
        (on(MONDAY, time(14), time(16)), without(MONDAY, free=AM)),
        (on(MONDAY, time(11, 30), time(13, 30)), without(MONDAY)),
        (whole(MONDAY), without(MONDAY)),
        (on(MONDAY, time(6), time(9)), ALWAYS),
        (on(MONDAY, time(16), time(20)), ALWAYS),
        (on(MONDAY, time(9), time(10, 59)), ALWAYS),
        (whole(date(2027, 3, 13)), ALWAYS),
    ],
    ids=["morning", "early", "afternoon", "noon", "day", "before work", "evening", "short", "saturday"],
)
def test_what_lasts_two_working_hours_takes_the_halves_that_it_touches(
    lite: Session, span: tuple[datetime, datetime], expected: p.Free
) -> None:
    round_ = a_round(lite)
    row, offer = an_application(lite, to=round_), a_host_offer(lite, to=round_)
    is_busy(lite, row.person, span)
    is_busy(lite, offer.person, span)

    problem = problem_of(lite, round_)

    assert [asked(problem, row), given(problem, offer)] == [expected, expected]


def test_a_stay_of_several_days_elsewhere_takes_each_of_them(lite: Session) -> None:
    round_ = a_round(lite)
    row = an_application(lite, to=round_)
    is_busy(lite, row.person, (at(MONDAY, time(13)), at(WEDNESDAY, time(10))))

    free = asked(problem_of(lite, round_), row)

    assert free.mornings == (MONDAY,)
    assert free.afternoons == (WEDNESDAY,)
    assert free.days == tuple(each for each in SPRING if not MONDAY <= each <= WEDNESDAY)


def test_the_own_word_and_the_calendar_both_hold(lite: Session) -> None:
    round_ = a_round(lite)
    row = an_application(lite, to=round_)
    an_availability(lite, of=row, first_day=MONDAY, last_day=TUESDAY, can=True)
    an_availability(lite, of=row, first_day=TUESDAY, last_day=TUESDAY, half=PM)
    is_busy(lite, row.person, on(MONDAY, time(9), time(12)))

    free = asked(problem_of(lite, round_), row)

    assert free == p.Free(days=(), mornings=(TUESDAY,), afternoons=(MONDAY,))


def test_hr_says_what_is_too_short_to_count(lite: Session) -> None:
    round_ = a_round(lite)
    row = an_application(lite, to=round_)
    is_busy(lite, row.person, on(MONDAY, time(9), time(9, 30)), on(TUESDAY, time(9), time(12)))

    def free(minutes: int) -> tuple[date, ...] | None:
        busy_times.say_least_minutes(lite, round_, minutes)
        return asked(problem_of(lite, round_), row).days

    assert [free(30), free(31), free(181)] == [
        tuple(each for each in SPRING if each not in (MONDAY, TUESDAY)),
        tuple(each for each in SPRING if each != TUESDAY),
        SPRING,
    ]
    assert busy_times.least_minutes(lite, a_round(lite)) == 120


def test_mentoring_minds_only_the_hours_of_its_weekly_times(lite: Session) -> None:
    round_ = a_round(lite)
    mentor = a_mentor_offer(lite, to=round_, slots=("tue 13:00", "thu 09:30"))
    clear, over = on(TUESDAY, time(14), time(16)), on(date(2027, 3, 16), time(11, 30), time(13, 30))
    is_busy(lite, mentor.person, whole(MONDAY), clear, over)

    assert given(problem_of(lite, round_), mentor) == without(date(2027, 3, 16), free=AM)


def test_the_others_stay_free(lite: Session) -> None:
    round_ = a_round(lite)
    busy, free = an_application(lite, to=round_), an_application(lite, to=round_, kind=Kind.MENTORING)
    is_busy(lite, busy.person, whole(MONDAY))

    assert asked(problem_of(lite, round_), free) == ALWAYS


def test_nobody_is_sent_away_or_visited_while_busy(lite: Session) -> None:
    round_ = a_round(lite, first_day=MONDAY, last_day=WEDNESDAY)
    row = an_application(lite, to=round_, blocks=(2,))
    offer = a_host_offer(lite, to=round_)
    is_busy(lite, row.person, whole(MONDAY))
    is_busy(lite, offer.person, whole(WEDNESDAY))

    (pairing,) = solved(problem_of(lite, round_)).pairings

    assert [each.date for each in pairing.days] == [TUESDAY]


def test_what_this_round_has_put_into_calendars_does_not_stand_in_its_own_way(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, state=ExchangeState.BROKEN, broken_at=CLOSES)  # Monday to Wednesday
    for person in (exchange.guest, exchange.host):
        is_busy(lite, person, (at(MONDAY, time()), at(date(2027, 3, 12), time())))

    problem = problem_of(lite, lite.get_one(Round, exchange.round_id))

    frees = (asks(problem, exchange.application_id).free, gives(problem, exchange.offer_id).free)
    assert frees == (without(date(2027, 3, 11)), without(date(2027, 3, 11)))


def test_another_round_does(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    is_busy(lite, exchange.host, whole(MONDAY))
    other = a_round(lite)
    offer = a_host_offer(lite, to=other, person=exchange.host)

    assert given(problem_of(lite, other), offer) == without(MONDAY)


def test_a_forgotten_source_takes_its_times_along(lite: Session) -> None:
    round_ = a_round(lite)
    row = an_application(lite, to=round_, state=ApplicationState.SUBMITTED)
    source = busy_sources.bring(lite, row.person, [whole(MONDAY)], now=NOON)
    before = asked(problem_of(lite, round_), row)

    busy_sources.remove(lite, source)

    assert before == without(MONDAY)
    assert asked(problem_of(lite, round_), row) == ALWAYS


def test_both_databases_plan_around_busy_times(db: Session) -> None:
    round_ = a_round(db)
    row = an_application(db, to=round_, person=a_person(db))
    is_busy(db, row.person, whole(MONDAY))

    assert asked(problem_of(db, round_), row) == without(MONDAY)


def test_other_days_are_not_proposed_while_somebody_is_busy(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    before = common_time(lite, exchange, now=CLOSES)
    is_busy(lite, exchange.guest, on(date(2027, 3, 16), time(9), time(12)))
    is_busy(lite, exchange.host, whole(date(2027, 3, 17)))

    after = common_time(lite, exchange, now=CLOSES)

    taken = {(date(2027, 3, 16), AM), (date(2027, 3, 17), AM), (date(2027, 3, 17), PM)}
    assert before.both & ~after.both == halves_as_bits(before.window, taken)
    assert after.both & ~before.both == 0
