"""What entries mean to an application: the arrays say what the explanations say."""

import pytest

from solver.arrays.candidates import Candidates
from solver.arrays.offered import Entry
from solver.arrays.supply import Supply
from solver.fits import fit, journey
from solver.pairs import judged, verdicts
from solver.placements import placements
from solver.problem import ExplicitFit, Free, Rates, Wish
from solver.solution import Rule
from solver.view import View
from tests.solver.oracle import a_random_round
from tests.solver.tiny import MONDAY, TUESDAY, a_guest, a_host, a_pair_only, a_round, on

SEEDS = pytest.mark.parametrize("seed", range(4_000, 4_020))
RATES = Rates(day=700, night=9_000)


def candidates(seed: int) -> list[Candidates]:
    """The applications of a random round with shared trips, and rates that make days and nights cost."""
    problem = a_random_round(seed, shared_trips=True).model_copy(update={"rates": RATES})
    supply = Supply(View(problem))
    return [Candidates(supply, one) for one in supply.view.applications]


def elsewhere(one: Candidates) -> list[tuple[int, Entry]]:
    """The entries outside the own organisation."""
    own = one.application.organisation
    return [each for each in enumerate(one.offered.entries) if each[1].offer.organisation != own]


@SEEDS
def test_the_fit_in_arrays_is_the_fit_that_is_explained(seed: int) -> None:
    for one in candidates(seed):
        view = one.supply.view
        explained = [
            fit(view, one.application, entry.offer, entry.second)[0] for entry in one.offered.entries
        ]

        assert one.fit.tolist() == explained


@SEEDS
def test_the_journey_in_arrays_is_the_journey_that_is_told(seed: int) -> None:
    for one in candidates(seed):
        ways = [
            (number, journey(one.supply.view, one.application, entry.offer))
            for number, entry in elsewhere(one)
        ]

        assert [
            (int(one.minutes[number]), int(one.cost[number]), int(one.co2[number])) for number, _ in ways
        ] == [(way.minutes, way.cost, way.co2) for _, way in ways]


@SEEDS
def test_the_times_in_arrays_are_those_of_both_calendars(seed: int) -> None:
    for one in candidates(seed):
        alone = [(number, entry) for number, entry in enumerate(one.offered.entries) if entry.second is None]

        times = [one.placements(number) for number, _ in alone]

        view = one.supply.view
        assert times == [tuple(placements(view, one.application, entry.offer)) for _, entry in alone]


def test_the_fit_that_people_gave_to_both_hosts_is_their_mean_rounded_down() -> None:
    given = tuple(
        ExplicitFit(application="aino", offer=offer, fit=points)
        for offer, points in (("first", 40), ("second", 71))
    )
    hosts = (a_host("first"), a_host("second", shares_trip_with=("first",)), a_host("third"))
    problem = a_round(a_guest("aino"), *hosts, fits=given)
    supply = Supply(View(problem))

    one = Candidates(supply, problem.applications[0])

    assert one.explicit.tolist() == [40, 71, -1, 55, 55]


def test_the_heaviest_wish_that_is_granted_counts() -> None:
    wishes = (
        Wish(offer="first", weight=30),
        Wish(organisation="oulu", weight=50),
        Wish(offer="far", weight=90),
    )
    hosts = (a_host("far", organisation="vaasa"), a_host("first"), a_host("near"))
    problem = a_round(a_guest("aino", wishes=wishes), *hosts)

    one = Candidates(Supply(View(problem)), problem.applications[0])

    assert (one.fit - one.fit.min()).tolist() == [8, 0, 0]  # 18 of 20 points against 10


def test_the_first_rule_that_says_no_is_the_one_that_is_told() -> None:
    aino = a_guest("aino", max_minutes=60, free=on(MONDAY), person="aino")
    hosts = (
        a_host("at home", organisation="turku", languages=("sv",)),
        a_host("far"),
        a_host("foreign", languages=("sv",), free=on(TUESDAY)),
        a_host("own", person="aino"),
    )
    view = View(a_round(aino, *hosts))

    told = {offer.id: rule for offer, rule in verdicts(Supply(view), aino)}

    assert told == {
        "at home": Rule.OWN_ORGANISATION,
        "far": Rule.MINUTES,
        "foreign": Rule.LANGUAGE,
        "own": Rule.SAME_PERSON,
    }


def test_days_that_are_agreed_later_need_enough_common_whole_days() -> None:
    aino = a_pair_only("aino", days=2).model_copy(update={"free": on(MONDAY, TUESDAY)})
    half = Free(days=(MONDAY,), mornings=(TUESDAY,))
    problem = a_round(aino, a_host("half", free=half), a_host("there"), date_mode="pair")

    one = Candidates(Supply(View(problem)), aino)

    assert [bool(verdict) for verdict in judged(one)] == [True, False]
