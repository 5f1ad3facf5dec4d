"""What a stay will probably cost: the journey both ways, and daily allowances by the year's rates.

Nights are not in it: no rate of ours knows what a hotel takes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from domain import meetings, travel, travel_rates
from domain.travel import ESTIMATE, Trip
from domain.travel_rates import YearRates
from models.exchanges import Appointment, Exchange
from models.languages import Words, _

DAY = timedelta(hours=24)
FULL_AFTER, PART_AFTER = timedelta(hours=10), timedelta(hours=6)
REST_FULL_AFTER, REST_PART_AFTER = timedelta(hours=6), timedelta(hours=2)
NEAREST = 15  # kilometres: no allowance for less
JOURNEY, FULL, PART = "journey", "per_diem_full", "per_diem_part"


@dataclass(frozen=True)
class Line:
    """One part of the sum; the code and how many say it in every language."""

    code: str
    number: int
    cents: int
    is_estimate: bool


@dataclass(frozen=True)
class Journeying:
    """When a guest leaves home for one part of a stay and is back."""

    leaves: datetime
    returns: datetime
    trip: Trip


def journeying(db: Session, exchange: Exchange, part: Appointment) -> Journeying:
    trip = travel.journey(db, exchange.guest.organisation, exchange.host.organisation)
    way = timedelta(minutes=trip.minutes)
    return Journeying(meetings.begins(part) - way, meetings.ends(part) + way, trip)


def of_part(db: Session, exchange: Exchange, part: Appointment) -> tuple[Line, ...]:
    """Tickets or kilometres both ways, and daily allowances; nothing between two desks of one seat."""
    trip = journeying(db, exchange, part)
    rates = travel_rates.in_force(db, trip.leaves.year)
    lines = (_tickets(trip.trip), *_allowances(trip, rates))
    return tuple(each for each in lines if each.cents)


def _tickets(trip: Trip) -> Line:
    return Line(JOURNEY, 1, 200 * trip.euros, trip.source == ESTIMATE)


def _allowances(trip: Journeying, rates: YearRates) -> tuple[Line, ...]:
    if trip.trip.kilometres <= NEAREST:
        return ()
    full, part = days_away(trip.returns - trip.leaves)
    is_estimate = rates.warning is not None
    counted = ((FULL, full), (PART, part))
    return tuple(Line(code, days, days * (rates.cents(code) or 0), is_estimate) for code, days in counted)


def in_words(code: str, number: int) -> Words:
    """What a line is for."""
    return {
        JOURNEY: _("Journey there and back"),
        FULL: _("Daily allowances, full: {days}", days=number),
        PART: _("Daily allowances, part of a day: {days}", days=number),
    }[code]


def days_away(away: timedelta) -> tuple[int, int]:
    """Full and part daily allowances of one journey, as Finnish travel rules count them.

    A first day counts in full beyond ten hours and in part beyond six; after full days of 24 hours the rest
    counts in full beyond six hours and in part from two.
    """
    whole, rest = divmod(away, DAY)
    if whole == 0:
        return int(rest > FULL_AFTER), int(PART_AFTER < rest <= FULL_AFTER)
    is_full = rest > REST_FULL_AFTER
    return whole + int(is_full), int(rest >= REST_PART_AFTER and not is_full)
