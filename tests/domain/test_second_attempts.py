"""A plan that is made again because its worker died, and changes that are saved while a plan is made."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchanges, illnesses, round_life, schedules
from domain.changes import changes
from domain.new_days import new_days
from models.exchanges import Exchange
from models.messages import Outcome, Standing
from models.offers import Availability
from models.people import Person
from models.rounds import Round
from models.schedules import Schedule
from models.states import ApplicationState, ExchangeState, Reason, RoundState, ScheduleState
from models.streams import of_round
from solver.problem import Problem
from tests.builders import CLOSES, STAY, a_host_offer, a_person, a_round, an_application
from tests.domain.lived import (
    SECOND_STAY,
    a_confirmed_exchange,
    a_placed_application,
    at,
    facts,
    loaded,
    told,
    two_guests_of_one_host,
)
from tests.domain.plans import publish
from tests.domain.solved import problem_of, solved

DRAFT, APPROVED, SUPERSEDED = ScheduleState.DRAFT, ScheduleState.APPROVED, ScheduleState.SUPERSEDED
A_MINUTE = timedelta(minutes=1)
READ = at(date(2027, 2, 8))
MEANWHILE = READ + timedelta(seconds=20)
SOLVED = READ + A_MINUTE


def a_closed_round(db: Session) -> Round:
    round_ = a_round(db, owner=a_person(db, name="Helmi Keksitty"), state=RoundState.CLOSED)
    an_application(db, to=round_)
    a_host_offer(db, to=round_)
    return round_


def plan(db: Session, round_: Round, *, minutes: int = 0) -> Standing:
    """The whole step, as a worker does it that knows of no other attempt."""
    now = CLOSES + minutes * A_MINUTE
    problem = problem_of(db, round_, now=now)
    return round_life.take_plan(db, round_, problem, solved(problem), heard=1, now=now)


def versions(db: Session, round_: Round) -> list[tuple[int, ScheduleState]]:
    db.flush()
    return [(each.version, each.state) for each in schedules.versions(db, round_)]


def test_a_plan_asked_for_again_while_it_is_a_draft_is_the_same_draft(db: Session) -> None:
    round_ = a_closed_round(db)

    outcomes = [plan(db, round_, minutes=minutes).outcome for minutes in (0, 5)]

    assert outcomes == [Outcome.PLANNED] * 2
    assert versions(db, round_) == [(1, DRAFT)]
    assert told(db, of_round(round_.id)) == [("schedule_ready", "Helmi")]
    assert facts(db, of_round(round_.id)) == ["schedule_planned"]


def test_an_approval_stands_when_the_plan_is_asked_for_again(db: Session) -> None:
    round_ = a_closed_round(db)
    plan(db, round_)
    draft = newest(db, round_)
    schedules.approve(db, draft, by=db.get_one(Person, round_.owner_id), now=CLOSES)

    again = plan(db, round_, minutes=5)

    assert (again.outcome, versions(db, round_)) == (Outcome.PLANNED, [(1, APPROVED)])
    assert told(db, of_round(round_.id)) == [("schedule_ready", "Helmi")]
    assert round_life.decide(db, round_, heard=2, now=CLOSES).outcome is Outcome.APPROVED


def test_a_plan_asked_for_after_a_rejection_is_another_version(lite: Session) -> None:
    round_ = a_closed_round(lite)
    plan(lite, round_)
    owner = lite.get_one(Person, round_.owner_id)
    schedules.reject(lite, newest(lite, round_), by=owner, now=CLOSES)

    plan(lite, round_, minutes=5)

    assert versions(lite, round_) == [(1, SUPERSEDED), (2, DRAFT)]
    assert told(lite, of_round(round_.id)) == [("schedule_ready", "Helmi")] * 2


def newest(db: Session, round_: Round) -> Schedule:
    schedule = schedules.newest(db, round_)
    assert schedule is not None
    return schedule


def somebody_waits(db: Session, round_: Round) -> None:
    """So that a repair has something to propose, whatever else it finds."""
    a_placed_application(db, to=round_, state=ApplicationState.WAITING)
    a_host_offer(db, to=round_)


def kept(db: Session, round_: Round, problem: Problem) -> Schedule:
    """The plan for what had been read, saved after whatever happened meanwhile."""
    schedule = schedules.keep(db, round_, problem, solved(problem), now=SOLVED)
    assert schedule is not None
    return schedule


def falls_ill(db: Session, exchange: Exchange, *, days: tuple[date, date]) -> None:
    first, last = days
    illnesses.fall_ill(db, exchange.round_id, exchange.guest_id, first=first, last=last, now=MEANWHILE)
    if offered := new_days.open_of(db, exchange):
        new_days.end(db, exchange, offered, found=False, now=MEANWHILE)


def test_what_breaks_while_a_repair_is_solved_is_left_for_the_next_one(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    round_ = lite.get_one(Round, exchange.round_id)
    somebody_waits(lite, round_)
    problem = problem_of(lite, round_, now=READ)
    falls_ill(lite, exchange, days=(STAY.first_day, STAY.last_day))

    schedule = kept(lite, round_, problem)
    bill = changes(lite, schedule)
    schedule.state = APPROVED
    publish(lite, round_, now=SOLVED + A_MINUTE)

    assert (len(bill.proposed), bill.moved, bill.released) == (1, (), ())
    broken = loaded(lite, exchange)
    assert (broken.state, broken.appointments[0].first_day) == (ExchangeState.BROKEN, STAY.first_day)
    assert round_life.watch(lite, round_, heard=9, now=at(date(2027, 2, 10))).outcome is Outcome.REPAIR


def test_what_had_broken_before_the_plan_was_read_is_moved_by_it(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    round_ = lite.get_one(Round, exchange.round_id)
    falls_ill(lite, exchange, days=(STAY.first_day, STAY.last_day))
    problem = problem_of(lite, round_, now=SOLVED)

    bill = changes(lite, kept(lite, round_, problem))

    assert [each.exchange_id for each in bill.moved] == [exchange.id]


def test_what_breaks_while_a_repair_moves_another_is_not_moved_with_it(lite: Session) -> None:
    first, second = two_guests_of_one_host(lite)
    round_ = lite.get_one(Round, first.round_id)
    falls_ill(lite, first, days=(STAY.first_day, STAY.last_day))
    problem = problem_of(lite, round_, now=MEANWHILE)
    falls_ill(lite, second, days=(SECOND_STAY.first_day, SECOND_STAY.last_day))

    bill = changes(lite, kept(lite, round_, problem))

    assert ([each.exchange_id for each in bill.moved], bill.released) == ([first.id], ())


def test_a_release_saved_while_a_plan_was_solved_asks_for_another_one(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    round_ = lite.get_one(Round, exchange.round_id)
    somebody_waits(lite, round_)
    problem = problem_of(lite, round_, now=READ)
    exchanges.release(lite, loaded(lite, exchange), reason=Reason.HOST_DECLINED, now=MEANWHILE)

    kept(lite, round_, problem)

    assert loaded(lite, exchange).repaired is False
    assert round_life.watch(lite, round_, heard=9, now=at(date(2027, 2, 10))).outcome is Outcome.REPAIR


def test_a_release_that_the_plan_has_read_asks_for_no_other_one(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    round_ = lite.get_one(Round, exchange.round_id)
    somebody_waits(lite, round_)
    exchanges.release(lite, loaded(lite, exchange), reason=Reason.HOST_DECLINED, now=MEANWHILE)
    problem = problem_of(lite, round_, now=SOLVED)

    kept(lite, round_, problem)

    assert loaded(lite, exchange).repaired is True


def test_who_is_well_again_when_the_repair_is_planned_gets_the_old_days_back(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    round_ = lite.get_one(Round, exchange.round_id)
    falls_ill(lite, exchange, days=(STAY.first_day, STAY.last_day))
    for absence in lite.scalars(select(Availability)):
        lite.delete(absence)

    schedule = kept(lite, round_, problem_of(lite, round_, now=SOLVED))
    bill = changes(lite, schedule)
    schedule.state = APPROVED
    publish(lite, round_, now=SOLVED + A_MINUTE)

    assert [each.exchange_id for each in bill.moved] == [exchange.id]
    again = loaded(lite, exchange)
    assert (again.state, again.appointments[0].first_day) == (ExchangeState.CONFIRMED, STAY.first_day)
    watched = round_life.watch(lite, round_, heard=9, now=at(date(2027, 2, 10)))
    assert watched.outcome is None  # another repair would find the same, again and again
