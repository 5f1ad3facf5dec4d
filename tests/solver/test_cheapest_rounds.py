"""The cheapest ways out of random rounds: they really place, nothing in them is idle, and none is cheaper."""

from collections.abc import Iterator

import pytest

from solver.arrays.supply import Supply
from solver.changed import apply
from solver.changes import Change, Kind, WayOut
from solver.cheapest import ways_out
from solver.check import check
from solver.days import halves_of
from solver.pairs import pairs_of
from solver.placements import Placement
from solver.problem import Application, CommonDays, Problem
from solver.solution import Pairing
from solver.view import View
from tests.solver.answers import right
from tests.solver.limits import least_cost
from tests.solver.oracle import value
from tests.solver.plans import left_out


@pytest.mark.parametrize("seed", range(240))
def test_the_changes_of_a_way_out_really_place_its_people(seed: int) -> None:
    problem, answer = left_out(seed)

    for way in ways_out(problem, answer):
        changed, plan = apply(problem, way), (*answer.pairings, *pairings_of(way))
        placed = right(changed, *plan).model_copy(update={"pairings": plan})
        assert check(changed, placed) == []
        assert all(is_a_pair(changed, one) for one in pairings_of(way))


@pytest.mark.parametrize("seed", range(80))
def test_no_change_of_a_way_out_is_idle_or_goes_too_far(seed: int) -> None:
    problem, answer = left_out(seed)

    for way in ways_out(problem, answer):
        for less in spared(way):
            assert not goes(apply(problem, less), answer.pairings, less)


@pytest.mark.parametrize("seed", range(40))
def test_brute_force_finds_no_cheaper_way_out(seed: int) -> None:
    problem, answer = left_out(seed)
    ways = ways_out(problem, answer)
    unplaced = {one.application for one in answer.unplaced}

    for application in alone(problem):
        if application.id in unplaced:
            first = next((way.cost for way in ways if way.application == application.id), None)
            assert first == least_cost(problem, answer.pairings, application)


@pytest.mark.parametrize("seed", range(20))
def test_ways_out_rise_in_cost_end_at_different_offers_and_come_back_alike(seed: int) -> None:
    problem, answer = left_out(seed)

    ways = ways_out(problem, answer)

    assert ways == ways_out(problem, answer)
    for waiting in answer.unplaced:
        own = [way for way in ways if way.application == waiting.application]
        assert [way.cost for way in own] == sorted(way.cost for way in own)
        assert len({way.offer for way in own}) == len(own) <= 3
        assert own[:1] == [
            way for way in ways_out(problem, answer, others=0) if way.application == waiting.application
        ]


def pairings_of(way: WayOut) -> tuple[Pairing, ...]:
    """Of all who are placed."""
    return (way.pairing, *way.companions)


def is_a_pair(problem: Problem, pairing: Pairing) -> bool:
    """Whether the solver could choose it, its dates included."""
    view = View(problem)
    dates = tuple(start.date() for start in pairing.sessions)
    time = Placement(halves_of(view.window, pairing.days), pairing.slot, dates)
    found = pairs_of(Supply(view), view.application[pairing.application])
    return any(pair.offer.id == pairing.offer and time in pair.placements for pair in found)


def goes(problem: Problem, plan: tuple[Pairing, ...], way: WayOut) -> bool:
    """Whether a plan can have the pairings of a way out."""
    pairs = all(is_a_pair(problem, one) for one in pairings_of(way))
    return pairs and value(problem, (*plan, *pairings_of(way))) is not None


def spared(way: WayOut) -> Iterator[WayOut]:
    """The same way out without one of its changes, or with one that goes a step less far."""
    for number, change in enumerate(way.changes):
        for less in shorter(change):
            changes = (*way.changes[:number], *less, *way.changes[number + 1 :])
            yield way.model_copy(update={"changes": changes})


def shorter(change: Change) -> Iterator[tuple[Change, ...]]:
    yield ()
    if change.to is not None and change.kind not in (Kind.TOPICS, Kind.LISTED):
        step = 1 if change.kind == Kind.LEAST else -1
        yield (change.model_copy(update={"to": change.to + step}),)
    if change.kind in (Kind.OWN_DAYS, Kind.OFFER_DAYS):
        yield (change.model_copy(update={"days": change.days[1:]}),)


def alone(problem: Problem) -> Iterator[Application]:
    """Who has no companions, and days that a plan says: brute force knows these."""
    together = {one for group in problem.companions for one in group.applications}
    for application in problem.applications:
        agreeing = isinstance(application.needs, CommonDays) or problem.date_mode == "pair"
        if application.id not in together and not agreeing:
            yield application
