"""Seeing questions through: remind, ask the deputy, end in silence, take the answer."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from domain import exchanges
from domain.asks import asks
from domain.asks.questions import question
from domain.behalf import Behalf, note
from domain.events import record
from domain.identity_codes import holds_identity_code
from domain.refusals import Conflict, Invalid
from models import streams
from models.ask_facts import AskAnswered, AskLapsed, AskPassed
from models.asks import Ask, AskState, Reply
from models.languages import _


def see_through(db: Session, stream_id: str, *, now: datetime) -> datetime | None:
    """Do what is due about every open question of a workflow; when there is next something to do."""
    for ask in asks.open_on(db, stream_id):
        _see_through(db, ask, now=now)
    return min((asks.next_moment(each) for each in asks.open_on(db, stream_id)), default=None)


def _see_through(db: Session, ask: Ask, *, now: datetime) -> None:
    if now < asks.next_moment(ask):
        return
    db.refresh(ask, with_for_update=True)
    if ask.state is not AskState.OPEN:  # answered meanwhile, or dropped with the question before it
        return
    if now >= ask.deadline:
        _lapse(db, ask, now=now)
        return
    due = sum(each <= now for each in ask.reminders)
    if ask.deputy_id and ask.passes_at and ask.passed_at is None and now >= ask.passes_at:
        ask.whose_id, ask.passed_at, ask.reminded = ask.deputy_id, now, due
        record(db, AskPassed(ask_id=ask.id, to_id=ask.deputy_id), on=ask.stream_id, now=now)
        asks.write(db, question(ask.about), ask, key="passed", now=now)
    elif due > ask.reminded:
        ask.reminded = due
        asks.write(
            db, question(ask.about), ask, key=f"reminder:{ask.reminders[due - 1]:%Y%m%dT%H%M}", now=now
        )


def _lapse(db: Session, ask: Ask, *, now: datetime) -> None:
    ask.state, ask.ended_at = AskState.LAPSED, now
    record(db, AskLapsed(ask_id=ask.id), on=ask.stream_id, now=now)
    question(ask.about).lapsed(db, ask, now)


def answer(
    db: Session,
    ask: Ask,
    reply: Reply,
    *,
    now: datetime,
    by: UUID | None = None,
    behalf: Behalf | None = None,
) -> None:
    """Take one person's word. The same word twice is one; after the end it is refused, or counts late.

    After it has passed to a deputy, both may answer: `by` says who did.
    """
    _lock(db, ask)
    asked = question(ask.about)
    if ask.state is AskState.ANSWERED and ask.reply == reply:
        return
    if ask.state is not AskState.OPEN and not (asked.takes_late and ask.state is AskState.LAPSED):
        raise Conflict(_("This question is not open any more."))
    if any(holds_identity_code(each.value) for each in reply.filled):
        raise Invalid(_("Leave personal identity codes out: nobody here needs them."))
    note(ask, behalf, now=now)
    if by is not None and by in (ask.first_id, ask.deputy_id):
        ask.whose_id = by
    ask.state, ask.ended_at, ask.reply = AskState.ANSWERED, now, reply
    db.flush()
    asked.answered(db, ask, reply, now)
    actor = behalf.by.id if behalf else ask.whose_id
    record(db, AskAnswered(ask_id=ask.id), on=ask.stream_id, now=now, actor_id=actor)


def _lock(db: Session, ask: Ask) -> None:
    """An exchange is locked before its questions everywhere."""
    if ask.stream_id.startswith(streams.EXCHANGE):
        exchanges.load(db, streams.owner(ask.stream_id))
    db.refresh(ask, with_for_update=True)
