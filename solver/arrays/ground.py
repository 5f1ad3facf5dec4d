"""What choices rest on: parties, entries, and the times that suit both.

Everybody has *placements*, the times of the own shape; those of a party and an entry are the bits that they
share. An *entry* is an offer, or two that share a trip; its second host is -1 where there is none.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.arrays.numbers import NOBODY, Bits, Floats, Indices, Integers, Numbers, Truths, offsets
from solver.arrays.offered import Entry
from solver.arrays.parties import Party, parties
from solver.arrays.shapes import Shape, packed
from solver.arrays.supply import Supply
from solver.placements import Placement, kept_times
from solver.problem import HostOffer
from solver.view import View


@dataclass(frozen=True)
class Ground:
    """The arrays of one problem, made when first asked for."""

    view: View

    @cached_property
    def supply(self) -> Supply:
        return Supply(self.view)

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        return parties(self.view)

    @cached_property
    def party_of(self) -> dict[str, int]:
        """The party of each application."""
        return {one.id: number for number, party in enumerate(self.parties) for one in party.members}

    @cached_property
    def size(self) -> Numbers:
        return np.array([len(party.members) for party in self.parties], dtype=np.int32)

    @cached_property
    def member_at(self) -> Integers:
        """Members of party p: from member_at[p] up to member_at[p + 1]."""
        return offsets(self.size)

    @cached_property
    def member(self) -> Numbers:
        """The application numbers of the parties' members."""
        numbers = [self.view.position[one.id] for party in self.parties for one in party.members]
        return np.array(numbers, dtype=np.int32)

    @cached_property
    def home(self) -> Numbers:
        """The organisation of each application."""
        number = self.view.organisation_number
        return np.array([number[one.organisation] for one in self.view.applications], dtype=np.int32)

    @cached_property
    def is_stay(self) -> Truths:
        """Parties that travel, against those that are mentored."""
        return np.array([party.members[0].kind == "shadowing" for party in self.parties], dtype=np.bool_)

    @cached_property
    def own_offers(self) -> dict[int, list[int]]:
        """The host offers of the people in each party that travels, where there are any."""
        found: dict[int, list[int]] = {}
        for number in np.flatnonzero(self.is_stay).tolist():
            persons = (one.person for one in self.parties[number].members)
            if offers := [offer for person in persons for offer in self._hosted.get(person, ())]:
                found[number] = offers
        return found

    @cached_property
    def _hosted(self) -> dict[str, list[int]]:
        """The host offers of each person."""
        found: dict[str, list[int]] = {}
        for number, offer in enumerate(self.view.offers):
            if isinstance(offer, HostOffer) and offer.person is not None:
                found.setdefault(offer.person, []).append(number)
        return found

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Entries of hosts, then those of mentors."""
        return (*self.supply.hosts.entries, *self.supply.mentors.entries)

    @cached_property
    def first(self) -> Numbers:
        """The offer of each entry."""
        number = self.offer_number
        return np.array([number[entry.offer.id] for entry in self.entries], dtype=np.int32)

    @cached_property
    def second(self) -> Numbers:
        """Who hosts the second half."""
        number = self.offer_number
        shared = (entry.second for entry in self.entries)
        return np.array([NOBODY if one is None else number[one.id] for one in shared], dtype=np.int32)

    @cached_property
    def offer_number(self) -> dict[str, int]:
        return {offer.id: number for number, offer in enumerate(self.view.offers)}

    @cached_property
    def place(self) -> Numbers:
        """The organisation that each entry takes guests to; mentoring takes nobody anywhere."""
        number, nowhere = self.view.organisation_number, len(self.view.organisations)
        offers = (entry.offer for entry in self.entries)
        places = [number[one.organisation] if isinstance(one, HostOffer) else nowhere for one in offers]
        return np.array(places, dtype=np.int32)

    @cached_property
    def shapes(self) -> tuple[Shape, ...]:
        return tuple(self.supply.shapes.values())

    @cached_property
    def shape_of(self) -> Numbers:
        """The shape of each party's needs."""
        number = {shape.needs: at for at, shape in enumerate(self.shapes)}
        return np.array([number[party.members[0].needs] for party in self.parties], dtype=np.int32)

    @cached_property
    def entry_from(self) -> Numbers:
        """For each shape, the number of its kind's first entry."""
        hosts = len(self.supply.hosts.entries)
        mentored = (shape.needs.kind == "sessions" for shape in self.shapes)
        return np.array([hosts if one else 0 for one in mentored], dtype=np.int32)

    @property
    def agrees_later(self) -> bool:
        """Whether pairs agree on their times themselves."""
        return self.view.problem.date_mode == "pair"

    def placements(self, shape: Shape) -> tuple[Placement, ...]:
        """The times of a shape, or one without any where people agree it themselves."""
        return (Placement(),) if self.agrees_later else shape.placements

    @cached_property
    def cells(self) -> tuple[Integers, ...]:
        """For each shape, placements by cells in the order of time; each needs equally many."""
        return tuple(self._cells(shape) for shape in self.shapes)

    def _cells(self, shape: Shape) -> Integers:
        lists = ((),) if self.agrees_later else shape.cell_lists
        width = len(lists[0]) if lists else 0
        return np.array(lists, dtype=np.int64).reshape(len(lists), width)

    @cached_property
    def held(self) -> tuple[tuple[Floats, Floats], ...]:
        """For each shape, cells by placements: those of the first host, and those of the second."""
        return tuple(self._held(number) for number in range(len(self.shapes)))

    def _held(self, number: int) -> tuple[Floats, Floats]:
        cells = self.cells[number]
        cut = self.shapes[number].first_cells or cells.shape[1]
        parts = np.zeros((2, self.supply.cells.count, len(cells)))
        for part, some in zip(parts, (cells[:, :cut], cells[:, cut:]), strict=True):
            part[some, np.arange(len(cells))[:, None]] = 1
        return parts[0], parts[1]

    @cached_property
    def bits(self) -> tuple[Bits, ...]:
        """For each party, the placements that suit all its members and their locks."""
        return tuple(self._bits(party) for party in self.parties)

    def _bits(self, party: Party) -> Bits:
        shape = self.supply.shapes[party.members[0].needs]
        common: Bits = np.ones(1, dtype=np.uint64)
        if not self.agrees_later:
            common = np.bitwise_and.reduce([self.supply.guest_bits[one.id] for one in party.members])
        for lock in party.locks:
            kept = kept_times(self.view, self.placements(shape), lock)
            common = common & packed(np.array([kept], dtype=np.bool_), len(common))[0]
        return common

    @cached_property
    def entry_bits(self) -> tuple[Bits, ...]:
        """For each shape, the placements each entry of its kind is open for."""
        open_for = [self.supply.offer_bits[shape.needs] for shape in self.shapes]
        if self.agrees_later:
            return tuple(np.ones((len(bits), 1), dtype=np.uint64) for bits in open_for)
        return tuple(open_for)

    def times(self, party: int, entries: Indices) -> Bits:
        """The placements that suit a party and each of these entries."""
        shape = self.shape_of[party]
        both: Bits = self.entry_bits[shape][entries - self.entry_from[shape]] & self.bits[party]
        return both
