"""Shapes: every time for some needs, and who is free for which, as bits."""

import random
from datetime import date, timedelta

import numpy as np
import pytest

from solver.arrays.shapes import Shape, packed, truths, unpacked
from solver.arrays.supply import Supply
from solver.placements import Placement
from solver.problem import CommonDays, Day, Free, Problem, Sessions, Slot, Stay
from solver.view import View
from tests.solver.tiny import (
    MONDAY,
    MONDAYS,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    a_guest,
    a_host,
    a_mentee,
    a_mentor,
    a_round,
    a_slot,
    on,
)

LONG = tuple(MONDAY + timedelta(days=number) for number in range(140) if number % 7 < 5)


def a_shape(needs: Stay | Sessions | CommonDays, *, slots: tuple[Slot, ...] = ()) -> Shape:
    """The shape of these needs in the first week of March."""
    kind = "mentoring" if isinstance(needs, Sessions) else "shadowing"
    problem = a_round(a_guest("aino", kind=kind, needs=needs), slots=slots)
    return Supply(View(problem)).shapes[needs]


def a_long_round(*, guest: Free, host: Free) -> Problem:
    """A hundred working days, and a stay of one day."""
    days = tuple(Day(date=day) for day in LONG)
    return a_round(a_guest("aino", free=guest), a_host("host", free=host), days=days)


def days_of(problem: Problem, numbers: list[bool]) -> list[date]:
    """The days of the placements that are true."""
    shape = Supply(View(problem)).shapes[Stay(blocks=(2,))]
    chosen = (one for one, suits in zip(shape.placements, numbers, strict=True) if suits)
    return [LONG[(one.halves.bit_length() - 1) // 2] for one in chosen]


def test_a_stay_of_two_days_can_begin_on_four_days_of_a_week() -> None:
    shape = a_shape(Stay(blocks=(4,)))

    assert [one.halves for one in shape.placements] == [0b1111 << 2 * first for first in range(4)]
    assert shape.cell_lists == ((0, 1), (1, 2), (2, 3), (3, 4))


def test_a_series_can_begin_on_any_date_that_leaves_enough_of_them() -> None:
    shape = a_shape(Sessions(count=2, every_weeks=2), slots=(a_slot("monday", dates=MONDAYS[:4]),))

    assert shape.placements == (
        Placement(slot="monday", sessions=(MONDAYS[0], MONDAYS[2])),
        Placement(slot="monday", sessions=(MONDAYS[1], MONDAYS[3])),
    )


def test_days_that_are_agreed_later_are_one_placement_for_everybody() -> None:
    shape = a_shape(CommonDays(at_least=2))

    assert shape.placements == (Placement(),)
    assert shape.possible(np.zeros((3, 10), dtype=np.bool_)).tolist() == [[True]] * 3


@pytest.mark.parametrize(
    ("blocks", "first"),
    [
        ((2,), 0),
        ((3,), 0),
        ((4,), 1),
        ((6,), 2),
        ((2, 2), 1),
        ((4, 2), 2),
        ((2, 2, 2), 2),
        ((3, 2), 0),
    ],
)
def test_the_first_of_two_hosts_takes_the_larger_half(blocks: tuple[int, ...], first: int) -> None:
    assert a_shape(Stay(blocks=blocks)).first_days == first


def test_the_first_of_two_hosts_takes_the_earliest_days() -> None:
    shape = a_shape(Stay(blocks=(6,)))

    taken = [np.flatnonzero(row).tolist() for row in shape.first_halves]

    assert taken == [[0, 1, 2, 3], [2, 3, 4, 5], [4, 5, 6, 7]]


def test_somebody_can_take_part_who_is_free_in_every_half_that_is_needed() -> None:
    shape = a_shape(Stay(blocks=(4,)))
    free = truths([0b11_11_11_11_11, 0b11_11_01_11_11, 0], 10)

    assert shape.possible(free).tolist() == [
        [True, True, True, True],
        [True, False, False, True],
        [False, False, False, False],
    ]


@pytest.mark.parametrize("count", [1, 63, 64, 65, 128, 200])
def test_packed_rows_come_back_as_they_were(count: int) -> None:
    dice = random.Random(count)
    rows = np.array([[dice.random() < 0.5 for _ in range(count)] for _ in range(7)], dtype=np.bool_)
    words = -(-count // 64)

    bits = packed(rows, words)

    assert bits.shape == (7, words)
    assert unpacked(bits, count).tolist() == rows.tolist()


def test_the_lowest_bit_of_the_first_word_is_the_earliest_placement() -> None:
    rows = np.zeros((1, 70), dtype=np.bool_)
    rows[0, [0, 3, 64]] = True

    assert packed(rows, 2).tolist() == [[0b1001, 0b1]]


def test_whole_numbers_become_rows_of_bits_lowest_first() -> None:
    assert truths([0b1, 0b110, 1 << 9], 10).astype(int).tolist() == [
        [1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        [0, 1, 1, 0, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
    ]


def test_guest_and_host_meet_beyond_the_first_word_of_placements() -> None:
    problem = a_long_round(guest=on(LONG[3], LONG[63], LONG[64], LONG[99]), host=on(LONG[63], *LONG[90:]))
    supply, needs = Supply(View(problem)), Stay(blocks=(2,))

    both = supply.guest_bits["aino"] & supply.offer_bits[needs]

    assert supply.shapes[needs].words == 2
    assert days_of(problem, unpacked(both, 100)[0].tolist()) == [LONG[63], LONG[99]]


def test_a_mentee_and_a_mentor_meet_only_in_slots_that_suit_both() -> None:
    slots = tuple(a_slot(name, dates=MONDAYS[:3]) for name in ("a", "b", "c"))
    mentee, mentor = a_mentee("mirja", slots=("a", "b")), a_mentor("maija", slots=("b", "c"))
    supply, needs = Supply(View(a_round(mentee, mentor, slots=slots))), mentee.needs

    both = supply.guest_bits["mirja"] & supply.offer_bits[needs]

    shape = supply.shapes[needs]
    suits = unpacked(both, len(shape.placements))[0]
    common = [one for one, both_can in zip(shape.placements, suits, strict=True) if both_can]
    assert [(one.slot, one.sessions[0]) for one in common] == [("b", MONDAYS[0]), ("b", MONDAYS[1])]


def test_a_person_is_free_all_day_only_with_both_halves() -> None:
    free = Free(days=(MONDAY, THURSDAY), mornings=(TUESDAY,), afternoons=(WEDNESDAY,))
    aino = a_guest("aino", free=free)

    days = Supply(View(a_round(aino))).whole_days(aino)

    assert days.tolist() == [True, False, False, True, False]
