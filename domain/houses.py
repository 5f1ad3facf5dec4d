"""What an organisation says of itself: its names, its seat, its limits, the days on which it is closed."""

from dataclasses import dataclass, fields
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.refusals import Invalid, NotFound
from models.languages import _
from models.organisations import ClosedDay, Organisation

LATITUDES, LONGITUDES = (59.0, 71.0), (19.0, 32.0)  # of Finland


@dataclass(frozen=True, kw_only=True)
class Said:
    name_fi: str
    name_sv: str
    name_en: str
    seat_fi: str
    seat_sv: str
    latitude: float
    longitude: float
    guests_per_day: int | None = None
    travel_budget_euros: int | None = None
    balance_tolerance: int | None = None


def keep(house: Organisation, said: Said) -> None:
    """Plans and letters from the next one on say so."""
    for limits, number in ((LATITUDES, said.latitude), (LONGITUDES, said.longitude)):
        if not limits[0] <= number <= limits[1]:
            raise Invalid(_("The seat lies in Finland: latitude 59 to 71, longitude 19 to 32."))
    if said.guests_per_day == 0:
        raise Invalid(_("Leave the number of guests empty where there is no limit."))
    for each in fields(said):
        setattr(house, each.name, getattr(said, each.name))


def leave_alone(house: Organisation, begin: time | None, end: time | None) -> None:
    """When its people get no mail that can wait; with neither as everywhere else, the same twice: never."""
    if (begin is None) != (end is None):
        raise Invalid(_("Give both times, or neither."))
    house.quiet_from, house.quiet_until = begin, end


def close(db: Session, house: Organisation, first: date, last: date) -> None:
    """It takes and sends nobody on these days; what is agreed already stands."""
    days = (last - first).days + 1
    if not 1 <= days <= 366:
        raise Invalid(_("The first day comes before the last, within a year."))
    known = {each.day for each in closed(db, house)}
    wanted = (date.fromordinal(first.toordinal() + n) for n in range(days))
    db.add_all(ClosedDay(organisation_id=house.id, day=each) for each in wanted if each not in known)
    db.flush()


def open_again(db: Session, house: Organisation, day: date) -> None:
    found = next((each for each in closed(db, house) if each.day == day), None)
    if found is None:
        raise NotFound(_("The organisation is not closed on that day."))
    db.delete(found)
    db.flush()


def closed(db: Session, house: Organisation) -> list[ClosedDay]:
    mine = select(ClosedDay).where(ClosedDay.organisation_id == house.id)
    return list(db.scalars(mine.order_by(ClosedDay.day)))
