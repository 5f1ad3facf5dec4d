"""The exchanges of a round as its pictures need them: who, from where to where, on which days."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from domain.access import visibility
from domain.tallies import working_half_days
from models.exchanges import Appointment, Exchange
from models.offers import Offer
from models.organisations import Organisation
from models.people import Person
from models.states import AppointmentState, ExchangeState, Kind
from models.timeline import local_day
from web.pictures.drawing import Look
from web.views.reading import Reading

Houses = Mapping[UUID, Organisation]
LOOKS = {
    ExchangeState.PROPOSED: Look.HATCHED,
    ExchangeState.BROKEN: Look.HATCHED,
    ExchangeState.CONFIRMED: Look.FIRM,
    ExchangeState.HELD: Look.DOTTED,
    ExchangeState.CLOSED: Look.DOTTED,
}


@dataclass(frozen=True)
class Someone:
    person_id: UUID
    name: str
    organisation_id: UUID


@dataclass(frozen=True)
class Booked:
    """One exchange that has not been released; `stays` are days, `meetings` the days of its sessions."""

    id: UUID
    kind: Kind
    state: ExchangeState
    guest: Someone
    host: Someone
    offer_id: UUID
    stays: tuple[tuple[date, date], ...]
    half_days: int  # of working time
    meetings: tuple[date, ...]

    @property
    def look(self) -> Look:
        return LOOKS[self.state]


def booked(seen: Reading, round_id: UUID) -> tuple[Booked, ...]:
    """In the order of the guests' names; two questions to the database, however many there are."""
    guest, host = aliased(Person), aliased(Person)
    found = seen.db.execute(
        select(Exchange.id, Exchange.kind, Exchange.state, Exchange.offer_id)
        .add_columns(guest.id, guest.name, guest.organisation_id)
        .add_columns(host.id, host.name, Offer.organisation_id)
        .join(guest, guest.id == Exchange.guest_id)
        .join(host, host.id == Exchange.host_id)
        .join(Offer, Offer.id == Exchange.offer_id)
        .where(
            Exchange.round_id == round_id,
            Exchange.state != ExchangeState.RELEASED,
            visibility.exchanges(seen.actor),
        )
        .order_by(guest.name, Exchange.id)
    )
    parts = _appointments(seen, round_id)
    return tuple(
        Booked(
            id=id_,
            kind=kind,
            state=state,
            guest=Someone(*people[:3]),
            host=Someone(*people[3:]),
            offer_id=offer_id,
            stays=tuple(_stays(parts[id_])),
            half_days=sum(working_half_days(each) for each in parts[id_]),
            meetings=tuple(local_day(each.starts_at) for each in parts[id_] if each.starts_at),
        )
        for id_, kind, state, offer_id, *people in found
    )


def _appointments(seen: Reading, round_id: UUID) -> Mapping[UUID, list[Appointment]]:
    found = seen.db.scalars(
        select(Appointment)
        .join(Exchange, Exchange.id == Appointment.exchange_id)
        .where(Exchange.round_id == round_id, Appointment.state != AppointmentState.CANCELLED)
        .order_by(Appointment.number)
    )
    by_exchange = defaultdict(list)
    for each in found:
        by_exchange[each.exchange_id].append(each)
    return by_exchange


def _stays(parts: Iterable[Appointment]) -> Iterator[tuple[date, date]]:
    for each in parts:
        if each.first_day and each.last_day:
            yield each.first_day, each.last_day


def houses(seen: Reading) -> Houses:
    """All organisations in the order of their codes: names and seats are nobody's secret."""
    found = seen.db.scalars(select(Organisation).order_by(Organisation.code))
    return {each.id: each for each in found}
