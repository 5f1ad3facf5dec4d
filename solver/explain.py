"""For HR: reasons that need no solve, with everybody's ids. What a person may read is in `solver.own`.

Each offer is weighed alone, as if nobody shared a trip; shared trips of the plan take their places.
"""

from collections.abc import Iterator
from operator import itemgetter

from solver.arrays.supply import Supply
from solver.beside.trial import Trial
from solver.beside.way import way_out
from solver.explaining.whole import WholePlan
from solver.explaining.why import Beside, Taken, times
from solver.pairs import verdicts
from solver.parts import Id, Part
from solver.problem import Application, Problem
from solver.solution import FitReasons, Journey, Pairing, Rule, Solution
from solver.view import View


class OfferJudged(Part):
    """One offer and the rule that keeps it out of reach, if any."""

    offer: Id
    rule: Rule | None


class Reach(Part):
    """Every offer of the right kind with its verdict."""

    application: Id
    offers: tuple[OfferJudged, ...]


class OfferBeside(OfferJudged):
    """One offer beside a plan: the first rule that says no, or what others have taken.

    If neither: it could serve the application, and the plan is worth no more with it.
    """

    whose: Id | None = None  # the companion to whom the rule says no
    taken: tuple[Taken, ...] = ()


class Waiting(Part):
    """Every offer of the right kind for somebody without a place."""

    application: Id
    offers: tuple[OfferBeside, ...]


class Choice(Part):
    """An offer that could serve an application, with what its fit rests on."""

    offer: Id
    fit: int
    reasons: FitReasons
    journey: Journey
    times: int  # how many days to start on, or series


class Difference(Part):
    """What one level of the objective gains."""

    level: str
    points: int


class NextBest(Choice):
    """An offer that somebody could have had: others have taken it, or the plan is worth less with it."""

    taken: tuple[Taken, ...]
    gains: tuple[Difference, ...]  # of the levels that count, if nothing is taken


class PairingExplained(Part):
    """What a pairing rests on, dates included, and the best of the others in reach, by fit and journey."""

    application: Id
    chosen: Choice
    pairing: Pairing
    next_best: tuple[NextBest, ...]


def reach(problem: Problem, application: str) -> Reach:
    """Which offers could serve an application at all, before anybody else is considered."""
    view = View(problem)
    judged = verdicts(Supply(view), view.application[application])
    offers = tuple(OfferJudged(offer=offer.id, rule=rule) for offer, rule in judged)
    return Reach(application=application, offers=offers)


def waiting(problem: Problem, solution: Solution, application: str) -> Waiting:
    """Why somebody has no place: offer by offer."""
    return waiting_in(WholePlan(problem, solution), application)


def waiting_in(plan: WholePlan, application: str) -> Waiting:
    """The same for those who ask of one plan again and again."""
    beside = plan.beside(application)
    judged = {one.id: dict(_by_id(plan.supply, one)) for one in beside.party}
    offers = tuple(_judged(beside, application, offer, judged) for offer in judged[application])
    return Waiting(application=application, offers=offers)


def _by_id(supply: Supply, application: Application) -> Iterator[tuple[str, Rule | None]]:
    return ((offer.id, rule) for offer, rule in verdicts(supply, application))


def _judged(
    beside: Beside, application: str, offer: str, judged: dict[str, dict[str, Rule | None]]
) -> OfferBeside:
    if offer in beside.pairs:
        return OfferBeside(offer=offer, rule=None, taken=beside.best(offer)[1])
    rules = ((one, rules[offer]) for one, rules in judged.items())
    whose, rule = next(((one, rule) for one, rule in rules if rule), (None, Rule.DATES))
    return OfferBeside(offer=offer, rule=rule, whose=whose if whose != application else None)


def pairing(problem: Problem, solution: Solution, application: str, *, others: int = 3) -> PairingExplained:
    """Why this offer; raises KeyError if the application is not placed."""
    return pairing_in(WholePlan(problem, solution), application, others=others)


def pairing_in(plan: WholePlan, application: str, *, others: int = 3) -> PairingExplained:
    """The same for those who ask of one plan again and again."""
    chosen, beside = plan.pairing[application], plan.beside(application)
    own = beside.pairs.get(chosen.offer)
    return PairingExplained(
        application=application,
        chosen=_choice(chosen, len(times(own)) if own else 0),
        pairing=chosen,
        next_best=tuple(_next_best(plan, beside, offer) for offer in ranked(beside, chosen)[:others]),
    )


def ranked(beside: Beside, chosen: Pairing | None) -> list[str]:
    """The offers in reach that were not chosen, the best for the applicant first."""
    had = () if chosen is None else (chosen.offer, chosen.second.offer if chosen.second else "")
    known = [(pairs[0].rank, offer) for offer, pairs in beside.pairs.items() if offer not in had]
    known.sort(key=itemgetter(0))
    return [offer for _, offer in known]


def _choice(chosen: Pairing, number: int) -> Choice:
    return Choice(
        offer=chosen.offer,
        fit=chosen.fit,
        reasons=chosen.reasons,
        journey=chosen.journey,
        times=number,
    )


def _next_best(plan: WholePlan, beside: Beside, offer: str) -> NextBest:
    trial, lacking = beside.best(offer)
    pair = beside.pairs[offer][0]
    return NextBest(
        offer=offer,
        fit=pair.fit,
        reasons=pair.reasons,
        journey=pair.journey,
        times=len(times(beside.pairs[offer])),
        taken=lacking,
        gains=() if lacking else tuple(gains(plan, trial)),
    )


def gains(plan: WholePlan, trial: Trial) -> Iterator[Difference]:
    """What the plan would gain, level by level, if the party went there instead."""
    way = way_out(trial, trial.party[0].id)
    after = plan.worth_with((*trial.room.pairings, way.pairing, *way.companions))
    for level, points in plan.worth.items():
        yield Difference(level=level, points=after[level] - points)
