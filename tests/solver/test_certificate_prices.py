"""Who pays what for what, on rounds so small that the bound can be reckoned in one's head."""

import pytest

from solver.certificate import Price
from solver.objective import Objective, Weights
from solver.problem import (
    Companions,
    Lock,
    Organisation,
    Sessions,
    Stay,
    TopicOffer,
    TopicWish,
)
from tests.solver.certificates import bound
from tests.solver.tiny import (
    MONDAY,
    TUESDAY,
    a_guest,
    a_host,
    a_mentee,
    a_mentor,
    a_round,
    a_slot,
    on,
    places,
)

PLACED = Objective(mode="levels", levels=("placed",), weights=Weights(priority=1))
TRAVEL = Objective(mode="levels", levels=("travel",), weights=Weights(minutes=1, cost=0))


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
