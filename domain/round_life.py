"""The chapters of a round: what each has to do by now, and what it waits for next."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from domain import clashes, departing, foresight, publishing, rounds, schedule_letters, schedules, whatifs
from domain.agreeing import laggards
from domain.agreements import asked as agreement_asked
from domain.asks import asking, asks
from domain.beside import NOTHING, Beside
from domain.events import close_stream
from domain.exchange_life import repair_time
from domain.foresight import Foresight
from domain.hosting import offering
from domain.mentoring import succession
from domain.steering import hopes, pausing
from domain.waits import Waiting, over, rest
from domain.working_days import in_working_days
from models import streams
from models.asks import Ask
from models.exchanges import Exchange
from models.messages import Outcome, Standing
from models.rounds import Round
from models.schedules import Schedule
from models.states import ExchangeState, RoundState, ScheduleState
from solver.problem import Problem
from solver.solution import Solution, Status


def collect(db: Session, round_: Round, *, heard: int, now: datetime) -> Standing:
    """Take applications; remind before closing; close on the minute. Before it opens, hosts are asked."""
    stream = streams.of_round(round_.id)
    offering.settle(db, round_, now=now)
    if standing := pausing.rests(db, stream, round_, heard=heard, now=now):
        return standing
    agreement_asked.pursue(db, round_, now=now)
    asking.see_through(db, stream, now=now)
    if round_.state is RoundState.DRAFT:
        return rest(db, stream, Waiting("preparation", None, whose_id=round_.owner_id), heard=heard, now=now)
    if round_.state is RoundState.OPEN and now >= round_.closes_at:
        rounds.close(db, round_, now=now)
    if round_.state is not RoundState.OPEN:
        return over(db, stream, Outcome.DONE)
    if round_.reminded_at is None and now >= rounds.remind_at(round_):
        rounds.remind(db, round_, now=now)
    until = round_.closes_at if round_.reminded_at else rounds.remind_at(round_)
    waiting = Waiting("applications", until, round_.closes_at)
    return rest(db, stream, waiting, heard=heard, now=now)


def wants_plan(db: Session, round_: Round, *, now: datetime) -> bool:
    """Whether there is anything to plan: the solver's step is asked for what-ifs, too."""
    if not _takes_plans(round_):
        return False
    if schedules.pending(db, round_) is not None:
        return False
    return round_.state is not RoundState.RUNNING or _repair_is_due(db, round_, now=now)


def _takes_plans(round_: Round) -> bool:
    is_at_rest = round_.paused_at is not None or round_.finished_at is not None
    return not is_at_rest and round_.state is not RoundState.CANCELLED


def without_plan(db: Session, round_: Round) -> Standing:
    """What-ifs have been answered; a plan that waits goes on waiting, exchanges go on living."""
    waits = schedules.pending(db, round_) is not None
    return over(db, streams.of_round(round_.id), Outcome.PLANNED if waits else Outcome.DONE)


def take_plan(
    db: Session,
    round_: Round,
    problem: Problem,
    solution: Solution,
    *,
    heard: int,
    now: datetime,
    beside: Beside = NOTHING,
) -> Standing:
    """Keep what the solver found. Where limits and locks contradict each other, HR is told which.

    It is looked at again when HR changes a rule, or else next morning.
    """
    stream = streams.of_round(round_.id)
    if not _takes_plans(round_):
        return over(db, stream, Outcome.DONE)  # HR has paused or ended the round while it was computed
    if solution.status is Status.INFEASIBLE and schedules.pending(db, round_) is None:
        if beside.clashes:
            clashes.note(db, round_, beside.clashes, now=now)
        asking.see_through(db, stream, now=now)
        waiting = Waiting("possible_plan", in_working_days(now, 1), whose_id=round_.owner_id)
        return rest(db, stream, waiting, heard=heard, now=now)
    if round_.replan_at is not None and round_.replan_at <= now:
        round_.replan_at = None
    kept = schedules.keep(db, round_, problem, solution, now=now, beside=beside)
    clashes.end(db, round_, now=now)
    whatifs.mark_planned(db, round_, now=now)
    return over(db, stream, Outcome.PLANNED if kept else Outcome.DONE)


def decide(db: Session, round_: Round, *, heard: int, now: datetime) -> Standing:
    """Wait for HR's word on the newest plan, and remind of it when the day of decision has come."""
    stream = streams.of_round(round_.id)
    if standing := pausing.rests(db, stream, round_, heard=heard, now=now):
        return standing
    agreement_asked.pursue(db, round_, now=now)
    asking.see_through(db, stream, now=now)
    schedule = schedules.newest(db, round_)
    if schedule is None or schedule.state is ScheduleState.SUPERSEDED:
        return over(db, stream, Outcome.REJECTED)
    if departing.waits(schedule, now=now):
        waiting = Waiting("departure", schedule.leaves_at, whose_id=round_.owner_id)
        return rest(db, stream, waiting, heard=heard, now=now)
    if schedule.state is not ScheduleState.DRAFT:
        return over(db, stream, Outcome.APPROVED)
    if whatifs.asked(db, round_):
        return over(db, stream, Outcome.REJECTED)  # by way of the solver, back to this draft
    return _await_approval(db, round_, schedule, heard=heard, now=now)


def _await_approval(db: Session, round_: Round, schedule: Schedule, *, heard: int, now: datetime) -> Standing:
    decide_by = schedule_letters.decide_by(round_, schedule)
    if schedule.reminded_at is None and now >= decide_by:
        schedules.remind(db, round_, schedule, now=now)
    until = None if schedule.reminded_at else decide_by
    waiting = Waiting("approval", until, decide_by, round_.owner_id)
    return rest(db, streams.of_round(round_.id), waiting, heard=heard, now=now)


def foresee(db: Session, round_: Round, *, now: datetime) -> Foresight | None:
    """What publishing would send, if a plan waits for it: told beforehand, in a session for trying out."""
    schedule = schedules.newest(db, round_)
    if schedule is None or schedule.state is not ScheduleState.APPROVED or schedule.seen_plan is None:
        return None
    return foresight.of(db, schedule.id, now=now)


def publish(
    db: Session, round_: Round, *, heard: int, now: datetime, foreseen: Foresight | None = None
) -> Standing:
    """Let the approved plan begin to live; where it would send other messages than seen, HR is asked anew."""
    pausing.hold(db, round_)
    if standing := pausing.rests(db, streams.of_round(round_.id), round_, heard=heard, now=now):
        return standing
    schedule = schedules.newest(db, round_)
    if schedule is not None and schedule.state is ScheduleState.APPROVED:
        if not schedules.is_as_seen(db, round_, schedule, now=now, foreseen=foreseen):
            schedules.ask_again(db, round_, schedule, now=now)
        schedule = schedules.newest(db, round_)
    if schedule is not None and (schedule.state is ScheduleState.DRAFT or departing.waits(schedule, now=now)):
        return over(db, streams.of_round(round_.id), Outcome.DONE)  # `watch` leads back to its decision
    if schedule is not None:
        publishing.publish(db, round_, schedule, now=now)
    return over(db, streams.of_round(round_.id), Outcome.DONE)


def watch(db: Session, round_: Round, *, heard: int, now: datetime) -> Standing:
    """While exchanges live: what breaks or comes free leads to a repair; when all are over, the round is.

    But not while somebody waits and could still get a place that is free.
    """
    stream = streams.of_round(round_.id)
    if round_.state is RoundState.CANCELLED:
        return over(db, stream, Outcome.DONE)
    if standing := pausing.rests(db, stream, round_, heard=heard, now=now):
        return standing
    laggards.see_through(db, round_, now=now)
    agreement_asked.pursue(db, round_, now=now)
    asking.see_through(db, stream, now=now)
    if _takes_plans(round_) and (_is_asked(db, round_) or _repair_is_due(db, round_, now=now)):
        return over(db, stream, Outcome.REPAIR)
    exchanges = _exchanges(db, round_)
    times = [] if round_.finished_at else _repair_times(exchanges)
    if not times and not succession.is_awaited(db, round_) and all(each.state.is_over for each in exchanges):
        hope = hopes.until(db, round_, now=now)
        if hope is None:
            return over(db, stream, Outcome.DONE)
        return rest(db, stream, Waiting("places", hope, whose_id=round_.owner_id), heard=heard, now=now)
    times += laggards.moments(db, round_, now=now)
    waiting = Waiting("exchanges", min(times, default=None))
    return rest(db, stream, waiting, heard=heard, now=now)


def close(db: Session, round_: Round, *, now: datetime) -> Standing:
    """Every exchange is closed or released: the figures go to HR, and the round rests."""
    rounds.end(db, round_, now=now)
    stream = streams.of_round(round_.id)
    asks.drop(db, Ask.stream_id == stream, now=now)
    close_stream(db, stream, now=now)
    return Standing(outcome=Outcome.DONE)


def _is_asked(db: Session, round_: Round) -> bool:
    """The solver is asked what would be if, or HR once more about a plan that would send something else."""
    return bool(whatifs.asked(db, round_)) or schedules.pending(db, round_) is not None


def _repair_is_due(db: Session, round_: Round, *, now: datetime) -> bool:
    """Something broke or came free, a repair was set aside, or HR wants what would be if, or another look."""
    if round_.replan_at is not None or round_.state is RoundState.CLOSED:
        return True
    newest = schedules.newest(db, round_)
    if (newest is not None and newest.rejected_at) or whatifs.unplanned(db, round_):
        return True
    return any(each <= now for each in _repair_times(_exchanges(db, round_)))


def _exchanges(db: Session, round_: Round) -> list[Exchange]:
    found = select(Exchange).where(Exchange.round_id == round_.id)
    return list(db.scalars(found.options(selectinload(Exchange.appointments))))


def _repair_times(exchanges: Iterable[Exchange]) -> list[datetime]:
    return [repair_time(each) for each in exchanges if _wants_repair(each)]


def _wants_repair(exchange: Exchange) -> bool:
    if exchange.state is ExchangeState.BROKEN:
        return True
    return exchange.state is ExchangeState.RELEASED and not exchange.repaired


def newest_draft(db: Session, round_: Round) -> Schedule | None:
    found = select(Schedule).where(Schedule.round_id == round_.id, Schedule.state == ScheduleState.DRAFT)
    return db.scalar(found)
