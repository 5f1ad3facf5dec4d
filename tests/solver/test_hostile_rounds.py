"""Rounds that nobody would draw: each has a right answer, which the judge accepts."""

import pytest

from solver.objective import ChangeCosts, Objective, Weights
from solver.problem import (
    Application,
    Companions,
    Day,
    Free,
    HostOffer,
    Lock,
    MentorOffer,
    Organisation,
    Previous,
    Problem,
    Sessions,
    Stay,
    StayDay,
    Swap,
    Travel,
    Wish,
)
from solver.reading import ProblemError, refuse_flaws
from solver.solution import Status
from tests.solver.tiny import (
    FRIDAY,
    MONDAY,
    MONDAYS,
    TUESDAY,
    a_guest,
    a_host,
    a_mentee,
    a_mentor,
    a_pair_only,
    a_round,
    a_slot,
    on,
    placed,
    places,
    solved,
    whole,
)

Part = Application | HostOffer | MentorOffer
EEVA, AINO, OLLI, PAAVO = a_guest("eeva"), a_guest("aino"), a_host("olli"), a_host("paavo")
HEAVIEST = Weights(
    priority=10**6,
    fit=10**6,
    shortfall=10**6,
    swap=10**6,
    minutes=10**6,
    cost=10**6,
    co2=10**6,
    balance=10**6,
    stability=10**6,
)
NOTHING = Weights(priority=0, fit=0, shortfall=0, swap=0, minutes=0, cost=0, co2=0, balance=0, stability=0)
DEAREST = ChangeCosts(day=10**6, farthest=10**6, offer=10**6, lost=10**6, confirmed_times=1000)
FULL = (Organisation(id="turku"), Organisation(id="oulu", guests_per_day=0), Organisation(id="vaasa"))
MILLIONS = tuple(
    Travel(origin=one, destination=two, minutes=10**6, cost=10**9, co2=10**6)
    for one in ("turku", "oulu", "vaasa")
    for two in ("turku", "oulu", "vaasa")
    if one != two
)
COUPLE = (("a", "turku"), ("b", "oulu"))
THREESOME = (*COUPLE, ("c", "vaasa"))
GONE = Previous(application="eeva", offer="gone", slot="gone", first=FRIDAY)
TOGETHER = (Companions(applications=("eeva", "aino")),)


def lock(application: str, offer: str, **other: object) -> Lock:
    return Lock.model_validate({"application": application, "offer": offer} | other)


NOBODY_PLACED: dict[str, Problem] = {
    "nothing at all": a_round(days=(), organisations=(), travel=()),
    "no applications": a_round(OLLI),
    "no offers": a_round(EEVA),
    "no days": a_round(EEVA, OLLI, days=()),
    "no free days": a_round(a_guest("eeva", free=Free(days=())), OLLI),
    "no languages": a_round(a_guest("eeva", languages=()), OLLI),
    "days without halves": a_round(EEVA, OLLI, days=(Day(date=MONDAY, am=False, pm=False),)),
    "a stay longer than the window": a_round(a_guest("eeva", needs=Stay(blocks=(2000,))), OLLI),
    "twenty blocks in a week": a_round(a_guest("eeva", needs=Stay(blocks=(1,) * 20, apart_least=0)), OLLI),
    "blocks that no window holds": a_round(
        a_guest("eeva", needs=Stay(blocks=(2, 2), apart_least=28, apart_most=3)), OLLI
    ),
    "a thousand sessions": a_round(
        a_mentee("eeva", needs=Sessions(count=1000, every_weeks=520)), a_mentor("mirja"), slots=(a_slot(),)
    ),
    "a slot without dates": a_round(a_mentee("eeva"), a_mentor("mirja"), slots=(a_slot(dates=()),)),
    "no slots": a_round(a_mentee("eeva"), a_mentor("mirja")),
    "a thousand common days": a_round(a_pair_only("eeva", days=1000), OLLI),
    "an organisation that takes nobody": a_round(EEVA, OLLI, organisations=FULL),
    "no money": a_round(EEVA, OLLI, organisations=places(travel_budget=0)),
    "no way short enough": a_round(a_guest("eeva", max_minutes=0), OLLI),
    "only listed pairs and no list": a_round(EEVA, OLLI, only_listed_fits=True),
    "a host who wants a million": a_round(EEVA, a_host("olli", least_stays=10**6, most_stays=10**6)),
    "companions of whom one cannot": a_round(
        EEVA, a_guest("aino", languages=("is",)), a_host("olli", most_stays=2), companions=TOGETHER
    ),
    "companions for whom there is one place": a_round(EEVA, AINO, OLLI, PAAVO, companions=TOGETHER),
    "everybody excluded": a_round(
        a_guest("eeva", excluded_organisations=("oulu", "vaasa", "turku")), OLLI, PAAVO
    ),
}


@pytest.mark.parametrize("problem", NOBODY_PLACED.values(), ids=NOBODY_PLACED)
def test_where_nobody_can_be_placed_the_best_plan_places_nobody(problem: Problem) -> None:
    solution = solved(problem)

    assert (solution.status, solution.pairings) == (Status.OPTIMAL, ())
    assert len(solution.unplaced) == len(problem.applications)


CONTRADICTIONS: dict[str, Problem] = {
    "companions locked to different places": a_round(
        EEVA,
        AINO,
        OLLI,
        PAAVO,
        companions=TOGETHER,
        locked=(lock("eeva", "olli"), lock("aino", "paavo")),
    ),
    "companions locked to different days": a_round(
        EEVA,
        AINO,
        a_host("olli", most_stays=2, guests_per_day=2),
        companions=TOGETHER,
        locked=(lock("eeva", "olli", days=whole(MONDAY)), lock("aino", "olli", days=whole(TUESDAY))),
    ),
    "two locks on the only day of a host": a_round(
        EEVA,
        AINO,
        a_host("olli", most_stays=2, free=on(MONDAY)),
        locked=(lock("eeva", "olli"), lock("aino", "olli")),
    ),
    "one person locked to two places on one day": a_round(
        a_guest("one", person="x", free=on(MONDAY)),
        a_guest("two", person="x", free=on(MONDAY)),
        OLLI,
        PAAVO,
        locked=(lock("one", "olli"), lock("two", "paavo")),
    ),
    "a circle of hosts who visit each other on one day": a_round(
        *(a_guest(f"guest {one}", person=one, organisation=home, free=on(MONDAY)) for one, home in THREESOME),
        *(a_host(f"host {one}", person=one, organisation=home) for one, home in THREESOME),
        locked=(lock("guest a", "host b"), lock("guest b", "host c"), lock("guest c", "host a")),
    ),
    "a lock on a closed day": a_round(
        EEVA,
        OLLI,
        organisations=(
            Organisation(id="turku"),
            Organisation(id="oulu", closed=(MONDAY,)),
            Organisation(id="vaasa"),
        ),
        locked=(lock("eeva", "olli", days=whole(MONDAY)),),
    ),
    "a lock on more days than are needed": a_round(
        EEVA, OLLI, locked=(lock("eeva", "olli", days=whole(MONDAY, TUESDAY)),)
    ),
    "a lock on half a day": a_round(
        EEVA, OLLI, locked=(lock("eeva", "olli", days=(StayDay(date=MONDAY, pm=False),)),)
    ),
    "a lock on a stay's slot": a_round(
        EEVA, OLLI, slots=(a_slot(),), locked=(lock("eeva", "olli", slot="monday at nine"),)
    ),
    "a lock on a first date that the slot has not": a_round(
        a_mentee("eeva"), a_mentor("mirja"), slots=(a_slot(),), locked=(lock("eeva", "mirja", first=TUESDAY),)
    ),
    "a lock on the last date of a slot": a_round(
        a_mentee("eeva"),
        a_mentor("mirja"),
        slots=(a_slot(),),
        locked=(lock("eeva", "mirja", first=MONDAYS[-1]),),
    ),
    "a lock on what no rule allows": a_round(
        EEVA, a_host("olli", languages=("is",)), locked=(lock("eeva", "olli"),)
    ),
    "a lock that the budget does not bear": a_round(
        EEVA, OLLI, organisations=places(travel_budget=1), locked=(lock("eeva", "olli"),)
    ),
    "a lock on a host who wants more guests": a_round(
        EEVA, a_host("olli", least_stays=2, most_stays=2), locked=(lock("eeva", "olli"),)
    ),
    "days locked where people agree them": a_round(
        EEVA, OLLI, date_mode="pair", locked=(lock("eeva", "olli", days=whole(MONDAY)),)
    ),
}


@pytest.mark.parametrize("problem", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_locks_that_contradict_each_other_are_proved_to(problem: Problem) -> None:
    solution = solved(problem)

    assert (solution.status, solution.pairings) == (Status.INFEASIBLE, ())


POSSIBLE: dict[str, tuple[Problem, int]] = {
    "a circle of hosts who visit each other": (
        a_round(
            *(a_guest(f"guest {one}", person=one, organisation=home) for one, home in COUPLE),
            *(a_host(f"host {one}", person=one, organisation=home) for one, home in COUPLE),
            locked=(lock("guest a", "host b"), lock("guest b", "host a")),
        ),
        2,
    ),
    "a swap that can never be": (
        a_round(EEVA, AINO, OLLI, PAAVO, swaps=(Swap(applications=("eeva", "aino")),)),
        2,
    ),
    "wishes for the own organisation": (
        a_round(a_guest("eeva", wishes=(Wish(organisation="turku"), Wish(organisation="turku"))), OLLI),
        1,
    ),
    "a language twice": (a_round(a_guest("eeva", languages=("fi", "fi")), OLLI), 1),
    "empty days in a lock": (a_round(EEVA, OLLI, locked=(lock("eeva", "olli", days=()),)), 1),
    "a previous place that is gone": (a_round(EEVA, OLLI, previous=(GONE,)), 1),
}


@pytest.mark.parametrize(("problem", "number"), POSSIBLE.values(), ids=POSSIBLE)
def test_what_is_strange_but_possible_is_planned(problem: Problem, number: int) -> None:
    assert len(placed(problem)) == number


@pytest.mark.parametrize("mode", ["weights", "levels"])
@pytest.mark.parametrize("weights", [HEAVIEST, NOTHING], ids=["heaviest", "nothing"])
@pytest.mark.parametrize("unit", ["cent", "euro"])
def test_the_largest_weights_and_sums_are_counted_exactly_or_refused(
    mode: str, weights: Weights, unit: str
) -> None:
    objective = Objective.model_validate({"mode": mode, "weights": weights, "change_costs": DEAREST})
    before = Previous(application="eeva", offer="paavo", confirmed=True)
    problem = a_round(
        EEVA, OLLI, PAAVO, travel=MILLIONS, objective=objective, money_unit=unit, previous=(before,)
    )

    if weights == HEAVIEST and unit == "euro":
        with pytest.raises(ProblemError, match="objective"):
            refuse_flaws(problem)
    else:
        assert solved(problem).status == Status.OPTIMAL
