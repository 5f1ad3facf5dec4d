"""The supervisor's review: what came of it, what comes next, and whether it was worth the time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.afterwards.telling import exchange_of, head, nothing, told
from domain.asks.question import Entry, Field, Option, Page, Question
from domain.refusals import Invalid
from invites.after_contexts import ReviewAsked
from models.asks import About, Ask, AskState, Reply
from models.exchanges import Exchange
from models.languages import Language, _
from models.people import Person

OPTIONS = (Option("reviewed", _("This is our review")),)
FIELDS = (
    Field("outcome", _("What came of it for the work?")),
    Field("next", _("What happens next?")),
    Field("worth", _("Was it worth the time, from 1 to 5? 5 is the most."), Entry.NUMBER),
)
DEGREES = frozenset("12345")


@dataclass(frozen=True)
class Review:
    """What a supervisor has said of one exchange."""

    by_id: UUID
    outcome: str
    next_steps: str
    worth: int | None


def supervisor(db: Session, exchange: Exchange) -> tuple[Person, ...]:
    """The guest's, if they have one who is not the host as well."""
    found = exchange.guest.supervisor_id
    return (db.get_one(Person, found),) if found and found != exchange.host_id else ()


def of_exchange(db: Session, exchange_id: UUID) -> Review | None:
    mine = (Ask.about == About.SUPERVISOR_REVIEW, Ask.subject_id == exchange_id)
    ask = db.scalar(select(Ask).where(*mine, Ask.state == AskState.ANSWERED))
    if ask is None or ask.reply is None:
        return None
    worth = ask.reply.of("worth")
    return Review(
        by_id=ask.whose_id,
        outcome=ask.reply.of("outcome"),
        next_steps=ask.reply.of("next"),
        worth=int(worth) if worth else None,
    )


def _write(db: Session, ask: Ask, to: Person) -> ReviewAsked:
    return ReviewAsked(**vars(head(db, ask, to, OPTIONS)))


def _look(db: Session, ask: Ask, language: Language) -> Page:
    exchange = exchange_of(db, ask)
    return Page(
        title=_("What came of it? {name}", name=exchange.guest.name),
        told=told(exchange, language),
        options=OPTIONS,
        fields=FIELDS,
    )


def _answered(_db: Session, _ask: Ask, reply: Reply, _now: datetime) -> None:
    if reply.word != "reviewed" or not (reply.of("outcome").strip() or reply.of("next").strip()):
        raise Invalid(_("Write at least one answer."))
    if reply.of("worth") not in DEGREES | {""}:
        raise Invalid(_("Choose a number from 1 to 5."))


QUESTION = Question(About.SUPERVISOR_REVIEW, _write, _look, _answered, nothing, takes_late=True)
