"""Cells: days or halves first, then sessions, and what nobody can do together."""

from datetime import date, time

import pytest

from solver.arrays.cells import Cells, covers
from solver.placements import Placement
from solver.problem import Application, Problem, Slot, Stay
from solver.view import View
from tests.solver.tiny import MONDAYS, a_guest, a_mentee, a_round, a_slot

LUNCH = time(11, 30)


def a_round_of_mondays(*people: Application, slots: tuple[Slot, ...], blocks: str = "half") -> Problem:
    return a_round(*people, slots=slots, sessions_block=blocks)


def test_a_cell_is_a_day_while_all_stays_are_of_whole_days() -> None:
    cells = Cells(View(a_round(a_guest("aino"), a_guest("eeva", needs=Stay(blocks=(4,))))))

    assert (cells.per_day, cells.stays, cells.count) == (1, 5, 5)
    assert cells.of(Placement(halves=0b11_00_11)) == [0, 2]


def test_a_cell_is_a_half_day_as_soon_as_one_stay_needs_it() -> None:
    cells = Cells(View(a_round(a_guest("aino"), a_guest("eeva", needs=Stay(blocks=(3,))))))

    assert (cells.per_day, cells.stays, cells.count) == (2, 10, 10)
    assert cells.of(Placement(halves=0b01_11_00)) == [2, 3, 4]


def test_sessions_are_cells_behind_those_of_stays() -> None:
    slots = (a_slot("early", dates=MONDAYS[:2]), a_slot("late", start=time(13), dates=MONDAYS[:1]))
    cells = Cells(View(a_round_of_mondays(a_mentee("mirja"), slots=slots)))

    assert cells.sessions == (("early", MONDAYS[0]), ("early", MONDAYS[1]), ("late", MONDAYS[0]))
    assert cells.of(Placement(slot="early", sessions=MONDAYS[:2])) == [5, 6]
    assert cells.count == 8


@pytest.mark.parametrize(
    ("blocks", "start", "held"),
    [
        ("nothing", time(9), ()),
        ("half", time(9), (0,)),
        ("half", time(13), (1,)),
        ("half", LUNCH, (0, 1)),
        ("day", time(9), (0, 1)),
    ],
)
def test_a_session_blocks_the_halves_that_the_round_says(
    blocks: str, start: time, held: tuple[int, ...]
) -> None:
    slots = (a_slot(start=start, dates=MONDAYS[:1]),)
    half_days = a_guest("aino", needs=Stay(blocks=(1,)))

    cells = Cells(View(a_round_of_mondays(half_days, a_mentee("mirja"), slots=slots, blocks=blocks)))

    assert cells.blocked == (held,)


def test_a_session_blocks_the_whole_day_where_cells_are_days() -> None:
    slots = (a_slot(dates=MONDAYS[:2]),)

    cells = Cells(View(a_round_of_mondays(a_guest("aino"), a_mentee("mirja"), slots=slots)))

    assert cells.blocked == ((0,), ())  # the second Monday lies outside the window


def test_sessions_conflict_where_they_overlap_and_with_the_day_they_are_on() -> None:
    slots = (
        a_slot("nine", dates=MONDAYS[:1]),
        a_slot("half past nine", start=time(9, 30), dates=MONDAYS[:1]),
        a_slot("ten", start=time(10), dates=MONDAYS[:1]),
    )
    cells = Cells(View(a_round_of_mondays(a_mentee("mirja"), slots=slots)))

    nine, half_past, ten = (cells.session_number[slot.id, MONDAYS[0]] for slot in slots)

    assert cells.conflicts[nine] == (0, nine, half_past)
    assert cells.conflicts[half_past] == (0, nine, half_past, ten)
    assert cells.conflicts[ten] == (0, half_past, ten)
    assert cells.conflicts[0] == (0, nine, half_past, ten)
    assert cells.conflicts[1] == (1,)


def test_conflicts_go_both_ways() -> None:
    slots = (
        a_slot("nine", minutes=180, dates=MONDAYS),
        a_slot("eleven", start=time(11), dates=MONDAYS[1:]),
        a_slot("one", start=time(13), dates=(MONDAYS[0], date(2027, 3, 2))),
    )
    half_days = a_guest("aino", needs=Stay(blocks=(1,)))

    conflicts = Cells(View(a_round_of_mondays(half_days, a_mentee("mirja"), slots=slots))).conflicts

    pairs = {(cell, other) for cell, others in enumerate(conflicts) for other in others}
    assert pairs == {(other, cell) for cell, other in pairs}
    assert {(cell, cell) for cell in range(len(conflicts))} < pairs


@pytest.mark.parametrize(
    ("moment", "going_on"), [(time(8, 59), False), (time(9), True), (time(9, 59), True), (time(10), False)]
)
def test_a_session_goes_on_from_its_first_minute_up_to_its_end(
    moment: time,
    going_on: bool,  # noqa: FBT001
) -> None:
    assert covers(a_slot(), moment) is going_on
