"""A plan of the peers as the solver's own kind of answer, valued by the judge's own levels."""

from collections.abc import Mapping
from datetime import datetime
from itertools import groupby

import numpy as np

from benchmarks.candidates import Candidates, need
from benchmarks.offered import AnyOffer
from solver.checks.value import LEVELS
from solver.problem import Application, Problem, StayDay, Wish, fingerprint
from solver.solution import FitReasons, Journey, LevelValue, Pairing, Solution, Status, TopicHit, Unplaced
from solver.violation import Case


def answer(
    candidates: Candidates, taken: Mapping[int, int], engine: str, *, bound: int | None = None
) -> Solution:
    """Pairs with the numbers of their times as a solution, as good as it is."""
    placed = {int(candidates.pairs.application[pair]) for pair in taken}
    waiting = [rank for rank in range(len(candidates.applications)) if rank not in placed]
    said = nothing(candidates, engine, bound=bound).model_copy(
        update={
            "status": Status.FEASIBLE,
            "pairings": tuple(_pairing(candidates, pair, time) for pair, time in sorted(taken.items())),
            "unplaced": tuple(_unplaced(candidates, rank) for rank in waiting),
        }
    )
    return _valued(candidates.problem, said)


def nothing(candidates: Candidates, engine: str, *, bound: int | None = None) -> Solution:
    """No plan was found in time."""
    return Solution(
        status=Status.UNKNOWN,
        bound=bound,
        seconds=0.0,
        seed=0,
        engine=engine,
        versions=(),
        input_sha256=fingerprint(candidates.problem),
    )


def _valued(problem: Problem, solution: Solution) -> Solution:
    """The same plan with the points that the solver's objective gives it."""
    case, bound = Case(problem, solution), solution.bound
    value = sum(level(case) for level in LEVELS.values())
    return solution.model_copy(
        update={
            "status": Status.OPTIMAL if value == bound else Status.FEASIBLE,
            "value": value,
            "gap": None if bound is None else (bound - value) / max(1, abs(value)),
            "levels": (LevelValue(name="total", value=value, bound=bound),),
        }
    )


def _unplaced(candidates: Candidates, rank: int) -> Unplaced:
    verdict = candidates.verdicts[rank]
    return Unplaced(
        application=candidates.applications[rank].id,
        code="lost_to_others" if len(verdict.offers) else "nothing_in_reach",
        in_reach=len(verdict.offers),
        removed=verdict.removed,
    )


def _pairing(candidates: Candidates, pair: int, time: int) -> Pairing:
    pairs, rank = candidates.pairs, int(candidates.pairs.application[pair])
    application, offer = candidates.applications[rank], candidates.offers[pairs.offer[pair]]
    halves, sessions = _when(candidates, application, time)
    return Pairing(
        application=application.id,
        offer=offer.id,
        days=halves,
        slot=sessions[0][0] if sessions else None,
        sessions=tuple(start for _, start in sessions),
        fit=int(pairs.fit[pair]),
        reasons=reasons(candidates.problem, application, offer),
        journey=_journey(candidates, pair),
        asks_first=offer.first_refusal,
    )


def _when(
    candidates: Candidates, application: Application, time: int
) -> tuple[tuple[StayDay, ...], list[tuple[str, datetime]]]:
    """Days of a stay, and slot and start of each session."""
    atoms, dates = candidates.atoms, tuple(candidates.atoms.days)
    used = np.flatnonzero(candidates.times[need(application)][time]).tolist()
    halves = [atom for atom in used if atom < atoms.halves]
    sessions = [atoms.sessions[atom - atoms.halves] for atom in used if atom >= atoms.halves]
    days = tuple(
        StayDay(date=dates[day], am=2 * day in held, pm=2 * day + 1 in held)
        for day, held in ((day, [*group]) for day, group in groupby(halves, key=lambda half: half // 2))
    )
    return days, [(one.slot.id, one.starts) for one in sessions]


def _journey(candidates: Candidates, pair: int) -> Journey:
    rank, offer = int(candidates.pairs.application[pair]), int(candidates.pairs.offer[pair])
    judge, row = candidates.judge(rank), np.array([offer - candidates.first(rank)])
    way = judge.journeys
    minutes, cost, co2 = (int(judge.travelled(row, each)[0]) for each in (way.minutes, way.cost, way.co2))
    return Journey(minutes=minutes, cost=cost, co2=co2)


def reasons(problem: Problem, application: Application, offer: AnyOffer) -> FitReasons:
    """What the fit of a pair rests on."""
    strengths = {one.topic: one.strength for one in offer.topics}
    hits = tuple(
        TopicHit(topic=one.topic, weight=one.weight, strength=strengths[one.topic])
        for one in application.topics
        if strengths.get(one.topic)
    )
    wanted = sum(one.weight for one in application.topics)
    taught = sum(one.weight * one.strength for one in hits)
    wish = _granted(application, offer)
    preferred = application.organisation in offer.preferred_organisations
    shared = tuple(one for one in application.languages if one in offer.languages)
    return FitReasons(
        topics=hits,
        topic_points=60 * (taught // wanted if wanted else 100) // 100,
        wished=None if wish is None else "offer" if wish.offer else "organisation",
        wish_points=0 if wish is None else 20 * wish.weight // 100,
        preferred=preferred,
        preferred_points=12 * preferred,
        languages=shared,
        language_points=8 if {*shared} & {*problem.national_languages} else 3,
    )


def _granted(application: Application, offer: AnyOffer) -> Wish | None:
    """The heaviest wish that comes true; of equal ones, one for the offer."""
    granted = (
        one for one in application.wishes if one.offer == offer.id or one.organisation == offer.organisation
    )
    return max(granted, key=lambda one: (one.weight, one.offer is not None), default=None)
