"""Versions of who goes where and when: kept as drafts, approved or rejected by HR."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from domain import foresight, mails, pairings, permitted, publishing, repairs, schedule_letters, send_plans
from domain.advising import NO_ADVICE
from domain.beside import NOTHING, Beside
from domain.certificates import proving
from domain.changes import changes, locked_pairs
from domain.events import record
from domain.foresight import Foresight
from domain.refusals import Conflict
from domain.repairs import Alternative
from domain.roles import coordinator
from models import streams
from models.deciding_facts import RepairAdopted
from models.exchanges import Exchange
from models.facts import ScheduleApproved, SchedulePlanned, ScheduleRejected
from models.languages import _
from models.people import Person
from models.rounds import Round
from models.schedules import Advice, Schedule
from models.states import ExchangeState, RoundState, ScheduleState
from solver.bill import worth
from solver.check import check
from solver.problem import Problem, Stay
from solver.solution import Solution, Status
from solver.violation import Case

KEPT = (
    *("round_id", "is_repair", "status", "value", "bound", "seed"),
    *("problem_hash", "problem", "solution", "certificate"),
)


class UnsoundSolution(Exception):
    """The judge found a rule broken in what the engine gave: nothing is kept, somebody must look."""


class NoPlanInTime(Exception):
    """The engine found no plan and proved no contradiction: nothing is kept, it may be asked again."""


def keep(
    db: Session,
    round_: Round,
    problem: Problem,
    solution: Solution,
    *,
    now: datetime,
    beside: Beside = NOTHING,
) -> Schedule | None:
    """Save a solution as the round's draft, after the judge has said that it keeps every rule.

    A repair that changes nothing is superseded at once: there is nothing to approve. One under the limit that
    HR has set is approved at once. A plan that is waiting or approved already is this step's own, from an
    attempt that died: it stands.
    """
    if waiting := pending(db, round_):
        return waiting
    if violations := check(problem, solution):
        raise UnsoundSolution(f"{len(violations)} rules broken, first: {violations[0].rule}")
    if solution.status is Status.UNKNOWN:
        raise NoPlanInTime(f"no plan after {solution.seconds} seconds")
    if solution.value is None or solution.bound is None:
        raise Conflict(_("The limits and locks contradict each other: no plan is possible."))
    adopted = repairs.within_limit(round_, beside.alternatives)
    taken = adopted or Alternative(repairs.LEAST_CHANGE, problem, solution)
    schedule = draft(db, round_, taken, advice=beside.advice, now=now)
    schedule.certificate = proving(beside.certificate, taken.solution)
    _look_at_the_released(db, round_, problem, now=now)
    if schedule.is_repair and changes(db, schedule).is_empty:
        schedule.state = ScheduleState.SUPERSEDED
        publishing.tell_unplaced(db, round_, schedule, now=now)
        return None
    if round_.state is RoundState.CLOSED:
        round_.state = RoundState.PLANNED
    if adopted and permitted.is_permitted(db, round_, schedule):
        _adopt(db, schedule, now=now)
    else:
        repairs.note(db, schedule, beside.alternatives)
        _announce(db, round_, schedule, now=now)
    return schedule


def draft(
    db: Session,
    round_: Round,
    taken: Alternative,
    *,
    now: datetime,
    advice: Mapping[str, tuple[Advice, ...]] = NO_ADVICE,
) -> Schedule:
    """A new version of the plan, with all that its problem and its solution say."""
    schedule = _schedule(db, round_, taken.problem, taken.solution, now=now)
    for each in schedule.unplaced:
        each.advice = advice.get(str(each.application_id), ())
    db.add(schedule)
    db.flush()
    return schedule


def _adopt(db: Session, schedule: Schedule, *, now: datetime) -> None:
    """By the round's own rule: the coordinator hears of it when it is published."""
    schedule.state, schedule.by_rule, schedule.approved_at = ScheduleState.APPROVED, True, now
    db.flush()
    for fact in (SchedulePlanned(schedule_id=schedule.id), RepairAdopted(schedule_id=schedule.id)):
        record(db, fact, on=streams.of_round(schedule.round_id), now=now)


def approve(
    db: Session,
    schedule: Schedule,
    *,
    by: Person,
    now: datetime,
    seen: Foresight | None = None,
    leaves_at: datetime | None = None,
) -> None:
    """HR's yes to what would be sent now; pressing it twice is pressing it once.

    `seen` is what HR has looked at: refused when other messages would be sent by now. Until `leaves_at`
    the yes may be taken back; without it the plan is published at once.
    """
    _lock(db, schedule)
    if schedule.state in (ScheduleState.APPROVED, ScheduleState.PUBLISHED):
        return
    _check_draft(schedule)
    round_ = db.get_one(Round, schedule.round_id)
    permitted.check(db, round_, schedule)
    digest = foresight.digest(db, round_, schedule, now=now, foreseen=seen)
    if seen is not None and seen.digest != digest:
        raise Conflict(_("What would be sent has changed since you looked: please look again."))
    schedule.state, schedule.seen_plan = ScheduleState.APPROVED, digest
    schedule.approved_by_id, schedule.approved_at, schedule.leaves_at = by.id, now, leaves_at
    fact = ScheduleApproved(schedule_id=schedule.id)
    record(db, fact, on=streams.of_round(schedule.round_id), now=now, actor_id=by.id)


def reject(db: Session, schedule: Schedule, *, by: Person, now: datetime) -> None:
    """HR wants another plan, because limits, locks or answers have changed."""
    _lock(db, schedule)
    _check_draft(schedule)
    schedule.state, schedule.rejected_at = ScheduleState.SUPERSEDED, now
    fact = ScheduleRejected(schedule_id=schedule.id)
    record(db, fact, on=streams.of_round(schedule.round_id), now=now, actor_id=by.id)


def is_as_seen(
    db: Session, round_: Round, schedule: Schedule, *, now: datetime, foreseen: Foresight | None
) -> bool:
    """Whether publishing would still send just what HR has said yes to, and the rules allow it."""
    if publishing.has_begun(db, schedule):
        return True
    if not permitted.is_permitted(db, round_, schedule):
        return False
    if schedule.seen_plan is None:
        return True
    return foresight.digest(db, round_, schedule, now=now, foreseen=foreseen) == schedule.seen_plan


def ask_again(db: Session, round_: Round, schedule: Schedule, *, now: datetime) -> Schedule:
    """The same plan as a version of its own: what it would send is no longer what HR has seen."""
    old = send_plans.whole(db, schedule)
    old.state = ScheduleState.SUPERSEDED
    db.flush()
    kept = {name: getattr(old, name) for name in KEPT}
    again = Schedule(
        **kept,
        version=old.version + 1,
        state=ScheduleState.DRAFT,
        made_at=now,
        pairings=[pairings.copied(each) for each in old.pairings],
        unplaced=[pairings.copied_unplaced(each) for each in old.unplaced],
    )
    db.add(again)
    db.flush()
    repairs.carry(db, repairs.rows(db, old), to=again)
    _announce(db, round_, again, now=now, since_approval=not old.by_rule)
    return again


def remind(db: Session, round_: Round, schedule: Schedule, *, now: datetime) -> None:
    """The schedule still waits for approval on the day of the decision."""
    _announce(db, round_, schedule, now=now, again=True)
    schedule.reminded_at = now


def newest(db: Session, round_: Round) -> Schedule | None:
    """The newest version, whatever became of it, with its pairings."""
    found = select(Schedule).where(Schedule.round_id == round_.id).order_by(Schedule.version.desc())
    found = found.options(selectinload(Schedule.pairings), selectinload(Schedule.unplaced))
    return db.scalars(found.limit(1)).first()


def versions(db: Session, round_: Round) -> list[Schedule]:
    """Every version of the plan, the first one first."""
    found = select(Schedule).where(Schedule.round_id == round_.id).order_by(Schedule.version)
    return list(db.scalars(found.options(selectinload(Schedule.pairings), selectinload(Schedule.unplaced))))


def _schedule(db: Session, round_: Round, problem: Problem, solution: Solution, *, now: datetime) -> Schedule:
    versions = select(func.max(Schedule.version)).where(Schedule.round_id == round_.id)
    value, bound = _worth(problem, solution)
    sizes = {each.id: each.needs.blocks for each in problem.applications if isinstance(each.needs, Stay)}
    return Schedule(
        round_id=round_.id,
        version=(db.scalar(versions) or 0) + 1,
        state=ScheduleState.DRAFT,
        is_repair=round_.state is RoundState.RUNNING,
        made_at=now,
        status=solution.status.value,
        value=value,
        bound=bound,
        seed=solution.seed,
        problem_hash=solution.input_sha256,
        problem=problem.model_dump_json(),
        solution=solution.model_dump_json(),
        pairings=[pairings.row(each, sizes=sizes.get(each.application, ())) for each in solution.pairings],
        unplaced=[pairings.unplaced(each) for each in solution.unplaced],
    )


def _worth(problem: Problem, solution: Solution) -> tuple[int, int]:
    """What the plan is worth, and the most that one can be worth which changes as little.

    The points of change are left out, so that versions compare: in a repair they outweigh all others.
    """
    value = worth(Case(problem, solution))
    change = (solution.value or 0) - value
    return value, (solution.bound or 0) - change


def pending(db: Session, round_: Round) -> Schedule | None:
    """The plan that waits for a decision, or for being published."""
    undecided = (ScheduleState.DRAFT, ScheduleState.APPROVED)
    found = select(Schedule).where(Schedule.round_id == round_.id, Schedule.state.in_(undecided))
    return db.scalars(found.limit(1)).first()


def _lock(db: Session, schedule: Schedule) -> None:
    """Whoever decides sees what somebody else has decided meanwhile."""
    db.refresh(schedule, ["state"], with_for_update=True)


def _check_draft(schedule: Schedule) -> None:
    if schedule.state is not ScheduleState.DRAFT:
        raise Conflict(_("This version of the plan no longer waits for a decision."))


def _look_at_the_released(db: Session, round_: Round, problem: Problem, *, now: datetime) -> None:
    """Places that came free before it was read are considered in this plan; they ask for no other one."""
    found = select(Exchange).where(
        Exchange.round_id == round_.id,
        Exchange.state == ExchangeState.RELEASED,
        Exchange.released_at <= now,
        Exchange.repaired.is_(False),
    )
    read = {(UUID(each.application), UUID(each.offer)) for each in problem.locked}
    still_there = read - locked_pairs(db, round_) - _lived_again(db, round_)
    for exchange in db.scalars(found):
        exchange.repaired = (exchange.application_id, exchange.offer_id) not in still_there


def _lived_again(db: Session, round_: Round) -> set[tuple[UUID, UUID]]:
    """The pairs that live; one that was released before has been begun anew."""
    found = select(Exchange.application_id, Exchange.offer_id).where(
        Exchange.round_id == round_.id, Exchange.state != ExchangeState.RELEASED
    )
    return {(application_id, offer_id) for application_id, offer_id in db.execute(found)}


def _announce(
    db: Session,
    round_: Round,
    schedule: Schedule,
    *,
    now: datetime,
    again: bool = False,
    since_approval: bool = False,
) -> None:
    owner = coordinator(db, round_)
    write = schedule_letters.repair_ready if schedule.is_repair else schedule_letters.schedule_ready
    letter = write(db, round_, schedule, to=owner, since_approval=since_approval)
    key = f"schedule:{schedule.version}{':again' if again else ''}"
    mails.queue(db, letter, key=key, to=owner, about=round_, now=now)
    if not again:
        fact = SchedulePlanned(schedule_id=schedule.id)
        record(db, fact, on=streams.of_round(round_.id), now=now)
