"""One applicant before all offers of a kind: whom the rules leave, and how well each suits."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from benchmarks.atoms import Bools
from benchmarks.journeys import Ints, Journeys
from benchmarks.offered import Offered
from solver.problem import Application, Problem

GOOD_FIT = 40


@dataclass(frozen=True)
class Judge:
    """Numbers of offers go in and out as rows of their kind."""

    problem: Problem
    application: Application
    kind: Offered
    journeys: Journeys

    def allowed(self) -> Ints:
        """The offers that no rule forbids, dates apart; the cheapest rules come first."""
        offers = np.flatnonzero(self._reachable()[self.kind.place])
        offers = offers[~self._avoided[offers]]
        spoken = self.kind.languages.of(self.application.languages)
        offers = offers[self.kind.spoken[offers][:, spoken].any(axis=1)]
        return offers[self.cover(offers) >= self._least_cover()]

    def _reachable(self) -> Bools:
        """Places that are neither excluded nor too far nor too dear; nobody travels to meet online."""
        application, ways = self.application, self.journeys
        fine = np.ones(len(self.kind.places), dtype=np.bool_)
        fine[[self.kind.places[one] for one in application.excluded_organisations]] = False
        if application.kind == "shadowing" or self.kind.travelled_to.any():
            if application.max_minutes is not None:
                fine &= ways.minutes <= application.max_minutes
            if application.max_cost is not None:
                fine &= ways.cost <= application.max_cost
        return fine

    @cached_property
    def _avoided(self) -> Bools:
        """Offers that exclude the applicant's organisation or person, or whose person is avoided."""
        home = self.kind.places[self.application.organisation]
        avoided = self.kind.excludes[:, home].copy()
        for person in (self.application.person, *self.application.excluded_persons):
            avoided[self.kind.persons.get(person, [])] = True
        avoided[self.kind.shy_of.get(self.application.person, [])] = True
        forbidden = [one.offer for one in self.problem.forbidden if one.application == self.application.id]
        avoided[[self.kind.rows[offer] for offer in forbidden if offer in self.kind.rows]] = True
        return avoided

    def _least_cover(self) -> int:
        mentoring = self.application.kind == "mentoring"
        problem = self.problem
        return problem.least_topic_percent_mentoring if mentoring else problem.least_topic_percent

    def cover(self, offers: Ints) -> Ints:
        """How much of what is wanted each offer teaches, in percent."""
        weights = {one.topic: one.weight for one in self.application.topics}
        if not weights:
            return np.full(len(offers), 100, dtype=np.int64)
        taught = [topic for topic in weights if topic in self.kind.topics.number]
        columns = self.kind.topics.of(tuple(taught))
        each = np.array([weights[topic] for topic in taught], dtype=np.int64)
        strengths = self.kind.strengths[np.ix_(offers, np.array(columns, dtype=np.int64))]
        return np.asarray(strengths @ each // sum(weights.values()))

    def fit(self, offers: Ints) -> Ints:
        """60 topics + 20 wish + 12 preference + 8 (3) language."""
        home = self.kind.places[self.application.organisation]
        national = self._speak(offers, self.problem.national_languages)
        preferred = np.where(self.kind.prefers[offers, home], 12, 0)
        return np.asarray(
            60 * self.cover(offers) // 100 + self._wished(offers) + preferred + np.where(national, 8, 3)
        )

    def _speak(self, offers: Ints, languages: tuple[str, ...]) -> Bools:
        shared = tuple(one for one in self.application.languages if one in languages)
        return np.asarray(self.kind.spoken[offers][:, self.kind.languages.of(shared)].any(axis=1))

    def _wished(self, offers: Ints) -> Ints:
        points = np.zeros(len(self.kind.offers), dtype=np.int64)
        for wish in self.application.wishes:
            if wish.offer in self.kind.rows:
                row = self.kind.rows[wish.offer]
                points[row] = max(points[row], 20 * wish.weight // 100)
            elif wish.organisation is not None:
                there = self.kind.place == self.kind.places[wish.organisation]
                points[there] = np.maximum(points[there], 20 * wish.weight // 100)
        return points[offers]

    def points(self, offers: Ints, fit: Ints) -> Ints:
        """What a pairing adds to the objective on its own: place, fit and travel."""
        weights = self.problem.objective.weights
        lacking = np.maximum(0, GOOD_FIT - fit)
        travel = np.where(self.kind.travelled_to[offers], self.journeys.points[self.kind.place[offers]], 0)
        placed = weights.priority * self.application.priority
        return np.asarray(placed + weights.fit * fit - weights.shortfall * lacking + travel)

    def cost(self, offers: Ints) -> Ints:
        """What the whole pairing takes of the travel budget."""
        return np.where(self.kind.travelled_to[offers], self.journeys.cost[self.kind.place[offers]], 0)
