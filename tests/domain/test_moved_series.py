"""Sessions that have moved to another day or week do not keep a round from being planned again."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from models.exchanges import Exchange
from models.rounds import Round
from models.states import Kind
from models.timeline import moment
from solver.check import check
from solver.reading import refuse_flaws
from solver.solution import Status
from tests.builders import SESSIONS
from tests.domain.lived import a_confirmed_exchange, at
from tests.domain.solved import problem_of, solved

REPAIR = at(date(2027, 2, 10))
THURSDAY = moment(date(2027, 3, 18), time(10, 0))
BEFORE_THE_FIRST = moment(date(2027, 3, 1), time(9, 0))
PAST_THE_LAST = SESSIONS[2] + timedelta(weeks=5)


@pytest.mark.parametrize("to", [THURSDAY, BEFORE_THE_FIRST, PAST_THE_LAST])
@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize("by", ["rule", "date"])
def test_a_round_with_a_moved_session_is_planned_and_keeps_the_pair(
    lite: Session, to: datetime, number: int, by: str
) -> None:
    exchange = a_confirmed_exchange(lite, kind=Kind.MENTORING)
    _move(exchange, number, to, stands_alone=by == "date")

    problem = problem_of(lite, lite.get_one(Round, exchange.round_id), now=REPAIR)
    refuse_flaws(problem)
    plan = solved(problem)

    assert [each.application for each in plan.pairings] == [str(exchange.application_id)]
    assert (plan.status, check(problem, plan)) == (Status.OPTIMAL, [])


def _move(exchange: Exchange, number: int, to: datetime, *, stands_alone: bool) -> None:
    """By a rule sessions keep their original start; those at irregular dates have none."""
    exchange.appointments[number].starts_at = to
    if stands_alone:
        for each in exchange.appointments:
            each.original_starts_at = None
