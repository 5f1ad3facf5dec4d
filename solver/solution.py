"""The solution: what the solver answers, and what it says on the way."""

from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from solver.parts import Id, Part
from solver.problem import StayDay


class Status(StrEnum):
    """Four different answers: proved best, good with a gap, proved impossible, not known in the time."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


class TopicHit(Part):
    """A wanted topic that the offer teaches."""

    topic: Id
    weight: int
    strength: int


class FitReasons(Part):
    """What a fit rests on; the points add up to the fit unless `explicit`, when people gave it."""

    explicit: bool = False
    topics: tuple[TopicHit, ...] = ()
    topic_points: int = 0
    wished: Literal["offer", "organisation"] | None = None
    wish_points: int = 0
    preferred: bool = False
    preferred_points: int = 0
    languages: tuple[Id, ...] = ()
    language_points: int = 0


class Journey(Part):
    """What a pairing asks of the traveller: minutes one way, and the whole cost and grams of CO2."""

    minutes: int = 0
    cost: int = 0
    co2: int = 0


class SecondHost(Part):
    """Who hosts the second half of a shared trip, and on which of its days."""

    offer: Id
    days: tuple[StayDay, ...]


class Pairing(Part):
    """This application is served by this offer: on these days, in this slot, or on days the two agree."""

    application: Id
    offer: Id
    days: tuple[StayDay, ...] = ()
    second: SecondHost | None = None  # its days are among `days`; the others are spent with `offer`
    window: tuple[date, date] | None = None  # in date mode "window": the whole weeks around the days
    slot: Id | None = None
    sessions: tuple[datetime, ...] = ()
    fit: int
    reasons: FitReasons
    journey: Journey
    asks_first: bool = False


class Rule(StrEnum):
    """Why an offer cannot serve an application; the first that says no is counted."""

    OWN_ORGANISATION = "own_organisation"
    SAME_PERSON = "same_person"
    FORBIDDEN = "forbidden"
    NOT_LISTED = "not_listed"
    EXCLUDED_BY_APPLICATION = "excluded_by_application"
    EXCLUDED_BY_OFFER = "excluded_by_offer"
    LANGUAGE = "language"
    TOPICS = "topics"
    MINUTES = "minutes"
    DATES = "dates"
    COST = "cost"


class Removed(Part):
    """How many offers one rule took out of reach."""

    rule: Rule
    offers: int


class Unplaced(Part):
    """An application without a pairing: nothing in reach, or what was in reach went to others."""

    application: Id
    code: Literal["nothing_in_reach", "lost_to_others"]
    in_reach: int
    removed: tuple[Removed, ...]


class LevelValue(Part):
    """One level of the objective: what was reached, and what is proved to be the most, if anything is."""

    name: str
    value: int
    bound: int | None


class Solution(Part):
    """The answer. Infeasible and unknown have neither value nor pairings; unknown may still have a bound.

    With levels, value, bound and gap are those of the first level that is not proved, else of the
    first level.
    The gap is (bound - value) / max(1, |value|).
    """

    status: Status
    value: int | None = None
    bound: int | None = None
    gap: float | None = None
    levels: tuple[LevelValue, ...] = ()
    pairings: tuple[Pairing, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    seconds: float
    seed: int
    engine: str
    versions: tuple[tuple[str, str], ...]
    input_sha256: str


class Progress(Part):
    """A line on the way: the best so far, the proved bound, and what is being done."""

    phase: str
    value: int | None = None
    bound: int | None = None
    placed: int | None = None
    seconds: float
