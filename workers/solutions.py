"""A child that solves, watched from a step: its signs of life are passed on; it never outlives the step."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass

from temporalio import activity
from temporalio.exceptions import ApplicationError, CancelledError

from domain import advising, clashes, repairs
from domain.beside import Beside
from models.messages import Progress
from models.schedules import Advice
from models.what_ifs import WhatIf
from solver.child import Child
from solver.findings import Clash, Repaired
from solver.problem import Problem, fingerprint
from solver.solution import Progress as Said
from solver.solution import Solution, Status

LOOK_SECONDS = 0.2
SEED = 1
WORK_LIMIT = 20.0  # CP-SAT's deterministic seconds, more at each attempt: load changes nothing
CHOICES = 5  # repairs to choose from, at most
CHOICE_SHARE = 0.25  # of the limit, for each of the solves that find them


@dataclass(frozen=True)
class Question:
    """A round's problem and, where something broke, the wider one in which others may move, too."""

    problem: Problem
    wide: Problem | None = None


def planned(question: Question, tell: Callable[[Said], object]) -> tuple[Solution, Beside]:
    """The plan, and what there is to say beside it; `tell` hears how far it is. No transaction is open."""
    problem = question.problem
    if over := clashes.over_locked(problem):
        return _impossible(problem), Beside(clashes=over)
    limit = _limit()
    child = Child.start(
        problem.model_dump_json(), seed=SEED, deterministic_limit=limit, certificate=True, clashes=True
    )
    solution = watched(child, tell)
    if solution.value is None:
        return solution, Beside(clashes=child.clashes)
    mended = _mended(question.wide, limit=limit * CHOICE_SHARE) if question.wide else ()
    found = repairs.alternatives(problem, solution, question.wide, mended)
    advice = _advised(problem, solution)
    return solution, Beside(alternatives=found, advice=advice, certificate=child.certificate)


def considered(row: WhatIf) -> tuple[Solution, tuple[Clash, ...]]:
    """The plan of a what-if, begun with the plan that it stands beside; or why there is none."""
    problem = Problem.model_validate_json(row.problem)
    if over := clashes.over_locked(problem):
        return _impossible(problem), over
    start = Solution.model_validate_json(row.solution_before)
    limit = _limit()
    child = Child.start(row.problem, seed=SEED, deterministic_limit=limit, start=start, clashes=True)
    return watched(child), child.clashes


def _mended(wide: Problem, *, limit: float) -> tuple[Repaired, ...]:
    child = Child.start(wide.model_dump_json(), seed=SEED, deterministic_limit=limit, repairs=CHOICES)
    watched(child)
    return child.repairs


def _advised(problem: Problem, solution: Solution) -> Mapping[str, tuple[Advice, ...]]:
    """Nothing is solved, but a great round takes seconds: signs of life go on meanwhile."""
    with ThreadPoolExecutor(1) as threads:
        told = threads.submit(advising.advice, problem, solution)
        while not wait((told,), timeout=LOOK_SECONDS).done:
            activity.heartbeat()
        return told.result()


def watched(child: Child, tell: Callable[[Said], object] = bool) -> Solution:
    """Pass on its signs of life; a cancelled step kills it within a look."""
    newest: Said | None = None
    try:
        while True:
            said = child.read(LOOK_SECONDS)
            if isinstance(said, Solution):
                return said
            newest = said or newest
            if said:
                tell(said)
            activity.heartbeat(*([_progress(newest)] if newest else []))
            if activity.is_cancelled():
                raise CancelledError("solving was cancelled")
            if activity.is_worker_shutdown():
                raise ApplicationError("the worker is leaving", type="shutdown")
    finally:
        child.kill()


def _limit() -> float:
    return WORK_LIMIT * activity.info().attempt


def _impossible(problem: Problem) -> Solution:
    """Seen at a glance, without the engine."""
    return Solution(
        status=Status.INFEASIBLE,
        seconds=0.0,
        seed=SEED,
        engine="none",
        versions=(),
        input_sha256=fingerprint(problem),
    )


def _progress(said: Said) -> Progress:
    return Progress(value=said.value or 0, bound=said.bound or 0, placed=said.placed or 0, phase=said.phase)
