"""No prices press the bound below the best plan, and the bound is exactly what follows from them."""

import random
from math import prod

import pytest

from solver.certificate import Certificate
from solver.problem import Problem
from solver.verify import certified
from tests.solver.certificate_rounds import a_varied_round
from tests.solver.certificate_sum import Sum, optimum, pairings
from tests.solver.certificates import a_certificate, random_certificate, random_price, rows

MANY = 1_500  # plans of a round that brute force is spared


@pytest.mark.parametrize("batch", range(8))
def test_no_prices_give_a_bound_below_the_best_plan(batch: int) -> None:
    judged = 0
    for seed in range(batch * 45, batch * 45 + 45):
        problem, chance = a_varied_round(seed), random.Random(seed)
        if prod(len(pairings(problem, one)) + 1 for one in problem.applications) > MANY:
            continue

        bounds = [certified(problem, random_certificate(problem, chance)).bound for _ in range(6)]

        best = optimum(problem)
        assert best is None or all(bound is not None and bound >= best for bound in bounds), seed
        judged += 1
    assert judged >= 38


@pytest.mark.parametrize("batch", range(8))
def test_the_bound_is_the_sum_over_limits_and_best_options(batch: int) -> None:
    for seed in range(batch * 40, batch * 40 + 40):
        problem, chance = a_varied_round(seed), random.Random(seed)
        by_hand = Sum(problem)
        certificates = [a_certificate(problem), *(random_certificate(problem, chance) for _ in range(5))]

        bounds = [certified(problem, each).bound for each in certificates]

        assert bounds == [by_hand.bound(each) for each in certificates], seed


def test_a_search_for_low_bounds_never_gets_below_the_best_plan() -> None:
    lower = 0
    for seed in range(400, 430):
        problem, chance = a_varied_round(seed), random.Random(seed)
        by_hand, best = Sum(problem), optimum(problem)
        if best is None:
            continue

        first, last = search(problem, by_hand, chance)

        found = certified(problem, last).bound
        assert found is not None
        assert found >= best
        lower += found < (certified(problem, first).bound or 0)
    assert lower >= 8


def search(problem: Problem, by_hand: Sum, chance: random.Random) -> tuple[Certificate, Certificate]:
    """Without any price, and with those of sixty random ones that lowered the bound."""
    first = best = a_certificate(problem)
    known = [row for row, _ in rows(problem)]
    for _ in range(60):
        row = chance.choice(known)
        others = tuple(each for each in best.prices if each.model_copy(update={"price": 0}) != row)
        price = row.model_copy(update={"price": random_price(problem, row, chance) >> chance.randint(0, 6)})
        tried = best.model_copy(update={"prices": (*others, price)})
        if (by_hand.bound(tried) or 0) <= (by_hand.bound(best) or 0):
            best = tried
    return first, best
