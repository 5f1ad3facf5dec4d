"""Certificates that prove nothing are refused, each by the name of what is wrong."""

import subprocess
import sys

import pytest

from solver.certificate import Price
from solver.objective import Objective, Weights
from solver.problem import Rates
from solver.verify import certified
from solver.violation import Violation
from tests.solver.certificates import (
    a_certificate,
    a_small_round,
    refusals,
)
from tests.solver.tiny import (
    MONDAY,
    MONDAYS,
    TUESDAY,
    a_guest,
    a_host,
    a_round,
    places,
)

SLOT = "monday at nine"
A_ROW = Price(kind="offer", whose="olli", price=2048)


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
