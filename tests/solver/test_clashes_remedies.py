"""Ways out of a clash: the cheapest first, each no more than needed, each tried."""

import pytest

from solver.clashes import clash, with_ties
from solver.clashing.applying import remedied
from solver.clashing.limits import Limit
from solver.clashing.possible import is_possible
from solver.effort import ALL_IT_TAKES
from solver.findings import Relaxation, Remedy
from solver.problem import Companions, Forbidden, Lock, Previous, Problem, Sessions
from solver.remedies import Strain, remedies
from tests.solver import broken
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
    whole,
)

AINO, EEVA = a_guest("aino"), a_guest("eeva")
AINO_AT_OLLI, EEVA_AT_OLLI = (Lock(application=one, offer="olli") for one in ("aino", "eeva"))
BOTH = (AINO_AT_OLLI, EEVA_AT_OLLI)
ON_MONDAY = tuple(lock.model_copy(update={"days": whole(MONDAY)}) for lock in BOTH)


def ways_out(problem: Problem) -> tuple[Remedy, ...]:
    found = clash(problem)
    assert found is not None
    return remedies(problem, found)


def relaxations(problem: Problem) -> list[tuple[Relaxation, ...]]:
    return [one.relax for one in ways_out(problem) if one.relax]


def test_one_stay_more_is_easier_than_either_lock_less() -> None:
    found = ways_out(a_round(AINO, EEVA, a_host("olli"), locked=BOTH))

    one_more = Relaxation(limit=Limit(kind="most_stays", whose="olli", now=1), to=2)
    assert found == (
        Remedy(relax=(one_more,), strain=700),
        Remedy(unlock=AINO_AT_OLLI, strain=1000),
        Remedy(unlock=EEVA_AT_OLLI, strain=1000),
    )


def test_two_limits_that_both_stand_in_the_way_are_moved_together() -> None:
    found = relaxations(a_round(AINO, EEVA, a_host("olli"), locked=ON_MONDAY))

    assert [[(one.limit.kind, one.to, one.dates) for one in steps] for steps in found] == [
        [("host_guests", 2, (MONDAY,)), ("most_stays", 2, ())]
    ]


def test_a_budget_grows_by_what_is_missing_to_the_cent() -> None:
    hosts = (a_host("olli"), a_host("paavo"))
    locked = (AINO_AT_OLLI, Lock(application="eeva", offer="paavo"))

    found = relaxations(
        a_round(AINO, EEVA, *hosts, organisations=places(travel_budget=33_333), locked=locked)
    )

    assert [[one.to for one in steps] for steps in found] == [[40_000]]


def test_a_way_that_is_too_long_is_named_with_its_minutes() -> None:
    aino = a_guest("aino", max_minutes=90)

    found = relaxations(a_round(aino, a_host("olli"), locked=(AINO_AT_OLLI,)))

    assert [[(one.limit.kind, one.to) for one in steps] for steps in found] == [[("own_minutes", 120)]]


def test_one_day_of_either_calendar_is_enough() -> None:
    aino = a_guest("aino", free=on(MONDAY))

    found = relaxations(a_round(aino, a_host("olli", free=on(TUESDAY)), locked=(AINO_AT_OLLI,)))

    assert [[(one.limit.kind, one.dates) for one in steps] for steps in found] == [
        [("own_days", (TUESDAY,))],
        [("offer_days", (MONDAY,))],
    ]


def test_a_mentor_can_offer_another_slot() -> None:
    mentor = a_mentor("olli", slots=())
    mentee = a_mentee("aino", needs=Sessions(count=2))

    found = relaxations(a_round(mentee, mentor, slots=(a_slot("early"),), locked=(AINO_AT_OLLI,)))

    assert [[(one.limit.kind, one.slots) for one in steps] for steps in found] == [
        [("offer_days", ("early",))]
    ]


def test_a_closed_day_is_opened_and_a_forbidden_pair_allowed() -> None:
    forbidden = (Forbidden(application="aino", offer="olli"),)
    closed = places()[0], places()[1].model_copy(update={"closed": (MONDAY,)}), places()[2]

    found = relaxations(
        a_round(AINO, a_host("olli"), organisations=closed, forbidden=forbidden, locked=ON_MONDAY[:1])
    )

    assert [[(one.limit.kind, one.dates) for one in steps] for steps in found] in (
        [[("closed_days", (MONDAY,)), ("forbidden", ())]],
        [[("forbidden", ()), ("closed_days", (MONDAY,))]],
    )


def test_a_confirmed_lock_is_the_last_to_be_given_up() -> None:
    previous = (Previous(application="aino", offer="olli", confirmed=True),)
    both = Companions(applications=("aino", "eeva"))
    eeva = a_guest("eeva", languages=("en",))

    found = ways_out(
        a_round(AINO, eeva, a_host("olli"), companions=(both,), previous=previous, locked=(AINO_AT_OLLI,))
    )

    assert found == (Remedy(part=both, strain=800), Remedy(unlock=AINO_AT_OLLI, strain=10_000))


def test_the_caller_says_what_is_hard_to_get() -> None:
    problem = a_round(AINO, EEVA, a_host("olli"), locked=BOTH)
    found = clash(problem)
    assert found is not None

    first = remedies(problem, found, strain=Strain(guest=5_000))[0]

    assert first == Remedy(unlock=AINO_AT_OLLI, strain=1000)


@pytest.mark.parametrize("batch", range(3))
def test_every_remedy_of_a_random_clash_ends_it_and_half_of_it_does_not(batch: int) -> None:
    tried = 0
    for seed in range(batch * 50, batch * 50 + 50):
        problem = broken.a_locked_round(seed)
        found = clash(problem)
        if found is None:
            continue
        tied = with_ties(problem, (*found.locks, *found.companions))

        for remedy in remedies(problem, found):
            assert broken.is_possible(remedied(tied, remedy)) in (None, True), (seed, remedy)
            assert not is_possible(remedied(tied, a_little_less(remedy)), ALL_IT_TAKES), (seed, remedy)
            tried += 1
    assert tried >= 30


def a_little_less(remedy: Remedy) -> Remedy:
    """Without the last step, or with a number that is one short, or with a date fewer."""
    if not remedy.relax:
        return Remedy(strain=0)
    *steps, last = remedy.relax
    if last.to is None:
        return remedy.model_copy(update={"relax": (*steps, *a_date_fewer(last))})
    back = -1 if last.to > (last.limit.now or 0) else 1
    return remedy.model_copy(update={"relax": (*steps, last.model_copy(update={"to": last.to + back}))})


def a_date_fewer(step: Relaxation) -> tuple[Relaxation, ...]:
    fewer = step.model_copy(update={"dates": step.dates[:-1]})
    return (fewer,) if len(step.dates) > 1 else ()
