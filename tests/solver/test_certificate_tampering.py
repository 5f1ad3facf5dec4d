"""Whatever is changed in a right certificate is found."""

import random

import pytest

from solver.certificate import Price
from solver.verify import certified
from tests.solver.certificate_rounds import a_varied_round
from tests.solver.certificates import (
    a_small_round,
    claimed,
    random_certificate,
    refusals,
    rows,
)

A_ROW = Price(kind="offer", whose="olli", price=2048)


def test_a_right_certificate_has_no_flaws() -> None:
    problem = a_small_round()
    certificate = claimed(problem, A_ROW, exact_budgets=("turku",))

    assert certified(problem, certificate).flaws == ()


def test_a_price_may_stand_on_every_row_of_a_problem() -> None:
    prices = [row.model_copy(update={"price": 1}) for row, _ in rows(a_small_round())]

    verdict = certified(a_small_round(), claimed(a_small_round(), *prices))

    assert {row.kind for row in prices} == {"offer", "offer_time", "organisation_time", "budget", "balance"}
    assert (verdict.certified, verdict.flaws) == ("bound", ())


def test_a_changed_hash_is_found() -> None:
    certificate = claimed(a_small_round(), A_ROW)

    assert refusals(certificate.model_copy(update={"input_sha256": "0" * 64})) == ["input_sha256"]


def test_a_changed_problem_is_found() -> None:
    certificate = claimed(a_small_round(), A_ROW)

    assert refusals(certificate, a_small_round(may_cross_weekend=True)) == ["input_sha256"]


@pytest.mark.parametrize("by", [-1, 1])
def test_a_changed_bound_is_found(by: int) -> None:
    certificate = claimed(a_small_round(), A_ROW)

    assert refusals(certificate.model_copy(update={"bound": (certificate.bound or 0) + by})) == ["bound"]


def test_a_lowered_price_is_found() -> None:
    certificate = claimed(a_small_round(), A_ROW)
    lowered = A_ROW.model_copy(update={"price": 1024})

    assert refusals(certificate.model_copy(update={"prices": (lowered,)})) == ["bound"]


def test_lowered_prices_of_random_certificates_are_found_or_change_nothing() -> None:
    found = 0
    for seed in range(60):
        problem, chance = a_varied_round(seed), random.Random(seed)
        drawn = random_certificate(problem, chance)
        if not drawn.prices:
            continue
        certificate = claimed(problem, *drawn.prices, exact_budgets=drawn.exact_budgets)
        number = chance.randrange(len(drawn.prices))
        price = drawn.prices[number]
        lower = price.model_copy(update={"price": price.price // 2})
        prices = (*drawn.prices[:number], lower, *drawn.prices[number + 1 :])

        verdict = certified(problem, certificate.model_copy(update={"prices": prices}))

        changed = verdict.bound != certificate.bound
        assert [flaw.rule for flaw in verdict.flaws] == (["bound"] if changed else [])
        found += changed
    assert found >= 30


def test_a_value_above_the_bound_is_found() -> None:
    certificate = claimed(a_small_round(), A_ROW)
    above = certificate.model_copy(update={"value": (certificate.bound or 0) + 1})

    assert refusals(above) == ["value"]


def test_the_engine_cannot_vouch_for_a_plan_that_is_not_there() -> None:
    certificate = claimed(a_small_round(), A_ROW)

    assert refusals(certificate.model_copy(update={"proof": "engine"})) == ["proof"]
