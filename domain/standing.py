"""What lives already and binds a plan: locked as it stands, or remembered where it broke.

Whatever people say or close after an exchange was published does not contradict it: only breaking it off,
releasing or moving it changes it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.freedom import Halves, also
from domain.places import half_days
from domain.slots import planned_starts, slot_of
from models.exchanges import Exchange
from models.offers import Offer
from models.states import Half
from models.timeline import local_day
from solver import problem as p


@dataclass(frozen=True)
class Standing:
    """The exchanges that a plan must keep, in the window of its round."""

    exchanges: tuple[Exchange, ...]
    window: tuple[date, ...]

    @property
    def locks(self) -> tuple[p.Lock, ...]:
        return tuple(_lock(each, self.window) for each in self.exchanges)

    def previous(self, broken: Iterable[Exchange]) -> tuple[p.Previous, ...]:
        """What broke is looked for again near where it was."""
        return tuple(_previous(each, self.window) for each in broken)

    def closed(self, organisation_id: UUID, days: Iterable[date]) -> tuple[date, ...]:
        """The closed days of the window on which no guest is promised a place already."""
        promised = _halves(each for each in self.exchanges if each.offer.organisation_id == organisation_id)
        return tuple(sorted({*days}.intersection(self.window) - promised.keys()))

    def free(self, offer_id: UUID, said: p.Free) -> p.Free:
        """When a host or mentor can, also on what is promised already."""
        return also(said, _halves(each for each in self.exchanges if each.offer_id == offer_id), self.window)

    def least(self, offer: Offer) -> int:
        """So many or none; but who has somebody already keeps them when others leave."""
        return 0 if any(each.offer_id == offer.id for each in self.exchanges) else offer.least


def _lock(exchange: Exchange, window: tuple[date, ...]) -> p.Lock:
    first = next(iter(planned_starts(exchange)), None)
    return p.Lock(
        application=str(exchange.application_id),
        offer=str(exchange.offer_id),
        days=_stay_days(exchange, window) or None,
        slot=slot_of(first) if first else None,
        first=local_day(first) if first else None,
    )


def _previous(exchange: Exchange, window: tuple[date, ...]) -> p.Previous:
    known = _lock(exchange, window)
    return p.Previous(
        application=known.application,
        offer=known.offer,
        confirmed=exchange.confirmed_at is not None,
        days=known.days or (),
        slot=known.slot,
        first=known.first,
    )


def _stay_days(exchange: Exchange, window: tuple[date, ...]) -> tuple[p.StayDay, ...]:
    """Its days in the window: a weekend in the middle of a stay is no day of it."""
    halves: Halves = defaultdict(set)
    for appointment in exchange.appointments:
        for day, half in half_days(appointment):
            halves[day].add(half)
    return tuple(
        p.StayDay(date=day, am=Half.MORNING in its, pm=Half.AFTERNOON in its)
        for day, its in sorted(halves.items())
        if day in window
    )


def _halves(exchanges: Iterable[Exchange]) -> Halves:
    """The halves of their stays, and the whole days of their sessions but for those on top of a series."""
    halves: Halves = defaultdict(set)
    planned = (row for each in exchanges for row in each.series or each.appointments)
    for appointment in planned:
        for day, half in half_days(appointment):
            halves[day].add(half)
        if appointment.starts_at:
            halves[local_day(appointment.starts_at)] |= set(Half)
    return halves
