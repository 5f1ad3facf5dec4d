"""What a certificate shows, on rounds so small that the bound can be told in a sentence."""

from datetime import date, timedelta

import pytest

from solver.certificate import Certificate, Price
from solver.objective import ChangeCosts, Objective, Weights
from solver.problem import (
    Companions,
    Day,
    Lock,
    Organisation,
    Previous,
    Problem,
    Sessions,
    Stay,
    Swap,
    TopicOffer,
    TopicWish,
)
from solver.verify import Verdict, certified, of_another_plan
from tests.solver.certificates import a_certificate
from tests.solver.tiny import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
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

SATURDAY = date(2027, 3, 6)
PLACED = Objective(mode="levels", levels=("placed",), weights=Weights(priority=1))
TRAVEL = Objective(mode="levels", levels=("travel",), weights=Weights(minutes=1, cost=0))


def bound(problem: Problem, *prices: Price, **other: object) -> int | None:
    """The bound that follows, whatever the certificate claims."""
    return certified(problem, a_certificate(problem, *prices, **other)).bound


def test_without_prices_everybody_gets_the_best_option() -> None:
    guests = [a_guest(name, priority=points) for name, points in (("eeva", 10), ("aino", 13), ("ville", 12))]

    assert bound(a_round(*guests, a_host("olli"), objective=PLACED)) == 35


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


@pytest.mark.parametrize(("step", "served"), [(1, 2), (7, 2), (15_000, 3), (30_000, 3)])
def test_an_exact_budget_is_shared_in_whole_steps_of_money(step: int, served: int) -> None:
    guests = [a_guest(name, priority=1) for name in ("eeva", "aino", "ville")]
    budget = places(travel_budget=45_000)  # for two journeys of 20,000
    problem = a_round(*guests, a_host("olli"), organisations=budget, objective=PLACED)

    assert bound(problem, exact_budgets=("turku",), money_step=step) == served


def test_a_price_on_a_budget_is_paid_for_each_unit_of_money() -> None:
    guests = [a_guest(name, priority=20) for name in ("eeva", "aino", "ville")]
    budget = places(travel_budget=45_000)
    problem = a_round(*guests, a_host("olli"), organisations=budget, objective=PLACED)

    assert (
        bound(problem, Price(kind="budget", whose="turku", price=1))
        == (45_000 + 3 * (20 * 1024 - 20_000)) // 1024
    )


def test_companions_of_two_organisations_stay_outside_an_exact_budget() -> None:
    problem = a_round(
        a_guest("eeva", priority=1),
        a_guest("aino", priority=1, organisation="vaasa"),
        a_host("olli", guests_per_day=2, most_stays=2),
        companions=(Companions(applications=("eeva", "aino")),),
        organisations=places(travel_budget=0),
        objective=PLACED,
    )

    assert bound(problem, exact_budgets=("turku",)) == 2


def test_companions_of_two_organisations_share_no_exact_budget() -> None:
    budgets = [Organisation(id=home, travel_budget=20_000) for home in ("turku", "vaasa")]
    problem = a_round(
        a_guest("eeva", priority=1),
        a_guest("aino", priority=1, organisation="vaasa"),
        a_host("olli", guests_per_day=2, most_stays=2),
        companions=(Companions(applications=("eeva", "aino")),),
        organisations=(*budgets, Organisation(id="oulu")),
        objective=PLACED,
    )

    assert bound(problem, exact_budgets=("turku", "vaasa")) == 2


def test_companions_pay_each_their_place() -> None:
    problem = a_round(
        a_guest("eeva", priority=5),
        a_guest("aino", priority=5),
        a_host("olli", guests_per_day=2, most_stays=2),
        companions=(Companions(applications=("eeva", "aino")),),
        objective=PLACED,
    )
    place = Price(kind="offer", whose="olli", price=1024)

    assert bound(problem, place) == 10
    assert bound(problem, place.model_copy(update={"price": 10 * 1024})) == 20


def test_companions_pay_each_their_session() -> None:
    problem = a_round(
        *(a_mentee(name, priority=5, needs=Sessions(count=5)) for name in ("eeva", "aino")),
        a_mentor("mirja", mentees_per_session=2, most_mentees=3),
        slots=(a_slot(),),
        companions=(Companions(applications=("eeva", "aino")),),
        objective=PLACED,
    )
    first = Price(kind="offer_time", whose="mirja", day=MONDAY, slot="monday at nine", price=1024)

    assert bound(problem, first) == 2 + 10 - 2


def test_whoever_is_away_pays_for_all_guests_that_cannot_come() -> None:
    problem = a_round(
        a_guest("eeva", priority=9, person="eeva", free=on(MONDAY)),
        a_host("olli"),
        a_host("eeva at home", person="eeva", organisation="turku", guests_per_day=3, most_stays=3),
        objective=PLACED,
    )
    morning = Price(kind="offer_time", whose="eeva at home", day=MONDAY, half="am", price=1024)

    assert bound(problem, morning) == 3 + 9 - 3


def test_two_hosts_who_share_a_trip_each_give_a_place_and_their_days() -> None:
    problem = a_round(
        a_guest("eeva", priority=50, needs=Stay(blocks=(4,)), free=on(MONDAY, TUESDAY)),
        a_host("olli", shares_trip_with=("paavo",), free=on(MONDAY)),
        a_host("paavo", free=on(TUESDAY)),
        objective=PLACED,
    )
    places_of = [Price(kind="offer", whose=host, price=1024) for host in ("olli", "paavo")]
    days = [("olli", MONDAY, 10), ("olli", TUESDAY, 100), ("paavo", MONDAY, 100), ("paavo", TUESDAY, 3)]
    mornings = [
        Price(kind="offer_time", whose=host, day=day, half="am", price=points * 1024)
        for host, day, points in days
    ]

    assert bound(problem, *places_of, *mornings) == (1 + 1 + 213) + 50 - (1 + 1 + 10 + 3)


@pytest.mark.parametrize(
    ("second", "crossing"), [(WEDNESDAY, "may_cross_holiday"), (SATURDAY, "may_cross_weekend")]
)
def test_a_stay_crosses_free_days_only_where_it_may(second: date, crossing: str) -> None:
    days = tuple(Day(date=second + timedelta(days=step)) for step in (-1, 1 if second == WEDNESDAY else 2))
    guest = a_guest("eeva", priority=10, needs=Stay(blocks=(4,)))
    rounds = [
        a_round(guest, a_host("olli"), days=days, objective=PLACED, **{crossing: may})
        for may in (False, True)
    ]

    assert [bound(each) for each in rounds] == [0, 10]


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


@pytest.mark.parametrize(("price", "points"), [(0, 7), (1024, 6), (-1024, 9), (1, 6), (-1, 7)])
def test_a_balance_is_paid_by_who_is_sent_and_gives_the_tolerance(price: int, points: int) -> None:
    both = Objective(
        weights=Weights(fit=0, shortfall=0, minutes=0, cost=0, stability=0, priority=1, balance=1)
    )
    problem = a_round(
        a_guest("eeva", priority=7),
        a_host("olli"),
        organisations=places(balance_tolerance=1 if price < 0 else 0),
        objective=both,
    )

    assert bound(problem, Price(kind="balance", whose="turku", price=price)) == points


@pytest.mark.parametrize(("price", "points"), [(0, -120), (1, -120), (1023, -120), (1024, -119)])
def test_a_bound_below_nothing_is_rounded_down_too(price: int, points: int) -> None:
    lock = Lock(application="eeva", offer="olli")
    problem = a_round(a_guest("eeva"), a_host("olli"), a_host("paavo"), locked=(lock,), objective=TRAVEL)

    assert bound(problem, Price(kind="offer", whose="paavo", price=price)) == points


def test_weights_of_a_million_are_added_up_exactly() -> None:
    most = dict.fromkeys(("priority", "fit", "shortfall", "swap", "minutes", "cost", "co2", "balance"), 10**6)
    problem = a_round(
        a_guest("eeva", priority=9_999, topics=(TopicWish(topic="climate"),)),
        a_host("olli", topics=(TopicOffer(topic="climate", strength=53),)),
        objective=Objective(weights=Weights(**most)),
    )
    fit = 60 * 53 // 100 + 8
    worth = 9_999 + fit - max(0, 40 - fit) - 120 - 200 - 10

    assert bound(problem) == 10**6 * worth
    assert bound(problem, Price(kind="offer", whose="olli", price=1023)) == 10**6 * worth


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
