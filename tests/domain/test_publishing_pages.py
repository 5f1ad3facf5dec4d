"""A great plan begins page by page: nobody twice, nobody left out, and HR is asked only before the first."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from domain import publishing, publishing_pages, schedules
from models import streams
from models.rounds import Round
from models.schedules import Schedule
from models.states import ApplicationState, RoundState, ScheduleState
from tests.builders import a_host_offer, a_pairing, an_application
from tests.domain.lived import facts, told
from tests.domain.plans import NOW, a_planned_round, an_approved_plan, begun, publish


def a_plan_of_three(db: Session) -> tuple[Round, Schedule]:
    round_ = a_planned_round(db)
    plan = an_approved_plan(db, of=round_)
    for _guest in range(3):
        asks = an_application(db, to=round_)
        a_pairing(db, schedule=plan, application=asks, offer=a_host_offer(db, to=round_))
    db.expire_all()
    return round_, plan


def page(db: Session, round_: Round, tried: set[UUID], *, most: int = 2) -> bool:
    plan = schedules.newest(db, round_)
    assert plan is not None
    return publishing.begin_some(db, round_, plan, most=most, tried=tried, now=NOW)


def test_a_page_begins_so_many_exchanges_and_says_whether_some_are_left(db: Session) -> None:
    round_, plan = a_plan_of_three(db)
    tried = set[UUID]()

    are_left = page(db, round_, tried)

    assert are_left
    assert len(begun(db)) == 2
    assert (plan.state, round_.state) == (ScheduleState.APPROVED, RoundState.PLANNED)
    assert not page(db, round_, tried)
    assert len(begun(db)) == 2


def test_what_is_left_is_published_with_the_end(db: Session) -> None:
    round_, _plan = a_plan_of_three(db)
    unplaced = an_application(db, to=round_)
    page(db, round_, set())

    plan = publish(db, round_)

    assert len({each.application_id for each in begun(db)}) == len(begun(db)) == 3
    assert (plan.state, round_.state) == (ScheduleState.PUBLISHED, RoundState.RUNNING)
    assert told(db, streams.of_round(round_.id)) == [("not_placed", "Aino")]
    assert unplaced.state is ApplicationState.WAITING
    assert facts(db, streams.of_round(round_.id)) == ["schedule_published"]


def test_after_a_crash_nobody_begins_twice(lite: Session) -> None:
    round_, _plan = a_plan_of_three(lite)
    page(lite, round_, set(), most=1)

    page(lite, round_, set(), most=1)
    publish(lite, round_)

    assert len({each.application_id for each in begun(lite)}) == len(begun(lite)) == 3


def test_who_cannot_begin_is_tried_once_in_a_run(lite: Session) -> None:
    round_, plan = a_plan_of_three(lite)
    tried = set[UUID]()
    gone = an_application(lite, to=round_, state=ApplicationState.WITHDRAWN)
    a_pairing(lite, schedule=plan, application=gone)
    lite.expire_all()

    pages = [page(lite, round_, tried, most=1) for _turn in range(5)]

    publish(lite, round_)
    assert pages == [True, True, True, False, False]
    assert len(begun(lite)) == 3


def test_hr_is_not_asked_again_once_the_first_page_lives(lite: Session) -> None:
    round_, plan = a_plan_of_three(lite)
    plan.seen_plan = "what HR has seen"
    page(lite, round_, set())

    is_seen = schedules.is_as_seen(lite, round_, plan, now=NOW + timedelta(hours=1), foreseen=None)

    assert is_seen


@pytest.mark.parametrize("state", [RoundState.CANCELLED, RoundState.ENDED])
def test_a_round_that_is_over_begins_nothing(lite: Session, state: RoundState) -> None:
    round_, _plan = a_plan_of_three(lite)
    round_.state = state

    are_left = publishing_pages.begin_some(lite, round_, tried=set(), foreseen=None, now=NOW)

    assert (are_left, begun(lite)) == (False, [])


def test_what_would_be_sent_otherwise_than_seen_is_not_begun(lite: Session) -> None:
    round_, plan = a_plan_of_three(lite)
    plan.seen_plan = "something else"

    are_left = publishing_pages.begin_some(lite, round_, tried=set(), foreseen=None, now=NOW)

    assert (are_left, begun(lite)) == (False, [])
