"""The other time that an invented person proposes from their calendar."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from domain import doubts, exchanges, meetings
from domain.obstacles import wishes
from domain.possible_dates import possible_dates
from invites.meetings import AllDay
from models.exchanges import Appointment, Exchange
from models.invites import Invite
from models.mails import Mail
from models.timeline import local_day, moment
from workers.answering import Answering

SATURDAY = 6


def another_time(
    db: Session, mail: Mail, answering: Answering, *, is_possible: bool, now: datetime
) -> Answering:
    """Of a stay its days, of a series its next session; the nearest possible time, or a Saturday."""
    found = select(Invite).where(Invite.id == mail.invite_id).options(selectinload(Invite.attendees))
    invite = db.scalars(found).one()
    exchange = exchanges.load(db, invite.of_exchange)
    part = _next(exchange, invite, now=now)
    possible = possible_dates(db, exchange, part, now=now, most=1) if is_possible else ()
    if possible:
        wish = wishes(exchange, possible[0])[0]
        starts = wish.block.first_day if wish.block else wish.start
    else:
        starts = _on_saturday(part)
    return replace(answering, starts=_as_asked(part, starts), occurrence=part.original_starts_at)


def _next(exchange: Exchange, invite: Invite, *, now: datetime) -> Appointment:
    part = doubts.part_of(exchange, invite, None)
    ahead = (each for each in meetings.main(exchange) if meetings.begins(each) > now)
    return part or next(ahead, meetings.main(exchange)[-1])


def _on_saturday(part: Appointment) -> date | datetime:
    day = local_day(meetings.begins(part))
    saturday = day + timedelta(days=SATURDAY - day.isoweekday())
    return moment(saturday, meetings.begins(part).time()) if part.starts_at else saturday


def _as_asked(part: Appointment, starts: date | datetime | None) -> date | datetime | None:
    """Days stay days where the calendar shows whole days; else the clock time of the first day is kept."""
    when = meetings.when(part)
    if isinstance(starts, datetime) or starts is None or isinstance(when, AllDay):
        return starts
    return moment(starts, meetings.begins(part).time())
