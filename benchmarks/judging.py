"""One applicant before all offers of a kind: what keeps each out of reach, and how well the others suit."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from benchmarks.atoms import Bools
from benchmarks.journeys import Ints, Journeys
from benchmarks.offered import Offered
from solver.problem import Application, Problem
from solver.solution import Removed, Rule

GOOD_FIT = 40


@dataclass(frozen=True)
class Judge:
    """Offers go in and out as rows of their kind; `suits` says which times suit the applicant and each."""

    problem: Problem
    application: Application
    kind: Offered
    journeys: Journeys
    suits: Callable[[Ints], Bools]

    def verdict(self) -> tuple[Ints, tuple[Removed, ...]]:
        """The offers in reach, and how many each rule removes of those that the rules before it leave."""
        offers = np.arange(len(self.kind.offers))
        removed: list[Removed] = []
        for rule, says_no in RULES:
            no = says_no(self, offers)
            if no.any():
                removed.append(Removed(rule=rule, offers=int(no.sum())))
                offers = offers[~no]
        return offers, tuple(removed)

    @property
    def home(self) -> int:
        return self.kind.places[self.application.organisation]

    def own_organisation(self, offers: Ints) -> Bools:
        return np.asarray(self.kind.place[offers] == self.home)

    def same_person(self, offers: Ints) -> Bools:
        return self._among(offers, self.kind.persons.get(self.application.person, []))

    def forbidden(self, offers: Ints) -> Bools:
        named = [one.offer for one in self.problem.forbidden if one.application == self.application.id]
        return self._among(offers, [self.kind.rows[offer] for offer in named if offer in self.kind.rows])

    def excluded_by_application(self, offers: Ints) -> Bools:
        places = [self.kind.places[one] for one in self.application.excluded_organisations]
        avoided = [self.kind.persons.get(person, []) for person in self.application.excluded_persons]
        there = np.isin(self.kind.place[offers], places)
        return there | self._among(offers, [row for rows in avoided for row in rows])

    def excluded_by_offer(self, offers: Ints) -> Bools:
        shy = self._among(offers, self.kind.shy_of.get(self.application.person, []))
        return np.asarray(self.kind.excludes[offers, self.home] | shy)

    def _among(self, offers: Ints, rows: list[int]) -> Bools:
        found = np.zeros(len(self.kind.offers), dtype=np.bool_)
        found[rows] = True
        return found[offers]

    def language(self, offers: Ints) -> Bools:
        return ~self._speak(offers, self.application.languages)

    def _speak(self, offers: Ints, languages: tuple[str, ...]) -> Bools:
        shared = tuple(one for one in self.application.languages if one in languages)
        spoken = self.kind.spoken[:, self.kind.languages.of(shared)]
        return np.asarray(spoken.any(axis=1))[offers]

    def topics(self, offers: Ints) -> Bools:
        problem, mentoring = self.problem, self.application.kind == "mentoring"
        least = problem.least_topic_percent_mentoring if mentoring else problem.least_topic_percent
        return self.cover(offers) < least

    def cover(self, offers: Ints) -> Ints:
        """How much of what is wanted each offer teaches, in percent."""
        weights = {one.topic: one.weight for one in self.application.topics}
        if not weights:
            return np.full(len(offers), 100, dtype=np.int64)
        taught = np.zeros(len(self.kind.offers), dtype=np.int64)
        for topic, weight in weights.items():
            if topic in self.kind.topics.number:
                taught += weight * self.kind.strengths[self.kind.topics.number[topic]]
        return np.asarray(taught[offers] // sum(weights.values()))

    def minutes(self, offers: Ints) -> Bools:
        return self._beyond(offers, self.journeys.minutes, self.application.max_minutes)

    def cost(self, offers: Ints) -> Bools:
        return self._beyond(offers, self.journeys.cost, self.application.max_cost)

    def _beyond(self, offers: Ints, asked: Ints, limit: int | None) -> Bools:
        if limit is None:
            return np.zeros(len(offers), dtype=np.bool_)
        return self.travelled(offers, asked) > limit

    def dates(self, offers: Ints) -> Bools:
        return np.asarray(~self.suits(offers).any(axis=1))

    def travelled(self, offers: Ints, asked: Ints) -> Ints:
        """What is asked to the place of each offer; nothing where people meet online."""
        return np.where(self.kind.travelled_to[offers], asked[self.kind.place[offers]], 0)

    def fit(self, offers: Ints) -> Ints:
        """60 topics + 20 wish + 12 preference + 8 (3) language."""
        preferred = np.where(self.kind.prefers[offers, self.home], 12, 0)
        spoken = np.where(self._speak(offers, self.problem.national_languages), 8, 3)
        return np.asarray(60 * self.cover(offers) // 100 + self._wished(offers) + preferred + spoken)

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
        placed = weights.priority * self.application.priority
        travel = self.travelled(offers, self.journeys.points)
        return np.asarray(placed + weights.fit * fit - weights.shortfall * lacking + travel)


RULES: tuple[tuple[Rule, Callable[[Judge, Ints], Bools]], ...] = (
    (Rule.OWN_ORGANISATION, Judge.own_organisation),
    (Rule.SAME_PERSON, Judge.same_person),
    (Rule.FORBIDDEN, Judge.forbidden),
    (Rule.EXCLUDED_BY_APPLICATION, Judge.excluded_by_application),
    (Rule.EXCLUDED_BY_OFFER, Judge.excluded_by_offer),
    (Rule.LANGUAGE, Judge.language),
    (Rule.TOPICS, Judge.topics),
    (Rule.MINUTES, Judge.minutes),
    (Rule.COST, Judge.cost),
    (Rule.DATES, Judge.dates),
)
