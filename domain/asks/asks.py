"""Asking one person one thing: when it is reminded of, who is asked instead, when it ends by itself."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from domain import links, mails
from domain.asks.question import Option, Question
from domain.events import record
from invites.ask_contexts import Choice
from invites.links import Purpose
from models import streams
from models.ask_facts import AskMoved, AskPut
from models.asks import Ask, AskState
from models.events import Wait
from models.exchanges import Exchange
from models.languages import Language
from models.people import Person
from models.rounds import Round
from models.workshops import Workshop


@dataclass(frozen=True)
class Plan:
    """All moments are absolute. With a deputy, `passes_at` says when they are asked instead."""

    deadline: datetime
    reminders: tuple[datetime, ...] = ()
    deputy_id: UUID | None = None
    passes_at: datetime | None = None


def put(
    db: Session,
    question: Question,
    *,
    on: str,
    subject_id: UUID,
    to: Person,
    plan: Plan,
    now: datetime,
    occasion: str = "",
) -> Ask:
    """Ask by mail, and have the workflow of that stream see it through. Asking twice is asking once."""
    if standing := of_subject(db, question, on=on, subject_id=subject_id, occasion=occasion):
        return standing
    ask = Ask(
        stream_id=on,
        about=question.about,
        subject_id=subject_id,
        occasion=occasion,
        first_id=to.id,
        whose_id=to.id,
        asked_at=now,
        **vars(plan),
    )
    db.add(ask)
    db.flush()
    write(db, question, ask, key="asked", now=now)
    _rouse(db, ask, now=now)
    return ask


def _rouse(db: Session, ask: Ask, *, now: datetime) -> None:
    """A workflow that would rest beyond the first thing to do about it must hear of it."""
    wait = db.get(Wait, ask.stream_id)
    if wait is not None and (wait.until is None or next_moment(ask) < wait.until):
        record(db, AskPut(ask_id=ask.id), on=ask.stream_id, now=now)


def write(db: Session, question: Question, ask: Ask, *, key: str, now: datetime) -> None:
    """Queue the letter of a question to whoever is asked now."""
    to = db.get_one(Person, ask.whose_id)
    letter = question.write(db, ask, to)
    mails.queue(db, letter, key=f"ask:{ask.id}:{key}", to=to, about=case(db, ask), now=now)


def replan(db: Session, ask: Ask, plan: Plan, *, now: datetime) -> None:
    """A date has moved: reminders and the deadline follow; what was sent stays sent."""
    ask.deadline, ask.reminders = plan.deadline, plan.reminders
    ask.deputy_id, ask.passes_at = plan.deputy_id, plan.passes_at
    ask.reminded = sum(each <= now for each in plan.reminders)
    record(db, AskMoved(ask_id=ask.id), on=ask.stream_id, now=now)


def drop(db: Session, *which: ColumnElement[bool], now: datetime) -> list[Ask]:
    """Their case ended or changed: nobody is reminded any more, and a late answer is told so."""
    found = select(Ask).where(Ask.state == AskState.OPEN, *which).order_by(Ask.asked_at, Ask.id)
    locked = found.with_for_update().execution_options(populate_existing=True)
    dropped = list(db.scalars(locked))
    for ask in dropped:
        ask.state, ask.ended_at = AskState.DROPPED, now
    db.flush()
    return dropped


def reopen(db: Session, *which: ColumnElement[bool], dropped_at: datetime, now: datetime) -> list[Ask]:
    """What was dropped then is asked still, without another letter; what is due by now has ended for good."""
    found = select(Ask).where(Ask.state == AskState.DROPPED, Ask.ended_at == dropped_at, *which)
    reopened = list(db.scalars(found.where(Ask.deadline > now).with_for_update()))
    for ask in reopened:
        ask.state, ask.ended_at = AskState.OPEN, None
        _rouse(db, ask, now=now)
    db.flush()
    return reopened


def of_subject(
    db: Session, question: Question, *, on: str, subject_id: UUID, occasion: str = ""
) -> Ask | None:
    mine = (Ask.subject_id == subject_id, Ask.occasion == occasion)
    return db.scalar(select(Ask).where(Ask.stream_id == on, Ask.about == question.about, *mine))


def open_on(db: Session, stream_id: str) -> list[Ask]:
    """What this workflow sees through now, the oldest first."""
    found = select(Ask).where(Ask.stream_id == stream_id, Ask.state == AskState.OPEN)
    return list(db.scalars(found.order_by(Ask.asked_at, Ask.id)))


def next_moment(ask: Ask) -> datetime:
    """When there is next something to do about it."""
    moments = [ask.deadline, *ask.reminders[ask.reminded :]]
    if ask.passes_at and ask.deputy_id and ask.passed_at is None:
        moments.append(ask.passes_at)
    return min(moments)


def case(db: Session, ask: Ask) -> mails.Case:
    """The round, exchange or workshop on whose stream it stands."""
    row_id = streams.owner(ask.stream_id)
    if ask.stream_id.startswith(streams.ROUND):
        return db.get_one(Round, row_id)
    if ask.stream_id.startswith(streams.WORKSHOP):
        return db.get_one(Workshop, row_id)
    return db.get_one(Exchange, row_id)


def choices(db: Session, ask: Ask, options: tuple[Option, ...], language: Language) -> tuple[Choice, ...]:
    """The options as links of a letter: each leads to one page, with that answer put first."""
    link = links.to(db, Purpose.ASK, ask.id, ask.whose_id, until=ask.deadline)
    return tuple(Choice(each.label.into(language), links.saying(link, each.word)) for each in options)


def instead_of(db: Session, ask: Ask) -> str | None:
    """Who has been asked first, where a deputy is asked by now."""
    return None if ask.whose_id == ask.first_id else db.get_one(Person, ask.first_id).name
