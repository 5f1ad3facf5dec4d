"""Who may be named and asked later on: only with their own yes, which they may take back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.afterwards.telling import exchange_of, head, nothing, told
from domain.asks.question import Option, Page, Question
from domain.refusals import Invalid
from invites.after_contexts import KeepInTouch
from models.asks import About, Ask, AskState, Reply
from models.languages import Language, _
from models.people import Person

OPTIONS = (Option("yes", _("Yes, keep me in touch")), Option("no", _("No, thank you")))


def of_exchange(db: Session, exchange_id: UUID) -> list[Person]:
    """Those who have said yes."""
    mine = (Ask.about == About.KEEP_IN_TOUCH, Ask.subject_id == exchange_id, Ask.state == AskState.ANSWERED)
    said = [each for each in db.scalars(select(Ask).where(*mine)) if each.reply and each.reply.word == "yes"]
    found = select(Person).where(Person.id.in_([each.whose_id for each in said]))
    return list(db.scalars(found.order_by(Person.email)))


def take_back(db: Session, exchange_id: UUID, person: Person) -> None:
    """They do not want to be named any more."""
    mine = (Ask.about == About.KEEP_IN_TOUCH, Ask.subject_id == exchange_id, Ask.whose_id == person.id)
    for ask in db.scalars(select(Ask).where(*mine, Ask.state == AskState.ANSWERED)):
        ask.reply = Reply(word="no")
    db.flush()


def _write(db: Session, ask: Ask, to: Person) -> KeepInTouch:
    return KeepInTouch(**vars(head(db, ask, to, OPTIONS)))


def _look(db: Session, ask: Ask, language: Language) -> Page:
    return Page(
        title=_("May we be in touch later on?"),
        told=told(exchange_of(db, ask), language),
        options=OPTIONS,
    )


def _answered(_db: Session, _ask: Ask, reply: Reply, _now: datetime) -> None:
    if reply.word not in {each.word for each in OPTIONS}:
        raise Invalid(_("Choose one of the answers."))


QUESTION = Question(About.KEEP_IN_TOUCH, _write, _look, _answered, nothing)
