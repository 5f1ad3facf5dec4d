"""How large the drawn rounds are, and how tight."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """How many take part. A mixed round also has half days, stays in two parts and guests who host."""

    guests: int = 0
    hosts: int = 0
    mentees: int = 0
    mentors: int = 0
    days: int = 57
    topics: int = 12
    organisations: int = 18
    mixed: bool = False


@dataclass(frozen=True)
class Tightness:
    """What there is too little of, or not; the lists are drawn from with equal chance, money is in cents."""

    busy: float  # share of a host's days
    weeks_off: int  # the most whole weeks that a host is away
    most_stays: tuple[int, ...]  # or mentees
    guests_per_day: tuple[int, ...]
    places: float  # guests a day that an organisation takes, per host
    budget: int  # per applicant


SIZES = {
    "sample": Size(guests=90, hosts=90, mentees=30, mentors=25, days=80, mixed=True),
    "mixed": Size(guests=350, hosts=250, mentees=150, mentors=110, days=57, mixed=True),
    "mentoring": Size(mentees=300, mentors=200),
    "S": Size(guests=60, hosts=40, days=37, topics=8),
    "M": Size(guests=500, hosts=350, days=47, topics=15),
    "L": Size(guests=2000, hosts=1400, days=57, topics=22),
    "XL": Size(guests=10_000, hosts=7000, days=57, topics=36, organisations=300),
}
TIGHTNESSES = {
    "scarce": Tightness(
        busy=0.35,
        weeks_off=4,
        most_stays=(1, 1, 1, 2),
        guests_per_day=(1, 2),
        places=0.1,
        budget=23_000,
    ),
    "loose": Tightness(
        busy=0.25,
        weeks_off=3,
        most_stays=(1, 1, 2, 2, 2, 3, 4),
        guests_per_day=(1, 2, 3),
        places=0.2,
        budget=42_000,
    ),
}
