"""What a person may read of a plan: what the own pairing rests on, and why another offer was not given.

It names nobody else, and tells no limits, nor any fit, for a fit may rest on what others said. Offers that
avoid the person, or that HR ruled out, are not named.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Literal

from solver.beside.trial import Trial
from solver.explain import Difference, gains, ranked
from solver.explaining.whole import WholePlan
from solver.explaining.why import Beside, Resource, Taken
from solver.objective import Objective
from solver.parts import Id, Part
from solver.problem import Problem, StayDay
from solver.solution import Journey, Solution, TopicHit


class OwnChoice(Part):
    """An offer and what speaks for it: wishes, topics, languages, and the way."""

    offer: Id
    wished: Literal["offer", "organisation"] | None
    topics: tuple[TopicHit, ...]
    languages: tuple[Id, ...]
    journey: Journey


class Reason(StrEnum):
    """Why an offer within reach was not given."""

    PLACES = "places"  # others have its places
    ORGANISATION = "organisation"  # others have the places of its organisation
    TRAVEL_MONEY = "travel_money"  # colleagues travel with the money of the own organisation
    OWN_TIMES = "own_times"  # the person is elsewhere in the plan
    NOT_POSSIBLE = "not_possible"  # something that concerns others only
    WORTH_LESS = "worth_less"  # the whole plan would be worth less
    AS_GOOD = "as_good"  # the whole plan would be worth the same
    NOT_PROVED = "not_proved"  # the plan would be worth more; it is not proved to be the best


class NotGiven(OwnChoice):
    """An offer within reach that was not given, why, and how many others have what is lacking."""

    reasons: tuple[Reason, ...]
    others: int


class OwnPairing(Part):
    """The own pairing with its dates, and the next best offers."""

    application: Id
    chosen: OwnChoice
    second: Id | None
    days: tuple[StayDay, ...]
    slot: Id | None
    sessions: tuple[datetime, ...]
    next_best: tuple[NotGiven, ...]


class OwnWaiting(Part):
    """Somebody without a place: how many offers are within reach, and the best of them."""

    application: Id
    in_reach: int
    best: tuple[NotGiven, ...]


def own_pairing(problem: Problem, solution: Solution, application: str, *, others: int = 3) -> OwnPairing:
    """What the pairing rests on; raises KeyError if the application is not placed."""
    return own_pairing_in(WholePlan(problem, solution), application, others=others)


def own_pairing_in(plan: WholePlan, application: str, *, others: int = 3) -> OwnPairing:
    """The same for those who ask of one plan again and again."""
    chosen, beside = plan.pairing[application], plan.beside(application)
    return OwnPairing(
        application=application,
        chosen=OwnChoice(
            offer=chosen.offer,
            wished=chosen.reasons.wished,
            topics=chosen.reasons.topics,
            languages=chosen.reasons.languages,
            journey=chosen.journey,
        ),
        second=chosen.second.offer if chosen.second else None,
        days=chosen.days,
        slot=chosen.slot,
        sessions=chosen.sessions,
        next_best=_not_given(plan, beside, ranked(beside, chosen)[:others]),
    )


def own_waiting(problem: Problem, solution: Solution, application: str, *, others: int = 3) -> OwnWaiting:
    """Why nothing within reach was given."""
    return own_waiting_in(WholePlan(problem, solution), application, others=others)


def own_waiting_in(plan: WholePlan, application: str, *, others: int = 3) -> OwnWaiting:
    """The same for those who ask of one plan again and again."""
    beside = plan.beside(application)
    return OwnWaiting(
        application=application,
        in_reach=len(beside.pairs),
        best=_not_given(plan, beside, ranked(beside, None)[:others]),
    )


def _not_given(plan: WholePlan, beside: Beside, offers: list[str]) -> tuple[NotGiven, ...]:
    return tuple(_one_not_given(plan, beside, offer) for offer in offers)


def _one_not_given(plan: WholePlan, beside: Beside, offer: str) -> NotGiven:
    trial, lacking = beside.best(offer)
    pair, wanted = beside.pairs[offer][0], trial.view.problem.objective
    reasons = [_reason(trial, one) for one in lacking] or [_worth(wanted, gains(plan, trial))]
    told = (one for one in lacking if _reason(trial, one) in COUNTED)
    return NotGiven(
        offer=offer,
        wished=pair.reasons.wished,
        topics=pair.reasons.topics,
        languages=pair.reasons.languages,
        journey=pair.journey,
        reasons=tuple(dict.fromkeys(reasons)),
        others=len({application for one in told for application in one.by}),
    )


COUNTED = frozenset({Reason.PLACES, Reason.ORGANISATION, Reason.TRAVEL_MONEY})
REASONS = {
    Resource.GUESTS_PER_DAY: Reason.PLACES,
    Resource.MENTEES_PER_SESSION: Reason.PLACES,
    Resource.MOST: Reason.PLACES,
    Resource.ORGANISATION_GUESTS: Reason.ORGANISATION,
    Resource.TRAVEL_BUDGET: Reason.TRAVEL_MONEY,
}


def _reason(trial: Trial, lacking: Taken) -> Reason:
    """What may be told; that a host is elsewhere, or wants more guests, is not."""
    own = trial.party[0]
    if lacking.resource == Resource.BOOKED and lacking.whose == own.person:
        return Reason.OWN_TIMES
    if lacking.resource == Resource.TRAVEL_BUDGET and lacking.whose != own.organisation:
        return Reason.NOT_POSSIBLE
    return REASONS.get(lacking.resource, Reason.NOT_POSSIBLE)


def _worth(wanted: Objective, gained: Iterable[Difference]) -> Reason:
    """One sum by weights, or the first level that makes a difference."""
    points = [one.points for one in gained]
    told = sum(points) if wanted.mode == "weights" else next((one for one in points if one), 0)
    if told == 0:
        return Reason.AS_GOOD
    return Reason.WORTH_LESS if told < 0 else Reason.NOT_PROVED
