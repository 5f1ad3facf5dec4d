"""A round too large for proof has a certificate too, with its budgets kept whole."""

from benchmarks.instances import instance
from benchmarks.sizes import SIZES
from solver.solve import solved
from solver.verify import certified, of_another_plan


def test_the_bound_of_a_searched_round_can_be_computed_by_anybody() -> None:
    problem = instance(SIZES["M"], seed=1)

    found = solved(problem, iterations=2_000, deterministic_limit=1.0)

    verdict, bound = certified(problem, found.certificate), found.solution.bound
    assert verdict.flaws == ()
    assert not [*of_another_plan(found.certificate, found.solution)]
    assert found.certificate.exact_budgets
    assert bound is not None
    assert verdict.bound is not None
    assert verdict.value is not None
    assert verdict.value <= verdict.bound <= bound
