"""What guest and host are told about their exchange."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from domain import meetings
from domain.fit_words import in_words
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
from invites.meetings import Mailbox
from models.exchanges import Exchange
from models.people import Person
from models.rounds import Round


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
        accept_link=None,
        decline_link=None,
    )


def remind_answer(db: Session, exchange: Exchange, to: Person) -> RemindAnswer:
    top = head(db, exchange, to)
    return RemindAnswer(**vars(top), answer_by=exchange.confirm_by, accept_link=None, decline_link=None)


def released(db: Session, exchange: Exchange, to: Person, *, ending: Ending, seeks_another: bool) -> Released:
    return Released(**vars(head(db, exchange, to)), ending=ending, seeks_another=seeks_another)


def reminder(db: Session, exchange: Exchange, to: Person, *, day_before: bool) -> ReminderDay | ReminderWeek:
    kind = ReminderDay if day_before else ReminderWeek
    return kind(**vars(head(db, exchange, to)), link=None)


def ask_note(db: Session, exchange: Exchange, to: Person, *, days_after: int, answer_by: date) -> AskNote:
    after = max((each for each in After if int(each) <= days_after), key=int)
    return AskNote(**vars(head(db, exchange, to)), after=after, answer_by=answer_by, link=None)
