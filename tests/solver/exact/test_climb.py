"""The way up in rounds small enough for proof: what is left of the time."""

from time import monotonic

from solver.arrays.board import Board
from solver.exact import climb
from solver.exact.engine import Limits, Watcher
from solver.objective import Objective
from solver.problem import Lock, Stay
from solver.solution import Status
from solver.view import View
from tests.solver.tiny import FRIDAY, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, a_guest, a_host, a_round, on

HOUR = 3_600.0


def test_time_that_has_passed_is_counted_once() -> None:
    guests = (
        a_guest("aino", free=on(MONDAY, WEDNESDAY)),
        a_guest("eeva", needs=Stay(blocks=(4,)), free=on(MONDAY, TUESDAY, THURSDAY, FRIDAY)),
        a_guest("outi", free=on(THURSDAY)),
    )
    locks = tuple(Lock(application=guest.id, offer="olli") for guest in guests)
    levels = Objective(mode="levels", levels=("placed", "fit"))
    problem = a_round(*guests, a_host("olli", most_stays=3), locked=locks, objective=levels)
    begun_two_hours_ago = Watcher(monotonic() - 2 * HOUR, lambda _: None, lambda: False)

    rungs = climb.climb(Board(View(problem)), Limits(wall=3 * HOUR), begun_two_hours_ago, None)

    assert [rung.status for rung in rungs] == [Status.OPTIMAL, Status.OPTIMAL]
