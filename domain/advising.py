"""What would have given somebody a place: the smallest change of own answers, with nobody else in it."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from models.schedules import Advice
from solver.changes import Change, ChangeWeights, Kind, WayOut
from solver.cheapest import ways_out
from solver.own import own_reach
from solver.problem import Problem
from solver.solution import Solution

OWN = (Kind.MINUTES, Kind.COST, Kind.LANGUAGE, Kind.OWN_DAYS, Kind.OWN_SLOT)
DEAREST = 10_000
OTHERS_LAST = ChangeWeights.model_validate(
    {name: DEAREST for name in ChangeWeights.model_fields if Kind(name) not in OWN}
)
NO_ADVICE: Mapping[str, tuple[Advice, ...]] = MappingProxyType({})


def advice(problem: Problem, solution: Solution) -> Mapping[str, tuple[Advice, ...]]:
    """By application, for everybody without a place whose own answers could have helped.

    Whom somebody avoids is not touched: those lists are confidential. Nothing is solved here.
    """
    if not solution.unplaced:
        return NO_ADVICE
    ways: dict[str, tuple[Advice, ...]] = {}
    for way in ways_out(problem, solution, others=0, weights=OTHERS_LAST):
        if _is_own(way.changes, way):
            ways[way.application] = tuple(_advice(each) for each in way.changes)
    left = (each.application for each in solution.unplaced if each.application not in ways)
    wider = {each: _wider(problem, each) for each in left}
    return ways | {application: told for application, told in wider.items() if told}


def _wider(problem: Problem, application: str) -> tuple[Advice, ...]:
    """No answer alone would have given a place, but one would have brought more offers within reach."""
    for wider in own_reach(problem, application).by_answer:
        if all(each.kind in OWN for each in wider.changes):
            return tuple(_advice(each, more=wider.more) for each in wider.changes)
    return ()


def _is_own(changes: Iterable[Change], way: WayOut) -> bool:
    return all(each.kind in OWN and each.whose == way.application for each in changes)


def _advice(change: Change, *, more: int = 0) -> Advice:
    return Advice(
        code=change.kind.value,
        to=change.to,
        what=change.what or "",
        days=tuple(each.date for each in change.days),
        more=more,
    )
