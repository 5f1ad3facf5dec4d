"""The problem, ordered and indexed for looking things up. Order comes from sort keys, never from the rows."""

from dataclasses import dataclass
from functools import cached_property

from solver.days import Calendar, calendar, free_halves, whole_days
from solver.problem import (
    Application,
    ExplicitFit,
    HostOffer,
    MentorOffer,
    Organisation,
    Previous,
    Problem,
    Slot,
    Travel,
)

AnyOffer = HostOffer | MentorOffer


@dataclass(frozen=True)
class View:
    """A problem that was checked by `solver.reading`."""

    problem: Problem

    @cached_property
    def window(self) -> Calendar:
        return calendar(self.problem)

    @cached_property
    def applications(self) -> tuple[Application, ...]:
        return tuple(sorted(self.problem.applications, key=order))

    @cached_property
    def application(self) -> dict[str, Application]:
        return {application.id: application for application in self.applications}

    @cached_property
    def position(self) -> dict[str, int]:
        """Where each application stands in their order."""
        return {application.id: number for number, application in enumerate(self.applications)}

    @cached_property
    def offers(self) -> tuple[AnyOffer, ...]:
        """Hosts first, then mentors."""
        hosts = sorted(self.problem.host_offers, key=order)
        return (*hosts, *sorted(self.problem.mentor_offers, key=order))

    @cached_property
    def organisations(self) -> tuple[Organisation, ...]:
        return tuple(sorted(self.problem.organisations, key=order))

    @cached_property
    def organisation(self) -> dict[str, Organisation]:
        return {organisation.id: organisation for organisation in self.problem.organisations}

    @cached_property
    def organisation_number(self) -> dict[str, int]:
        return {organisation.id: number for number, organisation in enumerate(self.organisations)}

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(
            sorted(self.problem.slots, key=lambda slot: (slot.weekday, slot.start, slot.minutes, slot.id))
        )

    @cached_property
    def slot(self) -> dict[str, Slot]:
        return {slot.id: slot for slot in self.problem.slots}

    @cached_property
    def travel(self) -> dict[tuple[str, str], Travel]:
        return {(travel.origin, travel.destination): travel for travel in self.problem.travel}

    @cached_property
    def fits(self) -> dict[tuple[str, str], ExplicitFit]:
        return {(fit.application, fit.offer): fit for fit in self.problem.fits}

    @cached_property
    def fits_of(self) -> dict[str, dict[str, int]]:
        """The fits that people gave, by application and offer."""
        found: dict[str, dict[str, int]] = {}
        for fit in self.problem.fits:
            found.setdefault(fit.application, {})[fit.offer] = fit.fit
        return found

    @cached_property
    def previous(self) -> dict[str, Previous]:
        return {one.application: one for one in self.problem.previous}

    @cached_property
    def forbidden_of(self) -> dict[str, tuple[str, ...]]:
        """The offers that are forbidden to each application."""
        found: dict[str, tuple[str, ...]] = {}
        for pair in self.problem.forbidden:
            found[pair.application] = (*found.get(pair.application, ()), pair.offer)
        return found

    @cached_property
    def forbidden(self) -> frozenset[tuple[str, str]]:
        return frozenset((pair.application, pair.offer) for pair in self.problem.forbidden)

    @cached_property
    def guest_halves(self) -> dict[str, int]:
        """When each applicant is free."""
        return {one.id: free_halves(self.window, one.free) for one in self.applications}

    @cached_property
    def host_halves(self) -> dict[str, int]:
        """When each offer is open: its own days without the closed days of its organisation."""
        return {
            offer.id: free_halves(self.window, offer.free)
            & ~whole_days(self.window, self.organisation[offer.organisation].closed)
            for offer in self.offers
        }


def order(row: Application | AnyOffer | Organisation) -> tuple[str, str]:
    """What rows are sorted by."""
    return (row.sort_key or row.id, row.id)
