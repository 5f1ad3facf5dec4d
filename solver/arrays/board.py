"""A whole problem as arrays: what is needed to choose, and nothing that is only needed to explain.

Numbers stand for ids: parties, applications, offers and organisations in the order of the view. Every party
has *pairs* (entries that could serve it), every pair has placements: the bits that party and entry share.
An *entry* is an offer, or two that share a trip; its second host is -1 where there is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from solver.arrays.offered import Entry, Integers, Offered
from solver.arrays.parties import Party, parties
from solver.arrays.shapes import Bits, Shape, Truths, packed
from solver.arrays.supply import Supply
from solver.pairs import Candidates
from solver.placements import Placement, keeps_time
from solver.problem import HostOffer, Lock
from solver.view import AnyOffer, View
from solver.wishes import POINTS, loss, nearness, terms

Numbers = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
NOBODY = -1
ENDLESS = 2**40  # more than any load


@dataclass(frozen=True)
class Pairs:
    """The pairs of all parties, one party after the other: those of party p are at[p] up to at[p + 1]."""

    at: Integers
    entry: Numbers
    points: Integers  # terms by pairs
    cost_at: Integers  # where the costs of a party's first pair begin; a pair has one for each member
    cost: Integers
    extra_at: Integers  # where in `extra` the placements of a pair have points of their own, or -1
    extra: Integers  # terms by these


@dataclass(frozen=True)
class Board:
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
    def shapes(self) -> tuple[Shape, ...]:
        return tuple(self.supply.shapes.values())

    @cached_property
    def shape_of(self) -> Numbers:
        """The shape of each party's needs."""
        number = {shape.needs: at for at, shape in enumerate(self.shapes)}
        return np.array([number[party.members[0].needs] for party in self.parties], dtype=np.int32)

    @cached_property
    def is_stay(self) -> Truths:
        """Parties that travel, against those that are mentored."""
        return np.array([party.members[0].kind == "shadowing" for party in self.parties], dtype=np.bool_)

    def offered(self, party: Party) -> Offered:
        """What a party can choose from."""
        return self.supply.offered(party.members[0].kind)

    def placements(self, shape: Shape) -> tuple[Placement, ...]:
        """The times of a shape, or one without any where people agree it themselves."""
        return (Placement(),) if self.view.problem.date_mode == "pair" else shape.placements

    @cached_property
    def cells(self) -> tuple[Integers, ...]:
        """For each shape, placements by cells in the order of time; each needs equally many."""
        if self.view.problem.date_mode == "pair":
            return tuple(np.zeros((1, 0), dtype=np.int64) for _ in self.shapes)
        return tuple(
            np.array(shape.cell_lists, dtype=np.int64).reshape(len(shape.placements), -1)
            if shape.placements
            else np.zeros((0, 0), dtype=np.int64)
            for shape in self.shapes
        )

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
        common = np.ones(1, dtype=np.uint64)
        if self.view.problem.date_mode != "pair":
            common = np.bitwise_and.reduce([self.supply.guest_bits[one.id] for one in party.members])
        for lock in party.locks:
            kept = [keeps_time(self.view, one, lock) for one in self.placements(shape)]
            common = common & packed(np.array([kept], dtype=np.bool_), len(common))[0]
        return common

    @cached_property
    def entry_bits(self) -> tuple[Bits, ...]:
        """For each shape, the placements each entry of its kind is open for."""
        open_for = self.supply.offer_bits
        if self.view.problem.date_mode == "pair":
            return tuple(np.ones((len(open_for[shape.needs]), 1), dtype=np.uint64) for shape in self.shapes)
        return tuple(open_for[shape.needs] for shape in self.shapes)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Entries of hosts, then those of mentors."""
        return (*self.supply.hosts.entries, *self.supply.mentors.entries)

    @cached_property
    def entry_from(self) -> Numbers:
        """For each shape, the number of its kind's first entry."""
        hosts = len(self.supply.hosts.entries)
        mentored = (shape.needs.kind == "sessions" for shape in self.shapes)
        return np.array([hosts if one else 0 for one in mentored], dtype=np.int32)

    @cached_property
    def first(self) -> Numbers:
        """The offer of each entry."""
        number = {offer.id: at for at, offer in enumerate(self.view.offers)}
        return np.array([number[entry.offer.id] for entry in self.entries], dtype=np.int32)

    @cached_property
    def second(self) -> Numbers:
        """Who hosts the second half."""
        number = {offer.id: at for at, offer in enumerate(self.view.offers)}
        shared = (entry.second for entry in self.entries)
        return np.array([NOBODY if one is None else number[one.id] for one in shared], dtype=np.int32)

    @cached_property
    def place(self) -> Numbers:
        """The organisation that each entry takes guests to; mentoring takes nobody anywhere."""
        number, nowhere = self.view.organisation_number, len(self.view.organisations)
        places = (
            number[entry.offer.organisation] if isinstance(entry.offer, HostOffer) else nowhere
            for entry in self.entries
        )
        return np.array(list(places), dtype=np.int32)

    @cached_property
    def least(self) -> Integers:
        return np.array([served(offer)[0] for offer in self.view.offers], dtype=np.int64)

    @cached_property
    def most(self) -> Integers:
        return np.array([served(offer)[1] for offer in self.view.offers], dtype=np.int64)

    @cached_property
    def at_a_time(self) -> Integers:
        """How many an offer takes in one cell."""
        return np.minimum(
            self.most, np.array([_together(offer) for offer in self.view.offers], dtype=np.int64)
        )

    @cached_property
    def room(self) -> Integers:
        """How many guests an organisation takes in one cell; the last one is nowhere."""
        return _or_endless([one.guests_per_day for one in self.view.organisations])

    @cached_property
    def budget(self) -> Integers:
        return _or_endless([one.travel_budget for one in self.view.organisations])

    @cached_property
    def tolerance(self) -> Integers:
        return _or_endless([one.balance_tolerance for one in self.view.organisations])

    @cached_property
    def own_offers(self) -> dict[int, list[int]]:
        """The host offers of the people in each party, where there are any."""
        hosts: dict[str, list[int]] = {}
        for number, offer in enumerate(self.view.offers):
            if isinstance(offer, HostOffer) and offer.person is not None:
                hosts.setdefault(offer.person, []).append(number)
        persons = ((number, one.person) for number, party in enumerate(self.parties) for one in party.members)
        found: dict[int, list[int]] = {}
        for number, person in persons:
            found.setdefault(number, []).extend(hosts.get(person, ()))
        return {number: offers for number, offers in found.items() if offers and self.is_stay[number]}

    @cached_property
    def pairs(self) -> Pairs:
        return Collected(self).pairs()

    @cached_property
    def constants(self) -> Integers:
        """What each term is worth when nobody is placed."""
        return np.array(
            [loss(self.view) if "stability" in levels else 0 for _, levels in terms(self.view)],
            dtype=np.int64,
        )

    def times(self, party: int, entries: npt.NDArray[np.intp]) -> Bits:
        """The placements that suit a party and each of these entries."""
        shape = self.shape_of[party]
        return self.entry_bits[shape][entries - self.entry_from[shape]] & self.bits[party]


class Collected:
    """The pairs of one party after the other, on the way to becoming arrays."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.entries: list[npt.NDArray[np.intp]] = []
        self.points: list[Integers] = []
        self.costs: list[Integers] = []
        self.extra: list[Integers] = []
        self.extra_at: list[Integers] = []
        self.extras = 0
        for number in range(len(board.parties)):
            self._collect(number)

    def pairs(self) -> Pairs:
        """All together."""
        counts = np.array([len(one) for one in self.entries], dtype=np.int64)
        rows = len(terms(self.board.view))
        return Pairs(
            at=offsets(counts),
            entry=joined(self.entries, np.int32),
            points=np.concatenate([np.zeros((rows, 0), dtype=np.int64), *self.points], axis=1),
            cost_at=offsets(counts * self.board.size),
            cost=joined(self.costs, np.int64),
            extra_at=joined(self.extra_at, np.int64),
            extra=np.concatenate([np.zeros((rows, 0), dtype=np.int64), *self.extra], axis=1),
        )

    def _collect(self, number: int) -> None:
        """The entries that every member and every lock allows."""
        party = self.board.parties[number]
        ones = [Candidates(self.board.supply, member) for member in party.members]
        allowed = np.logical_and.reduce([one.verdicts == 0 for one in ones])
        for lock in party.locks:
            allowed &= _kept(ones[0].offered, lock)
        entries = np.flatnonzero(allowed)
        numbers = entries + int(self.board.entry_from[self.board.shape_of[number]])
        fitting = self.board.times(number, numbers).any(axis=1)
        entries, numbers = entries[fitting], numbers[fitting]
        self.entries.append(numbers)
        self.costs.append(np.stack([one.cost[entries] for one in ones], axis=1).ravel())
        self.points.append(
            np.stack(
                [
                    sum((POINTS[level](one)[entries] for level in levels for one in ones), _zeros(entries))
                    for _, levels in terms(self.board.view)
                ]
            )
        )
        self._collect_extra(party, numbers)

    def _collect_extra(self, party: Party, entries: npt.NDArray[np.intp]) -> None:
        """Stability knows better and worse times with the offer that somebody had before."""
        view = self.board.view
        before = [view.previous[one.id] for one in party.members if one.id in view.previous]
        at = np.full(len(entries), NOBODY, dtype=np.int64)
        placements = self.board.placements(self.board.supply.shapes[party.members[0].needs])
        for number, entry in enumerate(self.board.entries[each] for each in entries) if before else ():
            same = [one for one in before if one.offer == entry.offer.id]
            if same:
                at[number], self.extras = self.extras, self.extras + len(placements)
                gained = [sum(nearness(view, one, entry, each) for one in same) for each in placements]
                held = ["stability" in levels for _, levels in terms(view)]
                self.extra.append(np.outer(held, gained).astype(np.int64))
        self.extra_at.append(at)


def served(offer: AnyOffer) -> tuple[int, int]:
    """The least and the most that an offer serves."""
    if isinstance(offer, HostOffer):
        return offer.least_stays, offer.most_stays
    return offer.least_mentees, offer.most_mentees


def _together(offer: AnyOffer) -> int:
    return offer.guests_per_day if isinstance(offer, HostOffer) else offer.mentees_per_session


def _kept(offered: Offered, lock: Lock) -> Truths:
    """The entries that a lock allows."""
    return np.array(
        [
            entry.offer.id == lock.offer
            and (lock.second is None or (entry.second is not None and entry.second.id == lock.second))
            for entry in offered.entries
        ],
        dtype=np.bool_,
    )


def _or_endless(limits: list[int | None]) -> Integers:
    return np.array([*(ENDLESS if one is None else one for one in limits), ENDLESS], dtype=np.int64)


def _zeros(entries: npt.NDArray[np.intp]) -> Integers:
    return np.zeros(len(entries), dtype=np.int64)


def offsets(counts: npt.ArrayLike) -> Integers:
    """Where each of several pieces begins, and where the last one ends."""
    return np.concatenate(([0], np.cumsum(counts))).astype(np.int64)


def joined(pieces: Sequence[npt.NDArray[np.integer]], kind: type = np.int64) -> npt.NDArray[np.int64]:
    """Pieces one after the other."""
    return np.concatenate(pieces).astype(kind) if pieces else np.zeros(0, dtype=kind)
