"""Another time, proposed from a calendar: possible ones move the exchange at once, others get a reason."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from domain import doubt_answers, doubts, exchange_letters, invitations, mails, meetings
from domain.day_words import in_words
from domain.obstacles import Wish, days_of_series, days_with, obstacle, wishes
from domain.possible_dates import possible_dates
from invites.calendar import decline_counter
from invites.codes import Obstacle
from invites.doubt_contexts import CounterDeclined
from invites.issue import Method, next_stamp
from invites.judgement import Outcome
from invites.wordings import OBSTACLES
from models.doubts import Days
from models.exchanges import Appointment, Exchange
from models.invites import Invite
from models.people import Person
from models.schedules import Block
from models.states import ExchangeState, Half
from models.timeline import local

NOON = 12
ONE_DAY = timedelta(days=1)
MOST_DAYS_AWAY = 3_653  # ten years: what is named beyond is a slip or mischief


@dataclass(frozen=True)
class Counter:
    """The time that a COUNTER names, the version it answers, and the session it is about, if one."""

    starts: datetime | date
    ends: datetime | date | None
    sequence: int
    session_at: datetime | None = None


def answer(
    db: Session, exchange: Exchange, invite: Invite, who: Person, counter: Counter, *, now: datetime
) -> Outcome:
    """Move, decline with the reason and the possible dates, or leave to a human what cannot be judged."""
    if exchange.state is not ExchangeState.CONFIRMED or _is_far(counter, now=now):
        return Outcome.COUNTER
    part = doubts.part_of(exchange, invite, counter.session_at)
    wished = _wished(exchange, part, counter, now=now)
    if wished is None:
        return Outcome.COUNTER
    why = _obstacle(db, exchange, part, counter, wished, now=now)
    if why is None and doubt_answers.moves_to(db, exchange, wished, now=now):
        return Outcome.COUNTER_TAKEN
    _decline(db, exchange, invite, who, counter, _Declined(part, wished, why or Obstacle.FULL), now=now)
    return Outcome.COUNTER_DECLINED


def _is_far(counter: Counter, *, now: datetime) -> bool:
    """Asked before anything is counted with them: a year or two more, and dates overflow."""
    named = (at.date() if isinstance(at, datetime) else at for at in (counter.starts, counter.ends) if at)
    return any(abs(day - now.date()).days > MOST_DAYS_AWAY for day in named)


@dataclass(frozen=True)
class _Declined:
    part: Appointment | None
    wished: Days
    why: Obstacle


def _wished(exchange: Exchange, part: Appointment | None, counter: Counter, *, now: datetime) -> Days | None:
    """The exchange as it is wished; None where the proposal changes nothing, or names no time we know."""
    if part is None:
        return _series(exchange, counter.starts, now=now)
    if part.starts_at is None:
        wished = days_with(exchange, Wish(part, block=_block(counter.starts, counter.ends)))
    elif isinstance(counter.starts, datetime):
        wished = days_with(exchange, Wish(part, start=counter.starts.astimezone(UTC)))
    else:
        return None
    return wished if wishes(exchange, wished) else None


def _series(exchange: Exchange, first: datetime | date, *, now: datetime) -> Days | None:
    """All sessions by the same rule from another start; a running series is a human's to move."""
    rows = exchange.series
    if not rows or not isinstance(first, datetime) or meetings.has_begun(exchange, now=now):
        return None
    every = exchange.application.cadence_weeks or 1
    starts = meetings.by_rule(first, every_weeks=every, count=len(rows))
    return None if starts[0] == rows[0].starts_at else days_of_series(exchange, starts)


def _block(starts: datetime | date, ends: datetime | date | None) -> Block:
    """Days as calendars write them, the end not counted; hours as the half days that they touch."""
    first_day, first_half = _begins(starts)
    last_day, last_half = _ends(starts if ends is None else ends, is_whole=ends is None)
    return Block(
        first_day=first_day, last_day=max(first_day, last_day), first_half=first_half, last_half=last_half
    )


def _begins(at: datetime | date) -> tuple[date, Half]:
    if not isinstance(at, datetime):
        return at, Half.MORNING
    here = local(at)
    return here.date(), Half.MORNING if here.hour < NOON else Half.AFTERNOON


def _ends(at: datetime | date, *, is_whole: bool) -> tuple[date, Half]:
    """Midnight belongs to the day before."""
    if not isinstance(at, datetime):
        return (at if is_whole else at - ONE_DAY), Half.AFTERNOON
    here = local(at)
    if (here.hour, here.minute) == (0, 0) and not is_whole:
        return here.date() - ONE_DAY, Half.AFTERNOON
    is_morning = here.hour * 60 + here.minute <= NOON * 60 and not is_whole
    return here.date(), Half.MORNING if is_morning else Half.AFTERNOON


def _obstacle(
    db: Session,
    exchange: Exchange,
    part: Appointment | None,
    counter: Counter,
    wished: Days,
    *,
    now: datetime,
) -> Obstacle | None:
    """What cannot be is known without looking: a session keeps its length, one that has begun its time."""
    row = part or exchange.appointments[0]
    if row.starts_at and _length(counter) not in (None, timedelta(minutes=row.minutes or 0)):
        return Obstacle.LENGTH
    has_begun = part is not None and meetings.begins(part) <= now
    return Obstacle.TOO_NEAR if has_begun else obstacle(db, exchange, wished, now=now)


def _length(counter: Counter) -> timedelta | None:
    starts, ends = counter.starts, counter.ends
    return ends - starts if isinstance(starts, datetime) and isinstance(ends, datetime) else None


def _decline(
    db: Session,
    exchange: Exchange,
    invite: Invite,
    who: Person,
    counter: Counter,
    declined: _Declined,
    *,
    now: datetime,
) -> None:
    """One mail: the reason and the possible dates in words, and the DECLINECOUNTER for their calendar."""
    meeting = invitations.stored(invite)
    mine = next((each.email for each in invite.attendees if each.person_id == who.id), who.email)
    attendee = meeting.attendee(mine) if meeting else None
    if meeting is None or attendee is None:
        return
    possible = possible_dates(db, exchange, declined.part, now=now)
    letter = CounterDeclined(
        **vars(exchange_letters.head(db, exchange, who)),
        wished=in_words(exchange, declined.wished, who.language),
        obstacle=declined.why,
        possible=tuple(in_words(exchange, days, who.language) for days in possible),
    )
    invite.stamped_at = next_stamp(now=now, last=invite.stamped_at)
    octets = decline_counter(
        meeting,
        to=attendee,
        sequence=counter.sequence,
        original=counter.session_at,
        why=OBSTACLES[declined.why].into(who.language),
        stamp=invite.stamped_at,
    )
    calendar = mails.CalendarPart(
        octets, attendee.address, Method.DECLINECOUNTER, counter.sequence, invite.id
    )
    key = f"counter:{invite.id}:{invite.stamped_at.isoformat()}"
    mails.queue(db, letter, key=key, to=who, about=exchange, now=now, calendar=calendar)
