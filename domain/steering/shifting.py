"""Moving everything that is still to come in a round by some working days: deadlines, reminders, answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from domain import meetings
from domain.answer_times import eve
from domain.asks import asks
from domain.working_days import add_working_days, is_working_day, next_working_day, on_or_after
from models import streams
from models.asks import Ask
from models.doubts import Doubt
from models.exchanges import Exchange
from models.followups import FollowUp
from models.languages import Words, _
from models.new_days import NewDays
from models.open_dates import OpenDates
from models.rounds import Round
from models.states import ExchangeState, FollowUpState, RoundState
from models.timeline import local, local_day, moment

CLOSES, DECIDED, AGREED = _("Applications close"), _("The plan is decided by"), _("Days are agreed by")
ANSWER = _("Your answer is wanted by")


@dataclass(frozen=True)
class Shift:
    """So many working days, for whatever lies after a moment."""

    after: datetime
    days: int

    def of(self, at: datetime) -> datetime:
        """The same clock time that many working days later; what had passed by then stays."""
        if at <= self.after or not self.days:
            return at
        return moment(add_working_days(local_day(at), self.days), local(at).time())

    def of_day(self, day: date) -> date:
        return add_working_days(day, self.days) if self.days and day > local_day(self.after) else day


def lost(first: datetime, last: datetime) -> int:
    """The working days between two moments: the last one is lived, the first was not."""
    count, day = 0, local_day(first)
    while day < local_day(last):
        count += is_working_day(day)
        day = next_working_day(day)
    return count


def dates(round_: Round, shift: Shift) -> tuple[tuple[Words, datetime | date], ...]:
    """Of the round itself; those that have changed. The days of exchanges give way only if they must."""
    moved: list[tuple[Words, datetime | date]] = []
    if round_.state is RoundState.OPEN and shift.of(round_.closes_at) != round_.closes_at:
        round_.closes_at = shift.of(round_.closes_at)
        moved.append((CLOSES, round_.closes_at))
    if round_.state in (RoundState.OPEN, RoundState.CLOSED, RoundState.PLANNED):
        round_.decide_by = shift.of(round_.decide_by)
        if local_day(round_.decide_by) >= round_.first_day:
            round_.first_day = next_working_day(local_day(round_.decide_by))
    if round_.agree_by and shift.of_day(round_.agree_by) != round_.agree_by:
        round_.agree_by = on_or_after(shift.of_day(round_.agree_by))
        moved.append((AGREED, round_.agree_by))
    return tuple(moved)


def answers(db: Session, round_: Round, shift: Shift) -> dict[UUID, datetime]:
    """Of whatever people are asked; by person, the soonest of their answers that has moved."""
    found: dict[UUID, datetime] = {}
    for whose, until in _answers(db, round_, shift):
        found[whose] = min(found.get(whose, until), until)
    return found


def _answers(db: Session, round_: Round, shift: Shift) -> Iterator[tuple[UUID, datetime]]:
    for exchange in living(db, round_):
        if exchange.state is ExchangeState.PROPOSED and exchange.confirm_by > shift.after:
            exchange.confirm_by = later(exchange, shift.days)
            silent = (each for each in exchange.confirmations if each.answered_at is None)
            yield from ((each.person_id, exchange.confirm_by) for each in silent)
        _around(db, exchange, shift)
    for ask in _open_asks(db, round_):
        ask.deadline = shift.of(ask.deadline)
        ask.reminders = tuple(shift.of(each) for each in ask.reminders)
        ask.passes_at = shift.of(ask.passes_at) if ask.passes_at else None
        yield ask.whose_id, ask.deadline


def later(exchange: Exchange, more: int) -> datetime:
    """Its answer time, so many working days longer, but never into the days themselves."""
    day, clock = local_day(exchange.confirm_by), local(exchange.confirm_by).time()
    moved = moment(add_working_days(day, more), clock)
    if not exchange.appointments:
        return moved
    return max(exchange.confirm_by, min(moved, eve(local_day(meetings.first_moment(exchange)))))


def _around(db: Session, exchange: Exchange, shift: Shift) -> None:
    """What is asked around one exchange: days to agree, other days, doubts, notes."""
    if exchange.rests_until is not None:
        exchange.rests_until = shift.of(exchange.rests_until)
    offered = NewDays.exchange_id == exchange.id, NewDays.settled_at.is_(None)
    for row in db.scalars(select(NewDays).where(*offered)):
        row.answer_by = shift.of(row.answer_by)
    for dates_ in db.scalars(select(OpenDates).where(OpenDates.exchange_id == exchange.id)):
        dates_.agree_by = shift.of(dates_.agree_by)
    open_ = Doubt.exchange_id == exchange.id, Doubt.settled_at.is_(None)
    for doubt in db.scalars(select(Doubt).where(*open_)):
        doubt.deadline = shift.of(doubt.deadline)
        doubt.remind_at = shift.of(doubt.remind_at) if doubt.remind_at else None
    asked = FollowUp.exchange_id == exchange.id, FollowUp.state == FollowUpState.ASKED
    for note in db.scalars(select(FollowUp).where(*asked)):
        note.due_at = shift.of(note.due_at)


def _open_asks(db: Session, round_: Round) -> list[Ask]:
    mine = [streams.of_round(round_.id), *(streams.of_exchange(each.id) for each in living(db, round_))]
    return [ask for stream in mine for ask in asks.open_on(db, stream)]


def living(db: Session, round_: Round) -> list[Exchange]:
    """Every exchange whose story goes on, locked in the order of their ids."""
    over = (ExchangeState.CLOSED, ExchangeState.RELEASED)
    found = select(Exchange).where(Exchange.round_id == round_.id, Exchange.state.not_in(over))
    found = found.options(selectinload(Exchange.confirmations), selectinload(Exchange.appointments))
    return list(db.scalars(found.order_by(Exchange.id).with_for_update(of=Exchange)))
