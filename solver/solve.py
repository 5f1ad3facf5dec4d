"""Solve a round: pairs, then one sum of the objective after the other, each proved or with a gap."""

import platform
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import version
from time import monotonic

from solver.answer import pairings, unplaced
from solver.arrays.board import Board
from solver.arrays.columns import Columns
from solver.bound.certify import certify
from solver.bound.rung import Rung
from solver.certificate import Certificate
from solver.climb import climb
from solver.exact.aims import value
from solver.exact.engine import Limits, Watcher
from solver.problem import Problem, fingerprint
from solver.reading import refuse_flaws
from solver.resume import resumed
from solver.solution import LevelValue, Progress, Solution, Status, Unplaced
from solver.view import View

ENGINE = "vaihto-2"


@dataclass(frozen=True)
class Solved:
    """An answer, and the prices that show what no other plan can exceed."""

    solution: Solution
    certificate: Certificate


def solve(
    problem: Problem,
    *,
    seed: int = 0,
    time_limit: float | None = None,
    deterministic_limit: float | None = None,
    iterations: int | None = None,
    start: Solution | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    ask_stop: Callable[[], bool] | None = None,
) -> Solution:
    """The best plan, with its proof or its gap; raises ProblemError.

    The time limit is in seconds. With the deterministic one alone (CP-SAT's count of work) the same problem
    and seed give the same answer whatever the load; without any limit it goes on until all is proved.
    Rounds too large for that are searched for so many `iterations`. `start` is a plan to begin with, of this
    problem or of one like it; what does not fit any more is left out.
    """
    limits = Limits(seed=seed, wall=time_limit, deterministic=deterministic_limit, iterations=iterations)
    return _climbed(problem, limits, _watcher(on_progress, ask_stop), start).solution


def solved(
    problem: Problem,
    *,
    seed: int = 0,
    time_limit: float | None = None,
    deterministic_limit: float | None = None,
    iterations: int | None = None,
    start: Solution | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    ask_stop: Callable[[], bool] | None = None,
) -> Solved:
    """The same with a match certificate, which takes a moment beyond the time limit."""
    limits = Limits(seed=seed, wall=time_limit, deterministic=deterministic_limit, iterations=iterations)
    found = _climbed(problem, limits, _watcher(on_progress, ask_stop), start)
    return Solved(found.solution, certify(found.board, found.rungs[0], found.solution))


@dataclass(frozen=True)
class Climbed:
    """All that solving found out."""

    board: Board
    rungs: tuple[Rung, ...]
    solution: Solution


def _watcher(on_progress: Callable[[Progress], None] | None, ask_stop: Callable[[], bool] | None) -> Watcher:
    return Watcher(monotonic(), on_progress or (lambda _: None), ask_stop or (lambda: False))


def _climbed(problem: Problem, limits: Limits, watcher: Watcher, start: Solution | None) -> Climbed:
    refuse_flaws(problem)
    watcher.tell(Progress(phase="pairs", seconds=0.0))
    board = Board(View(problem))
    begun = None if start is None else resumed(board, start, limits)
    rungs = _at_the_end(climb(board, limits, watcher, begun))
    return Climbed(board, rungs, _solution(board, rungs, seed=limits.seed, seconds=watcher.passed))


def _at_the_end(rungs: tuple[Rung, ...]) -> tuple[Rung, ...]:
    """Every sum as the last plan has it: a later one may have moved one that was not proved."""
    chosen = rungs[-1].chosen
    if chosen is None:
        return rungs
    return tuple(_moved(rung, value(chosen, number)) for number, rung in enumerate(rungs))


def _moved(rung: Rung, now: int) -> Rung:
    if rung.value == now:
        return rung
    return replace(rung, value=now, status=Status.OPTIMAL if rung.bound == now else Status.FEASIBLE)


def _solution(board: Board, rungs: tuple[Rung, ...], *, seed: int, seconds: float) -> Solution:
    told = next((rung for rung in rungs if rung.status != Status.OPTIMAL), rungs[0])
    chosen = rungs[-1].chosen
    reached, bound = told.value, told.bound
    return Solution(
        status=told.status,
        value=reached,
        bound=bound,
        gap=None if reached is None or bound is None else round((bound - reached) / max(1, abs(reached)), 6),
        levels=tuple(_level(rung) for rung in rungs if rung.value is not None),
        pairings=() if chosen is None else pairings(chosen),
        unplaced=() if chosen is None else _unplaced(board, chosen),
        seconds=seconds,
        seed=seed,
        engine=ENGINE,
        versions=(("ortools", version("ortools")), ("python", platform.python_version())),
        input_sha256=fingerprint(board.view.problem),
    )


def _unplaced(board: Board, chosen: Columns) -> tuple[Unplaced, ...]:
    served = {one.id for party in chosen.party.tolist() for one in board.parties[party].members}
    return tuple(unplaced(board.supply, one) for one in board.view.applications if one.id not in served)


def _level(rung: Rung) -> LevelValue:
    return LevelValue(name=rung.name, value=rung.value or 0, bound=rung.bound)
