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

    topic: Id  # the topic
    weight: int  # how much it is wanted
    strength: int  # how well it is taught, in percent


class FitReasons(Part):
    """What a fit rests on; the points add up to the fit unless `explicit`, when people gave it."""

    explicit: bool = False  # people gave the fit; the points are only what it would have been
    topics: tuple[TopicHit, ...] = ()  # what is wanted and taught
    topic_points: int = 0  # 60 if all that is wanted is taught
    wished: Literal["offer", "organisation"] | None = None  # what the wish that comes true names
    wish_points: int = 0  # 20 for a wish of the full weight
    preferred: bool = False  # the host prefers guests of the applicant's organisation
    preferred_points: int = 0  # 12 if so
    languages: tuple[Id, ...] = ()  # what all of them speak
    language_points: int = 0  # 8 with a national language, 3 with another


class Journey(Part):
    """What a pairing asks of the traveller: minutes one way, and the whole cost and grams of CO2."""

    minutes: int = 0  # one way
    cost: int = 0  # all trips there and back, days and nights, in the money unit
    co2: int = 0  # all trips there and back, in grams


class SecondHost(Part):
    """Who hosts the second half of a shared trip, and on which of its days."""

    offer: Id  # the host offer
    days: tuple[StayDay, ...]  # the days there; all are among those of the pairing


class Pairing(Part):
    """This application is served by this offer: on these days, in this slot, or on days the two agree."""

    application: Id  # who is served
    offer: Id  # by whom; where two share a trip, the first of them
    days: tuple[StayDay, ...] = ()  # when the guest is away; none for sessions and agreed days
    second: SecondHost | None = None  # its days are among `days`; the others are spent with `offer`
    window: tuple[date, date] | None = None  # in date mode "window": the whole weeks around the days
    slot: Id | None = None  # the weekly time of a series
    sessions: tuple[datetime, ...] = ()  # when each session starts, in local time
    fit: int  # 0 to 100
    reasons: FitReasons  # what the fit rests on
    journey: Journey  # what it asks of the traveller
    asks_first: bool = False  # the host is asked before anybody else hears of it


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

    rule: Rule  # the rule that says no
    offers: int  # how many offers it removes first


class Unplaced(Part):
    """An application without a pairing: nothing in reach, or what was in reach went to others."""

    application: Id  # who has no place
    code: Literal["nothing_in_reach", "lost_to_others"]  # whether anything was in reach at all
    in_reach: int  # how many offers could have served, had nobody else been there
    removed: tuple[Removed, ...]  # how many offers each rule took out of reach


class LevelValue(Part):
    """One level of the objective: what was reached, and what is proved to be the most, if anything is."""

    name: str  # the level, or total for one sum
    value: int  # the points of the plan
    bound: int | None  # no plan has more points, where that is proved


class Solution(Part):
    """The answer. Infeasible and unknown have neither value nor pairings; unknown may still have a bound.

    With levels, value, bound and gap are those of the first level that is not proved, else of the
    first level.
    The gap is (bound - value) / max(1, |value|).
    """

    status: Status  # how good the plan is known to be
    value: int | None = None  # the points of the plan
    bound: int | None = None  # no plan has more points, where that is proved
    gap: float | None = None  # how far the bound is above the value, as a share of the value
    levels: tuple[LevelValue, ...] = ()  # each level in its order, or one named total
    pairings: tuple[Pairing, ...] = ()  # who is served by whom, and when
    unplaced: tuple[Unplaced, ...] = ()  # everybody else, with the reason
    seconds: float  # how long it took; the only field that differs between equal runs
    seed: int  # what chance began with
    engine: str  # what solved it
    versions: tuple[tuple[str, str], ...]  # what it was computed with, each with its version
    input_sha256: str  # the fingerprint of the problem: the sha256 of its canonical JSON


class Progress(Part):
    """A line on the way: the best so far, the proved bound, and what is being done."""

    phase: str  # what is being done
    value: int | None = None  # the points of the best plan so far
    bound: int | None = None  # no plan has more points
    placed: int | None = None  # how many have a place in it
    seconds: float  # since the beginning
