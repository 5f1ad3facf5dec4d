"""Rounds of any size between the Finnish regional councils, the same for the same seed.

Seats and coordinates are those of the 18 councils; people, days and limits are drawn. Road: distance * 1.3
at 80 km/h and 10 minutes; rail: distance * 1.15 at 120 km/h and 55 minutes, where faster and over 120 km.
"""

import argparse
import math
import random
import sys
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from pathlib import Path

from solver.problem import (
    Application,
    Day,
    Free,
    HostOffer,
    MentorOffer,
    Organisation,
    Problem,
    Rates,
    Sessions,
    Slot,
    Stay,
    TopicOffer,
    TopicWish,
    Travel,
    Wish,
)

SEATS = (
    ("01", 60.1699, 24.9384, 9.0),
    ("02", 60.4518, 22.2666, 4.5),
    ("04", 61.4851, 21.7974, 2.7),
    ("05", 60.9959, 24.4643, 2.4),
    ("06", 61.4978, 23.7610, 4.7),
    ("07", 60.9827, 25.6612, 2.6),
    ("08", 60.8679, 26.7042, 2.2),
    ("09", 61.0587, 28.1887, 1.9),
    ("10", 61.6886, 27.2723, 2.0),
    ("11", 62.8924, 27.6770, 2.9),
    ("12", 62.6010, 29.7636, 2.2),
    ("13", 62.2426, 25.7473, 3.1),
    ("14", 62.7877, 22.8402, 2.5),
    ("15", 63.0951, 21.6165, 2.4),
    ("16", 63.8385, 23.1307, 1.4),
    ("17", 65.0121, 25.4651, 3.7),
    ("18", 64.2222, 27.7278, 1.4),
    ("19", 66.5039, 25.7294, 2.3),
)  # code, latitude, longitude, weight of size
BLOCKS = ((2,), (4,), (6,), (8,), (10,), (1,), (4, 4))
BLOCK_WEIGHTS = (8, 38, 30, 8, 6, 5, 5)


@dataclass(frozen=True)
class Size:
    """How large a round is, and how tight."""

    applications: int
    hosts: int
    mentees: int
    mentors: int
    days: int
    scarce: bool = True


SIZES = {
    "sample": Size(applications=90, hosts=90, mentees=30, mentors=25, days=80),
    "S": Size(applications=60, hosts=40, mentees=0, mentors=0, days=37),
    "M": Size(applications=500, hosts=350, mentees=0, mentors=0, days=47),
    "L": Size(applications=2000, hosts=1400, mentees=0, mentors=0, days=57),
}


def instance(size: Size, *, seed: int) -> Problem:
    """A round drawn from a seed."""
    return Draw(size, random.Random(seed)).problem()


class Draw:
    """Draws one round; the order of its methods is part of the instance."""

    def __init__(self, size: Size, chance: random.Random) -> None:
        self.size = size
        self.chance = chance
        self.dates = _working_days(date(2027, 8, 30), size.days)
        self.topics = [f"topic-{number:02}" for number in range(12)]
        self.slots = _slots(self.dates)

    def problem(self) -> Problem:
        """All parts together."""
        hosts = tuple(self.host(number) for number in range(self.size.hosts))
        shadowing = tuple(self.guest(number, hosts) for number in range(self.size.applications))
        mentors = tuple(self.mentor(number) for number in range(self.size.mentors))
        mentees = tuple(self.mentee(number) for number in range(self.size.mentees))
        return Problem(
            days=tuple(Day(date=day) for day in self.dates),
            slots=self.slots,
            organisations=self.organisations(),
            travel=_ways(),
            rates=Rates(day=3000, night=10500),
            applications=shadowing + mentees,
            host_offers=hosts,
            mentor_offers=mentors,
        )

    def organisations(self) -> tuple[Organisation, ...]:
        """Budgets and places grow with the size of the council."""
        whole = sum(seat[3] for seat in SEATS)
        share = 0.1 if self.size.scarce else 0.2
        each = 23000 if self.size.scarce else 42000
        return tuple(
            Organisation(
                id=code,
                guests_per_day=max(1, round(share * self.size.hosts * weight / whole * 4)),
                travel_budget=round(each * self.size.applications * weight / whole) + 20000,
                balance_tolerance=max(1, round(self.size.applications * weight / whole / 10)),
            )
            for code, _, _, weight in SEATS
        )

    def home(self) -> str:
        return self.chance.choices([seat[0] for seat in SEATS], [seat[3] for seat in SEATS])[0]

    def free(self, *, busy: float, weeks: int) -> Free:
        """Days without some whole weeks, a fixed weekday for some, and single busy days."""
        away = {
            self.chance.choice(self.dates).isocalendar().week for _ in range(self.chance.randint(0, weeks))
        }
        weekday = self.chance.randint(0, 4) if self.chance.random() < 0.22 else None
        days = [day for day in self.dates if day.isocalendar().week not in away and day.weekday() != weekday]
        return Free(days=tuple(day for day in days if self.chance.random() >= busy))

    def some_topics(self, most: int) -> list[str]:
        weights = [1 / (rank + 1) ** 0.6 for rank in range(len(self.topics))]
        drawn = self.chance.choices(self.topics, weights, k=self.chance.randint(1, most))
        return list(dict.fromkeys(drawn))

    def languages(self) -> tuple[str, ...]:
        return self.chance.choice((("fi",), ("fi", "en"), ("fi", "sv"), ("fi", "en"), ("sv", "en")))

    def strengths(self) -> tuple[TopicOffer, ...]:
        offered = self.some_topics(4)
        return tuple(TopicOffer(topic=one, strength=self.chance.choice((60, 80, 100))) for one in offered)

    def host(self, number: int) -> HostOffer:
        loose = 0 if self.size.scarce else 1
        return HostOffer(
            id=f"host-{number:05}",
            person=f"host-person-{number:05}",
            organisation=self.home(),
            topics=self.strengths(),
            languages=self.languages(),
            free=self.free(busy=0.35 if self.size.scarce else 0.25, weeks=4),
            guests_per_day=self.chance.randint(1, 2 + loose),
            most_stays=self.chance.randint(1, 2 + 2 * loose),
            preferred_organisations=(self.home(),),
        )

    def guest(self, number: int, hosts: tuple[HostOffer, ...]) -> Application:
        """Every tenth guest is also a host, so that nobody may be in two places."""
        both = number % 10 == 0 and number < len(hosts)
        wishes = self.chance.sample([host.id for host in hosts], self.chance.randint(0, 2))
        return Application(
            id=f"guest-{number:05}",
            kind="shadowing",
            person=f"host-person-{number:05}" if both else f"guest-person-{number:05}",
            organisation=hosts[number].organisation if both else self.home(),
            needs=Stay(blocks=self.chance.choices(BLOCKS, BLOCK_WEIGHTS)[0]),
            free=self.free(busy=0.25, weeks=3),
            topics=tuple(TopicWish(topic=topic) for topic in self.some_topics(5)),
            languages=self.languages(),
            max_minutes=self.chance.randint(90, 480),
            max_cost=self.chance.randint(25000, 100000),
            excluded_organisations=tuple({self.home() for _ in range(self.chance.randint(0, 2))}),
            wishes=tuple(Wish(offer=wish, weight=self.chance.choice((50, 100))) for wish in wishes),
            priority=10 + 3 * (self.chance.random() < 0.12) + 2 * (self.chance.random() < 0.18),
        )

    def mentor(self, number: int) -> MentorOffer:
        return MentorOffer(
            id=f"mentor-{number:05}",
            person=f"host-person-{number:05}" if number % 5 == 0 else f"mentor-person-{number:05}",
            organisation=self.home(),
            topics=self.strengths(),
            languages=self.languages(),
            slots=tuple(slot.id for slot in self.chance.sample(self.slots, 3)),
            most_mentees=self.chance.randint(1, 2),
        )

    def mentee(self, number: int) -> Application:
        return Application(
            id=f"mentee-{number:05}",
            kind="mentoring",
            person=f"guest-person-{number:05}",
            organisation=self.home(),
            needs=Sessions(count=self.chance.choice((4, 6)), every_weeks=self.chance.choice((1, 2))),
            slots=tuple(slot.id for slot in self.chance.sample(self.slots, 5)),
            topics=tuple(TopicWish(topic=topic) for topic in self.some_topics(3)),
            languages=self.languages(),
        )


def _working_days(first: date, number: int) -> tuple[date, ...]:
    days = (first + timedelta(days=step) for step in range(2 * number))
    working = [day for day in days if day.weekday() < 5 and day != date(2027, 12, 6)]
    return tuple(working[:number])


def _slots(dates: tuple[date, ...]) -> tuple[Slot, ...]:
    return tuple(
        Slot(
            id=f"slot-{weekday}-{hour}",
            weekday=weekday,
            start=time(hour),
            minutes=60,
            dates=tuple(day for day in dates if day.isoweekday() == weekday),
        )
        for weekday in range(1, 6)
        for hour in (9, 13)
    )


def _ways() -> tuple[Travel, ...]:
    return tuple(_way(one, other) for one in SEATS for other in SEATS if one != other)


def _way(one: tuple[str, float, float, float], other: tuple[str, float, float, float]) -> Travel:
    distance = _kilometres(one[1:3], other[1:3])
    road, rail = distance * 1.3 / 80 * 60 + 10, distance * 1.15 / 120 * 60 + 55
    by_rail = rail < road and distance > 120
    return Travel(
        origin=one[0],
        destination=other[0],
        minutes=round(rail if by_rail else road),
        cost=round(distance * 1.3 * (13 if by_rail else 30)),
        co2=round(distance * 1.3 * (1 if by_rail else 120)),
    )


def _kilometres(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    north, east = (math.radians(there - here) for here, there in zip(one, other, strict=True))
    across = math.cos(math.radians(one[0])) * math.cos(math.radians(other[0])) * math.sin(east / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(math.sin(north / 2) ** 2 + across))


def main() -> None:
    """Write one instance to a file."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--size", choices=sorted(SIZES), default="sample")
    asked.add_argument("--tightness", choices=("scarce", "loose"), default="scarce")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--output", type=Path)
    wanted = asked.parse_args()
    size = SIZES[wanted.size]
    drawn = instance(replace(size, scarce=wanted.tightness == "scarce"), seed=wanted.seed)
    text = drawn.model_dump_json()
    if wanted.output:
        wanted.output.write_text(text)
    else:
        sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
