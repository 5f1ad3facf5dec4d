"""CP-SAT: the model as its protocol buffer, one level at a time, watched and stopped from outside.

Imported only where something is solved: OR-Tools takes seconds to load.
"""

import math
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from time import monotonic
from types import TracebackType

import numpy as np
from ortools.sat.python import cp_model

from solver.exact.model import Model, Row, Term
from solver.solution import Progress, Status

STATUS = {
    cp_model.OPTIMAL: Status.OPTIMAL,
    cp_model.FEASIBLE: Status.FEASIBLE,
    cp_model.INFEASIBLE: Status.INFEASIBLE,
    cp_model.UNKNOWN: Status.UNKNOWN,
}
TICK = 0.2  # seconds between two looks at the stop sign
TELL = 0.8  # seconds after which progress is told again though nothing is new
UNBOUNDED = 2**62


@dataclass(frozen=True)
class Limits:
    """When to give up. Only the deterministic limit gives the same answer on every machine."""

    seed: int = 0
    wall: float | None = None  # seconds since the watcher began
    deterministic: float | None = None
    iterations: int | None = None  # of the search in rounds too large for proof

    def less(self, effort: float) -> "Limits":
        """What is left after some deterministic effort."""
        return (
            self if self.deterministic is None else replace(self, deterministic=self.deterministic - effort)
        )


@dataclass(frozen=True)
class Watcher:
    """Who is told how far it is, and who may stop it."""

    began: float
    tell: Callable[[Progress], None]
    ask_stop: Callable[[], bool]
    told: list[float] = field(default_factory=lambda: [0.0])

    @property
    def passed(self) -> float:
        """Seconds since it began."""
        return round(monotonic() - self.began, 3)

    def say(self, phase: str, *, value: int | None, bound: int | None, placed: int | None) -> None:
        """Tell how far it is, but not twice within a moment."""
        if self.passed - self.told[0] > TELL / 2:
            self.told[0] = self.passed
            self.tell(Progress(phase=phase, value=value, bound=bound, placed=placed, seconds=self.passed))


@dataclass(frozen=True)
class Answer:
    """What CP-SAT says about one level; `chosen` holds the values of all variables, if there is a plan."""

    status: Status
    value: int | None
    bound: int | None
    chosen: tuple[int, ...] | None
    effort: float


def maximise(
    model: Model, term: Term, *, hint: Mapping[int, int], limits: Limits, watcher: Watcher
) -> Answer:
    """The plan that makes the term largest; a sum that no engine can hold raises ValueError."""
    solver = cp_model.CpSolver()
    _set_limits(solver, limits, watcher)
    with Look(solver, model, term, watcher) as look:
        said = solver.solve(_translate(model, term, hint), look)
    if said not in STATUS:
        raise ValueError(f"CP-SAT refused the model: {solver.status_name()}")
    return _answer(solver, STATUS[said], term)


def _set_limits(solver: cp_model.CpSolver, limits: Limits, watcher: Watcher) -> None:
    parameters = solver.parameters
    parameters.random_seed = limits.seed % 2**31  # what it can hold
    parameters.num_workers = 1  # deterministic, whatever the load
    parameters.linearization_level = 2
    parameters.max_presolve_iterations = 1  # these two halve the time at sample size
    parameters.cp_model_probing_level = 0
    if limits.wall is not None:
        parameters.max_time_in_seconds = max(0.0, limits.wall - watcher.passed)
    if limits.deterministic is not None:
        parameters.max_deterministic_time = max(0.0, limits.deterministic)


def _translate(model: Model, term: Term, hint: Mapping[int, int]) -> cp_model.CpModel:
    """Rows are written straight into the protocol buffer; expression objects take twenty times as long."""
    translated = cp_model.CpModel()
    proto = translated.proto
    for domain in model.domains:
        proto.variables.add().domain.extend(domain)
    for row in model.rows:
        _add(proto, row)
    if len(term.variables):
        proto.objective.vars.extend(term.variables.tolist())
        proto.objective.coeffs.extend((-term.coefficients).tolist())
        proto.objective.scaling_factor = -1
    proto.solution_hint.vars.extend(hint.keys())
    proto.solution_hint.values.extend(hint.values())
    return translated


def _add(proto: cp_model.CpModelProto, row: Row) -> None:
    if row.high == 1 and row.low is None and (row.coefficients == 1).all():
        proto.constraints.add().at_most_one.literals.extend(row.variables.tolist())
        return
    linear = proto.constraints.add().linear
    linear.vars.extend(row.variables.tolist())
    linear.coeffs.extend(row.coefficients.tolist())
    linear.domain.extend(
        (-UNBOUNDED if row.low is None else row.low, UNBOUNDED if row.high is None else row.high)
    )


def _answer(solver: cp_model.CpSolver, status: Status, term: Term) -> Answer:
    effort = solver.deterministic_time
    if status == Status.INFEASIBLE:
        return Answer(status, None, None, None, effort)
    if status == Status.UNKNOWN:  # its bound is none if it was stopped before it began
        return Answer(status, None, None, None, effort)
    bound = _bound(solver.best_objective_bound, term)
    chosen = tuple(solver.response_proto.solution)
    value = worth(term, chosen)
    return Answer(status, value, value if status == Status.OPTIMAL else bound, chosen, effort)


def worth(term: Term, chosen: tuple[int, ...]) -> int:
    """The exact value of a term."""
    values = np.array(chosen, dtype=np.int64)[term.variables]
    return int(values @ term.coefficients) + term.constant


def _bound(bound: float, term: Term) -> int | None:
    """Values are integers, so the bound is rounded down; before the first real one there is none."""
    return math.floor(bound + 1e-6) + term.constant if abs(bound) < UNBOUNDED else None


class Look(cp_model.CpSolverSolutionCallback):
    """Keeps the latest figures, tells them at least once a second, and carries the stop sign in."""

    def __init__(self, solver: cp_model.CpSolver, model: Model, term: Term, watcher: Watcher) -> None:
        super().__init__()
        self._solver, self._model, self._term, self._watcher = solver, model, term, watcher
        self._value: int | None = None
        self._bound: int | None = None
        self._placed: int | None = None
        self._told = 0.0
        self._over = threading.Event()
        self._ticker = threading.Thread(target=self._tick, daemon=True)
        solver.best_bound_callback = self.on_bound

    def __enter__(self) -> "Look":
        self._tell()
        self._ticker.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._ticker.join()

    def on_solution_callback(self) -> None:
        """A better plan."""
        said = self.response_proto
        self._value = round(said.objective_value) + self._term.constant
        self._bound = _bound(said.best_objective_bound, self._term)
        self._placed = self._people(said.solution)
        self._tell()

    def _people(self, solution: Iterable[int]) -> int:
        size = self._model.columns.size
        return sum(int(heads) for heads, chosen in zip(size, solution, strict=False) if chosen)

    def on_bound(self, bound: float) -> None:
        """A better bound."""
        self._bound = _bound(bound, self._term)

    def _tick(self) -> None:
        while not self._over.wait(TICK):
            if self._watcher.ask_stop():
                self._solver.stop_search()
            if monotonic() - self._told > TELL:
                self._tell()

    def _tell(self) -> None:
        self._told = monotonic()
        seconds = round(self._told - self._watcher.began, 3)
        self._watcher.tell(
            Progress(
                phase=self._term.name,
                value=self._value,
                bound=self._bound,
                placed=self._placed,
                seconds=seconds,
            )
        )
