"""Dull builders of what HR decides: a round with a draft made by the real solver, and its questions."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain import schedules, whatifs
from domain.whatifs import Question
from models.offers import Offer
from models.people import Person
from models.rounds import Round
from models.schedules import Schedule
from models.states import RoundState
from models.what_ifs import AnyChange, OtherCapacity, WhatIf
from solver.problem import Problem
from solver.solution import Solution
from solver.solve import solve
from tests.builders import CLOSES, a_host_offer, a_person, a_round, an_application
from tests.domain.solved import problem_of, solved


def a_drafted_round(db: Session) -> tuple[Round, Offer, Schedule]:
    """Aino and Bertta want to come, Onni takes one of them; the plan waits for approval."""
    round_ = a_round(db, state=RoundState.CLOSED)
    desk = a_host_offer(db, to=round_, most=1)
    for name, priority in (("Aino Keksitty", 1), ("Bertta Keksitty", 0)):
        an_application(db, to=round_, person=a_person(db, name=name), priority=priority)
    return round_, desk, drafted(db, round_)


def drafted(db: Session, round_: Round, *, now: datetime = CLOSES) -> Schedule:
    problem = problem_of(db, round_, now=now)
    kept = schedules.keep(db, round_, problem, solved(problem), now=now)
    assert kept is not None
    return kept


def owner(db: Session, round_: Round) -> Person:
    return db.get_one(Person, round_.owner_id)


def ask(db: Session, round_: Round, *changes: AnyChange, now: datetime = CLOSES) -> WhatIf:
    return whatifs.ask(db, round_, Question("Entä jos", changes), by=owner(db, round_), now=now)


def one_more(desk: Offer) -> OtherCapacity:
    return OtherCapacity(offer_id=desk.id, most=desk.most + 1)


def answer(db: Session, row: WhatIf, *, now: datetime = CLOSES) -> Solution:
    """As the solver's step does."""
    problem = Problem.model_validate_json(row.problem)
    solution = solve(problem, seed=1, deterministic_limit=5.0)
    whatifs.answer(db, row, solution, now=now)
    db.flush()
    return solution
