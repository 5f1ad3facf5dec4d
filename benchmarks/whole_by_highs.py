"""HiGHS on the textbook model, with the greedy plan as its start. Never in one process with OR-Tools.

highspy is installed on demand by `make bench-solver`; both bring a HiGHS library, and the second one to be
loaded fails on the symbols of the first.
"""

import math
from collections.abc import Callable

import highspy
import numpy as np

from benchmarks.answers import answer, nothing
from benchmarks.candidates import Candidates
from benchmarks.peers import by_points, taken_in
from benchmarks.time_indexed import TimeIndexed, chosen, switched_on
from solver.problem import Problem
from solver.solution import Solution

OUT_OF_REACH = 1e300
Tell = Callable[[int | None, int | None], None]


def plan(problem: Problem, *, seconds: float, tell: Tell) -> Solution:
    """The best plan that is found in time; `tell` hears each better value and bound."""
    candidates = Candidates(problem)
    model = TimeIndexed(candidates)
    start = switched_on(model, taken_in(candidates, by_points))
    solver = _loaded(model, seconds)
    solver.setSolution(len(start), np.arange(len(start)), start.astype(np.float64))
    for heard in (solver.cbMipImprovingSolution, solver.cbMipLogging):
        heard.subscribe(lambda event: _pass_on(event.data_out, tell))
    if solver.run() == highspy.HighsStatus.kError:
        raise ValueError(f"HiGHS failed: {solver.getModelStatus()}")
    info = solver.getInfo()
    bound = _whole(info.mip_dual_bound)
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return nothing(candidates, "HiGHS", bound=bound)
    return answer(candidates, chosen(model, solver.getSolution().col_value), "HiGHS", bound=bound)


def _pass_on(said: highspy.cb.HighsCallbackOutput, tell: Tell) -> None:
    """While HiGHS completes its start it calls that a bound; a real one is above the plan until the end."""
    value, bound = _whole(said.mip_primal_bound), _whole(said.mip_dual_bound)
    tell(value, None if value is None or bound is None or bound <= value else bound)


def _whole(value: float) -> int | None:
    """All points are integers; before anything is known HiGHS says infinity."""
    return math.floor(value + 1e-6) if abs(value) < OUT_OF_REACH else None


def _loaded(model: TimeIndexed, seconds: float) -> highspy.Highs:
    """One object and one number of threads for the whole process: a second one would fail silently."""
    solver = highspy.Highs()
    options = {"output_flag": False, "time_limit": seconds, "mip_abs_gap": 0.99, "mip_rel_gap": 0.0}
    for name, value in options.items():
        solver.setOptionValue(name, value)
    if solver.passModel(_written(model)) == highspy.HighsStatus.kError:
        raise ValueError("HiGHS refused the model")
    return solver


def _written(model: TimeIndexed) -> highspy.HighsLp:
    """The matrix by rows."""
    lp, rows, columns = highspy.HighsLp(), model.rows, len(model.points)
    order = np.argsort(rows.row, kind="stable")
    lp.num_col_, lp.num_row_ = columns, len(rows.most)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = model.points.astype(np.float64)
    lp.col_lower_ = np.zeros(columns)
    lp.col_upper_ = np.where(np.arange(columns) < model.chances, 1.0, len(model.candidates.applications))
    lp.row_lower_ = np.full(len(rows.most), -highspy.kHighsInf)
    lp.row_upper_ = rows.most.astype(np.float64)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * columns
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.searchsorted(rows.row[order], np.arange(len(rows.most) + 1))
    lp.a_matrix_.index_ = rows.column[order]
    lp.a_matrix_.value_ = rows.coefficient[order].astype(np.float64)
    return lp
