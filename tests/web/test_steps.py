"""Where a round is in its life."""

from datetime import date, timedelta

import pytest

from models.states import ExchangeState, RoundState
from web.views.counts import Counts, StateCount
from web.views.steps import Standing, Step, strip

FIRST_DAY = date(2027, 3, 1)
BEFORE = FIRST_DAY - timedelta(days=1)


def of(*states: ExchangeState) -> Counts:
    return Counts(exchanges=tuple(StateCount(state=state, number=1) for state in states))


@pytest.mark.parametrize(
    ("state", "exchanges", "today", "step"),
    [
        (RoundState.OPEN, [], BEFORE, Step.APPLY),
        (RoundState.CLOSED, [], BEFORE, Step.MATCH),
        (RoundState.PLANNED, [], BEFORE, Step.MATCH),
        (RoundState.RUNNING, [ExchangeState.PROPOSED, ExchangeState.CONFIRMED], BEFORE, Step.CONFIRM),
        (RoundState.RUNNING, [ExchangeState.PROPOSED, ExchangeState.CONFIRMED], FIRST_DAY, Step.MEET),
        (RoundState.RUNNING, [ExchangeState.CONFIRMED], BEFORE, Step.MEET),
        (RoundState.RUNNING, [ExchangeState.BROKEN, ExchangeState.CLOSED], FIRST_DAY, Step.MEET),
        (RoundState.RUNNING, [ExchangeState.HELD, ExchangeState.RELEASED], FIRST_DAY, Step.FOLLOW_UP),
    ],
)
def test_a_round_stands_at_one_step_with_the_earlier_ones_done(
    state: RoundState, exchanges: list[ExchangeState], today: date, step: Step
) -> None:
    shown = strip(state, of(*exchanges), first_day=FIRST_DAY, today=today)

    here = list(Step).index(step)
    assert [each.step for each in shown] == list(Step)
    assert [each.standing for each in shown] == (
        [Standing.DONE] * here + [Standing.CURRENT] + [Standing.AHEAD] * (4 - here)
    )


@pytest.mark.parametrize(
    ("state", "standing"),
    [
        (RoundState.DRAFT, Standing.AHEAD),
        (RoundState.CANCELLED, Standing.AHEAD),
        (RoundState.ENDED, Standing.DONE),
    ],
)
def test_a_round_that_is_not_going_on_stands_at_no_step(state: RoundState, standing: Standing) -> None:
    shown = strip(state, of(ExchangeState.CONFIRMED), first_day=FIRST_DAY, today=FIRST_DAY)

    assert [each.standing for each in shown] == [standing] * 5
