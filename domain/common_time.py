"""When the two of an exchange could meet: both can, both have nothing else, and the host has a place left."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from domain import busy_times, places
from domain.freedom import freedom
from domain.slots import MENTORING_WEEKS
from domain.working_days import in_working_days, working_days
from models.applications import Application
from models.exchanges import Exchange, GuestDay, SessionStart
from models.offers import Offer
from models.organisations import ClosedDay, Organisation
from models.rounds import Round
from models.states import Half, Kind
from models.timeline import local, local_day
from solver import problem as p
from solver.days import Calendar, calendar, free_halves

NOON = 12
SERIES_MAY_GROW = timedelta(weeks=3)
Halves = Iterable[tuple[date, Half]]
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class CommonTime:
    """The half days of the window as bits: when each of the two can, and when a place is left."""

    window: Calendar
    earliest: date
    guest: int
    host: int
    room: int
    busy: tuple[Span, ...]  # other sessions of either

    @property
    def both(self) -> int:
        return self.guest & self.host & self.room & self._from_earliest

    @property
    def _from_earliest(self) -> int:
        return halves_as_bits(
            self.window, ((day, half) for day in self.window.dates if day >= self.earliest for half in Half)
        )


def common_time(
    db: Session,
    exchange: Exchange,
    *,
    now: datetime,
    lead: int | None = None,
    until: date | None = None,
) -> CommonTime:
    """What is known of both people, besides this exchange itself.

    `lead` is how many working days ahead the first possible day is; usually the other side has the days of
    a hold to answer first. `until` is a day that counts although a plan would not go so far.
    """
    round_ = db.get_one(Round, exchange.round_id)
    lead = 1 + round_.hold_working_days if lead is None else lead
    window = _window(exchange, round_, until=until)
    asks, gives = _told_free(db, exchange, round_, window)
    sits = _other_sittings(db, exchange)
    sitting = halves_as_bits(window, (half for span in sits for half in halves_between(*span)))
    sitting = sitting if exchange.kind is Kind.SHADOWING else 0
    open_ = ~_closed(db, exchange, window)
    return CommonTime(
        window=window,
        earliest=local_day(in_working_days(now, lead)),
        guest=asks & ~_visiting(db, exchange, exchange.guest_id, window) & ~sitting & open_,
        host=gives & ~_visiting(db, exchange, exchange.host_id, window) & ~sitting & open_,
        room=window.open & ~_full(db, exchange, window),
        busy=sits,
    )


def _told_free(db: Session, exchange: Exchange, round_: Round, window: Calendar) -> tuple[int, int]:
    """When the guest and the host can, as they and their calendars say; nobody is asked beyond the round."""
    days = tuple(day for day in window.dates if day <= round_.last_day)
    rows = (db.get_one(Application, exchange.application_id), db.get_one(Offer, exchange.offer_id))
    of = (exchange.application_id, exchange.offer_id)
    free = freedom(db, days, busy=busy_times.taken(db, round_, rows, days), of=of)
    late = ((day, half) for day in window.dates if day > round_.last_day for half in Half)
    beyond = halves_as_bits(window, late)
    return free_halves(window, free[of[0]]) | beyond, free_halves(window, free[of[1]]) | beyond


def halves_as_bits(window: Calendar, halves: Halves) -> int:
    """Half days as bits; those outside the window are left out."""
    bits = 0
    for day, half in halves:
        if day in window.number:
            bits |= (1 if half is Half.MORNING else 2) << 2 * window.number[day]
    return bits


def _window(exchange: Exchange, round_: Round, *, until: date | None) -> Calendar:
    """Stays lie within the round; a mentoring may go on after its last day."""
    last = round_.last_day
    if exchange.kind is Kind.MENTORING:
        last = max(last, round_.first_day + timedelta(weeks=MENTORING_WEEKS), until or last)
        starts = (each.starts_at for each in exchange.appointments if each.starts_at)
        last = max([last, *(local_day(each) + SERIES_MAY_GROW for each in starts)])
    days = tuple(p.Day(date=day) for day in working_days(round_.first_day, last))
    crossing = round_.may_cross_weekends
    return calendar(p.Problem(days=days, may_cross_weekend=crossing, organisations=(), applications=()))


def _closed(db: Session, exchange: Exchange, window: Calendar) -> int:
    """Closed councils take and send nobody; sessions are held from one's own desk."""
    if exchange.kind is Kind.MENTORING:
        return 0
    homes = (exchange.guest.organisation_id, exchange.offer.organisation_id)
    days = db.scalars(select(ClosedDay.day).where(ClosedDay.organisation_id.in_(homes)))
    return halves_as_bits(window, ((day, half) for day in days for half in Half))


def _visiting(db: Session, exchange: Exchange, person_id: UUID, window: Calendar) -> int:
    """When somebody is a guest elsewhere, or has a guest: a host of several guests counts under `room`."""
    mine = [GuestDay.guest_id == person_id]
    if person_id == exchange.guest_id or exchange.kind is Kind.MENTORING:
        mine.append(GuestDay.host_id == person_id)
    taken = select(GuestDay.day, GuestDay.half).where(GuestDay.exchange_id != exchange.id, or_(*mine))
    return halves_as_bits(window, ((day, half) for day, half in db.execute(taken)))


def _full(db: Session, exchange: Exchange, window: Calendar) -> int:
    """When the host or the host's organisation has as many guests as they take."""
    if exchange.kind is Kind.MENTORING:
        return 0
    offer = db.get_one(Offer, exchange.offer_id)
    most = db.get_one(Organisation, offer.organisation_id).guests_per_day
    taken = db.execute(
        select(GuestDay.offer_id, GuestDay.day, GuestDay.half).where(
            GuestDay.organisation_id == offer.organisation_id, GuestDay.exchange_id != exchange.id
        )
    ).all()
    at_offer = Counter((day, half) for offer_id, day, half in taken if offer_id == offer.id)
    everywhere = Counter((day, half) for _offer_id, day, half in taken)
    full = {each for each, guests in at_offer.items() if guests >= offer.guests_per_day}
    full |= {each for each, guests in everywhere.items() if most is not None and guests >= most}
    return halves_as_bits(window, full)


def _other_sittings(db: Session, exchange: Exchange) -> tuple[Span, ...]:
    of_either = SessionStart.person_id.in_((exchange.guest_id, exchange.host_id))
    found = places.sittings(db, of_either & (SessionStart.exchange_id != exchange.id))
    return tuple((each.start, each.end) for each in found)


def halves_between(start: datetime, end: datetime) -> Halves:
    """The halves of one day from a start to an end; noon itself belongs to neither."""
    first, last = local(start), local(end)
    day = first.date()
    if first.hour < NOON:
        yield day, Half.MORNING
    if last.date() > day or last.hour * 60 + last.minute > NOON * 60:
        yield day, Half.AFTERNOON
