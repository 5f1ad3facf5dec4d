from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import schedules
from domain.refusals import Conflict
from models import streams
from models.applications import Application
from models.database import Database
from models.exchanges import Exchange
from models.offers import Offer
from models.rounds import Round
from models.schedules import Schedule
from models.states import ApplicationState, ExchangeState, Kind, Reason, RoundState, ScheduleState
from solver.problem import Problem, fingerprint
from solver.solution import Solution, Status
from tests.builders import (
    CLOSES,
    STAY,
    a_host_offer,
    a_person,
    a_round,
    a_schedule,
    an_application,
    an_availability,
)
from tests.domain.lived import a_confirmed_exchange, facts, told
from tests.domain.solved import problem_of, solved

LATER = CLOSES + timedelta(hours=1)


def a_closed_round(db: Session) -> Round:
    """One guest and one host who suit each other."""
    round_ = a_round(db, owner=a_person(db, name="Helmi Keksitty"), state=RoundState.CLOSED)
    an_application(db, to=round_)
    a_host_offer(db, to=round_)
    return round_


def keep(db: Session, round_: Round) -> Schedule | None:
    problem = problem_of(db, round_)
    return schedules.keep(db, round_, problem, solved(problem), now=CLOSES)


def states(db: Session, round_: Round) -> list[ScheduleState]:
    return [each.state for each in schedules.versions(db, round_)]


def without_plan(problem: Problem, status: Status) -> Solution:
    return Solution(
        status=status,
        seconds=1.0,
        seed=1,
        engine="invented",
        versions=(),
        input_sha256=fingerprint(problem),
    )


def test_a_sound_solution_becomes_the_draft_and_hr_is_told(lite: Session) -> None:
    round_ = a_closed_round(lite)

    schedule = keep(lite, round_)

    assert schedule is not None
    assert (schedule.version, schedule.state, schedule.made_at) == (1, ScheduleState.DRAFT, CLOSES)
    assert (len(schedule.pairings), len(schedule.unplaced), schedule.is_repair) == (1, 0, False)
    assert round_.state is RoundState.PLANNED
    assert told(lite, streams.of_round(round_.id)) == [("schedule_ready", "Helmi")]
    assert facts(lite, streams.of_round(round_.id)) == ["schedule_planned"]


def test_an_unsound_solution_is_refused_and_nothing_is_kept(lite: Session) -> None:
    round_ = a_closed_round(lite)
    problem = problem_of(lite, round_)
    other = problem.model_copy(update={"money_unit": "cent"})

    with pytest.raises(schedules.UnsoundSolution):
        schedules.keep(lite, round_, other, solved(problem), now=CLOSES)

    assert (states(lite, round_), round_.state) == ([], RoundState.CLOSED)


def test_contradicting_locks_are_refused_and_nothing_is_kept(lite: Session) -> None:
    round_ = a_closed_round(lite)
    problem = problem_of(lite, round_)

    with pytest.raises(Conflict):
        schedules.keep(lite, round_, problem, without_plan(problem, Status.INFEASIBLE), now=LATER)

    assert states(lite, round_) == []


def test_keeping_again_after_a_crash_leaves_one_draft(lite: Session) -> None:
    round_ = a_closed_round(lite)

    for _turn in range(2):
        keep(lite, round_)

    assert states(lite, round_) == [ScheduleState.DRAFT]


def test_the_plan_is_read_back_as_it_was_solved(lite: Session) -> None:
    round_ = a_closed_round(lite)
    problem = problem_of(lite, round_)
    solution = solved(problem)
    schedules.keep(lite, round_, problem, solution, now=CLOSES)

    lite.expire_all()
    kept = lite.scalars(select(Schedule)).one()

    assert Problem.model_validate_json(kept.problem) == problem
    assert Solution.model_validate_json(kept.solution) == solution
    assert (kept.problem_hash, kept.status) == (fingerprint(problem), "optimal")


def test_approving_twice_is_approving_once(lite: Session) -> None:
    round_ = a_closed_round(lite)
    schedule, first, second = keep(lite, round_), a_person(lite), a_person(lite)
    assert schedule is not None

    schedules.approve(lite, schedule, by=first, now=CLOSES)
    schedules.approve(lite, schedule, by=second, now=LATER)

    assert (schedule.state, schedule.approved_by_id, schedule.approved_at) == (
        ScheduleState.APPROVED,
        first.id,
        CLOSES,
    )
    assert facts(lite, streams.of_round(round_.id)) == ["schedule_planned", "schedule_approved"]


def test_a_draft_is_rejected_once_and_then_not_approved(lite: Session) -> None:
    schedule, hr = a_schedule(lite), a_person(lite)
    schedules.reject(lite, schedule, by=hr, now=CLOSES)

    with pytest.raises(Conflict):
        schedules.reject(lite, schedule, by=hr, now=LATER)
    with pytest.raises(Conflict):
        schedules.approve(lite, schedule, by=hr, now=LATER)

    assert schedule.state is ScheduleState.SUPERSEDED
    assert facts(lite, streams.of_round(schedule.round_id)) == ["schedule_rejected"]


def test_what_is_published_is_not_rejected_any_more(lite: Session) -> None:
    schedule = a_schedule(lite, state=ScheduleState.PUBLISHED)

    with pytest.raises(Conflict):
        schedules.reject(lite, schedule, by=a_person(lite), now=LATER)


def test_a_no_that_comes_while_somebody_says_yes_is_refused(postgresql_database: Database) -> None:
    with postgresql_database.change() as db:
        schedule, hr = a_schedule(db), a_person(db)

    with postgresql_database.change() as db:
        seen = db.get_one(Schedule, schedule.id)
        with postgresql_database.change() as other:
            schedules.approve(other, other.get_one(Schedule, schedule.id), by=hr, now=CLOSES)

        with pytest.raises(Conflict):
            schedules.reject(db, seen, by=hr, now=CLOSES)

    with postgresql_database.look() as db:
        assert db.scalars(select(Schedule.state)).one() is ScheduleState.APPROVED
        assert facts(db, streams.of_round(schedule.round_id)) == ["schedule_approved"]


def test_two_who_approve_at_once_approve_once(database: Database) -> None:
    with database.change() as db:
        schedule, hr = a_schedule(db), a_person(db)

    def press(_turn: int) -> None:
        with database.change() as db:
            schedules.approve(db, db.get_one(Schedule, schedule.id), by=hr, now=CLOSES)

    with ThreadPoolExecutor(4) as people:
        list(people.map(press, range(4)))

    with database.look() as db:
        assert facts(db, streams.of_round(schedule.round_id)) == ["schedule_approved"]


def test_hr_is_reminded_of_the_same_version_once(lite: Session) -> None:
    round_ = a_round(lite, owner=a_person(lite, name="Helmi Keksitty"), state=RoundState.PLANNED)
    a_schedule(lite, of=round_)
    schedule = schedules.newest(lite, round_)
    assert schedule is not None

    for _turn in range(2):
        schedules.remind(lite, round_, schedule, now=LATER)

    assert told(lite, streams.of_round(round_.id)) == [("schedule_ready", "Helmi")]


def a_running_repair(db: Session, **said: object) -> tuple[Round, Exchange]:
    exchange = a_confirmed_exchange(db, application=None, offer=None, kind=Kind.SHADOWING, **said)
    round_ = db.get_one(Round, exchange.round_id)
    a_schedule(db, of=round_, state=ScheduleState.PUBLISHED, made_at=CLOSES - timedelta(days=9))
    return round_, exchange


def test_a_repair_that_changes_nothing_asks_nobody(lite: Session) -> None:
    round_, _exchange = a_running_repair(lite)

    assert keep(lite, round_) is None
    assert states(lite, round_)[-1] is ScheduleState.SUPERSEDED
    assert told(lite, streams.of_round(round_.id)) == []


def test_a_repair_tells_hr_the_bill(lite: Session) -> None:
    round_, exchange = a_running_repair(lite, state=ExchangeState.BROKEN, broken_at=CLOSES)
    offer = lite.get_one(Offer, exchange.offer_id)
    an_availability(lite, of=offer, first_day=STAY.first_day, last_day=STAY.last_day)

    schedule = keep(lite, round_)

    assert schedule is not None
    assert (schedule.is_repair, round_.state) == (True, RoundState.RUNNING)
    assert [kind for kind, _name in told(lite, streams.of_round(round_.id))] == ["repair_ready"]


def test_places_that_came_free_are_looked_at_once(lite: Session) -> None:
    round_, exchange = a_running_repair(
        lite, state=ExchangeState.RELEASED, released_at=CLOSES, released_reason=Reason.GUEST_DECLINED
    )
    exchange.application.state = ApplicationState.WITHDRAWN

    keep(lite, round_)

    lite.expire_all()
    assert lite.get_one(Exchange, exchange.id).repaired


def test_a_place_that_came_free_while_the_solver_thought_is_left_for_the_next(lite: Session) -> None:
    round_, exchange = a_running_repair(
        lite, state=ExchangeState.RELEASED, released_at=LATER, released_reason=Reason.GUEST_DECLINED
    )
    exchange.application.state = ApplicationState.WITHDRAWN

    keep(lite, round_)

    lite.expire_all()
    assert not lite.get_one(Exchange, exchange.id).repaired


def test_no_plan_in_time_is_not_called_a_contradiction(lite: Session) -> None:
    round_ = a_closed_round(lite)
    problem = problem_of(lite, round_)

    with pytest.raises(schedules.NoPlanInTime):
        schedules.keep(lite, round_, problem, without_plan(problem, Status.UNKNOWN), now=CLOSES)


def test_a_stay_is_kept_in_its_blocks_when_others_are_asked_for_by_now(lite: Session) -> None:
    round_, exchange = a_running_repair(lite)
    lite.get_one(Application, exchange.application_id).blocks = (2, 2)
    somebody = an_application(lite, to=round_, state=ApplicationState.WAITING)
    a_host_offer(lite, to=round_)

    schedule = keep(lite, round_)

    assert schedule is not None
    kept = {each.application_id: each.blocks for each in schedule.pairings}
    assert kept.keys() == {exchange.application_id, somebody.id}
    assert kept[exchange.application_id] == (STAY,)
