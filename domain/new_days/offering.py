"""The nearest other days at the same host, offered to the two of a stay that broke, before any repair."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from domain.asks import asks
from domain.doubt_answers import AGREED_LEAD
from domain.events import record
from domain.new_days.asked import QUESTION, role
from domain.possible_dates import possible_dates
from domain.working_days import in_working_days, subtract_working_days
from models import streams
from models.doubts import Days
from models.exchanges import Appointment, Exchange
from models.new_days import NewDays
from models.running_facts import NewDaysOffered
from models.timeline import EVENING, MORNING, local_day, moment

MOST = 3
ANSWERED_WITHIN = 3  # working days
LEAST = timedelta(hours=2)


def offer(db: Session, exchange: Exchange, part: Appointment, *, now: datetime) -> NewDays | None:
    """Ask both at once, if there are such days; until they have answered no repair is looked for."""
    possible = possible_dates(db, exchange, part, now=now, most=MOST)
    if not possible:
        return None
    row = NewDays(
        exchange_id=exchange.id, possible=possible, offered_at=now, answer_by=answer_by(possible, now=now)
    )
    db.add(row)
    db.flush()
    exchange.rests_until = row.answer_by
    for person in (exchange.guest, exchange.host):
        asks.put(
            db,
            QUESTION,
            on=streams.of_exchange(exchange.id),
            subject_id=row.id,
            occasion=role(exchange, person),
            to=person,
            plan=plan(row, now=now),
            now=now,
        )
    fact = NewDaysOffered(exchange_id=exchange.id, new_days_id=row.id)
    record(db, fact, on=streams.of_exchange(exchange.id), now=now)
    return row


def answer_by(possible: tuple[Days, ...], *, now: datetime, within: int = ANSWERED_WITHIN) -> datetime:
    """Some working days, but the last of the possible days must still lie ahead."""
    last = max(each.first_day for days in possible for each in days.blocks)
    eve = moment(subtract_working_days(last, AGREED_LEAD + 1), EVENING)
    return max(min(in_working_days(now, within, EVENING), eve), now + LEAST)


def plan(row: NewDays, *, now: datetime) -> asks.Plan:
    remind = moment(local_day(row.answer_by), MORNING)
    soon = in_working_days(now, 1)
    return asks.Plan(row.answer_by, reminders=(remind,) if soon < remind < row.answer_by else ())
