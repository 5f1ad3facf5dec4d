"""The rhythm of a pair, found again when a calendar changes: what cannot be moves, nothing else."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain import busy_times, meetings, sessions
from domain.behalf import Behalf, note
from domain.possible_dates import possible_dates
from domain.slots import JULY
from domain.working_days import is_working_day
from models.exchanges import Appointment, Exchange
from models.rounds import Round
from models.timeline import local_day

CHOICES = 40  # how many nearby times are tried for one session


def clashing(db: Session, exchange: Exchange, *, now: datetime) -> list[Appointment]:
    """Sessions to come on a holiday, in July, or when one of the two is busy with something else."""
    ahead = [each for each in meetings.planned(exchange) if meetings.begins(each) > now]
    return [each for each in ahead if _clashes(db, exchange, meetings.begins(each), each)]


def find_again(db: Session, exchange: Exchange, *, now: datetime, behalf: Behalf) -> list[Appointment]:
    """Move each of them to the nearest time that suits both; those without one stay, for the pair to see."""
    moved = []
    for each in clashing(db, exchange, now=now):
        to = _nearest(db, exchange, each, now=now)
        if to is not None:
            sessions.put_at(db, exchange, each, to=to)
            note(each, behalf, now=now)
            moved.append(each)
    if moved:
        sessions.follow(db, exchange, behalf, now=now)
    return moved


def _nearest(db: Session, exchange: Exchange, session: Appointment, *, now: datetime) -> datetime | None:
    at = exchange.appointments.index(session)
    for days in possible_dates(db, exchange, session, now=now, most=CHOICES):
        start = days.starts[at]
        if not _clashes(db, exchange, start, session):
            return start
    return None


def _clashes(db: Session, exchange: Exchange, start: datetime, session: Appointment) -> bool:
    day = local_day(start)
    if day.month == JULY or not is_working_day(day):
        return True
    round_ = db.get_one(Round, exchange.round_id)
    end = start + (meetings.ends(session) - meetings.begins(session))
    people = (exchange.guest_id, exchange.host_id)
    return any(busy_times.is_busy(db, round_, each, start, end) for each in people)
