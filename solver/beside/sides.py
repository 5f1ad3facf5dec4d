"""The offers of one kind beside a plan, as arrays."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from solver.beside.room import Room, limits, takes_together
from solver.problem import HostOffer, MentorOffer
from solver.view import AnyOffer

Points = NDArray[np.int64]


Marked = NDArray[np.bool_]


@dataclass(frozen=True)
class Sorts:
    """Offers that are equal in place, languages and way; the sort of each offer, and what each sort has."""

    number: Points
    organisation: Points
    is_travelled_to: Points
    languages: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Side:
    """Offers in their order; organisations in theirs."""

    room: Room
    offers: tuple[AnyOffer, ...]

    @cached_property
    def place(self) -> dict[str, int]:
        """Organisations by number."""
        return {one.id: number for number, one in enumerate(self.room.view.organisations)}

    @cached_property
    def organisation(self) -> Points:
        return np.array([self.place[offer.organisation] for offer in self.offers], np.int64)

    @cached_property
    def minutes(self) -> Points:
        """One way, organisations by organisations."""
        return self._ways([way.minutes for way in self.room.view.problem.travel])

    @cached_property
    def fares(self) -> Points:
        """There and back."""
        one_way = self._ways([way.cost for way in self.room.view.problem.travel])
        return one_way + one_way.T

    def _ways(self, values: list[int]) -> Points:
        table = np.zeros((len(self.place), len(self.place)), np.int64)
        ways = self.room.view.problem.travel
        origins = [self.place[way.origin] for way in ways]
        table[origins, [self.place[way.destination] for way in ways]] = values
        return table

    @cached_property
    def unfree(self) -> Points:
        """Offers by halves: 1 where the offer is not open."""
        return self.without([self.room.free(offer) for offer in self.offers])

    def without(self, masks: Sequence[int]) -> Points:
        """Rows by halves: 1 for the open halves of the window that a mask lacks."""
        return bit_rows([self.room.view.window.open & ~mask for mask in masks], self.width)

    @property
    def width(self) -> int:
        """How many halves the window has."""
        return 2 * len(self.room.view.window.dates)

    @cached_property
    def closed(self) -> Points:
        """Organisations by halves: 1 where they are closed."""
        closed = self.room.closed
        return bit_rows([closed[one.id] for one in self.room.view.organisations], self.width)

    @cached_property
    def sorts(self) -> Sorts:
        """Offers of the same organisation, with the same languages, travelled to alike."""
        known: dict[tuple[int, bool, tuple[str, ...]], int] = {}
        numbers = [known.setdefault(self._sort(offer), len(known)) for offer in self.offers]
        return Sorts(
            number=np.array(numbers, np.int64),
            organisation=np.array([organisation for organisation, _, _ in known], np.int64),
            is_travelled_to=np.array([travelled for _, travelled, _ in known], np.int64),
            languages=tuple(languages for _, _, languages in known),
        )

    def _sort(self, offer: AnyOffer) -> tuple[int, bool, tuple[str, ...]]:
        travelled = not isinstance(offer, MentorOffer) or offer.in_person
        return self.place[offer.organisation], travelled, offer.languages

    @cached_property
    def subjects(self) -> dict[str, int]:
        """Topics by number."""
        named = (topic.topic for offer in self.offers for topic in offer.topics)
        return {topic: number for number, topic in enumerate(dict.fromkeys(named))}

    @cached_property
    def teaches(self) -> Points:
        """Topics by offers, in percent."""
        table = np.zeros((len(self.subjects), len(self.offers)), np.int64)
        for number, offer in enumerate(self.offers):
            for topic in offer.topics:
                table[self.subjects[topic.topic], number] = topic.strength
        return table

    @cached_property
    def shunned_homes(self) -> dict[str, Points]:
        """Offers by the organisations they avoid."""
        pairs = enumerate(self.offers)
        return _numbers((place, number) for number, offer in pairs for place in offer.excluded_organisations)

    @cached_property
    def served(self) -> Points:
        """By offer: how many it serves."""
        served = self.room.served
        return np.array([len(served.get(offer.id, ())) for offer in self.offers], np.int64)

    @cached_property
    def limits(self) -> tuple[Points, Points]:
        """By offer: the least and the most that it serves."""
        bounds = np.array([limits(offer) for offer in self.offers], np.int64).reshape(-1, 2)
        return bounds[:, 0], bounds[:, 1]

    @cached_property
    def together(self) -> Points:
        """By offer: how many it takes at a time."""
        return np.array([takes_together(offer) for offer in self.offers], np.int64)

    @cached_property
    def of_person(self) -> dict[str, Points]:
        """Offers by their person."""
        return _numbers((offer.person, number) for number, offer in enumerate(self.offers) if offer.person)

    @cached_property
    def shunned_people(self) -> dict[str, Points]:
        """Offers by the people they avoid."""
        pairs = enumerate(self.offers)
        return _numbers((person, number) for number, offer in pairs for person in offer.excluded_persons)

    @cached_property
    def number(self) -> dict[str, int]:
        return {offer.id: number for number, offer in enumerate(self.offers)}

    @cached_property
    def listed(self) -> dict[str, Points]:
        """Offers by the applications for which people gave the fit."""
        return self._named(self.room.view.fits)

    @cached_property
    def forbidden(self) -> dict[str, Points]:
        """Offers by the applications to which they are forbidden."""
        return self._named(self.room.view.forbidden)

    def _named(self, pairs: Iterable[tuple[str, str]]) -> dict[str, Points]:
        known = ((application, self.number.get(offer)) for application, offer in pairs)
        return _numbers((application, number) for application, number in known if number is not None)


def _numbers(pairs: Iterable[tuple[str, int]]) -> dict[str, Points]:
    numbers: dict[str, list[int]] = defaultdict(list)
    for key, number in pairs:
        numbers[key].append(number)
    return {key: np.array(known, np.int64) for key, known in numbers.items()}


def both_sides(room: Room) -> tuple[Side, Side]:
    """Hosts, and mentors."""
    hosts = tuple(offer for offer in room.view.offers if isinstance(offer, HostOffer))
    mentors = tuple(offer for offer in room.view.offers if isinstance(offer, MentorOffer))
    return Side(room, hosts), Side(room, mentors)


def bit_rows(masks: Sequence[int], width: int) -> Points:
    """Masks as rows of ones and zeros."""
    size = width // 8 + 1
    raw = b"".join(mask.to_bytes(size, "little") for mask in masks)
    table = np.frombuffer(raw, np.uint8).reshape(len(masks), size)
    return np.unpackbits(table, axis=1, count=width, bitorder="little").astype(np.int64)
