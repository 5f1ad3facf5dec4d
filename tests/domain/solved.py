"""Dull builders of plans: what the solver is told about a round, and what it answers."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain import planning
from models.rounds import Round
from solver.problem import Application, HostOffer, MentorOffer, Problem
from solver.solution import Solution
from solver.solve import solve
from tests.builders import CLOSES


def problem_of(db: Session, round_: Round, *, now: datetime = CLOSES) -> Problem:
    """The problem as the step reads it, in a transaction of its own."""
    db.flush()
    db.expire_all()
    return planning.problem(db, round_, now=now)


def solved(problem: Problem) -> Solution:
    """The best plan; raises ProblemError where the problem does not agree with itself."""
    return solve(problem, seed=1, deterministic_limit=5.0)


def asks(problem: Problem, row_id: object) -> Application:
    return next(each for each in problem.applications if each.id == str(row_id))


def gives(problem: Problem, row_id: object) -> HostOffer | MentorOffer:
    offers: tuple[HostOffer | MentorOffer, ...] = (*problem.host_offers, *problem.mentor_offers)
    return next(each for each in offers if each.id == str(row_id))


def pairs(solution: Solution) -> list[tuple[str, str]]:
    return sorted((each.application, each.offer) for each in solution.pairings)
