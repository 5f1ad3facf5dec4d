"""Plans come with certificates: the verifier computes what the engine's prices showed, and finds changes."""

import random
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from benchmarks.instances import instance
from benchmarks.shipped import problem_of
from benchmarks.sizes import SIZES, TIGHTNESSES
from solver.arrays.board import Board
from solver.arrays.columns import columns
from solver.arrays.numbers import Integers
from solver.bound.certify import Named
from solver.bound.counter import Counter
from solver.bound.prices import lowest
from solver.bound.tariff import SCALE, Tariff, total
from solver.certificate import Certificate
from solver.exact.aims import optimistic
from solver.problem import Free, Lock, Problem, Stay
from solver.reading import FLAWS
from solver.solution import Solution, Status
from solver.solve import Solved, solve, solved
from solver.verify import certified, of_another_plan
from solver.view import View
from tests.solver.certificate_rounds import a_varied_round
from tests.solver.certificates import a_certificate
from tests.solver.oracle import a_random_round
from tests.solver.tiny import (
    MONDAY,
    MONDAYS,
    TUESDAY,
    a_guest,
    a_host,
    a_mentee,
    a_mentor,
    a_round,
    a_slot,
    on,
    whole,
)

Draw = Callable[[int], Problem]
DRAWS: tuple[Draw, ...] = (
    a_random_round,
    lambda seed: a_random_round(seed, shared_trips=True),
    a_varied_round,
)
EFFORT = 2.0  # CP-SAT's count of work: a second or two


def readable(draw: Draw, seeds: range) -> Iterator[Problem]:
    """Varied rounds may have flaws that the verifier does not mind."""
    for seed in seeds:
        problem = draw(seed)
        if not any(True for find in FLAWS for _ in find(problem)):
            yield problem


def desk_of(problem: Problem) -> Counter:
    board = Board(View(problem))
    every = columns(board)
    return Counter(Tariff(board, 0), every, optimistic(every, 0))


def points(desk: Counter, prices: Integers) -> int:
    """The engine's bound at some prices."""
    return desk.quote(prices).bound // SCALE + int(desk.tariff.board.constants[0])


def judge(problem: Problem, found: Solved) -> None:
    """The verifier agrees with a certificate and with the plan that it came with."""
    verdict = certified(problem, found.certificate)
    assert verdict.flaws == ()
    assert not [*of_another_plan(found.certificate, found.solution)]
    assert verdict.bound == found.certificate.bound
    if verdict.value is not None:
        assert verdict.bound is not None
        assert verdict.bound >= verdict.value
        optimal = found.solution.status == Status.OPTIMAL
        assert (verdict.certified == "optimal" or verdict.engine_says_optimal) == optimal


@pytest.mark.parametrize("draw", DRAWS)
def test_the_verifier_accepts_the_certificate_of_any_tiny_round(draw: Draw) -> None:
    proofs = set()
    for problem in readable(draw, range(60)):
        found = solved(problem)

        judge(problem, found)
        proofs.add((found.solution.status, found.certificate.proof))
    assert proofs >= {(Status.OPTIMAL, "prices"), (Status.INFEASIBLE, "prices")}


@pytest.mark.parametrize("draw", DRAWS)
def test_the_verifier_computes_the_bound_of_the_engines_prices(draw: Draw) -> None:
    judged = 0
    for problem in readable(draw, range(100, 160)):
        desk = desk_of(problem)
        for prices in some_prices(desk):
            named = a_certificate(problem, *Named(desk.tariff, prices).prices())

            verdict = certified(problem, named)

            if verdict.bound is not None:
                odd = len(problem.swaps) * (problem.objective.weights.swap % 2)
                assert points(desk, prices) - odd <= verdict.bound <= points(desk, prices)
                judged += 1
    assert judged > 100


def some_prices(desk: Counter) -> tuple[Integers, ...]:
    """What a search finds, and any on rows that are used at all."""
    chance = np.random.default_rng(len(desk.columns))
    used, budgets = total(desk.tariff, desk.columns) != 0, desk.tariff.begins[3:5]
    dearest = np.minimum(desk.tariff.dearest, 3_000_000)
    dearest[slice(*budgets)] = np.minimum(dearest[slice(*budgets)], 1_000)
    drawn = chance.integers(np.maximum(desk.tariff.cheapest, -3_000_000), dearest + 1)
    return (
        lowest(desk, steps=40).prices,
        np.where(used & (chance.random(len(drawn)) < 0.3), drawn, 0),
        np.where(used, drawn, 0),
    )


@pytest.mark.parametrize("tightness", ["scarce", "loose"])
@pytest.mark.parametrize("seed", range(1, 6))
def test_drawn_rounds_have_certificates_close_to_their_plans(tightness: str, seed: int) -> None:
    problem = instance(SIZES["S"], TIGHTNESSES[tightness], seed=seed)

    found = solved(problem, deterministic_limit=EFFORT)

    judge(problem, found)
    value, bound = found.certificate.value, found.certificate.bound
    assert value is not None
    assert bound is not None
    assert bound <= points(desk_of(problem), np.zeros_like(desk_of(problem).tariff.limit))
    assert bound - value < 0.02 * value


def test_the_prices_of_the_shipped_round_prove_its_plan() -> None:
    problem = problem_of("councils-2027")

    found = solved(problem, deterministic_limit=EFFORT)

    judge(problem, found)
    assert certified(problem, found.certificate).certified == "optimal"


def test_a_plan_is_the_same_with_and_without_a_certificate() -> None:
    problem = a_random_round(3)

    found = solved(problem, seed=4).solution

    assert steady(found) == steady(solve(problem, seed=4))


def steady(solution: Solution) -> Solution:
    return solution.model_copy(update={"seconds": 0.0})


def test_the_same_round_has_the_same_certificate() -> None:
    problem = instance(SIZES["S"], seed=2)

    assert solved(problem).certificate == solved(problem).certificate


def test_a_contested_place_and_session_are_named_by_what_they_are() -> None:
    """One guest and one mentee too many; only one whole day and one series can be had."""
    guests = [a_guest(name, free=on(MONDAY)) for name in ("eeva", "aino")]
    mentees = [a_mentee(name) for name in ("ilmari", "otso")]
    slot = a_slot(dates=MONDAYS[:2])
    problem = a_round(
        *guests,
        *mentees,
        a_host("olli", most_stays=2, guests_per_day=1),
        a_mentor("maija", most_mentees=2),
        slots=(slot,),
    )

    found = solved(problem)

    kinds = {(row.kind, row.whose, row.half, row.slot) for row in found.certificate.prices}
    judge(problem, found)
    assert certified(problem, found.certificate).certified == "optimal"
    assert ("offer_time", "olli", "am", None) in kinds
    assert all(slot is not None and half is None for _, whose, half, slot in kinds if whose == "maija")


def test_a_lock_that_leaves_no_option_is_certified_as_no_plan() -> None:
    lock = Lock(application="eeva", offer="olli", days=whole(MONDAY))
    problem = a_round(a_guest("eeva"), a_host("olli", free=on(TUESDAY)), locked=(lock,))

    found = solved(problem)

    assert found.solution.status == Status.INFEASIBLE
    assert certified(problem, found.certificate).certified == "infeasible"


def test_a_changed_certificate_or_plan_is_refused() -> None:
    problem = instance(SIZES["S"], seed=1)
    found = solved(problem)
    chance = random.Random(1)

    for changed in changes(found.certificate, chance):
        verdict = certified(problem, changed)

        assert verdict.flaws
        assert verdict.certified == "nothing"
    worse = found.solution.levels[0].model_copy(update={"value": found.solution.levels[0].value - 1})
    other = found.solution.model_copy(update={"levels": (worse,)})
    assert [flaw.rule for flaw in of_another_plan(found.certificate, other)] == ["value"]


def changes(certificate: Certificate, chance: random.Random) -> Iterator[Certificate]:
    """A price raised far, one left out, one twice, the bound lowered, the value raised above it."""
    rows, bound = certificate.prices, certificate.bound or 0
    at = chance.randrange(len(rows))
    dear = rows[at].model_copy(update={"price": rows[at].price + 10**9})
    yield certificate.model_copy(update={"prices": (*rows[:at], dear, *rows[at + 1 :])})
    yield certificate.model_copy(update={"prices": tuple(row for row in rows if row.kind == "balance")})
    yield certificate.model_copy(update={"prices": (*rows, rows[at])})
    yield certificate.model_copy(update={"bound": bound - 1})
    yield certificate.model_copy(update={"value": bound + 1})
    yield certificate.model_copy(update={"input_sha256": "0" * 64})


def test_levels_certify_the_first_of_them() -> None:
    drawn = a_random_round(5)
    wanted = drawn.objective.model_copy(update={"mode": "levels", "levels": ("fit", "placed", "travel")})

    found = solved(drawn.model_copy(update={"objective": wanted}))

    assert found.certificate.level == "fit"
    judge(drawn.model_copy(update={"objective": wanted}), found)


def test_half_days_are_named_by_their_halves() -> None:
    guests = [a_guest(name, needs=Stay(blocks=(1,))) for name in ("eeva", "aino")]
    mornings = Free(days=(), mornings=(MONDAY,))
    problem = a_round(*guests, a_host("olli", free=mornings, most_stays=2, guests_per_day=1))

    found = solved(problem)

    judge(problem, found)
    assert {row.half for row in found.certificate.prices if row.kind == "offer_time"} == {"am"}
