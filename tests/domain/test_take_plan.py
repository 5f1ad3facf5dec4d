"""What becomes of the solver's answer in a round's life."""

from datetime import timedelta

from sqlalchemy.orm import Session

from domain import round_life
from domain.working_days import in_working_days
from models.events import Wait
from models.states import RoundState
from models.streams import of_round
from solver.problem import Problem, fingerprint
from solver.solution import Solution, Status
from tests.builders import CLOSES, a_round
from tests.domain.lived import told
from tests.domain.solved import problem_of
from tests.domain.test_agreements import a_round_of_one, make


def impossible(problem: Problem) -> Solution:
    return Solution(
        status=Status.INFEASIBLE,
        seconds=0.1,
        seed=1,
        engine="judge",
        versions=(),
        input_sha256=fingerprint(problem),
    )


def test_limits_that_contradict_each_other_are_looked_at_again_next_morning(lite: Session) -> None:
    round_ = a_round(lite, state=RoundState.CLOSED)
    problem = problem_of(lite, round_)

    standing = round_life.take_plan(lite, round_, problem, impossible(problem), heard=3, now=CLOSES)

    morning = in_working_days(CLOSES, 1)
    wait = lite.get_one(Wait, of_round(round_.id))
    assert (standing.outcome, standing.until) == (None, morning)
    assert (wait.waiting_for, wait.whose_id, wait.heard_number) == ("possible_plan", round_.owner_id, 3)
    assert morning - CLOSES < timedelta(days=4)
    assert round_.state is RoundState.CLOSED


def test_while_no_plan_is_possible_what_was_asked_is_still_seen_through(lite: Session) -> None:
    round_, _house = a_round_of_one(lite)
    make(lite, round_)  # Tarula does not answer
    round_.state, late = RoundState.CLOSED, in_working_days(CLOSES, 20)
    problem = problem_of(lite, round_, now=late)

    standing = round_life.take_plan(lite, round_, problem, impossible(problem), heard=3, now=late)

    assert standing.until == in_working_days(late, 1)
    assert told(lite, of_round(round_.id))[-1] == ("agreement_missing", "Helmi")
