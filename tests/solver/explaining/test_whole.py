"""Whoever asks of one plan again and again hears what those hear who ask once."""

import pytest

from solver import explain
from solver.explaining.whole import WholePlan
from solver.own_plan import own_pairing, own_pairing_in, own_waiting, own_waiting_in
from tests.solver.plans import left_out


@pytest.mark.parametrize("seed", range(40))
def test_everybody_of_a_plan_hears_the_same_as_alone(seed: int) -> None:
    problem, answer = left_out(seed)
    placed = [one.application for one in answer.pairings]
    others = [one.application for one in answer.unplaced]
    plan = WholePlan(problem, answer)

    reasons = [explain.pairing_in(plan, one) for one in placed]
    own_reasons = [own_pairing_in(plan, one) for one in placed]
    waiting = [explain.waiting_in(plan, one) for one in others]
    own = [own_waiting_in(plan, one) for one in others]

    assert reasons == [explain.pairing(problem, answer, one) for one in placed]
    assert own_reasons == [own_pairing(problem, answer, one) for one in placed]
    assert waiting == [explain.waiting(problem, answer, one) for one in others]
    assert own == [own_waiting(problem, answer, one) for one in others]
