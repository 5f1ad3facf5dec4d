"""All ways to plan a round. Each loads only what it needs: OR-Tools and HiGHS cannot live in one process."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from solver.problem import Problem
from solver.solution import Progress, Solution

Tell = Callable[[int | None, int | None], None]
SOLVER, CP_SAT, HIGHS = "solver", "CP-SAT", "HiGHS"
BY_FIT, BY_VALUE, BY_TURN, BY_ASKING = (
    "best fit first",
    "best value first",
    "first come first served",
    "deferred acceptance",
)
PEERS = {
    BY_FIT: "best_fit_first",
    BY_VALUE: "best_value_first",
    BY_TURN: "first_come_first_served",
    BY_ASKING: "deferred_acceptance",
}
WHOLE = {CP_SAT: "benchmarks.whole_by_cp_sat", HIGHS: "benchmarks.whole_by_highs"}
METHODS = (SOLVER, *PEERS, *WHOLE)
SMALL, LARGEST = ("S", "M"), "XL"


@dataclass(frozen=True)
class Limits:
    """When to stop, and what to draw chance from."""

    seconds: float
    seed: int


def methods_for(size: str) -> tuple[str, ...]:
    """Those that get anywhere there: the textbook model does so in small whole-day rounds only."""
    found = [SOLVER, *PEERS]
    if size == LARGEST:
        found.remove(BY_ASKING)
    if size in SMALL:
        found.extend((CP_SAT, HIGHS) if find_spec("highspy") else (CP_SAT,))
    return tuple(found)


Plan = Callable[[Problem, Limits, Tell], Solution]


def load(method: str) -> Plan:
    """What a method needs, so that loading is not counted."""
    if method == SOLVER:
        return _ours()
    if method in WHOLE:
        whole = import_module(WHOLE[method]).plan
        return lambda problem, limits, tell: whole(problem, seconds=limits.seconds, tell=tell)
    peer = getattr(import_module("benchmarks.peers"), PEERS[method])
    return lambda problem, *_: peer(problem)


def _ours() -> Plan:
    from solver.solve import solve  # OR-Tools

    def ours(problem: Problem, limits: Limits, tell: Tell) -> Solution:
        def hear(progress: Progress) -> None:
            tell(progress.value, progress.bound)

        return solve(problem, seed=limits.seed, time_limit=limits.seconds, on_progress=hear)

    return ours
