"""Several repairs: from nobody else moves to the best value, none outdone by another."""

from fractions import Fraction

from solver.check import check
from solver.damage import Repaired
from solver.frontier import repairs
from solver.objective import ChangeCosts, Objective, Weights
from solver.problem import Lock, Previous, Problem, TopicOffer, TopicWish
from solver.reading import refuse_flaws
from solver.solution import Status
from solver.steadiness import best_value, least_change, weighed
from tests.solver.tiny import MONDAY, a_guest, a_host, a_round, whole

CLIMATE = (TopicWish(topic="climate"),)


def taught(strength: int) -> tuple[TopicOffer, ...]:
    return (TopicOffer(topic="climate", strength=strength),)


def was(application: str, offer: str, *, confirmed: bool = False) -> Previous:
    return Previous(application=application, offer=offer, confirmed=confirmed, days=whole(MONDAY))


def chosen(problem: Problem, *, most: int = 5) -> list[Repaired]:
    found = [*repairs(problem, most=most)]
    for one in found:
        assert check(one.solved, one.solution) == []
    return found


def told(found: list[Repaired]) -> list[tuple[str, int]]:
    return [(one.aim, one.bill.change if one.bill else -1) for one in found]


def test_one_repair_is_enough_where_nothing_is_to_be_gained() -> None:
    problem = a_round(a_guest("eeva"), a_host("olli"), previous=(was("eeva", "olli"),))

    assert told(chosen(problem)) == [("nobody_else", 0)]


def test_a_confirmed_one_without_a_place_is_worth_a_choice() -> None:
    """Aino can only have what Eeva has; Eeva could go elsewhere."""
    aino = a_guest("aino", excluded_organisations=("vaasa",))
    hosts = (a_host("olli"), a_host("paavo", organisation="vaasa"))
    before = (was("aino", "gone", confirmed=True), was("eeva", "olli"))

    found = chosen(a_round(aino, a_guest("eeva"), *hosts, previous=before))

    assert told(found) == [("nobody_else", 0), ("least_change", 150)]
    assert [one.bill.lost if one.bill else None for one in found] == [("aino",), ()]


def test_a_better_host_for_somebody_who_could_stay_is_offered_last() -> None:
    eeva = a_guest("eeva", topics=CLIMATE)
    hosts = (a_host("olli", topics=taught(60)), a_host("paavo", topics=taught(100)))

    found = chosen(a_round(eeva, *hosts, previous=(was("eeva", "olli"),)))

    assert told(found) == [("nobody_else", 0), ("best_value", 150)]


def test_nobody_confirmed_moves_to_a_better_host() -> None:
    eeva = a_guest("eeva", topics=CLIMATE)
    hosts = (a_host("olli", topics=taught(60)), a_host("paavo", topics=taught(100)))

    found = chosen(a_round(eeva, *hosts, previous=(was("eeva", "olli", confirmed=True),)))

    assert told(found) == [("nobody_else", 0)]


def a_round_with_many_trades() -> Problem:
    """Six people who could each do better elsewhere, by more and more."""
    guests = [a_guest(f"guest {n}", topics=(TopicWish(topic=f"topic {n}"),)) for n in range(6)]
    old = [
        a_host(f"old {n}", topics=(TopicOffer(topic=f"topic {n}", strength=90 - 12 * n),)) for n in range(6)
    ]
    new = [a_host(f"new {n}", topics=(TopicOffer(topic=f"topic {n}"),)) for n in range(6)]
    before = tuple(was(f"guest {n}", f"old {n}") for n in range(6))
    return a_round(*guests, *old, *new, previous=before)


def test_between_the_ends_more_are_found_where_worth_differs_most() -> None:
    found = chosen(a_round_with_many_trades(), most=6)

    changes = [change for _, change in told(found)]
    worths = [one.bill.worth.after for one in found if one.bill]
    assert len(found) >= 4
    assert (changes, worths) == (sorted(set(changes)), sorted(set(worths)))
    assert told(found)[0] == ("nobody_else", 0)
    assert changes[-1] == 6 * 150


def test_no_more_are_sought_than_are_asked_for() -> None:
    few = chosen(a_round_with_many_trades(), most=3)

    assert len(few) == 3


def test_levels_go_from_stability_first_to_stability_last() -> None:
    eeva = a_guest("eeva", topics=CLIMATE)
    hosts = (a_host("olli", topics=taught(60)), a_host("paavo", topics=taught(100)))
    levels = Objective(mode="levels")

    found = chosen(a_round(eeva, *hosts, previous=(was("eeva", "olli"),), objective=levels))

    assert told(found) == [("nobody_else", 0), ("own_objective", 150)]


def test_without_any_plan_one_answer_says_why() -> None:
    locked = tuple(Lock(application=one, offer="olli", days=whole(MONDAY)) for one in ("aino", "eeva"))
    problem = a_round(a_guest("aino"), a_guest("eeva"), a_host("olli", most_stays=2), locked=locked)

    (found,) = chosen(problem)

    assert (found.solution.status, found.bill) == (Status.INFEASIBLE, None)
    assert [one.locks for one in found.clashes] == [locked]


def test_the_confirmed_weigh_the_same_however_little_change_counts() -> None:
    problem = a_round(previous=(was("aino", "olli", confirmed=True),))

    light = weighed(problem, Fraction(1, 2))

    own = Objective()
    assert light.weights.priority == 10 * own.weights.priority
    assert light.weights.stability == 5
    assert light.weights.stability * light.change_costs.confirmed_times == 10 * (
        own.weights.stability * own.change_costs.confirmed_times
    )


def test_objectives_stay_within_what_can_be_counted_exactly() -> None:
    heavy = Objective(
        weights=Weights(priority=1_000_000), change_costs=ChangeCosts(lost=1_000_000, confirmed_times=1_000)
    )
    before = tuple(was(f"guest {n}", "olli", confirmed=True) for n in range(1_000))
    guests = tuple(a_guest(f"guest {n}", priority=100) for n in range(1_000))
    problem = a_round(*guests, a_host("olli"), previous=before, objective=heavy)

    asked = (least_change(problem), best_value(problem), weighed(problem, Fraction(30)))

    assert [one.weights.stability for one in asked] == [1_000, 1, 30]
    assert [one.weights.priority for one in asked] == [1_000_000] * 3
    for one in asked:
        refuse_flaws(problem.model_copy(update={"objective": one}))
