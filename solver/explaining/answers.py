"""What somebody's own answers keep away when nobody else is in the plan, and the steps that answers may move.

Only those offers count that suit the person in all else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from solver.beside.reach import NO_LIMIT, costs_of_journeys, reach
from solver.beside.sides import Marked, Points, Side
from solver.changes import Change, ChangeWeights, Kind
from solver.explaining.chances import Chances, Step, chances
from solver.problem import Application

BY_OTHERS = ("topics", "listed", "forbidden", "offer_excludes_organisation", "offer_excludes_person")
ONLY_OTHERS = ChangeWeights.model_validate(
    dict.fromkeys(ChangeWeights.model_fields, 0) | dict.fromkeys(BY_OTHERS, 1)
)


class Answer(StrEnum):
    """What an applicant answers that keeps offers away."""

    MINUTES = "minutes"
    COST = "cost"
    LANGUAGES = "languages"
    EXCLUSIONS = "exclusions"
    TIMES = "times"


@dataclass(frozen=True)
class Answers:
    """One application beside the offers of its kind."""

    side: Side
    application: Application
    weights: ChangeWeights

    @cached_property
    def at_home(self) -> Marked:
        """Offers of the own organisation."""
        return np.asarray(self.side.organisation == self._home, np.bool_)

    @cached_property
    def suits(self) -> Marked:
        """Offers that nothing but the own answers keeps away."""
        by_others = reach(self.side, [(self.application,)], ONLY_OTHERS)[0] > 0
        return np.asarray(self.chances.ever & ~by_others, np.bool_)

    @cached_property
    def kept_away(self) -> dict[Answer, Marked]:
        """By answer: the suitable offers that it keeps away, be it with other answers."""
        lets = {
            Answer.MINUTES: self.minutes <= self.longest,
            Answer.COST: self.costs <= self.dearest,
            Answer.LANGUAGES: self._lets(Answer.LANGUAGES),
            Answer.EXCLUSIONS: self._lets(Answer.EXCLUSIONS),
            Answer.TIMES: self._lets(Answer.TIMES),
        }
        return {answer: self.suits & ~lets[answer] for answer in Answer}

    @cached_property
    def reached(self) -> int:
        """How many offers nothing keeps away."""
        return int((self.suits & ~np.logical_or.reduce(list(self.kept_away.values()))).sum())

    def _lets(self, answer: Answer) -> Marked:
        """Offers that the answer as it is does not keep away."""
        return self.steps[answer][0].lets

    @cached_property
    def steps(self) -> dict[Answer, tuple[Step, ...]]:
        """By answer: left alone first, then each step."""
        return {
            Answer.LANGUAGES: tuple(self._languages()),
            Answer.EXCLUSIONS: tuple(self._exclusions()),
            Answer.TIMES: (Step(0, (), self.chances.now), *self.chances.steps()),
        }

    def _languages(self) -> Iterator[Step]:
        spoken = [set(offer.languages) for offer in self.side.offers]
        own = set(self.application.languages)
        shares = np.array([not own.isdisjoint(theirs) for theirs in spoken], np.bool_)
        yield Step(0, (), shares)
        for language in sorted(set().union(*spoken) - own):
            also = np.array([language in theirs for theirs in spoken], np.bool_)
            points, whose = self.weights.language, self.application.id
            learnt = Change(kind=Kind.LANGUAGE, whose=whose, what=language, points=points)
            yield Step(points, (learnt,), shares | also)

    def _exclusions(self) -> Iterator[Step]:
        avoided = list(self._avoided())
        nobody = np.zeros(len(self.side.offers), np.bool_)
        yield Step(0, (), ~np.logical_or.reduce([nobody, *(hit for _, hit in avoided)]))
        for change, _ in avoided:
            others = [hit for other, hit in avoided if other != change]
            yield Step(change.points, (change,), ~np.logical_or.reduce([nobody, *others]))

    def _avoided(self) -> Iterator[tuple[Change, Marked]]:
        """Each exclusion lifted, with the offers that it hits."""
        side, whose, weights = self.side, self.application.id, self.weights
        for place in dict.fromkeys(self.application.excluded_organisations):
            kind, points = Kind.EXCLUDED_ORGANISATION, weights.excluded_organisation
            hit = side.organisation == side.place[place]
            yield Change(kind=kind, whose=whose, what=place, points=points), hit
        for person in dict.fromkeys(self.application.excluded_persons):
            hit = np.zeros(len(side.offers), np.bool_)
            hit[side.of_person.get(person, [])] = True
            points = weights.excluded_person
            yield Change(kind=Kind.EXCLUDED_PERSON, whose=whose, what=person, points=points), hit

    @cached_property
    def chances(self) -> Chances:
        return chances(self.side, self.application, self.weights)

    @property
    def _home(self) -> int:
        return self.side.place[self.application.organisation]

    @cached_property
    def minutes(self) -> Points:
        """By offer: one way."""
        return self._to_offers(self.side.minutes)

    @cached_property
    def costs(self) -> Points:
        """By offer: the whole journey."""
        return self._to_offers(costs_of_journeys(self.side, self.application))

    def _to_offers(self, ways: Points) -> Points:
        """From home, where people travel."""
        sorts = self.side.sorts
        to_sorts: Points = ways[self._home, sorts.organisation] * sorts.is_travelled_to
        return to_sorts[sorts.number]

    @property
    def longest(self) -> int:
        limit = self.application.max_minutes
        return NO_LIMIT if limit is None else limit

    @property
    def dearest(self) -> int:
        limit = self.application.max_cost
        return NO_LIMIT if limit is None else limit
