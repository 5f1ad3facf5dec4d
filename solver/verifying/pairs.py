"""Which ways may serve an application, its fit and its journey, for all ways at once.

Written anew from the rules of a pair, for the verifier: it shares no code with what the engine asks.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.problem import Application, CommonDays, MentorOffer, Problem, Sessions, Stay
from solver.verifying.ways import Ways
from solver.verifying.window import Flags, Ints


@dataclass(frozen=True)
class Roads:
    """Minutes, cost and grams from each organisation to each; 0 where no way is listed."""

    problem: Problem
    organisation: dict[str, int]

    @cached_property
    def minutes(self) -> Ints:
        return self._table([way.minutes for way in self.problem.travel])

    @cached_property
    def cost(self) -> Ints:
        """There and back."""
        there = self._table([way.cost for way in self.problem.travel])
        return there + there.T

    @cached_property
    def co2(self) -> Ints:
        """There and back."""
        there = self._table([way.co2 for way in self.problem.travel])
        return there + there.T

    @cached_property
    def most_minutes(self) -> int:
        return int(self.minutes.max(initial=0))

    @cached_property
    def most_cost(self) -> int:
        return int(self.cost.max(initial=0))

    @cached_property
    def most_co2(self) -> int:
        return int(self.co2.max(initial=0))

    def _table(self, each: list[int]) -> Ints:
        table = np.zeros((len(self.organisation), len(self.organisation)), np.int64)
        for way, number in zip(self.problem.travel, each, strict=True):
            table[self.organisation[way.origin], self.organisation[way.destination]] = number
        return table


@dataclass(frozen=True)
class Reach:
    """For each way: whether it may serve an application, and what a pairing would be like."""

    open: Flags
    fit: Ints
    minutes: Ints
    cost: Ints
    co2: Ints


def reach(ways: Ways, roads: Roads, application: Application) -> Reach:
    """All rules of a pair but the dates."""
    given = _given(ways, application)
    cover = _cover(ways, application)
    minutes, cost, co2 = _journey(ways, roads, application)
    may = ~_apart(ways, application, given)
    may &= ways.lone | _may_share(ways.problem, application)
    may &= _spoken(ways, application.languages)
    may &= (cover >= _least(ways.problem, application)) | (given >= 0)
    if application.max_minutes is not None:
        may &= minutes <= application.max_minutes
    if application.max_cost is not None:
        may &= cost <= application.max_cost
    fit = np.where(given >= 0, given, 60 * cover // 100 + _other_points(ways, application))
    return Reach(may, fit, minutes, cost, co2)


def _given(ways: Ways, application: Application) -> Ints:
    """The fit given by people, of two hosts the mean rounded down; -1 where there is none."""
    given = np.full(len(ways.offers), -1, np.int64)
    for offer, fit in ways.listed.get(application.id, ()):
        given[offer] = fit
    one, other = given[ways.first], given[ways.second]
    return np.where((one >= 0) & (other >= 0), (one + other) // 2, -1)


def _apart(ways: Ways, application: Application, given: Ints) -> Flags:
    """Own organisation and person, what HR forbids or does not list, and what either side excludes."""
    own = application.organisation
    offers = [
        *ways.at_organisation.get(own, ()),
        *ways.of_person.get(application.person, ()),
        *ways.forbidden.get(application.id, ()),
        *ways.avoiding_organisation.get(own, ()),
        *ways.avoiding_person.get(application.person, ()),
    ]
    for organisation in application.excluded_organisations:
        offers.extend(ways.at_organisation.get(organisation, ()))
    for person in application.excluded_persons:
        offers.extend(ways.of_person.get(person, ()))
    apart = ways.marked(offers)
    return apart | (given < 0) if ways.problem.only_listed_fits else apart


def _may_share(problem: Problem, application: Application) -> bool:
    """Only stays of whole days, two at least, and only where the solver finds the days."""
    needs = application.needs
    return (
        isinstance(needs, Stay)
        and problem.date_mode != "pair"
        and all(block % 2 == 0 for block in needs.blocks)
        and sum(needs.blocks) >= 4
    )


def _cover(ways: Ways, application: Application) -> Ints:
    """How much of what is wanted is taught, in percent."""
    wanted = application.topics
    if not wanted:
        return np.full(len(ways.first), 100, np.int64)
    known = [wish for wish in wanted if wish.topic in ways.topic]
    weights = np.array([wish.weight for wish in known], np.int64)
    taught: Ints = ways.strengths[:, [ways.topic[wish.topic] for wish in known]] @ weights
    return taught // sum(wish.weight for wish in wanted)


def _least(problem: Problem, application: Application) -> int:
    if application.kind == "mentoring":
        return problem.least_topic_percent_mentoring
    return problem.least_topic_percent


def _spoken(ways: Ways, languages: tuple[str, ...]) -> Flags:
    """The ways that share one of these languages."""
    known = [ways.language[each] for each in languages if each in ways.language]
    shared: Flags = np.logical_or.reduce(ways.languages[:, known], axis=1)
    return shared


def _other_points(ways: Ways, application: Application) -> Ints:
    """20 for the best wish that comes true, 12 for the host's preference, 8 or 3 for the language."""
    wished = np.zeros(len(ways.first), np.int64)
    for wish in application.wishes:
        named = [ways.number[wish.offer]] if wish.offer in ways.number else []
        if wish.organisation is not None:
            named = ways.at_organisation.get(wish.organisation, [])
        wished = np.maximum(wished, np.where(ways.marked(named), 20 * wish.weight // 100, 0))
    preferred = np.where(ways.marked(ways.preferring.get(application.organisation, [])), 12, 0)
    national = tuple(each for each in application.languages if each in ways.problem.national_languages)
    spoken = np.where(_spoken(ways, national), 8, np.where(_spoken(ways, application.languages), 3, 0))
    return wished + preferred + spoken


def _journey(ways: Ways, roads: Roads, application: Application) -> tuple[Ints, Ints, Ints]:
    """Minutes one way, and the cost and grams of all trips, with days and nights."""
    rates, home = ways.problem.rates, roads.organisation[application.organisation]
    trips, days = _trips(ways, application)
    minutes = np.where(trips > 0, roads.minutes[home, ways.place], 0)
    nights = np.where(minutes > rates.night_beyond_minutes, days - trips, 0)
    paid = np.where(days > 0, days * rates.day + nights * rates.night, 0)
    return minutes, trips * roads.cost[home, ways.place] + paid, trips * roads.co2[home, ways.place]


def _trips(ways: Ways, application: Application) -> tuple[Ints, int]:
    """Trips of each way, and the days away."""
    trips, days = 0, 0
    match application.needs:
        case Stay(blocks=blocks):
            trips, days = len(blocks), sum((block + 1) // 2 for block in blocks)
        case CommonDays(at_least=least):
            trips, days = 1, least
        case Sessions(count=count):
            visited = [isinstance(offer, MentorOffer) and offer.in_person for offer in ways.offers]
            return np.where(np.array(visited, np.bool_)[ways.first], count, 0), 0
    return np.full(len(ways.first), trips, np.int64), days
