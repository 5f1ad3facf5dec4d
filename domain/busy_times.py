"""The half days that people's own calendars take from a round."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.freedom import Halves
from domain.meetings import ENDS, STARTS
from domain.places import sittings
from domain.slots import SESSION_MINUTES, parse_slot
from models.applications import Application
from models.exchanges import Exchange, GuestDay, SessionStart
from models.feeds import BusyRule, BusySource, BusyTime
from models.offers import Offer
from models.rounds import Round
from models.states import Half, Kind
from models.timeline import days as every_day
from models.timeline import local, local_day, moment

LEAST_MINUTES = 120  # unless HR says otherwise
NOON = 12
Span = tuple[datetime, datetime]


def least_minutes(db: Session, round_: Round) -> int:
    """How long something lasts before it takes a half day of this round."""
    said = db.scalar(select(BusyRule.least_minutes).where(BusyRule.round_id == round_.id))
    return LEAST_MINUTES if said is None else said


def say_least_minutes(db: Session, round_: Round, minutes: int) -> None:
    """HR's word on that; the next plan follows it."""
    rule = db.scalar(select(BusyRule).where(BusyRule.round_id == round_.id))
    if rule is None:
        rule = BusyRule(round_id=round_.id)
        db.add(rule)
    rule.least_minutes = minutes
    db.flush()


def taken(
    db: Session, round_: Round, rows: Iterable[Application | Offer], window: tuple[date, ...]
) -> dict[UUID, Halves]:
    """By application or offer: half days on which its person is busy with what is not of this round."""
    busy = _spans(db, least=timedelta(minutes=least_minutes(db, round_)))
    own = _own_halves(db, round_)
    found: dict[UUID, Halves] = {}
    for row in rows:
        its = set(_halves(row, busy.get(row.person_id, []), window)) - own[row.person_id]
        if its:
            found[row.id] = defaultdict(set)
            for day, half in its:
                found[row.id][day].add(half)
    return found


def is_taken(db: Session, round_: Round, person_id: UUID, start: datetime, end: datetime) -> bool:
    """Whether something long in somebody's own calendar lies on these hours, which this round has not put
    there itself.
    """
    day = local_day(start)
    if {(day, half) for half in _touched(start, end)} <= _own_halves(db, round_)[person_id]:
        return False
    spans = _spans(db, least=timedelta(minutes=least_minutes(db, round_)))
    return any(begins < end and start < ends for begins, ends in spans.get(person_id, []))


def is_busy(db: Session, round_: Round, person_id: UUID, start: datetime, end: datetime) -> bool:
    """Whether something else than just these hours lies on them in somebody's own calendar."""
    spans = _spans(db, least=timedelta(minutes=least_minutes(db, round_)))
    mine = (each for each in spans.get(person_id, []) if each != (start, end))
    return any(begins < end and start < ends for begins, ends in mine)


def _spans(db: Session, *, least: timedelta) -> dict[UUID, list[Span]]:
    found: dict[UUID, list[Span]] = defaultdict(list)
    rows = select(BusySource.person_id, BusyTime.starts_at, BusyTime.ends_at)
    for person_id, start, end in db.execute(rows.join(BusyTime, BusyTime.source_id == BusySource.id)):
        if end - start >= least:
            found[person_id].append((start, end))
    return found


def _halves(
    row: Application | Offer, spans: list[Span], window: tuple[date, ...]
) -> Iterator[tuple[date, Half]]:
    """Of a stay the working hours count, of mentoring only the hours of its weekly times."""
    inside = set(window)
    for start, end in spans:
        for day in every_day(local_day(start), local_day(end)):
            if day in inside:
                yield from (
                    (day, half) for half, hours in _hours(row, day) if hours[0] < end and start < hours[1]
                )


def _hours(row: Application | Offer, day: date) -> Iterator[tuple[Half, Span]]:
    if row.kind is Kind.SHADOWING or not row.slots:
        yield from ((half, (moment(day, STARTS[half]), moment(day, ENDS[half]))) for half in Half)
        return
    for slot in row.slots:
        weekday, clock = parse_slot(slot)
        if weekday == day.isoweekday():
            start = moment(day, clock)
            end = start + timedelta(minutes=SESSION_MINUTES)
            yield from ((half, (start, end)) for half in _touched(start, end))


def _touched(start: datetime, end: datetime) -> Iterator[Half]:
    if local(start).hour < NOON:
        yield Half.MORNING
    if local(end - timedelta(minutes=1)).hour >= NOON:
        yield Half.AFTERNOON


def _own_halves(db: Session, round_: Round) -> dict[UUID, set[tuple[date, Half]]]:
    """What this round has put into people's calendars itself; else nobody could stay where they are."""
    own: dict[UUID, set[tuple[date, Half]]] = defaultdict(set)
    stays = select(GuestDay).join(Exchange, Exchange.id == GuestDay.exchange_id)
    for taken_ in db.scalars(stays.where(Exchange.round_id == round_.id)):
        for person_id in (taken_.guest_id, taken_.host_id):
            own[person_id].add((taken_.day, taken_.half))
    here = select(Exchange.id).where(Exchange.round_id == round_.id)
    for sitting in sittings(db, SessionStart.exchange_id.in_(here)):
        for half in _touched(sitting.start, sitting.end):
            own[sitting.person_id].add((local_day(sitting.start), half))
    return own
