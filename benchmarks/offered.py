"""All offers of one kind as arrays, a row for each."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from benchmarks.atoms import Atoms, Bools
from benchmarks.journeys import Ints
from solver.problem import HostOffer, MentorOffer, Problem

AnyOffer = HostOffer | MentorOffer


@dataclass(frozen=True)
class Words:
    """Numbers of topics and languages; those that nobody offers have none."""

    number: dict[str, int]

    def of(self, words: tuple[str, ...]) -> list[int]:
        return [self.number[word] for word in words if word in self.number]


@dataclass(frozen=True)
class Offered:
    """Hosts, or mentors."""

    atoms: Atoms
    offers: tuple[AnyOffer, ...]
    places: dict[str, int]

    @property
    def problem(self) -> Problem:
        return self.atoms.problem

    @cached_property
    def place(self) -> Ints:
        """The organisation of each offer."""
        return np.array([self.places[offer.organisation] for offer in self.offers], dtype=np.int64)

    @cached_property
    def topics(self) -> Words:
        return _words([one.topic for offer in self.offers for one in offer.topics])

    @cached_property
    def strengths(self) -> Ints:
        """How well each topic, as rows, is taught by each offer, in percent."""
        found = np.zeros((len(self.topics.number), len(self.offers)), dtype=np.int64)
        for row, offer in enumerate(self.offers):
            for one in offer.topics:
                found[self.topics.number[one.topic], row] = one.strength
        return found

    @cached_property
    def languages(self) -> Words:
        return _words([language for offer in self.offers for language in offer.languages])

    @cached_property
    def spoken(self) -> Bools:
        """Which languages each offer speaks."""
        found = np.zeros((len(self.offers), len(self.languages.number)), dtype=np.bool_)
        for row, offer in enumerate(self.offers):
            found[row, self.languages.of(offer.languages)] = True
        return found

    @cached_property
    def prefers(self) -> Bools:
        """Which organisations each offer would rather have guests of."""
        return self._named([offer.preferred_organisations for offer in self.offers])

    @cached_property
    def excludes(self) -> Bools:
        """Which organisations each offer takes nobody of."""
        return self._named([offer.excluded_organisations for offer in self.offers])

    def _named(self, organisations: list[tuple[str, ...]]) -> Bools:
        found = np.zeros((len(self.offers), len(self.places)), dtype=np.bool_)
        for row, named in enumerate(organisations):
            found[row, [self.places[one] for one in named]] = True
        return found

    @cached_property
    def persons(self) -> dict[str, list[int]]:
        """The offers of each person."""
        found: dict[str, list[int]] = {}
        for row, offer in enumerate(self.offers):
            if offer.person is not None:
                found.setdefault(offer.person, []).append(row)
        return found

    @cached_property
    def shy_of(self) -> dict[str, list[int]]:
        """The offers that exclude each person."""
        found: dict[str, list[int]] = {}
        for row, offer in enumerate(self.offers):
            for person in offer.excluded_persons:
                found.setdefault(person, []).append(row)
        return found

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of each offer."""
        return {offer.id: row for row, offer in enumerate(self.offers)}

    @cached_property
    def travelled_to(self) -> Bools:
        """Mentors are met online unless they say otherwise."""
        visited = [isinstance(offer, HostOffer) or offer.in_person for offer in self.offers]
        return np.array(visited, dtype=np.bool_)

    @cached_property
    def most(self) -> Ints:
        """Stays or mentees that each offer takes."""
        return np.array([_most(offer) for offer in self.offers], dtype=np.int64)

    @cached_property
    def at_a_time(self) -> Ints:
        """Guests a day, or mentees a session."""
        return np.array([_at_a_time(offer) for offer in self.offers], dtype=np.int64)

    @cached_property
    def free(self) -> Bools:
        """The atoms in which each offer can be used: its own, where its organisation is open."""
        closed = {one.id: one.closed for one in self.problem.organisations}
        rows = [self._free(offer, closed[offer.organisation]) for offer in self.offers]
        return np.array(rows, dtype=np.bool_).reshape(len(rows), len(self.atoms))

    def _free(self, offer: AnyOffer, closed: tuple[date, ...]) -> Bools:
        slots = offer.slots if isinstance(offer, MentorOffer) else None
        return self.atoms.free(offer.free, closed=closed, slots=slots)


def _most(offer: AnyOffer) -> int:
    return offer.most_stays if isinstance(offer, HostOffer) else offer.most_mentees


def _at_a_time(offer: AnyOffer) -> int:
    return offer.guests_per_day if isinstance(offer, HostOffer) else offer.mentees_per_session


def _words(said: list[str]) -> Words:
    return Words({word: number for number, word in enumerate(sorted(set(said)))})
