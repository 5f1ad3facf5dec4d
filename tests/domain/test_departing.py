"""Between HR's yes and publishing: the yes can be taken back until the plan leaves, no longer."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import departing, planning_settings, round_life, schedules
from domain.refusals import Conflict, Invalid
from models import streams
from models.events import Wait
from models.exchanges import Exchange
from models.messages import Outcome
from models.rounds import Round
from models.schedules import Schedule
from models.states import RoundState, ScheduleState
from tests.builders import CLOSES
from tests.domain.deciding import a_drafted_round, owner
from tests.domain.lived import facts

APPROVED_AT = CLOSES + timedelta(hours=1)
LEAVES_AT = APPROVED_AT + timedelta(minutes=10)
A_SECOND = timedelta(seconds=1)


def an_approved_round(db: Session) -> tuple[Round, Schedule]:
    round_, _desk, schedule = a_drafted_round(db)
    leaves_at = departing.leaves_at(round_, now=APPROVED_AT)
    schedules.approve(db, schedule, by=owner(db, round_), now=APPROVED_AT, leaves_at=leaves_at)
    db.flush()
    return round_, schedule


def test_an_approved_plan_waits_for_ten_minutes_and_then_goes_on(db: Session) -> None:
    round_, _schedule = an_approved_round(db)

    early = round_life.decide(db, round_, heard=1, now=LEAVES_AT - A_SECOND)
    waited = db.get_one(Wait, streams.of_round(round_.id))
    late = round_life.decide(db, round_, heard=1, now=LEAVES_AT)

    assert (early.waiting_for, early.until, waited.whose_id) == ("departure", LEAVES_AT, round_.owner_id)
    assert late.outcome is Outcome.APPROVED


def test_nothing_is_published_before_it_leaves(db: Session) -> None:
    round_, schedule = an_approved_round(db)

    round_life.publish(db, round_, heard=1, now=LEAVES_AT - A_SECOND)
    before = list(db.scalars(select(Exchange)))
    round_life.publish(db, round_, heard=1, now=LEAVES_AT)

    assert before == []
    assert (schedule.state, round_.state) == (ScheduleState.PUBLISHED, RoundState.RUNNING)
    assert len(list(db.scalars(select(Exchange)))) == 1


def test_a_yes_that_is_taken_back_makes_the_plan_wait_for_a_decision_again(db: Session) -> None:
    round_, schedule = an_approved_round(db)

    departing.take_back(db, round_, schedule, by=owner(db, round_), now=LEAVES_AT - A_SECOND)
    departing.take_back(db, round_, schedule, by=owner(db, round_), now=LEAVES_AT)
    standing = round_life.decide(db, round_, heard=1, now=LEAVES_AT)

    assert (schedule.state, schedule.approved_at, schedule.leaves_at) == (ScheduleState.DRAFT, None, None)
    assert standing.waiting_for == "approval"
    assert facts(db, streams.of_round(round_.id))[-2:] == ["schedule_approved", "approval_taken_back"]


def test_it_is_too_late_in_the_second_in_which_it_leaves(db: Session) -> None:
    round_, schedule = an_approved_round(db)

    with pytest.raises(Conflict):
        departing.take_back(db, round_, schedule, by=owner(db, round_), now=LEAVES_AT)

    assert schedule.state is ScheduleState.APPROVED


def test_a_round_without_time_to_think_again_publishes_at_once(db: Session) -> None:
    round_, _desk, _schedule = a_drafted_round(db)

    planning_settings.set_regret(db, round_, 0, by=owner(db, round_), now=CLOSES)

    assert departing.leaves_at(round_, now=APPROVED_AT) is None


@pytest.mark.parametrize("minutes", [-1, 1441])
def test_the_time_to_think_again_is_a_day_at_most(db: Session, minutes: int) -> None:
    round_, _desk, _schedule = a_drafted_round(db)

    with pytest.raises(Invalid):
        planning_settings.set_regret(db, round_, minutes, by=owner(db, round_), now=CLOSES)
