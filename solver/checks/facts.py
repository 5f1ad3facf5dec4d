"""The facts of a problem as the checks look them up: plain sets and dictionaries, each built once."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from solver.problem import (
    Application,
    Free,
    HostOffer,
    MentorOffer,
    Organisation,
    Problem,
    Slot,
    StayDay,
    Travel,
)

AnyOffer = HostOffer | MentorOffer
Half = tuple[date, str]


@dataclass(frozen=True)
class Facts:
    """What one problem says, by id."""

    problem: Problem

    @cached_property
    def applications(self) -> dict[str, Application]:
        return {one.id: one for one in self.problem.applications}

    @cached_property
    def offers(self) -> dict[str, AnyOffer]:
        offers: tuple[AnyOffer, ...] = (*self.problem.host_offers, *self.problem.mentor_offers)
        return {one.id: one for one in offers}

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        return {one.id: one for one in self.problem.organisations}

    @cached_property
    def slots(self) -> dict[str, Slot]:
        return {one.id: one for one in self.problem.slots}

    @cached_property
    def travel(self) -> dict[tuple[str, str], Travel]:
        return {(one.origin, one.destination): one for one in self.problem.travel}

    @cached_property
    def fits(self) -> dict[tuple[str, str], int]:
        return {(one.application, one.offer): one.fit for one in self.problem.fits}

    @cached_property
    def forbidden(self) -> frozenset[tuple[str, str]]:
        return frozenset((one.application, one.offer) for one in self.problem.forbidden)

    @cached_property
    def dates(self) -> frozenset[date]:
        return frozenset(day.date for day in self.problem.days)

    @cached_property
    def window(self) -> tuple[Half, ...]:
        """The halves that can be used, in the order of time."""
        return tuple(half for day in self.problem.days for half in _halves_of(day.date, am=day.am, pm=day.pm))

    @cached_property
    def usable(self) -> frozenset[Half]:
        return frozenset(self.window)

    def is_free(self, free: Free, half: Half) -> bool:
        """Whether somebody can take part in a half of the window."""
        day, part = half
        if half not in self.usable:
            return False
        some = free.mornings if part == "am" else free.afternoons
        return free.days is None or day in free.days or day in some

    def is_open(self, offer: AnyOffer, half: Half) -> bool:
        """Whether a host or mentor is free and the organisation not closed."""
        return half[0] not in self.organisations[offer.organisation].closed and self.is_free(offer.free, half)


def halves(days: tuple[StayDay, ...]) -> list[Half]:
    """The halves of these days, in their order."""
    return [half for day in days for half in _halves_of(day.date, am=day.am, pm=day.pm)]


def _halves_of(day: date, *, am: bool, pm: bool) -> list[Half]:
    return [(day, part) for part, held in (("am", am), ("pm", pm)) if held]
