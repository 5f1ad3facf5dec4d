"""Moving a confirmed exchange in place: its calendar entry, its link and its guests stay what they are."""

from collections.abc import Iterable
from datetime import datetime
from itertools import count
from uuid import UUID

from sqlalchemy.orm import Session

from domain import invitations, meetings, places
from domain.events import record
from domain.obstacles import Wish, wishes
from models import streams
from models.doubts import Days
from models.exchanges import Appointment, Exchange
from models.facts import ExchangeMoved


def move_to(db: Session, exchange: Exchange, days: Days, *, now: datetime, actor_id: UUID | None) -> None:
    """Change the days; everybody's calendar follows with one update. Refused where no place is left."""
    if not wishes(exchange, days):
        return
    put(db, exchange, days)
    invitations.follow(db, exchange, now=now)
    fact = ExchangeMoved(exchange_id=exchange.id)
    record(db, fact, on=streams.of_exchange(exchange.id), now=now, actor_id=actor_id)


def put(db: Session, exchange: Exchange, days: Days) -> None:
    """Take these days instead, telling nobody yet."""
    moved = wishes(exchange, days)
    places.give_back(db, exchange)
    is_anew = {each.number for each in exchange.series} <= {each.appointment.number for each in moved}
    for wish in moved:
        _set(wish, is_anew=is_anew)
    db.flush()
    places.take(db, exchange, meetings.planned(exchange))


def replace(db: Session, exchange: Exchange, appointments: Iterable[Appointment]) -> None:
    """By others; what came on top of a series stays, under its own number."""
    extra = [each for each in exchange.appointments if exchange.series and not each.original_starts_at]
    kept = {each.number for each in extra}
    exchange.appointments[:] = extra
    db.flush()
    numbers = (number for number in count(1) if number not in kept)
    for number, appointment in zip(numbers, appointments, strict=False):
        appointment.number = number
        exchange.appointments.append(appointment)
    db.flush()
    db.refresh(exchange, ["appointments"])


def _set(wish: Wish, *, is_anew: bool) -> None:
    """A series that begins anew has new original starts; a session that moves alone keeps its own."""
    row = wish.appointment
    if wish.block is not None:
        row.first_day, row.last_day = wish.block.first_day, wish.block.last_day
        row.first_half, row.last_half = wish.block.first_half, wish.block.last_half
    if wish.start is not None:
        row.starts_at = wish.start
        if is_anew and row.original_starts_at is not None:
            row.original_starts_at = wish.start
