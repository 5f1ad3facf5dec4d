"""What if: the round solved again after a change, and person by person what follows."""

import subprocess
import sys

from solver.check import check
from solver.clashes import clashes
from solver.difference import Change, Sum, Totals, difference
from solver.effort import Effort
from solver.findings import Clash, WhatIf
from solver.price import price
from solver.problem import Lock, Previous, Problem
from solver.remedies import remedies
from solver.repair import repair
from solver.solution import Progress, SecondHost, Solution, Status
from solver.solve import solve
from solver.violation import Case
from solver.whatif import what_if
from tests.solver.oracle import a_random_round
from tests.solver.tiny import MONDAY, TUESDAY, a_guest, a_host, a_round, on, places, solved, whole

AINO, EEVA, OUTI = a_guest("aino"), a_guest("eeva"), a_guest("outi")


def verdicts(found: WhatIf) -> dict[str, str]:
    return {one.application: one.verdict for one in found.difference.changes}


def asked(problem: Problem, changed: Problem) -> WhatIf:
    found = what_if(problem, solved(problem), changed)
    assert check(changed, found.solution) == []
    return found


def test_nothing_differs_when_nothing_changed() -> None:
    problem = a_round(AINO, EEVA, a_host("olli"), a_host("paavo", organisation="vaasa"))

    found = asked(problem, problem)

    assert verdicts(found) == {"aino": "same", "eeva": "same"}
    assert found.difference.before == found.difference.after
    assert found.difference.money == ()


def test_what_if_begins_with_the_plan_before() -> None:
    """Without one it begins with a greedy plan, and says so."""
    problem = a_round(AINO, EEVA, a_host("olli"))
    told: list[Progress] = []
    before, effort = solved(problem), Effort(on_progress=told.append)

    what_if(problem, before, problem, effort)
    phases = {progress.phase for progress in told}
    effort.solve(problem)

    assert "greedy" in {progress.phase for progress in told} - phases


def test_one_more_stay_places_one_more_person() -> None:
    problem = a_round(AINO, EEVA, a_host("olli"))

    found = asked(problem, a_round(AINO, EEVA, a_host("olli", most_stays=2)))

    assert sorted(verdicts(found).values()) == ["newly_placed", "same"]
    assert (found.difference.before.placed, found.difference.after.placed) == (1, 2)
    assert found.difference.money == (Sum(name="turku", before=20_000, after=40_000),)


def test_a_smaller_budget_leaves_somebody_without_a_place() -> None:
    hosts = (a_host("olli"), a_host("paavo"))
    poorer = a_round(AINO, EEVA, *hosts, organisations=places(travel_budget=20_000))

    found = asked(a_round(AINO, EEVA, *hosts), poorer)

    assert sorted(verdicts(found).values()) == ["no_longer_placed", "same"]


def test_other_days_and_another_host_are_told_apart() -> None:
    olli, paavo = a_host("olli", free=on(MONDAY)), a_host("paavo", organisation="vaasa", free=on(MONDAY))
    moved = (a_host("olli", free=on(TUESDAY)), a_host("pirjo", organisation="vaasa"))
    aino, eeva = (
        a_guest(one, excluded_organisations=(other,)) for one, other in (("aino", "vaasa"), ("eeva", "oulu"))
    )

    found = asked(a_round(aino, eeva, olli, paavo), a_round(aino, eeva, *moved))

    assert verdicts(found) == {"aino": "other_dates", "eeva": "other_offer"}


def test_who_comes_and_who_leaves_is_named() -> None:
    found = asked(a_round(AINO, EEVA, a_host("olli")), a_round(OUTI, EEVA, a_host("olli", most_stays=2)))

    assert verdicts(found)["outi"] == "newly_placed"
    assert found.difference.changes[-1].application == "aino"
    assert found.difference.changes[-1].verdict == "left"


def test_locks_that_clash_are_the_answer_where_there_is_no_plan() -> None:
    problem = a_round(AINO, EEVA, a_host("olli", most_stays=2))
    monday = tuple(Lock(application=one, offer="olli", days=whole(MONDAY)) for one in ("aino", "eeva"))
    changed = problem.model_copy(update={"locked": monday})

    found = asked(problem, changed)

    assert found.solution.status == Status.INFEASIBLE
    assert [one.locks for one in found.clashes] == [monday]
    assert verdicts(found) == {"aino": "no_longer_placed", "eeva": "no_longer_placed"}


def test_another_second_host_counts_as_other_dates() -> None:
    problem = a_round(AINO, a_host("olli"))
    alone = solved(problem)
    shared = alone.pairings[0].model_copy(
        update={"second": SecondHost(offer="paavo", days=alone.pairings[0].days)}
    )

    found = difference(Case(problem, alone), Case(problem, alone.model_copy(update={"pairings": (shared,)})))

    assert found.changes == (
        Change(application="aino", verdict="other_dates", before=alone.pairings[0], after=shared),
    )


def test_nine_of_ten_fits_reach_the_tenth_percentile() -> None:
    fits = (80, 10, 30, 40, 50, 60, 70, 20, 90, 100)
    pairing = solved(a_round(AINO, a_host("olli"))).pairings[0]
    plan = Solution.model_construct(pairings=tuple(pairing.model_copy(update={"fit": fit}) for fit in fits))

    found = difference(Case(a_round(AINO), plan), Case(a_round(AINO), plan)).after

    assert found == Totals(placed=10, fit_sum=550, fit_p10=20, minutes=1_200, cost=200_000, co2=100_000)


def test_levels_add_up_to_the_value_of_each_plan() -> None:
    for seed in range(40):
        problem = a_random_round(seed)
        before = solve(problem)
        if before.value is None:
            continue
        changed = with_earlier_plan(problem, before)

        found = asked(problem, changed)

        assert sum(level.before for level in found.difference.levels) == before.value
        if found.solution.value is not None:
            assert sum(level.after for level in found.difference.levels) == found.solution.value


def with_earlier_plan(problem: Problem, plan: Solution) -> Problem:
    """The plan becomes the one before, and hosts have two days left."""
    previous = tuple(
        Previous(application=one.application, offer=one.offer, days=one.days) for one in plan.pairings
    )
    free = on(MONDAY, TUESDAY)
    hosts = tuple(one.model_copy(update={"free": free}) for one in problem.host_offers)
    return problem.model_copy(update={"previous": previous, "host_offers": hosts})


def test_every_answer_can_be_written_as_json_and_read_again() -> None:
    olli = a_host("olli")
    locked = tuple(Lock(application=one, offer="olli", days=whole(MONDAY)) for one in ("aino", "eeva"))
    problem = a_round(AINO, EEVA, olli)
    clashing = problem.model_copy(update={"locked": locked[:1]})
    before = problem.model_copy(
        update={"previous": (Previous(application="aino", offer="gone", confirmed=True),)}
    )

    answers = (
        asked(problem, clashing),
        price(clashing, solved(clashing), locked[1]),
        repair(before),
        *remedies(a_round(AINO, EEVA, olli, locked=locked), clashes_of(problem, locked)),
    )

    for answer in answers:
        assert type(answer).model_validate_json(answer.model_dump_json()) == answer


def clashes_of(problem: Problem, locked: tuple[Lock, ...]) -> Clash:
    (found,) = clashes(problem.model_copy(update={"locked": locked}))
    return found


def test_reading_the_answers_and_comparing_plans_load_no_engine() -> None:
    script = (
        "import sys, solver.findings, solver.difference, solver.clashing.applying, solver.bill\n"
        "import solver.steadiness\n"
        "print('ortools' in sys.modules, 'solver.solve' in sys.modules)"
    )

    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert said.stdout.split() == ["False", "False"]
