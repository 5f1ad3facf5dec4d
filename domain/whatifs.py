"""What would be if: the round's problem after some changes, solved beside the plan that lives.

Asking writes a row; the solver's queue answers it. Nothing that people see changes before HR adopts it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from domain import bills, changing, comparisons, planning, schedules
from domain.comparisons import Comparison
from domain.events import record
from domain.identity_codes import holds_identity_code
from domain.locks import Ruling
from domain.refusals import Conflict, Invalid, NotFound
from models import streams
from models.deciding_facts import WhatIfAdopted, WhatIfAnswered, WhatIfAsked, WhatIfDropped
from models.fact import Fact
from models.languages import _
from models.people import Person
from models.rounds import Round
from models.schedules import Schedule
from models.states import RoundState, ScheduleState, WhatIfState
from models.what_ifs import AnyChange, WhatIf
from solver.bill import worth
from solver.check import check
from solver.findings import Clash
from solver.problem import Problem
from solver.reading import ProblemError, refuse_flaws
from solver.solution import Solution, Status
from solver.violation import Case

OVER = (RoundState.ENDED, RoundState.CANCELLED)
CLASHES: TypeAdapter[tuple[Clash, ...]] = TypeAdapter(tuple[Clash, ...])


@dataclass(frozen=True)
class Question:
    """What HR wants to know, in a name and in changes."""

    name: str
    changes: tuple[AnyChange, ...]


def ask(db: Session, round_: Round, question: Question, *, by: Person, now: datetime) -> WhatIf:
    """Copy the round's problem with the changes made, to be solved when the solver has time."""
    _check(round_, question)
    schedule = schedules.newest(db, round_)
    if schedule is None:
        raise Conflict(_("There is no plan yet that this could be compared with."))
    before = _before(db, round_, schedule, now=now)
    row = WhatIf(
        round_id=round_.id,
        number=_next_number(db, round_),
        name=question.name.strip(),
        state=WhatIfState.ASKED,
        changes=question.changes,
        schedule_id=schedule.id,
        problem_before=before.problem.model_dump_json(),
        solution_before=before.solution.model_dump_json(),
        problem=_changed(db, round_, question, by=by, now=now).model_dump_json(),
        asked_by_id=by.id,
        asked_at=now,
    )
    db.add(row)
    db.flush()
    _record(db, row, WhatIfAsked(what_if_id=row.id), now=now, by=by)
    return row


def asked(db: Session, round_: Round) -> list[WhatIf]:
    """What waits for the solver, the oldest first."""
    found = select(WhatIf).where(WhatIf.round_id == round_.id, WhatIf.state == WhatIfState.ASKED)
    whole = (undefer(WhatIf.problem), undefer(WhatIf.solution_before))
    return list(db.scalars(found.order_by(WhatIf.number).options(*whole)))


def answer(
    db: Session, row: WhatIf, solution: Solution, *, clashes: Sequence[Clash] = (), now: datetime
) -> None:
    """Keep what the solver found; one that was dropped or answered meanwhile stays as it is."""
    db.refresh(row, ["state"], with_for_update=True)
    if row.state is not WhatIfState.ASKED:
        return
    problem = Problem.model_validate_json(row.problem)
    if violations := check(problem, solution):
        raise schedules.UnsoundSolution(f"{len(violations)} rules broken, first: {violations[0].rule}")
    if solution.status is Status.UNKNOWN:
        raise schedules.NoPlanInTime(f"no plan after {solution.seconds} seconds")
    if solution.value is None or solution.bound is None:
        row.state = WhatIfState.IMPOSSIBLE
        row.clashes = CLASHES.dump_json(tuple(clashes)).decode()
    else:
        row.state, row.solution = WhatIfState.SOLVED, solution.model_dump_json()
        row.value = worth(Case(problem, solution))
        row.bound = row.value + solution.bound - solution.value
    row.answered_at = now
    _record(db, row, WhatIfAnswered(what_if_id=row.id), now=now)


def give_up(db: Session, row: WhatIf, *, now: datetime) -> None:
    """The solver found neither a plan nor a proof, try after try: nothing waits for it any longer."""
    db.refresh(row, ["state"], with_for_update=True)
    if row.state is WhatIfState.ASKED:
        row.state, row.answered_at = WhatIfState.DROPPED, now
        _record(db, row, WhatIfDropped(what_if_id=row.id), now=now)


def drop_asked(db: Session, round_: Round, *, now: datetime) -> None:
    """Nothing is planned in the round any more: what has no answer yet gets none."""
    found = select(WhatIf).where(WhatIf.round_id == round_.id, WhatIf.state == WhatIfState.ASKED)
    for row in db.scalars(found.order_by(WhatIf.number).with_for_update()).all():
        row.state, row.decided_at = WhatIfState.DROPPED, now
        _record(db, row, WhatIfDropped(what_if_id=row.id), now=now)


def comparison(db: Session, row: WhatIf) -> Comparison:
    """Person by person, what would become of everybody."""
    if row.solution is None:
        raise Conflict(_("There is no plan to compare: it waits for the solver, or none is possible."))
    before = Case(
        Problem.model_validate_json(row.problem_before), Solution.model_validate_json(row.solution_before)
    )
    after = Case(Problem.model_validate_json(row.problem), Solution.model_validate_json(row.solution))
    return comparisons.compare(db, before, after)


def adopt(db: Session, round_: Round, row: WhatIf, *, by: Person, now: datetime) -> None:
    """Make its changes in earnest; a new draft follows. Twice is once."""
    db.refresh(round_, ["state", "version"], with_for_update=True)
    db.refresh(row, ["state"], with_for_update=True)
    if row.state is WhatIfState.ADOPTED:
        return
    if not row.state.may_become(WhatIfState.ADOPTED) or _is_over(round_):
        raise Conflict(_("Only a question with an answer can be adopted, once, while the round lives."))
    draft = schedules.pending(db, round_)
    if draft is not None and draft.state is ScheduleState.APPROVED:
        raise Conflict(_("A plan has just been approved: adopt this when it is published."))
    changing.make(db, round_, row.changes, ruling=Ruling(by, row.name), now=now)
    row.state, row.decided_by_id, row.decided_at = WhatIfState.ADOPTED, by.id, now
    _record(db, row, WhatIfAdopted(what_if_id=row.id), now=now, by=by)
    if draft is not None:
        schedules.reject(db, draft, by=by, now=now)


def drop(db: Session, row: WhatIf, *, by: Person, now: datetime) -> None:
    """HR does not want it; the answer is kept to be looked at."""
    db.refresh(row, ["state"], with_for_update=True)
    if row.state is WhatIfState.DROPPED:
        return
    if not row.state.may_become(WhatIfState.DROPPED):
        raise Conflict(_("What has been adopted cannot be dropped."))
    row.state, row.decided_by_id, row.decided_at = WhatIfState.DROPPED, by.id, now
    _record(db, row, WhatIfDropped(what_if_id=row.id), now=now, by=by)


def numbered(db: Session, round_: Round, number: int) -> WhatIf:
    found = select(WhatIf).where(WhatIf.round_id == round_.id, WhatIf.number == number)
    row = db.scalars(found).first()
    if row is None:
        raise NotFound(_("There is no question {number} in this round.", number=number))
    return row


def of_round(db: Session, round_: Round) -> list[WhatIf]:
    """Every question that was asked, the first one first."""
    found = select(WhatIf).where(WhatIf.round_id == round_.id).order_by(WhatIf.number)
    return list(db.scalars(found))


def unplanned(db: Session, round_: Round) -> list[WhatIf]:
    """Adopted, but no plan has been made with it yet."""
    found = select(WhatIf).where(
        WhatIf.round_id == round_.id,
        WhatIf.state == WhatIfState.ADOPTED,
        WhatIf.planned_at.is_(None),
    )
    return list(db.scalars(found))


def mark_planned(db: Session, round_: Round, *, now: datetime) -> None:
    """A plan has been made of rows that were read at this moment."""
    for row in unplanned(db, round_):
        if row.decided_at is not None and row.decided_at <= now:
            row.planned_at = now


def _check(round_: Round, question: Question) -> None:
    if _is_over(round_):
        raise Conflict(_("The round is over: nothing is planned any more."))
    if not question.changes or not question.name.strip():
        raise Invalid(_("Say what would be different, and give the question a name."))
    if holds_identity_code(question.name):
        raise Invalid(_("Leave personal identity codes out: nobody here needs them."))


def _is_over(round_: Round) -> bool:
    return round_.state in OVER or round_.finished_at is not None


def _before(db: Session, round_: Round, schedule: Schedule, *, now: datetime) -> Case:
    """The plan that waits or, when exchanges live already, these."""
    if round_.state is not RoundState.RUNNING:
        return comparisons.case_of(schedule)
    problem = planning.problem(db, round_, now=now)
    blank = Solution.model_validate_json(schedule.solution)
    return Case(problem, bills.lived_plan(problem, blank))


def _changed(db: Session, round_: Round, question: Question, *, by: Person, now: datetime) -> Problem:
    """The problem as it would be: the changes are really made, read, and taken back."""
    savepoint = db.begin_nested()
    try:
        changing.make(db, round_, question.changes, ruling=Ruling(by, question.name), now=now)
        problem = planning.problem(db, round_, now=now)
    finally:
        savepoint.rollback()
    try:
        refuse_flaws(problem)
    except ProblemError as error:
        raise Invalid(_("With these changes no plan can be made.")) from error
    return problem


def _next_number(db: Session, round_: Round) -> int:
    db.refresh(round_, ["state", "version"], with_for_update=True)
    newest = select(func.max(WhatIf.number)).where(WhatIf.round_id == round_.id)
    return (db.scalar(newest) or 0) + 1


def _record(db: Session, row: WhatIf, fact: Fact, *, now: datetime, by: Person | None = None) -> None:
    actor_id = by.id if by else None
    record(db, fact, on=streams.of_round(row.round_id), now=now, actor_id=actor_id)
