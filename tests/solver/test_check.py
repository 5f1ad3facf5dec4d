"""The judge is judged: what an answer says of itself; plans are in the files beside this."""

import ast
from pathlib import Path

import pytest

import solver.check
from solver.check import check
from solver.objective import Objective
from solver.problem import Previous, Problem, Swap
from solver.solution import Removed, Rule, Solution, Status
from solver.violation import Violation
from tests.solver import test_check_pairs, test_check_plans, test_check_shared, test_check_times
from tests.solver.answers import Change, Planted, a_stay, answer, found_in, pairing, right, waiting
from tests.solver.tiny import MONDAY, TUESDAY, a_guest, a_host, a_round, places, solved, whole

BESIDE = (test_check_pairs, test_check_plans, test_check_shared, test_check_times)
EEVA, AINO, OLLI, PAAVO = a_guest("eeva"), a_guest("aino"), a_host("olli"), a_host("paavo")
TWO = a_round(EEVA, AINO, OLLI)
WAITING = waiting(TWO, "aino")
BY_LEVELS = a_round(EEVA, AINO, OLLI, objective=Objective(mode="levels", levels=("placed", "balance", "fit")))
BALANCE = Objective(mode="levels", levels=("balance",))
SWAPPED = Objective(mode="levels", levels=("fit",))
STABLE = Objective(mode="levels", levels=("stability",))
HOME = a_guest("anna", organisation="oulu")
AT_HOME = a_host("pekka", organisation="turku")
EXCHANGED = a_round(
    EEVA, HOME, OLLI, AT_HOME, swaps=(Swap(applications=("eeva", "anna")),), objective=SWAPPED
)


def told(rules: str, problem: Problem = TWO, **other: object) -> Planted:
    """Eeva has Olli's place, and something else is said of the answer."""
    return Planted(rules, problem, (a_stay(),), answer(**other))


def worth(points: int) -> Change:
    """The only level and the value are said to be so many points more."""

    def change(one: Solution) -> Solution:
        level = one.levels[0]
        more = level.model_copy(update={"value": level.value + points, "bound": level.value + points})
        update = {"value": more.value, "bound": more.value, "levels": (more, *one.levels[1:])}
        return one.model_copy(update=update)

    return change


def bound(points: int, *, gap: float | None = None, status: Status = Status.FEASIBLE) -> Change:
    """The bound is so many points above the value."""

    def change(one: Solution) -> Solution:
        level = one.levels[0].model_copy(update={"bound": one.levels[0].value + points})
        right_gap = round(points / max(1, abs(level.value)), 6)
        update = {"levels": (level,), "bound": level.bound, "gap": right_gap if gap is None else gap}
        return one.model_copy(update={**update, "status": status})

    return change


PLANTED = [
    told("input_sha256", input_sha256="0" * 64),
    told("status", status=Status.FEASIBLE),
    told("status", status=Status.UNKNOWN),
    told("bound status", status=Status.INFEASIBLE),
    told("status", status=Status.INFEASIBLE, value=None, bound=None, gap=None, levels=()),
    told("status value", levels=()),
    told("bound gap", bound=None),
    told("bound", value=0, bound=0),
    told("gap", gap=0.1),
    told("gap", gap=None),
    told("counted_once", unplaced=()),
    told("counted_once", unplaced=(WAITING, WAITING)),
    told("counted_once value", pairings=()),
    told("unknown", unplaced=(WAITING, WAITING.model_copy(update={"application": "x"}))),
    told("unplaced", unplaced=(WAITING.model_copy(update={"code": "nothing_in_reach"}),)),
    told("unplaced", unplaced=(WAITING.model_copy(update={"in_reach": 2}),)),
    told(
        "unplaced",
        unplaced=(WAITING.model_copy(update={"removed": (Removed(rule=Rule.DATES, offers=1),)}),),
    ),
    Planted("status", TWO, (a_stay(),), bound(1, status=Status.OPTIMAL)),
    Planted("bound", TWO, (a_stay(),), bound(-1)),
    Planted("gap", TWO, (a_stay(),), bound(100, gap=0.5)),
    Planted("value", TWO, (a_stay(),), worth(1)),
    Planted("value", BY_LEVELS, (a_stay(),), lambda one: one.model_copy(update={"levels": one.levels[:2]})),
    Planted(
        "value",
        BY_LEVELS,
        (a_stay(),),
        lambda one: one.model_copy(update={"levels": (*one.levels, one.levels[2])}),
    ),
    Planted(
        "value",
        BY_LEVELS,
        (a_stay(),),
        lambda one: one.model_copy(update={"levels": (one.levels[0], one.levels[2], one.levels[1])}),
    ),
    Planted(
        "value",
        a_round(EEVA, OLLI, organisations=places(balance_tolerance=0), objective=BALANCE),
        (a_stay(),),
        worth(500),
    ),
    Planted("value", EXCHANGED, (a_stay(),), worth(500)),
    Planted("value", EXCHANGED, (a_stay(), a_stay("anna", "pekka")), worth(-500)),
    Planted(
        "value",
        a_round(EEVA, OLLI, PAAVO, previous=(Previous(application="eeva", offer="olli"),), objective=STABLE),
        (a_stay(),),
        pairing(offer="paavo"),
    ),
    Planted(
        "value",
        a_round(
            EEVA,
            OLLI,
            previous=(Previous(application="eeva", offer="olli", days=whole(MONDAY)),),
            objective=STABLE,
        ),
        (a_stay(),),
        pairing(days=whole(TUESDAY)),
    ),
]


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.rules)
def test_one_lie_of_an_answer_is_named_and_nothing_else(planted: Planted) -> None:
    assert found_in(planted) == planted.rules.split()


def test_every_rule_that_the_judge_can_name_is_planted() -> None:
    files = (PLANTED, *(beside.PLANTED for beside in BESIDE))

    planted = {rule for one in files for row in one for rule in row.rules.split()}

    assert planted == named_rules()
    assert sum(len(one) for one in files) >= 40


def named_rules() -> set[str]:
    """The names that stand in the source of the checks."""
    calls = (
        node
        for file in judging_files()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"Violation", "broken", "_above"}
    )
    constants = (node for call in calls for node in ast.walk(call.args[0]) if isinstance(node, ast.Constant))
    return {str(node.value) for node in constants}


def judging_folder() -> Path:
    return Path(solver.check.__file__).parent


def judging_files() -> list[Path]:
    return [judging_folder() / "check.py", *sorted(judging_folder().glob("checks/*.py"))]


def test_the_judge_knows_only_the_shapes_of_problem_and_solution() -> None:
    shapes = {"solver.parts", "solver.problem", "solver.solution", "solver.violation"}

    imported = {
        node.module
        for file in (*judging_files(), judging_folder() / "violation.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module
    }

    ours = {module for module in imported if module.startswith("solver")}
    assert {module for module in ours if not module.startswith("solver.checks.")} <= shapes


def test_no_plan_at_all_is_a_right_answer_where_it_is_said() -> None:
    infeasible, unknown = nothing(Status.INFEASIBLE), nothing(Status.UNKNOWN, bound=100)

    assert (check(TWO, infeasible), check(TWO, unknown)) == ([], [])


def test_what_cannot_be_has_no_bound() -> None:
    found = check(TWO, nothing(Status.INFEASIBLE, bound=100))

    assert [one.rule for one in found] == ["bound"]


def nothing(status: Status, **other: object) -> Solution:
    """An answer without a plan."""
    update = {"value": None, "bound": None, "gap": None, "levels": (), "pairings": (), "unplaced": ()}
    return right(TWO).model_copy(update={**update, "status": status, **other})


def test_a_violation_says_who() -> None:
    problem = a_round(a_guest("eeva", max_minutes=119), OLLI)

    planted = right(a_round(EEVA, OLLI), a_stay()).model_copy(
        update={"input_sha256": solved(problem).input_sha256}
    )

    assert check(problem, planted) == [Violation("minutes", "eeva with olli")]
