"""The solver's step: problem out of the rows, a child process that can be killed, solution back into rows."""

import logging
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session
from temporalio import activity

from domain import planning, round_life, whatifs, widening
from models import streams
from models.messages import Standing, Turn
from models.rounds import Round
from models.what_ifs import WhatIf
from solver.solution import Status
from workers.fetching import for_the_world
from workers.office import Office
from workers.refreshing import Refreshing
from workers.solutions import Question, considered, planned
from workers.telling import Telling
from workers.turns import take
from workflows.steps import SolverSteps

log = logging.getLogger("vaihto.solving")
MOST_TRIES = 3  # of a what-if: then it is dropped, so that nothing waits for it


class SolverWork(SolverSteps):
    def __init__(self, office: Office) -> None:
        self.office = office

    @activity.defn(name="solver.plan", no_thread_cancel_exception=True)
    def plan(self, turn: Turn) -> Standing:
        """Answer what HR asks, then read, solve with no transaction open, have it judged, save."""
        self._answer_what_ifs(turn)
        if not self._wants_plan(turn):
            return take(self.office, turn, streams.of_round(turn.id), partial(_go_on, turn))
        Refreshing(self.office, for_the_world()).before_planning(turn.id, beat=activity.heartbeat)
        now = self.office.clock.now()
        with self.office.database.look() as db:
            question = _question(db, db.get_one(Round, turn.id), now)
        with Telling(self.office.database, turn.id) as telling:
            solution, beside = planned(question, telling.tell)

        def keep(db: Session, _later: datetime) -> Standing:
            round_ = db.get_one(Round, turn.id)
            return round_life.take_plan(
                db, round_, question.problem, solution, heard=turn.heard, now=now, beside=beside
            )

        return take(self.office, turn, streams.of_round(turn.id), keep)

    def _wants_plan(self, turn: Turn) -> bool:
        now = self.office.clock.now()
        with self.office.database.look() as db:
            return round_life.wants_plan(db, db.get_one(Round, turn.id), now=now)

    def _answer_what_ifs(self, turn: Turn) -> None:
        """One after the other, each saved by itself."""
        with self.office.database.look() as db:
            waiting = whatifs.asked(db, db.get_one(Round, turn.id))
        for row in waiting:
            solution, clashes = considered(row)
            is_hopeless = solution.status is Status.UNKNOWN and activity.info().attempt >= MOST_TRIES
            with self.office.change() as db:
                found = db.get_one(WhatIf, row.id)
                if is_hopeless:
                    whatifs.give_up(db, found, now=self.office.clock.now())
                else:
                    whatifs.answer(db, found, solution, clashes=clashes, now=self.office.clock.now())
            log.info("what-if %s of round %s is answered", row.id, turn.id)


def _question(db: Session, round_: Round, now: datetime) -> Question:
    problem = planning.problem(db, round_, now=now)
    return Question(problem, widening.widened(db, round_, problem, now=now))


def _go_on(turn: Turn, db: Session, _now: datetime) -> Standing:
    return round_life.without_plan(db, db.get_one(Round, turn.id))
