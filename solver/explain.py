"""Reasons that need no solve: for the person, and for HR. They are two different records.

What a person reads never tells another's limits or avoid-list: an offer that excludes them counts as one that
does not suit.
"""

from solver.pairs import Pair, pairs_of, verdicts
from solver.parts import Part
from solver.problem import Problem
from solver.solution import FitReasons, Journey, Removed, Rule, Solution
from solver.view import View

THEIR_OWN = frozenset({Rule.OWN_ORGANISATION, Rule.EXCLUDED_BY_APPLICATION, Rule.MINUTES, Rule.COST})


class OfferJudged(Part):
    """One offer and the rule that keeps it out of reach, if any."""

    offer: str
    rule: Rule | None


class Reach(Part):
    """For HR: every offer of the right kind with its verdict."""

    application: str
    offers: tuple[OfferJudged, ...]


class OwnReach(Part):
    """For the person: how many offers suit, how many the own limits remove, and how many do not suit."""

    application: str
    in_reach: int
    by_own_limits: tuple[Removed, ...]
    unsuitable: int


class Choice(Part):
    """An offer that could serve an application, with what its fit rests on."""

    offer: str
    fit: int
    reasons: FitReasons
    journey: Journey
    times: int  # how many days to start on, or series


class PairingExplained(Part):
    """For HR: what a pairing rests on, and the best of the others in reach, by fit."""

    application: str
    chosen: Choice
    next_best: tuple[Choice, ...]


def reach(problem: Problem, application: str) -> Reach:
    """Which offers could serve an application at all, before anybody else is considered."""
    view = View(problem)
    judged = verdicts(view, view.application[application])
    offers = tuple(OfferJudged(offer=offer.id, rule=rule) for offer, rule in judged)
    return Reach(application=application, offers=offers)


def own_reach(problem: Problem, application: str) -> OwnReach:
    """The same for the person, also at form time when the application is the only one."""
    rules = [judged.rule for judged in reach(problem, application).offers]
    own = tuple(Removed(rule=rule, offers=rules.count(rule)) for rule in Rule if rule in THEIR_OWN & {*rules})
    in_reach = rules.count(None)
    return OwnReach(
        application=application,
        in_reach=in_reach,
        by_own_limits=own,
        unsuitable=len(rules) - in_reach - sum(removed.offers for removed in own),
    )


def pairing(problem: Problem, solution: Solution, application: str, *, others: int = 3) -> PairingExplained:
    """Why this offer; raises KeyError if the application is not placed."""
    offer = {one.application: one.offer for one in solution.pairings}[application]
    view = View(problem)
    choices = {one.offer.id: _choice(one) for one in pairs_of(view, view.application[application])}
    rest = sorted((one for one in choices.values() if one.offer != offer), key=lambda one: -one.fit)
    return PairingExplained(application=application, chosen=choices[offer], next_best=tuple(rest[:others]))


def _choice(pair: Pair) -> Choice:
    return Choice(
        offer=pair.offer.id,
        fit=pair.fit,
        reasons=pair.reasons,
        journey=pair.journey,
        times=len(pair.placements),
    )
