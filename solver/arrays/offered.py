"""The offers of one kind as arrays: one entry an offer, behind them one for every two who share a trip."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from solver.arrays.numbers import Bits, Integers, Truths
from solver.arrays.shapes import Shape, packed, truths
from solver.problem import HostOffer, MentorOffer
from solver.view import AnyOffer, View

Persons = Callable[[AnyOffer], tuple[str | None, ...]]
Organisations = Callable[[AnyOffer], tuple[str, ...]]


@dataclass(frozen=True)
class Entry:
    """An offer, and who hosts the second half of the stay, if two share it."""

    offer: AnyOffer
    second: AnyOffer | None = None

    @property
    def both(self) -> tuple[AnyOffer, ...]:
        return (self.offer,) if self.second is None else (self.offer, self.second)


@dataclass(frozen=True)
class Offered:
    """All that applications of one kind can choose from."""

    view: View
    kind: type[HostOffer] | type[MentorOffer]

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        alone = tuple(Entry(offer) for offer in self.view.offers if isinstance(offer, self.kind))
        return alone + tuple(self._shared())

    def _shared(self) -> Iterable[Entry]:
        if self.kind is not HostOffer or self.view.problem.date_mode == "pair":
            return
        linked = {
            (offer.id, other) for offer in self.view.problem.host_offers for other in offer.shares_trip_with
        }
        hosts = {offer.id: offer for offer in self.view.offers if isinstance(offer, HostOffer)}
        for offer in hosts.values():
            for other in hosts.values() if linked else ():
                if (offer.id, other.id) in linked or (other.id, offer.id) in linked:
                    yield Entry(offer, other)

    @cached_property
    def of_offer(self) -> dict[str, list[int]]:
        """The entries in which an offer takes part."""
        found: dict[str, list[int]] = {}
        for number, entry in enumerate(self.entries):
            for offer in entry.both:
                found.setdefault(offer.id, []).append(number)
        return found

    @cached_property
    def of_first(self) -> dict[str, list[int]]:
        """The entries that begin with an offer."""
        found: dict[str, list[int]] = {}
        for number, entry in enumerate(self.entries):
            found.setdefault(entry.offer.id, []).append(number)
        return found

    @cached_property
    def of_person(self) -> dict[str, list[int]]:
        """The entries in which a person hosts or mentors."""
        return self._listed(lambda offer: (offer.person,))

    @cached_property
    def excluding_person(self) -> dict[str, list[int]]:
        """The entries of those who do not want a person."""
        return self._listed(lambda offer: offer.excluded_persons)

    def _listed(self, persons: Persons) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, entry in enumerate(self.entries):
            for person in dict.fromkeys(one for offer in entry.both for one in persons(offer) if one):
                found.setdefault(person, []).append(number)
        return found

    @cached_property
    def organisation(self) -> Integers:
        numbers = self.view.organisation_number
        return np.array([numbers[entry.offer.organisation] for entry in self.entries], dtype=np.int64)

    @cached_property
    def languages(self) -> Truths:
        """Entries by languages: those of both who share a trip."""
        number = self.language_number
        return self._all(
            [[number[one] for one in entry.offer.languages] for entry in self._alone], len(number)
        )

    @cached_property
    def language_number(self) -> dict[str, int]:
        spoken = dict.fromkeys(one for entry in self._alone for one in entry.offer.languages)
        return {language: number for number, language in enumerate(spoken)}

    @cached_property
    def topic_number(self) -> dict[str, int]:
        taught = dict.fromkeys(one.topic for entry in self._alone for one in entry.offer.topics)
        return {topic: number for number, topic in enumerate(taught)}

    @cached_property
    def strengths(self) -> npt.NDArray[np.int64]:
        """Topics by entries, in percent: the better of two who share a trip."""
        table = np.zeros((len(self.topic_number), len(self.entries)), dtype=np.int64)
        for number, entry in enumerate(self.entries):
            for topic in (one for offer in entry.both for one in offer.topics):
                row = self.topic_number[topic.topic]
                table[row, number] = max(table[row, number], topic.strength)
        return table

    @cached_property
    def excluded(self) -> Truths:
        """Organisations by entries that do not want them."""
        return self._by_organisation(lambda offer: offer.excluded_organisations)

    @cached_property
    def preferred(self) -> Truths:
        """Organisations by entries that prefer them."""
        return self._by_organisation(lambda offer: offer.preferred_organisations)

    def _by_organisation(self, named: Organisations) -> Truths:
        table = np.zeros((len(self.view.organisation_number), len(self.entries)), dtype=np.bool_)
        for number, entry in enumerate(self.entries):
            for one in (one for offer in entry.both for one in named(offer)):
                table[self.view.organisation_number[one], number] = True
        return table

    @cached_property
    def travelled(self) -> Truths:
        """Entries that are travelled to: all but mentors who meet online."""
        there = [not isinstance(entry.offer, MentorOffer) or entry.offer.in_person for entry in self.entries]
        return np.array(there, dtype=np.bool_)

    @cached_property
    def _alone(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.second is None)

    def bits(self, shape: Shape) -> Bits:
        """Which placements of a shape each entry is open for."""
        alone = shape.possible(self._free)
        for number, entry in enumerate(self._alone):
            if isinstance(entry.offer, MentorOffer) and entry.offer.slots is not None:
                alone[number] &= shape.in_slots(entry.offer.slots)
        shared = np.zeros((len(self.entries) - len(alone), alone.shape[1]), dtype=np.bool_)
        if len(shared) and shape.first_days:
            shared = self._both_parts(shape)
        return packed(np.concatenate((alone, shared)), shape.words)

    def _both_parts(self, shape: Shape) -> Truths:
        first = shape.possible(self._free, needed=shape.first_halves)
        second = shape.possible(self._free, needed=shape.halves & ~shape.first_halves)
        one, other = self._together
        return first[one] & second[other]

    @cached_property
    def _together(self) -> tuple[list[int], list[int]]:
        """The entries of the first and of the second hosts of shared trips, each alone."""
        at = {entry.offer.id: number for number, entry in enumerate(self._alone)}
        shared = [(entry.offer.id, entry.second.id) for entry in self.entries if entry.second]
        return [at[one] for one, _ in shared], [at[other] for _, other in shared]

    @cached_property
    def _free(self) -> Truths:
        masks = [self.view.host_halves[entry.offer.id] for entry in self._alone]
        return truths(masks, 2 * len(self.view.window.dates))

    @cached_property
    def whole_days(self) -> Truths:
        """Entries by days when they are open all day; nobody shares a trip whose days are agreed later."""
        free = np.asarray(self._free.reshape(len(self._free), -1, 2).all(axis=2), dtype=np.bool_)
        none = np.zeros((len(self.entries) - len(free), free.shape[1]), dtype=np.bool_)
        return np.concatenate((free, none))

    def _all(self, rows: list[list[int]], width: int) -> Truths:
        """A table of truths by offer, and for two together what holds for both."""
        alone = np.zeros((len(rows), width), dtype=np.bool_)
        for number, row in enumerate(rows):
            alone[number, row] = True
        one, other = self._together
        return np.concatenate((alone, alone[one] & alone[other]))
