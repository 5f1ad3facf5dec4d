"""The rhythm of a pair, found again when a calendar changes: what cannot be moves, nothing else."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain import busy_times, meetings, sessions
from domain.behalf import Behalf, note
from domain.mentoring import circle_rows, circles
from domain.possible_dates import possible_dates
from domain.refusals import Conflict, Invalid
from domain.slots import JULY
from domain.working_days import is_working_day
from models.exchanges import Appointment, Exchange
from models.languages import _
from models.rounds import Round
from models.states import Kind
from models.timeline import local_day

CHOICES = 40  # how many nearby times are tried for one session


def clashing(db: Session, exchange: Exchange, *, now: datetime) -> list[Appointment]:
    """Sessions to come on a holiday, in July, or when one of them is busy with something else."""
    ahead = [each for each in meetings.planned(exchange) if meetings.begins(each) > now]
    return [each for each in ahead if _clashes(db, exchange, meetings.begins(each), each)]


def find_again(db: Session, exchange: Exchange, *, now: datetime, behalf: Behalf) -> list[Appointment]:
    """Move each of them to the nearest time that suits all; those without one stay, for the pair to see."""
    if exchange.kind is not Kind.MENTORING:
        raise Invalid(_("Only a mentoring has sessions."))
    sessions.refuse_unconfirmed(exchange)
    circles.refuse_follower(db, exchange)
    moved = []
    for each in clashing(db, exchange, now=now):
        if _moves(db, exchange, each, now=now):
            note(each, behalf, now=now)
            moved.append(each)
    if moved:
        sessions.follow(db, exchange, behalf, now=now)
    return moved


def _moves(db: Session, exchange: Exchange, session: Appointment, *, now: datetime) -> bool:
    """To the nearest time at which nobody of its circle sits elsewhere either."""
    at = exchange.appointments.index(session)
    for days in possible_dates(db, exchange, session, now=now, most=CHOICES):
        start = days.starts[at]
        if not _clashes(db, exchange, start, session) and _is_put(db, exchange, session, start):
            return True
    return False


def _is_put(db: Session, exchange: Exchange, session: Appointment, start: datetime) -> bool:
    try:
        sessions.put_at(db, exchange, session, to=start)
    except Conflict:
        return False
    return True


def _clashes(db: Session, exchange: Exchange, start: datetime, session: Appointment) -> bool:
    day = local_day(start)
    if day.month == JULY or not is_working_day(day):
        return True
    round_ = db.get_one(Round, exchange.round_id)
    end = start + (meetings.ends(session) - meetings.begins(session))
    circle = [each.id for each in circle_rows.mentees(db, exchange)]
    people = (exchange.guest_id, exchange.host_id, *circle)
    return any(busy_times.is_busy(db, round_, each, start, end) for each in people)
