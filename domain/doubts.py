"""The rows of what is asked after a no: which are open, until when a place is held, which part is meant."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from domain import behalf as written_down
from domain import meetings
from domain.behalf import Behalf
from domain.events import record
from domain.invitations import stored
from domain.obstacles import Wish, days_of_series, days_with, wishes
from domain.working_days import in_working_days, subtract_working_days
from invites.meetings import Move, Series
from models import streams
from models.doubts import Days, Doubt
from models.exchanges import Appointment, Exchange
from models.facts import DoubtSettled
from models.invites import Invite
from models.people import Person
from models.rounds import Round
from models.states import AppointmentState, DoubtState, ExchangeState
from models.timeline import EVENING, MORNING, local_day, moment

NEAR = timedelta(hours=2)  # to answer, where the days are about to begin
LONG = 2  # working days of a hold from which on somebody is reminded


def open_of(db: Session, exchange: Exchange) -> list[Doubt]:
    found = select(Doubt).where(Doubt.exchange_id == exchange.id, Doubt.settled_at.is_(None))
    return list(db.scalars(found.order_by(Doubt.raised_at, Doubt.id)))


def mine(
    db: Session, exchange: Exchange, invite: Invite, person_id: UUID, session_at: datetime | None
) -> Doubt | None:
    """What this person has been asked about all of this calendar entry, or about one session of it."""
    found = (each for each in open_of(db, exchange) if each.person_id == person_id)
    return next(
        (each for each in found if (each.invite_id, each.session_at) == (invite.id, session_at)), None
    )


def invite_of(db: Session, doubt: Doubt) -> Invite:
    found = select(Invite).where(Invite.id == doubt.invite_id).options(selectinload(Invite.attendees))
    return db.scalars(found).one()


def part_of(exchange: Exchange, invite: Invite, session_at: datetime | None) -> Appointment | None:
    """The appointment that is meant; None for a whole series."""
    rows = exchange.appointments
    if invite.covers == meetings.SERIES:
        return next((each for each in rows if session_at and each.original_starts_at == session_at), None)
    return next((each for each in rows if each.number == invite.covers), None)


def is_one(exchange: Exchange, part: Appointment | None) -> bool:
    """Whether one session of several is meant: it stays until it is answered, and ends nothing but itself."""
    return part is not None and part.starts_at is not None and len(exchange.appointments) > 1


def part_in(db: Session, exchange: Exchange, doubt: Doubt) -> Appointment | None:
    return part_of(exchange, invite_of(db, doubt), doubt.session_at)


def meant(exchange: Exchange, part: Appointment | None, days: Days) -> Days:
    """The exchange as it is by now with the part in doubt on those days; without a part, its series."""
    if part is None and not days.starts:
        return days
    if part is None:
        told = zip(exchange.appointments, days.starts, strict=False)  # less, if one was added since
        return days_of_series(exchange, (start for row, start in told if row.original_starts_at))
    number = exchange.appointments.index(part)
    block = days.blocks[number] if days.blocks else None
    return days_with(exchange, Wish(part, block=block, start=days.starts[number] if days.starts else None))


def offered(db: Session, exchange: Exchange, doubt: Doubt) -> tuple[Days, ...]:
    """What would be by each of the possible days."""
    part = part_in(db, exchange, doubt)
    return tuple(meant(exchange, part, days) for days in doubt.possible)


def wanted(db: Session, exchange: Exchange, doubt: Doubt) -> Days:
    """What would be by the chosen days."""
    return meant(exchange, part_in(db, exchange, doubt), doubt.chosen) if doubt.chosen else Days()


def asked_at(exchange: Exchange, invite: Invite, email: str, session_at: datetime | None) -> int:
    """The SEQUENCE that a doubt is about: of a whole series the newest, whichever session that was about."""
    is_whole = part_of(exchange, invite, session_at) is None
    return invite.sequence if is_whole else asked_now(invite, email, session_at)


def asked_now(invite: Invite, email: str, session_at: datetime | None) -> int:
    """The SEQUENCE of the question that stands before somebody, about the whole or about one session."""
    meeting = stored(invite)
    if meeting is None or (attendee := meeting.attendee(email)) is None:
        return invite.sequence
    return max(attendee.asked, *(each.sequence for each in _moves(invite) if each.original == session_at), 0)


def _moves(invite: Invite) -> tuple[Move, ...]:
    meeting = stored(invite)
    return meeting.when.moved if meeting and isinstance(meeting.when, Series) else ()


def is_overtaken(db: Session, exchange: Exchange, doubt: Doubt, *, now: datetime) -> bool:
    """Whether what it is about is over, or has been moved, broken off or ended meanwhile."""
    invite = invite_of(db, doubt)
    part = part_of(exchange, invite, doubt.session_at)
    email = db.get_one(Person, doubt.person_id).email
    return (
        exchange.state is not ExchangeState.CONFIRMED
        or invite.cancelled_at is not None
        or (part is not None and part.state is AppointmentState.CANCELLED)
        or ends(exchange, part) <= now
        or asked_now(invite, email, doubt.session_at) > doubt.asked
        or (part is None and any(each.sequence > doubt.asked for each in _moves(invite)))
    )


def held_until(round_: Round, begins: datetime, *, now: datetime) -> datetime:
    """The evening of the last working day of the hold, but never into the days themselves."""
    usual = in_working_days(now, round_.hold_working_days, EVENING)
    eve = moment(subtract_working_days(local_day(begins), 1), EVENING)
    return max(min(usual, eve), now + NEAR)


def reminded_at(deadline: datetime, *, now: datetime) -> datetime | None:
    """The morning of the last day, where people have had some days."""
    if deadline < in_working_days(now, LONG):
        return None
    return moment(local_day(deadline), MORNING)


def begins(
    exchange: Exchange, part: Appointment | None, days: Days | None = None, *, now: datetime
) -> datetime:
    """When what is in doubt begins: as planned, or on the chosen days if these come first."""
    planned = meetings.begins(part) if part else _next_begins(exchange, now=now)
    if days is None:
        return planned
    return min([planned, *begins_of(exchange, days)])


def begins_of(exchange: Exchange, days: Days) -> list[datetime]:
    """When each part that would be elsewhere would begin."""
    return [_begins(wish) for wish in wishes(exchange, days)]


def ends(exchange: Exchange, part: Appointment | None) -> datetime:
    """When what is in doubt is over."""
    rows = [part] if part else meetings.main(exchange)
    return max(meetings.ends(each) for each in rows)


def _next_begins(exchange: Exchange, *, now: datetime) -> datetime:
    """Of a series that is under way, what is still ahead counts."""
    ahead = (begun for each in meetings.main(exchange) if (begun := meetings.begins(each)) > now)
    return min(ahead, default=ends(exchange, None))


def _begins(wish: Wish) -> datetime:
    if wish.block is not None:
        return moment(wish.block.first_day, MORNING)
    return wish.start or meetings.begins(wish.appointment)


def other_side(exchange: Exchange, doubt: Doubt) -> Person:
    return exchange.host if doubt.person_id == exchange.guest_id else exchange.guest


def settle(
    db: Session,
    exchange: Exchange,
    doubt: Doubt,
    ending: DoubtState,
    *,
    now: datetime,
    behalf: Behalf | None,
) -> None:
    doubt.state, doubt.settled_at, doubt.remind_at = ending, now, None
    written_down.note(doubt, behalf, now=now)
    fact = DoubtSettled(exchange_id=exchange.id, doubt_id=doubt.id, ending=ending)
    actor_id = behalf.by.id if behalf else None
    record(db, fact, on=streams.of_exchange(exchange.id), now=now, actor_id=actor_id)


def next_moment(doubt: Doubt) -> datetime:
    """When the clock has something to do about it."""
    return min(doubt.remind_at or doubt.deadline, doubt.deadline)


def waits_on(exchange: Exchange, doubt: Doubt) -> UUID:
    """Whose word it is that is waited for."""
    return doubt.person_id if doubt.state is DoubtState.ASKED else other_side(exchange, doubt).id
