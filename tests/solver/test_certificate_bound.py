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
    lowered, contested = 0, 0
    for seed in range(400, 520):
        problem, chance = a_varied_round(seed), random.Random(seed)
        best, unpriced = optimum(problem), a_certificate(problem)
        first = certified(problem, unpriced).bound
        if best is None or first is None or first == best:
            continue

        last = certified(problem, search(unpriced, problem, chance)).bound

        assert last is not None
        assert best <= last <= first
        contested, lowered = contested + 1, lowered + (last < first)
    assert lowered >= 5
    assert contested >= 12


def search(start: Certificate, problem: Problem, chance: random.Random) -> Certificate:
    """A hundred random prices, of which those stay that do not raise the bound."""
    by_hand, best = Sum(problem), start
    known = [row for row, _ in rows(problem)]
    kinds = sorted({row.kind for row in known})
    for _ in range(100):
        kind = chance.choice(kinds)
        row = chance.choice([one for one in known if one.kind == kind])
        others = tuple(each for each in best.prices if each.model_copy(update={"price": 0}) != row)
        price = row.model_copy(update={"price": random_price(problem, row, chance) >> chance.randint(0, 6)})
        tried = best.model_copy(update={"prices": (*others, price)})
        if (by_hand.bound(tried) or 0) <= (by_hand.bound(best) or 0):
            best = tried
    return best
