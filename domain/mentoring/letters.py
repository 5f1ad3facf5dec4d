"""What letters to a mentoring pair begin with, and who of the two asks whom."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.asks import asks
from domain.asks.question import Option
from domain.mails import heading
from invites.ask_contexts import Choice
from invites.meetings import Mailbox
from models import streams
from models.asks import About, Ask
from models.exchanges import Exchange
from models.people import Person
from models.rounds import Round

MENTEE, MENTOR = "mentee", "mentor"


@dataclass(frozen=True)
class Head:
    """What every letter to one person has."""

    name: str
    round_name: str
    coordinator: Mailbox


@dataclass(frozen=True)
class Asked(Head):
    """What every question has besides."""

    choices: tuple[Choice, ...]
    answer_by: datetime
    is_reminder: bool
    instead_of: str | None


def head(db: Session, round_: Round, to: Person) -> Head:
    top = heading(db, round_, to)
    return Head(to.name, top.round_name, top.coordinator)


def asked(db: Session, ask: Ask, to: Person, options: tuple[Option, ...], *, round_: Round) -> Asked:
    return Asked(
        **vars(head(db, round_, to)),
        choices=asks.choices(db, ask, options, to.language),
        answer_by=ask.deadline,
        is_reminder=ask.reminded > 0,
        instead_of=asks.instead_of(db, ask),
    )


def partner(exchange: Exchange, of: Person) -> Person:
    return exchange.host if of.id == exchange.guest_id else exchange.guest


def side(exchange: Exchange, of: Person) -> str:
    return MENTEE if of.id == exchange.guest_id else MENTOR


def about(db: Session, exchange: Exchange, which: About) -> list[Ask]:
    """All that the two have been asked about this, the oldest first."""
    found = select(Ask).where(Ask.stream_id == streams.of_exchange(exchange.id), Ask.about == which)
    return list(db.scalars(found.order_by(Ask.asked_at, Ask.id)))
