"""Rounds of any size, the same for the same seed on any machine.

    python benchmarks/instances.py --size S --tightness scarce --seed 7 --output P.json

Seats and distances are real; people, days and limits are drawn. Scarce rounds lack travel money (the largest
lacks places), loose ones nothing much.
"""

import argparse
import sys
from collections import Counter
from datetime import date, time, timedelta
from pathlib import Path
from random import Random

from benchmarks.people import Cast
from benchmarks.seats import Seat, seats, ways
from benchmarks.sizes import SIZES as SIZES  # callers name sizes in the same breath
from benchmarks.sizes import TIGHTNESSES, Size, Tightness
from solver.problem import (
    Application,
    Day,
    HostOffer,
    Organisation,
    Problem,
    Rates,
    Slot,
    fingerprint,
)

FIRST_DAY, INDEPENDENCE_DAY = date(2027, 8, 30), date(2027, 12, 6)
GRANT = 20_000  # what every organisation has for travel, besides a sum for each applicant


def instance(size: Size, tightness: Tightness = TIGHTNESSES["scarce"], *, seed: int) -> Problem:
    """A round drawn from a seed."""
    chance = Random(seed)
    places, dates = seats(size.organisations, chance), _working_days(size.days)
    slots = _slots(dates) if size.mentors else ()
    cast = Cast(chance, size, tightness, places, dates, slots)
    hosts = tuple(cast.host(number) for number in range(size.hosts))
    guests = tuple(cast.guest(number, hosts) for number in range(size.guests))
    mentors = tuple(cast.mentor(number) for number in range(size.mentors))
    return Problem(
        days=tuple(Day(date=day) for day in dates),
        slots=slots,
        organisations=_organisations(places, hosts, guests, tightness),
        travel=ways(places),
        rates=Rates(day=3000, night=10_500),
        applications=guests + tuple(cast.mentee(number) for number in range(size.mentees)),
        host_offers=hosts,
        mentor_offers=mentors,
    )


def _organisations(
    places: tuple[Seat, ...],
    hosts: tuple[HostOffer, ...],
    guests: tuple[Application, ...],
    tightness: Tightness,
) -> tuple[Organisation, ...]:
    """Places grow with the hosts, budgets and tolerances with the guests."""
    hosting = Counter(host.organisation for host in hosts)
    sending = Counter(guest.organisation for guest in guests)
    return tuple(
        Organisation(
            id=place.id,
            guests_per_day=max(1, round(tightness.places * hosting[place.id])),
            travel_budget=tightness.budget * sending[place.id] + GRANT,
            balance_tolerance=max(1, sending[place.id] // 10),
        )
        for place in places
    )


def _working_days(number: int) -> tuple[date, ...]:
    days = (FIRST_DAY + timedelta(days=step) for step in range(2 * number))
    working = [day for day in days if day.weekday() < 5 and day != INDEPENDENCE_DAY]
    return tuple(working[:number])


def _slots(dates: tuple[date, ...]) -> tuple[Slot, ...]:
    """An hour at nine and at one on each weekday."""
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


def main() -> None:
    """Write one round to a file, or to the screen."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--size", choices=SIZES, default="sample")
    asked.add_argument("--tightness", choices=TIGHTNESSES, default="scarce")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--output", type=Path)
    wanted = asked.parse_args()
    problem = instance(SIZES[wanted.size], TIGHTNESSES[wanted.tightness], seed=wanted.seed)
    text = problem.model_dump_json() + "\n"
    if wanted.output:
        wanted.output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    told = f"{wanted.size} {wanted.tightness} {wanted.seed}: {len(problem.applications)} applications"
    print(f"{told}, input_sha256 {fingerprint(problem)}", file=sys.stderr)


if __name__ == "__main__":
    main()
