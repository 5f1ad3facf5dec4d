from datetime import date, datetime, time

import pytest
from sqlalchemy.orm import Session

from domain import pairings
from invites.codes import Shortage
from models.applications import Application
from models.schedules import Block, FitReason, Pairing
from models.states import Half, Kind
from models.timeline import moment
from solver.problem import StayDay
from solver.solution import FitReasons, Journey, Removed, Rule, TopicHit, Unplaced
from solver.solution import Pairing as Found
from tests.builders import a_pairing, an_application, offer_for

AM, PM = Half.MORNING, Half.AFTERNOON


def found(db: Session, application: Application, **said: object) -> Found:
    """What the solver says of an application and an offer of its kind."""
    usual = {
        "application": str(application.id),
        "offer": str(offer_for(db, application).id),
        "fit": 80,
        "reasons": FitReasons(),
        "journey": Journey(),
    }
    return Found.model_validate(usual | said)


def days(*numbers: int) -> tuple[StayDay, ...]:
    return tuple(StayDay(date=date(2027, 3, each)) for each in numbers)


def blocks(db: Session, sizes: tuple[int, ...], stay: tuple[StayDay, ...]) -> tuple[Block, ...]:
    application = an_application(db, blocks=sizes)
    return pairings.row(found(db, application, days=stay), sizes=sizes).blocks


def block(first: int, last: int, start: Half = AM, end: Half = PM) -> Block:
    return Block(
        first_day=date(2027, 3, first), last_day=date(2027, 3, last), first_half=start, last_half=end
    )


def test_three_days_are_one_block(lite: Session) -> None:
    assert blocks(lite, (6,), days(8, 9, 10)) == (block(8, 10),)


def test_two_and_two_days_are_two_blocks(lite: Session) -> None:
    assert blocks(lite, (4, 4), days(8, 9, 17, 18)) == (block(8, 9), block(17, 18))


def test_two_blocks_that_follow_over_a_weekend_are_still_two(lite: Session) -> None:
    assert blocks(lite, (4, 4), days(11, 12, 15, 16)) == (block(11, 12), block(15, 16))


def test_a_day_and_a_half_ends_at_noon_or_begins_after_it(lite: Session) -> None:
    until_noon = (*days(8), StayDay(date=date(2027, 3, 9), pm=False))
    after_noon = (StayDay(date=date(2027, 3, 8), am=False), *days(9))

    assert blocks(lite, (3,), until_noon) == (block(8, 9, end=AM),)
    assert blocks(lite, (3,), after_noon) == (block(8, 9, start=PM),)


def test_a_stay_from_friday_to_monday_is_one_block(lite: Session) -> None:
    assert blocks(lite, (4,), days(12, 15)) == (block(12, 15),)


def test_a_stay_over_easter_is_one_block(lite: Session) -> None:
    assert blocks(lite, (4,), days(25, 30)) == (block(25, 30),)


def test_reasons_are_kept_in_the_order_in_which_people_care(lite: Session) -> None:
    reasons = FitReasons(
        topics=(TopicHit(topic="kaavoitus", weight=5, strength=100),),
        wished="offer",
        wish_points=20,
        languages=("fi",),
        language_points=3,
    )

    row = pairings.row(found(lite, an_application(lite), days=days(8, 9, 10), reasons=reasons), sizes=(6,))

    assert row.reasons == (
        FitReason(code="topic", about="kaavoitus", points=5),
        FitReason(code="wished_offer", points=20),
        FitReason(code="language", about="fi"),
    )


def test_sessions_are_local_times_across_the_clock_change(lite: Session) -> None:
    application = an_application(lite, kind=Kind.MENTORING)
    starts = tuple(datetime(2027, 3, day, 13) for day in (16, 30))  # noqa: DTZ001

    row = pairings.row(found(lite, application, slot="tue 13:00", sessions=starts), sizes=())

    assert [each.hour for each in row.starts] == [11, 10]
    assert (row.minutes, row.blocks) == (60, ())


def test_the_blocks_of_a_pairing_become_numbered_appointments(lite: Session) -> None:
    pairing = a_pairing(lite, blocks=(block(8, 9), block(17, 18, end=AM)))

    made = pairings.appointments(pairing, lite.get_one(Application, pairing.application_id))

    assert [(each.number, each.first_day, each.last_day, each.last_half) for each in made] == [
        (1, date(2027, 3, 8), date(2027, 3, 9), PM),
        (2, date(2027, 3, 17), date(2027, 3, 18), AM),
    ]


def test_a_session_that_a_holiday_shifts_is_moved_from_the_rule(lite: Session) -> None:
    application = an_application(lite, kind=Kind.MENTORING, cadence_weeks=2)
    at_nine = time(9)
    held = [date(2027, 3, 1), date(2027, 3, 15), date(2027, 4, 5)]  # 29.3. is Easter Monday
    starts = tuple(moment(day, at_nine) for day in held)
    pairing = Pairing(starts=starts, minutes=60, blocks=())

    made = pairings.appointments(pairing, application)

    assert [each.starts_at for each in made] == list(starts)
    assert [each.original_starts_at for each in made] == [
        moment(date(2027, 3, day), at_nine) for day in (1, 15, 29)
    ]


@pytest.mark.parametrize(
    "held",
    [
        [date(2027, 3, 1), date(2027, 3, 18), date(2027, 4, 7)],
        [date(2027, 3, 1), date(2027, 3, 18)],
        [date(2027, 3, 1)],
    ],
)
def test_sessions_of_which_most_leave_the_rule_stand_alone(lite: Session, held: list[date]) -> None:
    application = an_application(lite, kind=Kind.MENTORING, cadence_weeks=2)
    pairing = Pairing(starts=tuple(moment(day, time(9)) for day in held), minutes=60, blocks=())

    made = pairings.appointments(pairing, application)

    assert [each.original_starts_at for each in made] == [None] * len(held)


@pytest.mark.parametrize(
    ("code", "removed", "shortage"),
    [
        ("lost_to_others", (), Shortage.PLACES_TAKEN),
        ("nothing_in_reach", (), Shortage.NO_FITTING_OFFER),
        ("nothing_in_reach", ((Rule.TOPICS, 9), (Rule.LANGUAGE, 2)), Shortage.NO_COMMON_LANGUAGE),
        ("nothing_in_reach", ((Rule.DATES, 1), (Rule.MINUTES, 4)), Shortage.TOO_FAR),
        ("nothing_in_reach", ((Rule.DATES, 4), (Rule.COST, 1)), Shortage.NO_COMMON_DAYS),
        ("nothing_in_reach", ((Rule.EXCLUDED_BY_APPLICATION, 3),), Shortage.NO_FITTING_OFFER),
    ],
)
def test_why_somebody_is_not_placed_names_what_took_most_out_of_reach(
    lite: Session, code: str, removed: tuple[tuple[Rule, int], ...], shortage: Shortage
) -> None:
    application = an_application(lite)
    left = Unplaced.model_validate(
        {
            "application": str(application.id),
            "code": code,
            "in_reach": 0,
            "removed": tuple(Removed(rule=rule, offers=offers) for rule, offers in removed),
        }
    )

    assert pairings.unplaced(left).reason == shortage.value
