"""Certificates that prove nothing are refused, each by the name of what is wrong."""

import random
import subprocess
import sys

import pytest

from solver.certificate import Certificate, Price
from solver.objective import Objective, Weights
from solver.problem import Day, Organisation, Problem, Rates
from solver.verify import certified
from solver.violation import Violation
from tests.solver.certificate_rounds import a_varied_round
from tests.solver.certificates import a_certificate, random_certificate, rows
from tests.solver.tiny import (
    MONDAY,
    MONDAYS,
    TUESDAY,
    WEEK,
    a_guest,
    a_host,
    a_mentor,
    a_round,
    a_slot,
    places,
)

SLOT = "monday at nine"
A_ROW = Price(kind="offer", whose="olli", price=2048)


def a_small_round(**other: object) -> Problem:
    """Two guests for one place. Turku has only a budget, Oulu the other limits; Monday has no afternoon."""
    values: dict[str, object] = {
        "days": (Day(date=MONDAY, pm=False), *(Day(date=day) for day in WEEK[1:])),
        "slots": (a_slot(),),
        "organisations": (
            Organisation(id="turku", travel_budget=30_000),
            Organisation(id="oulu", guests_per_day=1, balance_tolerance=2),
            Organisation(id="vaasa"),
        ),
    }
    guests = (a_guest("eeva"), a_guest("aino"))
    return a_round(*guests, a_host("olli"), a_mentor("mirja"), **(values | other))


def claimed(problem: Problem, *prices: Price, **other: object) -> Certificate:
    """A certificate that claims the bound that really follows."""
    certificate = a_certificate(problem, *prices, **other)
    return certificate.model_copy(update={"bound": certified(problem, certificate).bound})


def refusals(certificate: Certificate, problem: Problem | None = None) -> list[str]:
    verdict = certified(problem or a_small_round(), certificate)
    assert verdict.certified == "nothing"
    return [flaw.rule for flaw in verdict.flaws]


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


@pytest.mark.parametrize("level", ["placed", "fit", "travel", "everything"])
def test_another_level_is_refused(level: str) -> None:
    assert refusals(a_certificate(a_small_round(), level=level)) == ["level"]


def test_only_the_first_of_several_levels_is_certified() -> None:
    problem = a_small_round(objective=Objective(mode="levels", levels=("fit", "placed")))

    assert certified(problem, a_certificate(problem, level="fit")).bound is not None
    assert refusals(a_certificate(problem, level="placed"), problem) == ["level"]
    assert refusals(a_certificate(problem, level="total"), problem) == ["level"]


UNKNOWN = [
    Price(kind="offer", whose="nobody", price=1),
    Price(kind="offer", whose="turku", price=1),
    Price(kind="offer", whose="olli", day=TUESDAY, price=1),
    Price(kind="offer_time", whose="nobody", day=TUESDAY, half="am", price=1),
    Price(kind="offer_time", whose="olli", day=TUESDAY, price=1),
    Price(kind="offer_time", whose="olli", day=MONDAY, half="pm", price=1),
    Price(kind="offer_time", whose="olli", day=MONDAYS[1], half="am", price=1),
    Price(kind="offer_time", whose="olli", day=MONDAY, half="am", slot=SLOT, price=1),
    Price(kind="offer_time", whose="olli", day=MONDAY, slot=SLOT, price=1),
    Price(kind="offer_time", whose="mirja", day=MONDAY, half="am", price=1),
    Price(kind="offer_time", whose="mirja", day=TUESDAY, slot=SLOT, price=1),
    Price(kind="offer_time", whose="mirja", day=MONDAY, slot="friday", price=1),
    Price(kind="organisation_time", whose="turku", day=TUESDAY, half="am", price=1),
    Price(kind="organisation_time", whose="nowhere", day=TUESDAY, half="am", price=1),
    Price(kind="organisation_time", whose="oulu", day=MONDAY, half="pm", price=1),
    Price(kind="organisation_time", whose="oulu", price=1),
    Price(kind="budget", whose="oulu", price=1),
    Price(kind="budget", whose="turku", day=TUESDAY, price=1),
    Price(kind="balance", whose="turku", price=1),
    Price(kind="balance", whose="oulu", half="am", price=1),
]


@pytest.mark.parametrize("price", UNKNOWN, ids=str)
def test_a_price_on_an_unknown_row_is_refused(price: Price) -> None:
    assert refusals(a_certificate(a_small_round(), price)) == ["unknown_row"]


def test_a_balance_has_a_row_only_where_it_counts() -> None:
    problem = a_small_round(objective=Objective(mode="levels", levels=("placed", "balance")))
    price = Price(kind="balance", whose="oulu", price=1)

    assert refusals(a_certificate(a_small_round(), price)) == ["bound"]
    assert refusals(a_certificate(problem, price), problem) == ["unknown_row"]


def test_a_row_named_twice_is_refused() -> None:
    again = A_ROW.model_copy(update={"price": 1})

    assert certified(a_small_round(), a_certificate(a_small_round(), A_ROW, again)).flaws == (
        Violation("twice", "offer olli"),
    )


def test_a_negative_price_is_refused() -> None:
    price = Price(kind="offer_time", whose="mirja", day=MONDAY, slot=SLOT, price=-1)

    assert certified(a_small_round(), a_certificate(a_small_round(), price)).flaws == (
        Violation("negative_price", "offer_time mirja 2027-03-01 monday at nine"),
    )


@pytest.mark.parametrize("price", [500 * 1024 + 1, -500 * 1024 - 1])
def test_a_balance_price_beyond_its_weight_is_refused(price: int) -> None:
    row = Price(kind="balance", whose="oulu", price=price)

    assert refusals(a_certificate(a_small_round(), row)) == ["balance_out_of_range"]


@pytest.mark.parametrize(
    ("exact", "rule"),
    [(("oulu",), "unknown_budget"), (("nowhere",), "unknown_budget"), (("turku", "turku"), "twice")],
)
def test_exact_budgets_are_budgets_and_stand_once(exact: tuple[str, ...], rule: str) -> None:
    assert refusals(a_certificate(a_small_round(), exact_budgets=exact)) == [rule]


def test_an_exact_budget_has_no_price() -> None:
    price = Price(kind="budget", whose="turku", price=1)

    assert refusals(a_certificate(a_small_round(), price, exact_budgets=("turku",))) == [
        "priced_exact_budget"
    ]


def test_a_money_step_too_small_to_recompute_is_refused() -> None:
    guests = [a_guest(f"guest {number}") for number in range(40)]
    problem = a_round(
        *guests,
        a_host("olli"),
        organisations=places(travel_budget=10**9),
        rates=Rates(day=10**8),
        objective=Objective(mode="levels", levels=("placed",)),
    )

    finest = certified(problem, a_certificate(problem, exact_budgets=("turku",)))
    coarser = certified(problem, a_certificate(problem, exact_budgets=("turku",), money_step=1000))

    assert [flaw.rule for flaw in finest.flaws] == ["money_step"]
    assert coarser.bound is not None


def test_weights_whose_sums_may_not_fit_into_64_bits_are_refused() -> None:
    dear = Objective(weights=Weights(cost=10**6))
    problem = a_small_round(money_unit="euro", rates=Rates(day=10**9), objective=dear)

    assert refusals(a_certificate(problem), problem) == ["too_large"]


def test_prices_whose_sums_may_not_fit_into_64_bits_are_refused() -> None:
    price = A_ROW.model_copy(update={"price": 2**80})

    assert refusals(a_certificate(a_small_round(), price)) == ["too_large"]


def test_the_verifier_shares_nothing_with_the_engine_but_shapes() -> None:
    shapes = {"certificate", "objective", "parts", "problem", "solution", "violation"}
    script = "import sys, solver.verify\nprint(*(name for name in sys.modules if name.startswith('solver.')))"

    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    loaded = {name.removeprefix("solver.") for name in said.stdout.split()}
    assert {name for name in loaded - shapes if not name.startswith(("check", "verify"))} == set()
