"""What guest and host are told about their exchange."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from domain import links, meetings
from domain.fit_words import in_words
from domain.links import YesOrNo
from domain.mails import heading
from invites.contexts import (
    After,
    AskGuest,
    AskHost,
    AskNote,
    Ending,
    Particulars,
    Released,
    RemindAnswer,
    ReminderDay,
    ReminderWeek,
)
from invites.links import Purpose
from invites.meetings import Mailbox
from models.exchanges import Exchange
from models.followups import FollowUp
from models.people import Person
from models.rounds import Round
from models.timeline import local_day


@dataclass(frozen=True)
class Head:
    """What all letters of one exchange to one person begin with."""

    name: str
    round_name: str
    coordinator: Mailbox
    particulars: Particulars


def head(db: Session, exchange: Exchange, to: Person) -> Head:
    top = heading(db, db.get_one(Round, exchange.round_id), to)
    return Head(to.name, top.round_name, top.coordinator, meetings.particulars(exchange, to.language))


def ask(db: Session, exchange: Exchange, to: Person) -> AskGuest | AskHost:
    top = head(db, exchange, to)
    kind = AskGuest if to.id == exchange.guest_id else AskHost
    return kind(
        **vars(top),
        reasons=tuple(in_words(reason, to.language) for reason in exchange.reasons),
        answer_by=exchange.confirm_by,
        **vars(_links(db, exchange, to)),
    )


def remind_answer(db: Session, exchange: Exchange, to: Person) -> RemindAnswer:
    top = head(db, exchange, to)
    return RemindAnswer(**vars(top), answer_by=exchange.confirm_by, **vars(_links(db, exchange, to)))


def _links(db: Session, exchange: Exchange, to: Person) -> YesOrNo:
    """Where the proposal is answered, yes or no first."""
    mine = next(each for each in exchange.confirmations if each.person_id == to.id)
    return links.yes_or_no(links.to(db, Purpose.PROPOSAL, mine.id, to.id, until=exchange.confirm_by))


def released(db: Session, exchange: Exchange, to: Person, *, ending: Ending, seeks_another: bool) -> Released:
    return Released(**vars(head(db, exchange, to)), ending=ending, seeks_another=seeks_another)


def reminder(db: Session, exchange: Exchange, to: Person, *, day_before: bool) -> ReminderDay | ReminderWeek:
    kind = ReminderDay if day_before else ReminderWeek
    return kind(**vars(head(db, exchange, to)), link=None, trouble_link=trouble_link(db, exchange, to))


def ask_note(db: Session, exchange: Exchange, to: Person, question: FollowUp) -> AskNote:
    after = max((each for each in After if int(each) <= question.days_after), key=int)
    link = links.to(db, Purpose.NOTE, question.id, to.id, until=question.due_at)
    day = local_day(question.due_at)
    came = trouble_link(db, exchange, to) if after is After.AT_ONCE else None
    head_ = vars(head(db, exchange, to))
    return AskNote(**head_, after=after, answer_by=day, link=link, trouble_link=came)


def trouble_link(db: Session, exchange: Exchange, to: Person) -> str | None:
    """Where one of the two says that something has come up; it is good until some time after the days."""
    if to.id not in (exchange.guest_id, exchange.host_id) or not meetings.planned(exchange):
        return None
    until = meetings.last_moment(exchange)
    return links.to(db, Purpose.TROUBLE, exchange.id, to.id, until=until)
