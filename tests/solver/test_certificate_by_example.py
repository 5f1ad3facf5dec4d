"""What a certificate shows, on rounds so small that it can be told in a sentence."""

from datetime import date

import pytest

from solver.certificate import Certificate, Price
from solver.objective import ChangeCosts, Objective, Weights
from solver.problem import (
    Day,
    Lock,
    Previous,
    Problem,
    Sessions,
    Stay,
    Swap,
)
from solver.verify import Verdict, certified, of_another_plan
from tests.solver.certificates import a_certificate, bound
from tests.solver.tiny import (
    FRIDAY,
    MONDAY,
    NEXT_MONDAY,
    THURSDAY,
    TUESDAY,
    a_guest,
    a_host,
    a_mentee,
    a_mentor,
    a_round,
    a_slot,
    on,
    places,
    solved,
    whole,
)

PLACED = Objective(mode="levels", levels=("placed",), weights=Weights(priority=1))


def test_without_prices_everybody_gets_the_best_option() -> None:
    guests = [a_guest(name, priority=points) for name, points in (("eeva", 10), ("aino", 13), ("ville", 12))]

    assert bound(a_round(*guests, a_host("olli"), objective=PLACED)) == 35


@pytest.mark.parametrize(
    "problem",
    [
        a_round(),
        a_round(a_guest("eeva"), a_mentee("aino"), slots=(a_slot(),)),
        a_round(a_host("olli"), a_mentor("mirja")),
        a_round(a_guest("eeva", needs=Stay(blocks=(2, 2))), a_host("olli"), days=()),
        a_round(a_guest("eeva", needs=Stay(blocks=(10**6,))), a_host("olli")),
        a_round(a_mentee("aino"), a_mentor("mirja"), slots=(a_slot(dates=()),)),
        a_round(a_mentee("aino", needs=Sessions(count=10**6)), a_mentor("mirja"), slots=(a_slot(),)),
    ],
    ids=["nobody", "no offers", "no applications", "no days", "too long", "no dates", "too many"],
)
def test_where_nobody_can_be_served_nothing_is_gained(problem: Problem) -> None:
    assert bound(problem) == 0


def test_a_price_on_the_only_place_proves_that_the_better_guest_is_best() -> None:
    guests = [a_guest(name, priority=points) for name, points in (("eeva", 10), ("aino", 13))]
    problem = a_round(*guests, a_host("olli"), objective=PLACED)
    place = Price(kind="offer", whose="olli", price=10 * 1024)

    verdict = certified(problem, a_certificate(problem, place, bound=13, value=13))

    assert verdict == Verdict(
        level="placed", bound=13, value=13, gap=0, certified="optimal", engine_says_optimal=False, flaws=()
    )


def test_a_bound_above_the_value_certifies_the_gap() -> None:
    problem = a_round(a_guest("eeva"), a_guest("aino"), a_host("olli"), objective=PLACED)

    verdict = certified(problem, a_certificate(problem, bound=20, value=10, proof="engine"))

    assert (verdict.certified, verdict.gap, verdict.engine_says_optimal) == ("bound", 10, True)


def test_a_locked_guest_without_any_option_shows_that_there_is_no_plan() -> None:
    lock = Lock(application="eeva", offer="olli")
    problem = a_round(a_guest("eeva", languages=("sv",)), a_host("olli"), locked=(lock,))

    verdict = certified(problem, a_certificate(problem))

    assert (verdict.bound, verdict.certified, verdict.flaws) == (None, "infeasible", ())


def test_a_lock_on_a_second_host_is_not_kept_by_the_first_alone() -> None:
    lock = Lock(application="eeva", offer="olli", second="olli")

    assert bound(a_round(a_guest("eeva"), a_host("olli"), locked=(lock,))) is None


def test_locked_journeys_that_no_exact_budget_pays_show_that_there_is_no_plan() -> None:
    problem = a_round(
        a_guest("eeva"),
        a_host("olli"),
        locked=(Lock(application="eeva", offer="olli"),),
        organisations=places(travel_budget=19_999),
    )

    assert bound(problem) is not None
    assert bound(problem, exact_budgets=("turku",)) is None


@pytest.mark.parametrize(
    ("days", "crossing"),
    [((TUESDAY, THURSDAY), "may_cross_holiday"), ((FRIDAY, NEXT_MONDAY), "may_cross_weekend")],
)
def test_a_stay_crosses_days_off_only_where_it_may(days: tuple[date, ...], crossing: str) -> None:
    guest = a_guest("eeva", priority=10, needs=Stay(blocks=(4,)))
    window = tuple(Day(date=day) for day in days)
    problem = a_round(guest, a_host("olli"), days=window, objective=PLACED)

    bounds = [bound(problem.model_copy(update={crossing: may})) for may in (False, True)]

    assert bounds == [0, 10]


def test_half_of_a_swap_is_on_each_side() -> None:
    swap = Objective(mode="levels", levels=("fit",), weights=Weights(fit=0, shortfall=0, swap=101))
    problem = a_round(
        a_guest("eeva"),
        a_guest("aino", organisation="oulu"),
        a_host("olli"),
        swaps=(Swap(applications=("eeva", "aino")),),
        objective=swap,
    )

    assert bound(problem) == 50


def test_days_that_were_confirmed_are_worth_what_a_change_costs() -> None:
    costs = ChangeCosts(day=50, farthest=90, offer=150, lost=200, confirmed_times=10)
    kept = Objective(mode="levels", levels=("stability",), weights=Weights(stability=1), change_costs=costs)
    before = Previous(application="eeva", offer="olli", confirmed=True, days=whole(TUESDAY))
    free, busy = (a_guest("eeva", free=on(*days)) for days in ((MONDAY, TUESDAY), (MONDAY,)))

    bounds = [
        bound(a_round(guest, a_host(host), previous=(before,), objective=kept))
        for guest, host in ((free, "olli"), (busy, "olli"), (busy, "paavo"), (a_guest("aino"), "olli"))
    ]

    assert bounds == [0, -510, -1500, 0]


def test_a_certificate_goes_with_the_plan_whose_value_it_names() -> None:
    problem = a_round(a_guest("eeva"), a_host("olli"))
    solution = solved(problem)
    right = a_certificate(problem, bound=solution.value, value=solution.value)
    other = a_certificate(a_round(a_guest("eeva"), a_host("paavo")), bound=1, value=1)

    assert certified(problem, right).certified == "optimal"
    assert [*of_another_plan(right, solution)] == []
    assert [flaw.rule for flaw in of_another_plan(other, solution)] == ["input_sha256", "value"]


def test_a_certificate_reads_back_from_json() -> None:
    problem = a_round(a_guest("eeva"), a_host("olli"))
    morning = Price(kind="offer_time", whose="olli", day=MONDAY, half="am", price=5)
    written = a_certificate(problem, morning, bound=3, value=None)

    assert Certificate.model_validate_json(written.model_dump_json(exclude_defaults=True)) == written
