"""The solver's step: problem out of the rows, a child process that can be killed, solution back into rows."""

import logging
from datetime import datetime

from sqlalchemy.orm import Session
from temporalio import activity
from temporalio.exceptions import ApplicationError, CancelledError

from domain import planning, round_life
from models import streams
from models.messages import Progress, Standing, Turn
from models.rounds import Round
from solver.child import Child
from solver.problem import Problem
from solver.solution import Progress as Said
from solver.solution import Solution
from workers.fetching import for_the_world
from workers.office import Office
from workers.refreshing import Refreshing
from workers.turns import take
from workflows.steps import SolverSteps

log = logging.getLogger("vaihto.solving")
LOOK_SECONDS = 0.2
SEED = 1
WORK_LIMIT = 20.0  # CP-SAT's deterministic seconds, more at each attempt: load changes nothing


class SolverWork(SolverSteps):
    def __init__(self, office: Office) -> None:
        self.office = office

    @activity.defn(name="solver.plan", no_thread_cancel_exception=True)
    def plan(self, turn: Turn) -> Standing:
        """Read, solve with no transaction open, have it judged, save."""
        Refreshing(self.office, for_the_world()).before_planning(turn.id, beat=activity.heartbeat)
        now = self.office.clock.now()
        with self.office.database.look() as db:
            problem = planning.problem(db, db.get_one(Round, turn.id), now=now)
        solution = _solve(problem, work_limit=WORK_LIMIT * activity.info().attempt)

        def keep(db: Session, _later: datetime) -> Standing:
            round_ = db.get_one(Round, turn.id)
            return round_life.take_plan(db, round_, problem, solution, heard=turn.heard, now=now)

        return take(self.office, turn, streams.of_round(turn.id), keep)


def _solve(problem: Problem, *, work_limit: float) -> Solution:
    """Watch the child and pass on its signs of life; a cancelled step kills it within a look."""
    child = Child.start(problem.model_dump_json(), seed=SEED, deterministic_limit=work_limit)
    newest: Said | None = None
    try:
        while True:
            said = child.read(LOOK_SECONDS)
            if isinstance(said, Solution):
                return said
            newest = said or newest
            activity.heartbeat(*([_progress(newest)] if newest else []))
            if activity.is_cancelled():
                raise CancelledError("solving was cancelled")
            if activity.is_worker_shutdown():
                raise ApplicationError("the worker is leaving", type="shutdown")
    finally:
        child.kill()


def _progress(said: Said) -> Progress:
    return Progress(value=said.value or 0, bound=said.bound or 0, placed=said.placed or 0, phase=said.phase)
