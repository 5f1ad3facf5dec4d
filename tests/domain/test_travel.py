import pytest
from sqlalchemy.orm import Session

from domain import travel
from domain.travel import Trip
from models.organisations import Organisation
from models.travel import Journey
from tests.builders import an_organisation

HELSINKI = {"latitude": 60.1699, "longitude": 24.9384}
TAMPERE = {"latitude": 61.4978, "longitude": 23.7610}
LAHTI = {"latitude": 60.9827, "longitude": 25.6612}


def test_kilometres_follow_the_round_earth() -> None:
    assert round(travel.great_circle(Organisation(**HELSINKI), Organisation(**TAMPERE))) == 161


def test_a_near_town_is_reached_by_road() -> None:
    # 98.6 km as the crow flies: 1.3 times that by road, at 80 km/h and ten minutes.
    trip = travel.estimate(Organisation(**HELSINKI), Organisation(**LAHTI))

    assert trip == Trip(minutes=106, kilometres=128, euros=38, co2_grams=19232, source="estimate")


def test_a_far_town_is_reached_by_rail_where_that_is_faster() -> None:
    # 161 km: by road 167 minutes, by rail 1.15 * 161 km at 120 km/h and 55 minutes.
    trip = travel.estimate(Organisation(**HELSINKI), Organisation(**TAMPERE))

    assert trip == Trip(minutes=147, kilometres=185, euros=27, co2_grams=370, source="estimate")


def test_the_same_place_costs_nothing() -> None:
    here = Organisation(**HELSINKI)

    assert travel.estimate(here, Organisation(**HELSINKI)) == Trip(0, 0, 0, 0, "estimate")


def test_an_imported_journey_overrides_the_estimate_both_ways(db: Session) -> None:
    helsinki, tampere, lahti = (an_organisation(db, **each) for each in (HELSINKI, TAMPERE, LAHTI))
    a_journey(db, helsinki, tampere, minutes=95)

    there = travel.journey(db, helsinki, tampere)
    matrix = travel.matrix(db)

    assert there == Trip(95, 187, 20, 300, "VR")
    assert matrix == {
        (helsinki.id, tampere.id): there,
        (tampere.id, helsinki.id): there,
        (helsinki.id, lahti.id): travel.estimate(helsinki, lahti),
        (lahti.id, helsinki.id): travel.estimate(lahti, helsinki),
        (tampere.id, lahti.id): travel.estimate(tampere, lahti),
        (lahti.id, tampere.id): travel.estimate(lahti, tampere),
    }


def test_an_imported_way_back_is_taken_as_it_is(db: Session) -> None:
    helsinki, tampere = (an_organisation(db, **each) for each in (HELSINKI, TAMPERE))
    a_journey(db, helsinki, tampere, minutes=95)
    a_journey(db, tampere, helsinki, minutes=99)

    assert travel.journey(db, tampere, helsinki) == Trip(99, 187, 20, 300, "VR")


@pytest.mark.parametrize("minutes", [61, 300])
def test_the_estimate_is_the_same_in_both_directions(minutes: int) -> None:
    here, there = Organisation(**HELSINKI), Organisation(latitude=60 + minutes / 100, longitude=27.0)

    assert travel.estimate(here, there) == travel.estimate(there, here)


def a_journey(db: Session, origin: Organisation, destination: Organisation, *, minutes: int) -> Journey:
    figures = {"minutes": minutes, "kilometres": 187, "euros": 20, "co2_grams": 300}
    row = Journey(from_id=origin.id, to_id=destination.id, source="VR", **figures)
    db.add(row)
    db.flush()
    return row
