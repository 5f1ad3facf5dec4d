"""The price of a wish: what is lost if one pairing must be, or why it cannot be."""

import random
from math import prod

import pytest

from solver.clashing.limits import Limit
from solver.findings import Clash, Price
from solver.price import price
from solver.problem import Lock, Problem, TopicOffer, TopicWish
from solver.solution import Solution, Status
from tests.solver.broken import MANY, lock_on
from tests.solver.oracle import a_random_round, best, choices_of
from tests.solver.tiny import TUESDAY, a_guest, a_host, a_round, solved, whole

CLIMATE = (TopicWish(topic="climate"),)
AINO = a_guest("aino", topics=CLIMATE)
EEVA = a_guest("eeva", topics=CLIMATE)
OLLI = a_host("olli", topics=(TopicOffer(topic="climate"),))
PAAVO = a_host("paavo", topics=(TopicOffer(topic="climate", strength=60),))


def asked(problem: Problem, wished: Lock) -> Price:
    return price(problem, solved(problem), wished)


def test_a_weaker_host_costs_the_fit_that_is_lost() -> None:
    found = asked(a_round(AINO, OLLI, PAAVO), Lock(application="aino", offer="paavo"))

    fit_lost = 80 * 24
    assert (found.status, found.proved, found.loss) == (Status.OPTIMAL, True, fit_lost)
    assert found.difference is not None
    assert [one.verdict for one in found.difference.changes] == ["other_offer"]


def test_who_gives_way_is_named() -> None:
    aino = a_guest("aino", priority=20)

    found = asked(a_round(aino, EEVA, OLLI), Lock(application="eeva", offer="olli"))

    assert found.loss == 20_000
    assert found.difference is not None
    assert {one.application: one.verdict for one in found.difference.changes} == {
        "aino": "no_longer_placed",
        "eeva": "newly_placed",
    }


def test_what_was_chosen_anyway_is_free() -> None:
    assert asked(a_round(AINO, OLLI, PAAVO), Lock(application="aino", offer="olli")).loss == 0


def test_an_impossible_wish_is_answered_by_its_clash() -> None:
    locked = (Lock(application="eeva", offer="olli"),)
    wished = Lock(application="aino", offer="olli")

    found = asked(a_round(AINO, EEVA, OLLI, locked=locked), wished)

    both = Clash(locks=(*locked, wished), limits=(Limit(kind="most_stays", whose="olli", now=1),))
    assert found == Price(wished=wished, status=Status.INFEASIBLE, clash=both)


def test_a_lock_to_another_host_stands_against_the_wish() -> None:
    locked, wished = (Lock(application="aino", offer=one) for one in ("olli", "paavo"))

    found = asked(a_round(AINO, OLLI, PAAVO, locked=(locked,)), wished)

    assert found.clash == Clash(locks=(locked, wished))


def test_a_wish_that_leaves_the_days_open_keeps_those_that_are_locked() -> None:
    locked = Lock(application="aino", offer="olli", days=whole(TUESDAY))
    problem = a_round(AINO, OLLI, PAAVO, locked=(locked,))

    found = asked(problem, Lock(application="aino", offer="olli"))

    assert found.loss == 0
    assert found.difference is not None
    assert [one.verdict for one in found.difference.changes] == ["same"]


def test_a_plan_that_was_not_the_best_proves_no_price() -> None:
    problem = a_round(AINO, OLLI)
    doubtful = solved(problem).model_copy(update={"status": Status.FEASIBLE})

    found = price(problem, doubtful, Lock(application="aino", offer="olli"))

    assert not found.proved


@pytest.mark.parametrize("batch", range(4))
def test_the_price_is_what_brute_force_says(batch: int) -> None:
    priced = 0
    for seed in range(batch * 50, batch * 50 + 50):
        problem = a_random_round(seed)
        choices = choices_of(problem)
        solution = solved(problem)
        wished = a_wish(problem, solution, random.Random(seed))
        if prod(len(one) for one in choices) > MANY or solution.value is None or wished is None:
            continue

        found = price(problem, solution, wished)

        forced = problem.model_copy(update={"locked": (*problem.locked, wished)})
        value = best(forced, choices)
        expected = None if value is None else solution.value - value
        assert (seed, found.loss, found.clash is None) == (seed, expected, value is not None)
        priced += 1
    assert priced >= 15


def a_wish(problem: Problem, solution: Solution, chance: random.Random) -> Lock | None:
    """Somebody who is not locked, with a host who was not chosen."""
    chosen = {(one.application, one.offer) for one in solution.pairings}
    locked = {one.application for one in problem.locked}
    others = [
        pairing
        for choices in choices_of(problem)
        for pairing in choices
        if pairing is not None
        and pairing.application not in locked
        and (pairing.application, pairing.offer) not in chosen
    ]
    return lock_on(chance.choice(others), with_time=chance.random() < 0.5) if others else None
