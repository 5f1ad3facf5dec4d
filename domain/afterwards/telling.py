"""What the questions after a stay share: which exchange it is, and what it was."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from domain import exchange_letters, exchanges, meetings
from domain.asks import asks
from domain.asks.question import Option, Told
from invites import dates
from invites.ask_contexts import Choice
from invites.meetings import Mailbox
from invites.particulars import Particulars
from models.asks import Ask
from models.exchanges import Exchange
from models.languages import Language, _
from models.people import Person


def exchange_of(db: Session, ask: Ask) -> Exchange:
    return exchanges.look_at(db, ask.subject_id)


def told(exchange: Exchange, language: Language) -> tuple[Told, ...]:
    about = meetings.particulars(exchange, language)
    lines = (line for each in about.blocks for line in dates.spell(each, language))
    between = Told(_("Who"), f"{about.guest}, {about.guest_organisation} – {about.host}")
    return (between, *(Told(_("When"), line) for line in lines))


@dataclass(frozen=True)
class Head:
    """What every letter of these questions begins and ends with."""

    name: str
    round_name: str
    coordinator: Mailbox
    particulars: Particulars
    choices: tuple[Choice, ...]
    answer_by: datetime
    is_reminder: bool
    instead_of: str | None


def head(db: Session, ask: Ask, to: Person, options: tuple[Option, ...]) -> Head:
    return Head(
        **vars(exchange_letters.head(db, exchange_of(db, ask), to)),
        choices=asks.choices(db, ask, options, to.language),
        answer_by=ask.deadline,
        is_reminder=ask.reminded > 0,
        instead_of=asks.instead_of(db, ask),
    )


def nothing(_db: Session, _ask: Ask, _now: object) -> None:
    """Silence is an answer too: nobody is asked again."""
