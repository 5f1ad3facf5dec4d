"""What a plan leaves when some are gone from it is what the rest of it takes."""

import random

import pytest

from solver.beside.room import Crowds, Room
from solver.beside.without import without
from solver.view import View
from tests.solver.answers import a_stay
from tests.solver.plans import left_out
from tests.solver.tiny import MONDAY, TUESDAY, a_guest, a_host, a_round

TABLES = ("served", "guests", "visitors", "mentees", "travellers", "spent", "doings")


@pytest.mark.parametrize("seed", range(120))
def test_without_some_a_plan_has_what_the_others_take(seed: int) -> None:
    chance = random.Random(seed)
    problem, answer = left_out(seed)
    plan = answer.pairings
    gone = [one.id for one in problem.applications if chance.random() < 0.4]

    less = without(Room(View(problem), plan), gone)
    rest = Room(View(problem), tuple(one for one in plan if one.application not in gone))

    assert less.pairings == rest.pairings
    assert [getattr(less, table) for table in TABLES] == [dict(getattr(rest, table)) for table in TABLES]
    assert (taken(less.crowds), taken(less.crowds_in)) == (taken(rest.crowds), taken(rest.crowds_in))


def taken(crowds: Crowds) -> Crowds:
    """Without the levels that nobody takes."""
    levels = {where: [level for level in levels if level] for where, levels in crowds.items()}
    return {where: some for where, some in levels.items() if some}


def test_the_highest_level_of_a_crowd_falls_where_somebody_leaves() -> None:
    problem = a_round(a_guest("aino"), a_guest("eeva"), a_host("olli", guests_per_day=2, most_stays=2))
    plan = (a_stay("aino", "olli", MONDAY, TUESDAY), a_stay("eeva", "olli", TUESDAY))
    whole = Room(View(problem), plan)

    left = [taken(without(whole, [gone]).crowds) for gone in ("aino", "eeva")]

    assert whole.crowds["olli"] == [0b1111, 0b1100]
    assert left == [{"olli": [0b1100]}, {"olli": [0b1111]}]
