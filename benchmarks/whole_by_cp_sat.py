"""CP-SAT on the textbook model, with the greedy plan as its hint: what one would write first."""

import math
import os
from collections.abc import Callable

import numpy as np
from ortools.sat.python import cp_model

from benchmarks.answers import answer, nothing
from benchmarks.candidates import Candidates
from benchmarks.peers import by_points, taken_in
from benchmarks.time_indexed import TimeIndexed, chosen, switched_on
from solver.problem import Problem
from solver.solution import Solution

Tell = Callable[[int | None, int | None], None]
OUT_OF_REACH = 2**62


def plan(problem: Problem, *, seconds: float, tell: Tell) -> Solution:
    """The best plan that is found in time; `tell` hears each better value and bound."""
    candidates = Candidates(problem)
    greedy = taken_in(candidates, by_points)
    model = TimeIndexed(candidates)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = os.cpu_count() or 1
    solver.parameters.max_presolve_iterations = 1  # else it has no plan of 500 after a minute
    solver.parameters.cp_model_probing_level = 0
    ear = Ear(tell)
    solver.best_bound_callback = ear.on_bound
    said = solver.solve(_written(model, greedy), ear)
    bound = _bound(solver.best_objective_bound)
    if said not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return nothing(candidates, "CP-SAT", bound=bound)
    return answer(candidates, chosen(model, list(solver.response_proto.solution)), "CP-SAT", bound=bound)


class Ear(cp_model.CpSolverSolutionCallback):
    """Passes on what the search says."""

    def __init__(self, tell: Tell) -> None:
        super().__init__()
        self._tell = tell

    def on_solution_callback(self) -> None:
        """A better plan."""
        self._tell(round(self.objective_value), _bound(self.best_objective_bound))

    def on_bound(self, bound: float) -> None:
        """A better bound."""
        self._tell(None, _bound(bound))


def _bound(said: float) -> int | None:
    return math.floor(said + 1e-6) if abs(said) < OUT_OF_REACH else None


def _written(model: TimeIndexed, greedy: dict[int, int]) -> cp_model.CpModel:
    """Straight into the protocol buffer; expression objects take twenty times as long."""
    written = cp_model.CpModel()
    proto = written.proto
    for number in range(len(model.points)):
        largest = 1 if number < model.chances else len(model.candidates.applications)
        proto.variables.add().domain.extend((0, largest))
    _write_rows(model, proto)
    proto.objective.vars.extend(range(len(model.points)))
    proto.objective.coeffs.extend((-model.points).tolist())
    proto.objective.scaling_factor = -1
    proto.solution_hint.vars.extend(range(model.chances))
    proto.solution_hint.values.extend(switched_on(model, greedy).astype(int).tolist())
    return written


def _write_rows(model: TimeIndexed, proto: cp_model.CpModelProto) -> None:
    rows = model.rows
    order = np.argsort(rows.row, kind="stable")
    ends = np.searchsorted(rows.row[order], np.arange(1, len(rows.most)))
    columns, coefficients = (np.split(each[order], ends) for each in (rows.column, rows.coefficient))
    for column, coefficient, most in zip(columns, coefficients, rows.most.tolist(), strict=True):
        if most == 1 and (coefficient == 1).all():
            proto.constraints.add().at_most_one.literals.extend(column.tolist())
        else:
            linear = proto.constraints.add().linear
            linear.vars.extend(column.tolist())
            linear.coeffs.extend(coefficient.tolist())
            linear.domain.extend((-OUT_OF_REACH, most))
