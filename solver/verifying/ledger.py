"""A problem and the prices put on its rows, as arrays: what every party's options are reckoned with."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from solver.certificate import Certificate, Price, RowKind
from solver.problem import Application, HostOffer, Lock, Previous, Problem
from solver.verifying.pairs import Roads
from solver.verifying.rows import Rows, at_a_time
from solver.verifying.ways import Ways
from solver.verifying.window import NEVER, Flags, Ints, Window, stretch, sums

Party = tuple[Application, ...]  # companions, or somebody alone


@dataclass(frozen=True)
class Calendars:
    """Offers by halves, as sums from the first half on: when each is shut, and what a guest costs there."""

    shut: Ints
    price: Ints
    made: dict[tuple[int, int, int], Ints] = field(default_factory=dict)

    def stretch(self, offset: int, length: int, guests: int) -> Ints:
        """What guests pay for the halves from `offset` after each half on; NEVER where an offer is shut."""
        asked = (offset, length, guests)
        if asked not in self.made:
            whole = stretch(self.shut, offset, length) == 0
            self.made[asked] = np.where(whole, guests * stretch(self.price, offset, length), NEVER)
        return self.made[asked]


@dataclass(frozen=True)
class Ledger:
    """Everything in one place; arrays are made when first asked for."""

    problem: Problem
    certificate: Certificate

    @cached_property
    def window(self) -> Window:
        return Window(self.problem)

    @cached_property
    def rows(self) -> Rows:
        return Rows(self.problem, self.window, self.certificate.level)

    @cached_property
    def organisation(self) -> dict[str, int]:
        return {one.id: number for number, one in enumerate(self.problem.organisations)}

    @cached_property
    def application(self) -> dict[str, Application]:
        return {one.id: one for one in self.problem.applications}

    @cached_property
    def lock(self) -> dict[str, Lock]:
        return {lock.application: lock for lock in self.problem.locked}

    @cached_property
    def before(self) -> dict[str, Previous]:
        """What each application of this round had in the schedule before."""
        return {one.application: one for one in self.problem.previous if one.application in self.application}

    @cached_property
    def partners(self) -> dict[str, list[Application]]:
        """With whom each application wishes to swap."""
        partners: dict[str, list[Application]] = defaultdict(list)
        for one, other in (swap.applications for swap in self.problem.swaps):
            partners[one].append(self.application[other])
            partners[other].append(self.application[one])
        return partners

    @cached_property
    def roads(self) -> Roads:
        return Roads(self.problem, self.organisation)

    @cached_property
    def hosts(self) -> Ways:
        return Ways(self.problem, self.problem.host_offers)

    @cached_property
    def mentors(self) -> Ways:
        return Ways(self.problem, self.problem.mentor_offers)

    def ways(self, application: Application) -> Ways:
        """The ways to serve an application."""
        return self.hosts if application.kind == "shadowing" else self.mentors

    @cached_property
    def place_prices(self) -> dict[str, Ints]:
        """By kind of application: what a place costs in each way; two hosts give one each."""
        price = {row.whose: row.price for row in self.priced("offer")}
        by_kind = {}
        for kind, ways in (("shadowing", self.hosts), ("mentoring", self.mentors)):
            each = np.array([price.get(offer.id, 0) for offer in ways.offers], np.int64)
            by_kind[kind] = each[ways.first] + np.where(ways.lone, 0, each[ways.second])
        return by_kind

    @cached_property
    def budget_price(self) -> dict[str, int]:
        return {row.whose: row.price for row in self.priced("budget")}

    @cached_property
    def balance_price(self) -> Ints:
        prices = np.zeros(len(self.organisation), np.int64)
        for row in self.priced("balance"):
            prices[self.organisation[row.whose]] = row.price
        return prices

    @cached_property
    def session_price(self) -> dict[str, Ints]:
        """By slot: mentors by its dates."""
        sizes = {slot.id: len(slot.dates) for slot in self.problem.slots}
        prices = {slot: np.zeros((len(self.mentors.offers), size), np.int64) for slot, size in sizes.items()}
        number = {slot.id: {day: at for at, day in enumerate(slot.dates)} for slot in self.problem.slots}
        for row in self.priced("offer_time"):
            if row.slot is not None and row.day is not None:
                prices[row.slot][self.mentors.number[row.whose], number[row.slot][row.day]] = row.price
        return prices

    @cached_property
    def half_price(self) -> Ints:
        """What a guest costs each host in each half."""
        return self._by_half("offer_time", self.hosts.number)

    @cached_property
    def place_price(self) -> Ints:
        """What a guest costs each organisation in each half."""
        return self._by_half("organisation_time", self.organisation)

    def _by_half(self, kind: RowKind, number: dict[str, int]) -> Ints:
        prices = np.zeros((len(number), len(self.window.usable)), np.int64)
        for row in self.priced(kind):
            if row.half is not None and row.day is not None:
                half = 2 * self.window.number[row.day] + (row.half == "pm")
                prices[number[row.whose], half] = row.price
        return prices

    def priced(self, kind: RowKind) -> Iterator[Price]:
        """The prices on rows of one kind."""
        return (row for row in self.certificate.prices if row.kind == kind)

    @cached_property
    def host_times(self) -> Calendars:
        """Hosts, with what the guest costs the organisation too."""
        homes = self.hosts.place[: len(self.hosts.offers)]
        return Calendars(sums(~self.host_halves), sums(self.half_price + self.place_price[homes]))

    @cached_property
    def host_halves(self) -> Flags:
        return self._opened(self.hosts)

    @cached_property
    def mentor_halves(self) -> Flags:
        return self._opened(self.mentors)

    def _opened(self, ways: Ways) -> Flags:
        """Offers by halves: free, and their organisation open."""
        opened = np.zeros((len(ways.offers), len(self.window.usable)), np.bool_)
        for number, offer in enumerate(ways.offers):
            closed = self.window.on(self.rows.organisations[offer.organisation].closed)
            opened[number] = self.window.free(offer.free) & ~closed
        return opened

    def away(self, application: Application) -> Ints:
        """What each half of a stay costs a person who is then missing as a host."""
        price = np.zeros(len(self.window.usable), np.int64)
        for number in self.hosts.of_person.get(application.person, ()):
            offer = self.hosts.offers[number]
            if isinstance(offer, HostOffer):
                price += at_a_time(offer) * self.half_price[number]
        return price
