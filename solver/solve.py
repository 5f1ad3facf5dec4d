"""Solve a round: pairs, columns, rules, then one level after the other, each proved or with a gap."""

import platform
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import version
from time import monotonic

from solver import greedy
from solver.answer import pairing, unplaced
from solver.engine import Answer, Limits, Watcher, maximise, worth
from solver.model import Model, Row, Term, columns
from solver.pairs import sought_pairs
from solver.problem import Problem, fingerprint
from solver.reading import refuse_flaws
from solver.rules import RULES
from solver.solution import LevelValue, Progress, Solution, Status
from solver.view import View
from solver.wishes import objective

ENGINE = "vaihto-cp-sat-1"


@dataclass(frozen=True)
class Rung:
    """One level and what was said about it."""

    term: Term
    answer: Answer


def solve(
    problem: Problem,
    *,
    seed: int = 0,
    time_limit: float | None = None,
    deterministic_limit: float | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    ask_stop: Callable[[], bool] | None = None,
) -> Solution:
    """The best plan, with its proof or its gap; raises ProblemError.

    The time limit is in seconds. With the deterministic one alone (CP-SAT's count of work) the same problem
    and seed give the same answer whatever the load; without any limit it goes on until all is proved.
    """
    refuse_flaws(problem)
    watcher = Watcher(monotonic(), on_progress or (lambda _: None), ask_stop or (lambda: False))
    watcher.tell(Progress(phase="pairs", seconds=0.0))
    view = View(problem)
    model = build(view)
    limits = Limits(seed=seed, wall=time_limit, deterministic=deterministic_limit)
    rungs = _climb(model, limits, watcher)
    return _solution(view, model, rungs, seed=seed, seconds=monotonic() - watcher.began)


def build(view: View) -> Model:
    """The model with all rules; wishes are added by the objective."""
    model = Model(view, columns(sought_pairs(view)))
    for rule in RULES:
        model.rows.extend(rule(model))
    return model


def _climb(model: Model, limits: Limits, watcher: Watcher) -> tuple[Rung, ...]:
    """Level after level; what one level reached is a floor for those after it."""
    terms = objective(model)
    taken = set(greedy.plan(model, terms))
    watcher.tell(Progress(phase="greedy", placed=len(taken), seconds=round(monotonic() - watcher.began, 3)))
    hint = {number: int(number in taken) for number in range(len(model.columns))}
    rungs: list[Rung] = []
    for term in terms:
        if rungs and not term.variables:
            rungs.append(Rung(term, _nothing_to_choose(term, rungs[-1].answer)))
            continue
        left = _left(limits, rungs, watcher)
        answer = maximise(model, term, hint=hint, limits=left, watcher=watcher)
        if answer.chosen is None and rungs:
            answer = _as_before(term, rungs[-1].answer, answer)
        rungs.append(Rung(term, answer))
        if answer.chosen is None or answer.value is None:
            break
        hint = dict(enumerate(answer.chosen))
        model.rows.append(Row(term.variables, term.coefficients, low=answer.value - term.constant))
    return tuple(rungs)


def _nothing_to_choose(term: Term, before: Answer) -> Answer:
    return Answer(Status.OPTIMAL, term.constant, term.constant, before.chosen, effort=0.0)


def _left(limits: Limits, rungs: list[Rung], watcher: Watcher) -> Limits:
    spent = sum(rung.answer.effort for rung in rungs)
    passed = monotonic() - watcher.began
    return replace(
        limits,
        deterministic=None if limits.deterministic is None else limits.deterministic - spent,
        wall=None if limits.wall is None else limits.wall - passed,
    )


def _as_before(term: Term, before: Answer, now: Answer) -> Answer:
    """Out of time before a plan was found: the plan of the level before stands."""
    value = None if before.chosen is None else worth(term, before.chosen)
    return Answer(Status.FEASIBLE, value, now.bound, before.chosen, now.effort)


def _solution(view: View, model: Model, rungs: tuple[Rung, ...], *, seed: int, seconds: float) -> Solution:
    told = next((rung for rung in rungs if rung.answer.status != Status.OPTIMAL), rungs[0])
    chosen = rungs[-1].answer.chosen
    value, bound = told.answer.value, told.answer.bound
    picked = [column for column, on in zip(model.columns, chosen or (), strict=False) if on]
    waiting = () if chosen is None else view.applications
    served = {column.pair.application.id for column in picked}
    return Solution(
        status=told.answer.status,
        value=value,
        bound=bound,
        gap=None if value is None or bound is None else round((bound - value) / max(1, abs(value)), 6),
        levels=tuple(_level(rung) for rung in rungs if rung.answer.value is not None),
        pairings=tuple(pairing(view, column) for column in picked),
        unplaced=tuple(unplaced(view, one) for one in waiting if one.id not in served),
        seconds=round(seconds, 3),
        seed=seed,
        engine=ENGINE,
        versions=(("ortools", version("ortools")), ("python", platform.python_version())),
        input_sha256=fingerprint(view.problem),
    )


def _level(rung: Rung) -> LevelValue:
    return LevelValue(name=rung.term.name, value=rung.answer.value or 0, bound=rung.answer.bound)
