"""Taking and giving back places: capacity is counted under a lock, in the transaction that takes it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from domain.refusals import Conflict
from domain.slots import SESSION_MINUTES
from models.exchanges import Appointment, Exchange, GuestDay, SessionStart
from models.languages import _
from models.offers import Offer
from models.organisations import Organisation
from models.states import AppointmentState, Half
from models.timeline import days

LOCK = {"key_share": True}  # others may still refer to the row, nobody may count beside us


def half_days(appointment: Appointment) -> tuple[tuple[date, Half], ...]:
    """The half days that a stay covers; a session covers none."""
    if appointment.first_day is None or appointment.last_day is None:
        return ()
    every = [(day, half) for day in days(appointment.first_day, appointment.last_day) for half in Half]
    if appointment.first_half is Half.AFTERNOON:
        every = every[1:]
    return tuple(every[:-1] if appointment.last_half is Half.MORNING else every)


def take(db: Session, exchange: Exchange, appointments: Iterable[Appointment]) -> None:
    """Book the days and starts of an exchange; refused when a place has gone to somebody else."""
    offer, organisation = lock(db, exchange)
    for appointment in appointments:
        for day, half in half_days(appointment):
            db.add(
                GuestDay(
                    exchange_id=exchange.id,
                    guest_id=exchange.guest_id,
                    host_id=exchange.host_id,
                    offer_id=offer.id,
                    organisation_id=organisation.id,
                    day=day,
                    half=half,
                )
            )
        if appointment.starts_at:
            for person_id in (exchange.guest_id, exchange.host_id):
                db.add(
                    SessionStart(
                        exchange_id=exchange.id, person_id=person_id, starts_at=appointment.starts_at
                    )
                )
    db.flush()
    _check_room(db, offer, organisation)


def lock(db: Session, exchange: Exchange) -> tuple[Offer, Organisation]:
    """Whose room is counted, always locked in the same order."""
    offer = db.get_one(Offer, exchange.offer_id)
    organisation = db.get_one(Organisation, offer.organisation_id)
    for row in (organisation, offer):
        db.refresh(row, with_for_update=LOCK)
    return offer, organisation


@dataclass(frozen=True)
class Sitting:
    """A session that takes somebody's time."""

    exchange_id: UUID
    person_id: UUID
    start: datetime
    end: datetime

    def overlaps(self, start: datetime, end: datetime) -> bool:
        return self.start < end and start < self.end


def sittings(db: Session, which: ColumnElement[bool]) -> tuple[Sitting, ...]:
    """Those that take time by now, each once for each of the two, in their order."""
    its_session = (
        (Appointment.exchange_id == SessionStart.exchange_id)
        & (Appointment.starts_at == SessionStart.starts_at)
        & (Appointment.state != AppointmentState.CANCELLED)
    )
    found = (
        select(SessionStart, Appointment.minutes)
        .outerjoin(Appointment, its_session)
        .where(which)
        .order_by(SessionStart.starts_at)
    )
    return tuple(
        Sitting(row.exchange_id, row.person_id, row.starts_at, _end(row, minutes))
        for row, minutes in db.execute(found)
    )


def _end(sits: SessionStart, minutes: int | None) -> datetime:
    return sits.starts_at + timedelta(minutes=minutes or SESSION_MINUTES)


def give_back(db: Session, exchange: Exchange) -> None:
    """Free all days and starts that the exchange took."""
    db.execute(delete(GuestDay).where(GuestDay.exchange_id == exchange.id))
    db.execute(delete(SessionStart).where(SessionStart.exchange_id == exchange.id))
    db.flush()


def _check_room(db: Session, offer: Offer, organisation: Organisation) -> None:
    taken = db.execute(
        select(GuestDay.offer_id, GuestDay.day, GuestDay.half).where(
            GuestDay.organisation_id == organisation.id
        )
    ).all()
    at_offer = Counter((day, half) for offer_id, day, half in taken if offer_id == offer.id)
    at_organisation = Counter((day, half) for _offer_id, day, half in taken)
    if any(count > offer.guests_per_day for count in at_offer.values()):
        raise Conflict(_("The host has no room left on one of these days."))
    most = organisation.guests_per_day
    if most is not None and any(count > most for count in at_organisation.values()):
        raise Conflict(_("The organisation has no room left on one of these days."))
