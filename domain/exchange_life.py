"""The chapters of an exchange: what each has to do by now, and what it waits for next.

Each may be asked again at any moment: it looks at the rows, does what is due and not yet done, and answers.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from domain import (
    calling_off,
    confirming,
    declines,
    doubts,
    evenings,
    exchange_letters,
    exchanges,
    follow_ups,
    invitations,
    mails,
    meetings,
    presence_asked,
)
from domain.afterwards import asking_after
from domain.asks import asking, asks
from domain.events import close_stream
from domain.mentoring import circles, pairs
from domain.money import costs, travel_orders
from domain.new_days import new_days
from domain.steering import pausing
from domain.waits import Waiting, over, rest
from domain.working_days import in_working_days, subtract_working_days
from models import streams
from models.asks import Ask
from models.doubts import Doubt
from models.exchanges import Exchange
from models.messages import Outcome, Standing
from models.rounds import Round
from models.states import ExchangeState, FollowUpState, Kind, Reason
from models.timeline import MORNING, local_day, moment


def confirm(db: Session, exchange: Exchange, *, heard: int, now: datetime) -> Standing:
    """Ask both sides, remind the silent, and release the place when the answer time is over."""
    stream = streams.of_exchange(exchange.id)
    if standing := _pause(db, exchange, heard=heard, now=now):
        return standing
    if exchange.state is ExchangeState.PROPOSED:
        confirming.pursue(db, exchange, now=now)
    if exchange.state is ExchangeState.RELEASED:
        return over(db, stream, Outcome.RELEASED)
    if exchange.state is ExchangeState.BROKEN:
        return _wait_for_repair(db, exchange, heard=heard, now=now)
    if exchange.state is not ExchangeState.PROPOSED:
        return over(db, stream, Outcome.CONFIRMED)
    return rest(db, stream, confirming.waits_for(db, exchange), heard=heard, now=now)


def accompany(db: Session, exchange: Exchange, *, heard: int, now: datetime) -> Standing:
    """Invite, remind a week and a day before, and see the last day through."""
    stream = streams.of_exchange(exchange.id)
    if standing := _pause(db, exchange, heard=heard, now=now):
        return standing
    asking.see_through(db, stream, now=now)
    declines.see_through(db, exchange, now=now)
    new_days.overtaken(db, exchange, now=now)
    costs.reckon(db, exchange, now=now)
    travel_orders.follow(db, exchange, now=now)
    if exchange.state is ExchangeState.RELEASED:
        return over(db, stream, Outcome.RELEASED)
    if exchange.state is ExchangeState.BROKEN:
        return _wait_for_repair(db, exchange, heard=heard, now=now)
    if exchange.state is ExchangeState.CONFIRMED:
        invitations.follow(db, exchange, now=now)
        open_ = declines.resume(db, exchange, now=now)
        _remind(db, exchange, now=now)
        evenings.ask(db, exchange, now=now)
        presence_asked.pursue(db, exchange, now=now)
        asking.see_through(db, stream, now=now)
        if not pairs.pursue(db, exchange, now=now):
            return over(db, stream, Outcome.RELEASED)
        if now < meetings.last_moment(exchange):
            waiting = _waits_for(db, exchange, open_, now=now)
            return rest(db, stream, waiting, heard=heard, now=now)
        exchanges.hold(db, exchange, now=now)
    return over(db, stream, Outcome.HELD)


def _pause(db: Session, exchange: Exchange, *, heard: int, now: datetime) -> Standing | None:
    """While the round is paused nothing is due; what has ended has ended."""
    if exchange.state.is_over:
        return None
    round_ = db.get_one(Round, exchange.round_id)
    return pausing.rests(db, streams.of_exchange(exchange.id), round_, heard=heard, now=now)


def _waits_for(db: Session, exchange: Exchange, open_: list[Doubt], *, now: datetime) -> Waiting:
    """The days themselves, or first what somebody meant who has declined."""
    until, ends = _next_moment(db, exchange, now), meetings.last_moment(exchange)
    if not open_:
        return Waiting("days", until, ends)
    first = min(open_, key=lambda each: (doubts.next_moment(each), each.id))
    return Waiting(
        "doubt", min(until, doubts.next_moment(first)), first.deadline, doubts.waits_on(exchange, first)
    )


def _wait_for_repair(db: Session, exchange: Exchange, *, heard: int, now: datetime) -> Standing:
    """Until somebody finds other days; when the old ones have passed without, it is released.

    Outside of rounds nobody looks for them, so it ends as soon as no days are offered to the two.
    """
    stream = streams.of_exchange(exchange.id)
    asking.see_through(db, stream, now=now)
    ends = meetings.last_moment(exchange)
    if exchange.rests_until is not None and (row := new_days.open_of(db, exchange)):
        waiting = Waiting("new_days", row.answer_by, whose_id=new_days.whose(exchange, row))
        return rest(db, stream, waiting, heard=heard, now=now)
    is_standing = db.get_one(Round, exchange.round_id).is_standing
    if now < ends and not is_standing:
        return rest(db, stream, Waiting("repair", ends), heard=heard, now=now)
    exchanges.release(db, exchange, reason=Reason.ILLNESS, now=now)
    if is_standing:
        calling_off.tell_owner(db, exchange, now=now)
    return over(db, stream, Outcome.RELEASED)


def _remind(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """Before each block of a stay, and before the first session of a series; each reminder once."""
    for begins in _beginnings(exchange):
        week, day = _reminder_times(begins)
        if day <= now < begins:
            _write_reminder(db, exchange, begins, day_before=True, now=now)
        elif week <= now < day and exchange.confirmed_at and exchange.confirmed_at <= week:
            _write_reminder(db, exchange, begins, day_before=False, now=now)


def _write_reminder(
    db: Session, exchange: Exchange, begins: datetime, *, day_before: bool, now: datetime
) -> None:
    key = f"reminder:{'day' if day_before else 'week'}:{local_day(begins)}"
    for person in (exchange.guest, exchange.host):
        letter = exchange_letters.reminder(db, exchange, person, day_before=day_before)
        mails.queue(db, letter, key=key, to=person, about=exchange, now=now)


def _beginnings(exchange: Exchange) -> list[datetime]:
    begin = sorted(meetings.begins(each) for each in meetings.planned(exchange))
    return begin if exchange.kind is Kind.SHADOWING else begin[:1]


def _reminder_times(begins: datetime) -> tuple[datetime, datetime]:
    """The working mornings a week before, and before."""
    first = local_day(begins)
    week_before = subtract_working_days(first - timedelta(days=6), 1)
    return moment(week_before, MORNING), moment(subtract_working_days(first, 1), MORNING)


def _next_moment(db: Session, exchange: Exchange, now: datetime) -> datetime:
    moments = [at for begins in _beginnings(exchange) for at in _reminder_times(begins)]
    moments += [*evenings.moments(db, exchange), *pairs.moments(db, exchange)]
    return min(each for each in (*moments, meetings.last_moment(exchange)) if each > now)


def follow_up(db: Session, exchange: Exchange, *, heard: int, now: datetime) -> Standing:
    """Ask for notes on their days; each is waited for, none for ever."""
    stream = streams.of_exchange(exchange.id)
    if standing := _pause(db, exchange, heard=heard, now=now):
        return standing
    asking.see_through(db, stream, now=now)
    presence_asked.pursue(db, exchange, now=now)
    if exchange.state is ExchangeState.RELEASED:
        return over(db, stream, Outcome.DONE)
    until = presence_asked.open_until(db, exchange)
    if until is not None:
        return rest(db, stream, Waiting("presence", until), heard=heard, now=now)
    follow_ups.lapse(db, exchange, now=now)
    asked = {each.days_after for each in follow_ups.of_exchange(db, exchange.id)}
    planned = follow_ups.schedule_of(db, exchange)
    for days_after in planned:
        if days_after not in asked and now >= follow_ups.asks_at(exchange, days_after):
            follow_ups.ask(db, exchange, days_after=days_after, now=now)
    rows = follow_ups.of_exchange(db, exchange.id)
    asked = {each.days_after for each in rows}
    open_ = [each for each in rows if each.state is FollowUpState.ASKED]
    moments = [follow_ups.asks_at(exchange, each) for each in planned if each not in asked]
    moments += [*(each.due_at for each in open_), *asking_after.ask(db, exchange, now=now)]
    if not moments:
        return over(db, stream, Outcome.DONE)
    whose = open_[0].person_id if open_ else None
    waiting = Waiting("notes", min(moments), whose_id=whose)
    return rest(db, stream, waiting, heard=heard, now=now)


def close(db: Session, exchange: Exchange, *, now: datetime) -> Standing:
    """The end of the story: nothing is waited for any more."""
    if exchange.state is ExchangeState.HELD:
        exchanges.close(db, exchange, now=now)
    elif exchange.state is ExchangeState.RELEASED:
        circles.leave(db, exchange, now=now)
    stream = streams.of_exchange(exchange.id)
    asks.drop(db, Ask.stream_id == stream, now=now)
    close_stream(db, stream, now=now)
    return Standing(outcome=Outcome.DONE)


def repair_time(exchange: Exchange) -> datetime:
    """When a repair begins: the next working morning, or within two hours when the days are near."""
    if exchange.state is not ExchangeState.BROKEN or exchange.broken_at is None:
        return in_working_days(exchange.released_at or exchange.confirm_by, 1)
    if exchange.rests_until is not None:
        return exchange.rests_until
    morning = in_working_days(exchange.broken_at, 1)
    if meetings.first_moment(exchange) >= in_working_days(exchange.broken_at, 2):
        return morning
    full_hour = exchange.broken_at.replace(minute=0, second=0, microsecond=0)
    return min(morning, full_hour + timedelta(hours=2))
