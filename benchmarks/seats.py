"""Where organisations are, and the ways between them: 18 regional councils, or many bodies scattered around.

Road: distance * 1.3 at 80 km/h and 10 minutes; rail: distance * 1.15 at 120 km/h and 55 minutes, where
that is faster and over 120 km. A kilometre of 1.3 * distance costs 30 cents by road and 13 by rail.
"""

import math
from dataclasses import dataclass
from itertools import permutations
from random import Random

from solver.problem import Travel

RADIUS = 6371  # kilometres


@dataclass(frozen=True)
class Seat:
    """An organisation on the map; the weight is its share of people, population to the power of 0.6."""

    id: str
    latitude: float
    longitude: float
    weight: float


REGIONS = (
    ("01", 60.1699, 24.9384, 1759),
    ("02", 60.4518, 22.2666, 495),
    ("04", 61.4851, 21.7974, 213),
    ("05", 60.9959, 24.4643, 170),
    ("06", 61.4978, 23.7610, 545),
    ("07", 60.9827, 25.6612, 205),
    ("08", 60.8679, 26.7042, 157),
    ("09", 61.0587, 28.1887, 125),
    ("10", 61.6886, 27.2723, 129),
    ("11", 62.8924, 27.6770, 248),
    ("12", 62.6010, 29.7636, 162),
    ("13", 62.2426, 25.7473, 274),
    ("14", 62.7877, 22.8402, 190),
    ("15", 63.0951, 21.6165, 179),
    ("16", 63.8385, 23.1307, 68),
    ("17", 65.0121, 25.4651, 418),
    ("18", 64.2222, 27.7278, 70),
    ("19", 66.5039, 25.7294, 176),
)  # code of the region, latitude and longitude of the council's seat, thousands of inhabitants
COUNCILS = tuple(Seat(code, north, east, people**0.6) for code, north, east, people in REGIONS)


def seats(number: int, chance: Random) -> tuple[Seat, ...]:
    """The councils themselves, or so many organisations scattered within about 65 km of them."""
    if number == len(COUNCILS):
        return COUNCILS
    weights = [council.weight for council in COUNCILS]
    near = chance.choices(COUNCILS, weights, k=number)
    return tuple(_scattered(rank, council, chance) for rank, council in enumerate(near))


def _scattered(rank: int, council: Seat, chance: Random) -> Seat:
    return Seat(
        id=f"organisation-{rank:03}",
        latitude=round(council.latitude + chance.uniform(-0.6, 0.6), 4),
        longitude=round(council.longitude + chance.uniform(-1.2, 1.2), 4),
        weight=chance.uniform(1, 30) ** 0.6,
    )


def ways(places: tuple[Seat, ...]) -> tuple[Travel, ...]:
    """One way from each organisation to each other, the faster of road and rail."""
    return tuple(_way(here, there) for here, there in permutations(places, 2))


def _way(here: Seat, there: Seat) -> Travel:
    distance = kilometres(here, there)
    road, rail = distance * 1.3 / 80 * 60 + 10, distance * 1.15 / 120 * 60 + 55
    by_rail = rail < road and distance > 120
    return Travel(
        origin=here.id,
        destination=there.id,
        minutes=round(rail if by_rail else road),
        cost=round(distance * 1.3 * (13 if by_rail else 30)),
        co2=round(distance * 1.3 * (1 if by_rail else 120)),
    )


def kilometres(here: Seat, there: Seat) -> float:
    """Along the great circle."""
    north = math.radians(there.latitude - here.latitude)
    east = math.radians(there.longitude - here.longitude)
    between = math.cos(math.radians(here.latitude)) * math.cos(math.radians(there.latitude))
    return 2 * RADIUS * math.asin(math.sqrt(math.sin(north / 2) ** 2 + between * math.sin(east / 2) ** 2))
