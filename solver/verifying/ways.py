"""Every way to serve an application, as arrays for the verifier: one offer, or two hosts who share a trip.

Ways 0 to n - 1 are the n offers alone; those after them are two hosts of one organisation, one after the
other. What is said of a way is said of both: a lone offer is its own second.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.problem import HostOffer, MentorOffer, Problem
from solver.verifying.window import Flags, Ints

AnyOffer = HostOffer | MentorOffer


@dataclass(frozen=True)
class Ways:
    """All ways of one kind."""

    problem: Problem
    offers: tuple[AnyOffer, ...]

    @cached_property
    def number(self) -> dict[str, int]:
        return {offer.id: number for number, offer in enumerate(self.offers)}

    @cached_property
    def organisation(self) -> dict[str, int]:
        return {one.id: number for number, one in enumerate(self.problem.organisations)}

    @cached_property
    def shared(self) -> tuple[tuple[int, int], ...]:
        """Two hosts of one organisation of whom either names the other, in both orders."""
        return tuple(sorted({pair for one, other in self._named() for pair in ((one, other), (other, one))}))

    def _named(self) -> Iterator[tuple[int, int]]:
        for number, offer in enumerate(self.offers):
            for named in offer.shares_trip_with if isinstance(offer, HostOffer) else ():
                other = self.number.get(named, number)
                if other != number and self.offers[other].organisation == offer.organisation:
                    yield number, other

    @cached_property
    def first(self) -> Ints:
        return np.array([*range(len(self.offers)), *(pair[0] for pair in self.shared)], np.int64)

    @cached_property
    def second(self) -> Ints:
        return np.array([*range(len(self.offers)), *(pair[1] for pair in self.shared)], np.int64)

    @cached_property
    def lone(self) -> Flags:
        return np.equal(self.first, self.second)

    def second_of(self, way: int) -> str | None:
        """The id of the second host, if there is one."""
        return None if self.lone[way] else self.offers[self.second[way]].id

    @cached_property
    def place(self) -> Ints:
        """The organisation of each way."""
        homes = np.array([self.organisation[offer.organisation] for offer in self.offers], np.int64)
        return homes[self.first]

    @cached_property
    def topic(self) -> dict[str, int]:
        return _numbered(topic.topic for offer in self.offers for topic in offer.topics)

    @cached_property
    def strengths(self) -> Ints:
        """How well each way teaches each topic; of two hosts the better one."""
        strengths = np.zeros((len(self.offers), len(self.topic)), np.int64)
        for number, offer in enumerate(self.offers):
            for taught in offer.topics:
                column = self.topic[taught.topic]
                strengths[number, column] = max(strengths[number, column], taught.strength)
        return np.maximum(strengths[self.first], strengths[self.second])

    @cached_property
    def language(self) -> dict[str, int]:
        return _numbered(language for offer in self.offers for language in offer.languages)

    @cached_property
    def languages(self) -> Flags:
        """What each way speaks; two hosts only what both do."""
        spoken = np.zeros((len(self.offers), len(self.language)), np.bool_)
        for number, offer in enumerate(self.offers):
            spoken[number, [self.language[each] for each in offer.languages]] = True
        return spoken[self.first] & spoken[self.second]

    @cached_property
    def preferring(self) -> dict[str, list[int]]:
        """Which offers prefer each organisation."""
        return _by_each((number, each) for number, one in self._all() for each in one.preferred_organisations)

    @cached_property
    def avoiding_organisation(self) -> dict[str, list[int]]:
        return _by_each((number, each) for number, one in self._all() for each in one.excluded_organisations)

    @cached_property
    def avoiding_person(self) -> dict[str, list[int]]:
        return _by_each((number, each) for number, one in self._all() for each in one.excluded_persons)

    @cached_property
    def at_organisation(self) -> dict[str, list[int]]:
        return _by_each((number, one.organisation) for number, one in self._all())

    @cached_property
    def of_person(self) -> dict[str, list[int]]:
        return _by_each((number, one.person) for number, one in self._all() if one.person is not None)

    @cached_property
    def forbidden(self) -> dict[str, list[int]]:
        """Which offers each application must not have."""
        ruled_out: dict[str, list[int]] = defaultdict(list)
        for pair in self.problem.forbidden:
            if pair.offer in self.number:
                ruled_out[pair.application].append(self.number[pair.offer])
        return ruled_out

    @cached_property
    def listed(self) -> dict[str, list[tuple[int, int]]]:
        """The offers whose fit with an application people gave, and that fit."""
        given: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for one in self.problem.fits:
            if one.offer in self.number:
                given[one.application].append((self.number[one.offer], one.fit))
        return given

    def _all(self) -> Iterator[tuple[int, AnyOffer]]:
        return enumerate(self.offers)

    def marked(self, offers: list[int]) -> Flags:
        """The ways in which one of these offers takes part."""
        those = np.zeros(len(self.offers), np.bool_)
        those[offers] = True
        return those[self.first] | those[self.second]


def _numbered(ids: Iterator[str]) -> dict[str, int]:
    return {each: number for number, each in enumerate(dict.fromkeys(ids))}


def _by_each(named: Iterator[tuple[int, str]]) -> dict[str, list[int]]:
    offers: dict[str, list[int]] = defaultdict(list)
    for number, each in named:
        offers[each].append(number)
    return dict(offers)
