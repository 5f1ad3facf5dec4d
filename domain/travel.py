"""How far organisations are from each other: an estimate from coordinates, or what HR has imported."""

from collections.abc import Collection
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.languages import Language, _
from models.organisations import Organisation
from models.people import Person
from models.travel import Journey

EARTH_KILOMETRES = 6371.0
ESTIMATE = "estimate"


@dataclass(frozen=True)
class Trip:
    """One way from door to door. The estimate is for planning; a travel system pays."""

    minutes: int
    kilometres: int
    euros: int
    co2_grams: int
    source: str


@dataclass(frozen=True)
class Mode:
    """A way to travel: how much longer than the crow flies, how fast, and what a kilometre costs."""

    name: str
    detour: float
    kilometres_per_hour: float
    extra_minutes: int
    euros_per_kilometre: float
    co2_grams_per_kilometre: int
    beyond_kilometres: int = 0


ROAD = Mode("road", 1.3, 80, 10, euros_per_kilometre=0.30, co2_grams_per_kilometre=150)
RAIL = Mode("rail", 1.15, 120, 55, euros_per_kilometre=0.13, co2_grams_per_kilometre=2, beyond_kilometres=120)


def estimate(origin: Organisation, destination: Organisation) -> Trip:
    """The faster of road and rail between two seats.

    d = great-circle kilometres. Road: 1.3 d at 80 km/h + 10 min, 0.30 euros and 150 g CO2 per road kilometre.
    Rail, where d > 120 km and it is faster: 1.15 d at 120 km/h + 55 min, 0.13 euros per road kilometre,
    that is 1.3 d, and 2 g CO2 per rail kilometre.
    Assumptions, not measurements: an average petrol car with its driver alone, an electric train on Finnish
    power; the fares are round figures of 2026. Import a matrix where better is known.
    """
    crow = great_circle(origin, destination)
    if crow == 0:
        return Trip(0, 0, 0, 0, ESTIMATE)
    modes = [mode for mode in (ROAD, RAIL) if crow > mode.beyond_kilometres]
    return min((_by(mode, crow) for mode in modes), key=lambda trip: trip.minutes)


def great_circle(origin: Organisation, destination: Organisation) -> float:
    """Kilometres along the surface of a round earth (haversine)."""
    south, north = radians(origin.latitude), radians(destination.latitude)
    east = radians(destination.longitude - origin.longitude)
    chord = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(east / 2) ** 2
    return 2 * EARTH_KILOMETRES * asin(sqrt(chord))


def journey(db: Session, origin: Organisation, destination: Organisation) -> Trip:
    """The imported journey, or the imported way back, or the estimate; in this order."""
    here = (Journey.from_id == origin.id) & (Journey.to_id == destination.id)
    back = (Journey.from_id == destination.id) & (Journey.to_id == origin.id)
    imported = {(row.from_id, row.to_id): row for row in db.scalars(select(Journey).where(or_(here, back)))}
    return _between(origin, destination, imported)


def hint(db: Session, guest: Person, host: Person, language: Language) -> str:
    """The imported journey to a host in words; nothing where there is only our estimate."""
    trip = journey(db, guest.organisation, host.organisation)
    if trip.source == ESTIMATE or not trip.minutes:
        return ""
    hours, minutes = divmod(trip.minutes, 60)
    return _(
        "about {hours} h {minutes} min one way, about {euros} euros",
        hours=hours,
        minutes=minutes,
        euros=trip.euros,
    ).into(language)


def matrix(db: Session) -> dict[tuple[UUID, UUID], Trip]:
    """Every journey between two different organisations, both directions."""
    organisations = db.scalars(select(Organisation).order_by(Organisation.code)).all()
    imported = {(row.from_id, row.to_id): row for row in db.scalars(select(Journey))}
    return {
        (origin.id, destination.id): _between(origin, destination, imported)
        for origin in organisations
        for destination in organisations
        if origin is not destination
    }


def journeys(
    db: Session, ways: Collection[tuple[Organisation, Organisation]]
) -> dict[tuple[UUID, UUID], Trip]:
    """Each of these ways by the ids of its two ends."""
    ends = {each.id for way in ways for each in way}
    found = select(Journey).where(Journey.from_id.in_(ends), Journey.to_id.in_(ends))
    imported = {(row.from_id, row.to_id): row for row in db.scalars(found)}
    return {(origin.id, there.id): _between(origin, there, imported) for origin, there in ways}


def _between(
    origin: Organisation, destination: Organisation, imported: dict[tuple[UUID, UUID], Journey]
) -> Trip:
    here, there = origin.id, destination.id
    row = imported.get((here, there)) or imported.get((there, here))
    if row is None:
        return estimate(origin, destination)
    return Trip(row.minutes, row.kilometres, row.euros, row.co2_grams, row.source)


def _by(mode: Mode, crow: float) -> Trip:
    kilometres = crow * mode.detour
    return Trip(
        minutes=round(kilometres / mode.kilometres_per_hour * 60 + mode.extra_minutes),
        kilometres=round(kilometres),
        euros=round(crow * ROAD.detour * mode.euros_per_kilometre),
        co2_grams=round(kilometres * mode.co2_grams_per_kilometre),
        source=ESTIMATE,
    )
