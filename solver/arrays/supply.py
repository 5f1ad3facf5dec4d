"""All that a problem offers, as arrays that every application is judged against."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.arrays.cells import Cells
from solver.arrays.numbers import Bits, Integers, Truths
from solver.arrays.offered import Offered
from solver.arrays.shapes import Shape, packed, truths
from solver.problem import Application, CommonDays, HostOffer, MentorOffer, Sessions, Stay
from solver.view import View

Needs = Stay | Sessions | CommonDays


@dataclass(frozen=True)
class Supply:
    """Hosts and mentors, what people need, and the ways between organisations."""

    view: View

    @cached_property
    def cells(self) -> Cells:
        return Cells(self.view)

    @cached_property
    def hosts(self) -> Offered:
        return Offered(self.view, HostOffer)

    @cached_property
    def mentors(self) -> Offered:
        return Offered(self.view, MentorOffer)

    def offered(self, kind: str) -> Offered:
        """What applications of a kind can choose from."""
        return self.hosts if kind == "shadowing" else self.mentors

    @cached_property
    def alike(self) -> dict[Needs, list[Application]]:
        """The applications by what they need; each is compared once, for that takes its time."""
        found: dict[Needs, list[Application]] = {}
        for one in self.view.applications:
            found.setdefault(one.needs, []).append(one)
        return found

    @cached_property
    def shapes(self) -> dict[Needs, Shape]:
        return {needs: Shape(self.view, self.cells, needs) for needs in self.alike}

    @cached_property
    def offer_bits(self) -> dict[Needs, Bits]:
        """For each kind of needs, the placements each entry is open for."""
        return {
            needs: self.offered("mentoring" if isinstance(needs, Sessions) else "shadowing").bits(shape)
            for needs, shape in self.shapes.items()
        }

    @cached_property
    def guest_bits(self) -> dict[str, Bits]:
        """The placements for which each application's person is free, in slots of the person's own."""
        found: dict[str, Bits] = {}
        for needs, alike in self.alike.items():
            shape = self.shapes[needs]
            possible = shape.possible(self._free(alike))
            for number, one in enumerate(alike):
                if one.slots is not None:
                    possible[number] &= shape.in_slots(one.slots)
            found |= {one.id: bits for one, bits in zip(alike, packed(possible, shape.words), strict=True)}
        return found

    def _free(self, applications: list[Application]) -> Truths:
        masks = [self.view.guest_halves[one.id] for one in applications]
        return truths(masks, 2 * len(self.view.window.dates))

    def whole_days(self, application: Application) -> Truths:
        """The days on which a person is free all day."""
        halves = self._free([application])[0].reshape(-1, 2)
        return np.asarray(halves.all(axis=1), dtype=np.bool_)

    @cached_property
    def minutes(self) -> Integers:
        """Organisations by organisations, one way."""
        return self._ways("minutes")

    @cached_property
    def tickets(self) -> Integers:
        """What it costs to go there and back."""
        return self._there_and_back("cost")

    @cached_property
    def co2(self) -> Integers:
        return self._there_and_back("co2")

    def _there_and_back(self, what: str) -> Integers:
        ways = self._ways(what)
        return ways + ways.T

    def _ways(self, what: str) -> Integers:
        number = self.view.organisation_number
        table = np.zeros((len(number), len(number)), dtype=np.int64)
        for way in self.view.problem.travel:
            table[number[way.origin], number[way.destination]] = getattr(way, what)
        return table
