"""When a stay can be held: weekends, holidays, half days and blocks."""

from datetime import date

import pytest

from solver.problem import Day, Free, Stay
from tests.solver.tiny import (
    FRIDAY,
    MONDAY,
    NEXT_MONDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    WEEK,
    a_guest,
    a_host,
    a_round,
    on,
    placed,
    solved,
)

TWO_WEEKS = tuple(Day(date=date(2027, 3, day)) for day in (1, 2, 3, 4, 5, 8, 9, 10, 11, 12))
PLACED = [("eeva", "olli")]


@pytest.mark.parametrize(("may_cross", "expected"), [("yes", PLACED), ("no", [])])
def test_a_stay_crosses_a_weekend_only_if_it_may(may_cross: str, expected: list[tuple[str, str]]) -> None:
    eeva = a_guest("eeva", needs=Stay(blocks=(4,)), free=on(FRIDAY, NEXT_MONDAY))

    problem = a_round(eeva, a_host("olli"), days=TWO_WEEKS, may_cross_weekend=may_cross == "yes")

    assert placed(problem) == expected


@pytest.mark.parametrize(("may_cross", "expected"), [("yes", PLACED), ("no", [])])
def test_a_stay_crosses_a_holiday_only_if_it_may(may_cross: str, expected: list[tuple[str, str]]) -> None:
    without_thursday = tuple(Day(date=day) for day in WEEK if day != THURSDAY)
    eeva = a_guest("eeva", needs=Stay(blocks=(4,)), free=on(WEDNESDAY, FRIDAY))

    problem = a_round(eeva, a_host("olli"), days=without_thursday, may_cross_holiday=may_cross == "yes")

    assert placed(problem) == expected


def test_days_of_a_stay_follow_one_another() -> None:
    eeva = a_guest("eeva", needs=Stay(blocks=(4,)), free=on(MONDAY, WEDNESDAY))

    assert placed(a_round(eeva, a_host("olli"))) == []


def test_a_day_and_a_half_may_start_after_noon() -> None:
    free = Free(days=(TUESDAY,), afternoons=(MONDAY,))
    eeva = a_guest("eeva", needs=Stay(blocks=(3,)), free=free)

    days = solved(a_round(eeva, a_host("olli"))).pairings[0].days

    assert [(day.date, day.am, day.pm) for day in days] == [(MONDAY, False, True), (TUESDAY, True, True)]


def test_whole_days_start_in_the_morning() -> None:
    free = Free(days=(), afternoons=(MONDAY,), mornings=(TUESDAY,))

    assert placed(a_round(a_guest("eeva", free=free), a_host("olli"))) == []


def test_a_half_day_holiday_ends_a_stay() -> None:
    days = (Day(date=MONDAY, pm=False), Day(date=TUESDAY))
    eeva = a_guest("eeva", needs=Stay(blocks=(3,)))

    assert placed(a_round(eeva, a_host("olli"), days=days, may_cross_holiday=True)) == []


@pytest.mark.parametrize(("least", "most", "expected"), [(3, 28, PLACED), (8, 28, []), (3, 6, [])])
def test_blocks_keep_their_distance(least: int, most: int, expected: list[tuple[str, str]]) -> None:
    needs = Stay(blocks=(2, 2), apart_least=least, apart_most=most)
    eeva = a_guest("eeva", needs=needs, free=on(MONDAY, NEXT_MONDAY))

    assert placed(a_round(eeva, a_host("olli"), days=TWO_WEEKS)) == expected


def test_a_proposed_window_is_the_whole_week_of_the_stay() -> None:
    eeva = a_guest("eeva", free=on(WEDNESDAY))

    pairing = solved(a_round(eeva, a_host("olli"), date_mode="window")).pairings[0]

    assert pairing.window == (MONDAY, date(2027, 3, 7))


def test_pairs_only_get_no_days() -> None:
    pairing = solved(a_round(a_guest("eeva"), a_host("olli"), date_mode="pair")).pairings[0]

    assert pairing.days == ()
