"""What comes next after an exchange, whenever one of the two likes; an open question is answered by it."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.afterwards import contacts, seminars, visits
from domain.asks import asking
from domain.refusals import Conflict, NotAllowed
from domain.workshops import workshops
from models import streams
from models.asks import About, Ask, AskState, Filled, Reply
from models.exchanges import Exchange
from models.languages import _
from models.people import Person
from models.states import ExchangeState
from models.workshops import Workshop

OVER = (ExchangeState.HELD, ExchangeState.CLOSED)
YES, NO, DRAFT, ANNOUNCE = "yes", "no", "draft", "announce"


def keep_in_touch(db: Session, exchange: Exchange, person: Person, *, yes: bool, now: datetime) -> None:
    """Their own yes or no, which they may change at any time."""
    _refuse_before_the_end(exchange)
    ask, reply = _newest(db, exchange, About.KEEP_IN_TOUCH, person), Reply(word=YES if yes else NO)
    if ask is not None and ask.state is AskState.OPEN:
        asking.answer(db, ask, reply, now=now, by=person.id)
        return
    if ask is None:
        ask = Ask(
            stream_id=streams.of_exchange(exchange.id),
            about=contacts.QUESTION.about,
            subject_id=exchange.id,
            occasion="host" if person.id == exchange.host_id else "",
            first_id=person.id,
            whose_id=person.id,
            asked_at=now,
            deadline=now,
        )
        db.add(ask)
    ask.state, ask.ended_at, ask.reply = AskState.ANSWERED, now, reply
    db.flush()


def said(db: Session, exchange: Exchange, person: Person) -> bool | None:
    """Whether they want to be kept in touch; None where they have not said."""
    ask = _newest(db, exchange, About.KEEP_IN_TOUCH, person)
    if ask is None or ask.state is not AskState.ANSWERED or ask.reply is None:
        return None
    return ask.reply.word == YES


def meet_again(
    db: Session, exchange: Exchange, person: Person, first: date, *, days: int, now: datetime
) -> None:
    """Both are asked about a visit on these days."""
    ask = _newest(db, exchange, About.VISIT_AGAIN, person)
    if ask is not None and ask.state is AskState.OPEN:
        filled = (Filled(name="first", value=f"{first}"), Filled(name="days", value=f"{days}"))
        asking.answer(db, ask, Reply(word=YES, filled=filled), now=now, by=person.id)
    else:
        visits.again(db, exchange, first, days=days, now=now)


def tell_at_home(
    db: Session,
    exchange: Exchange,
    person: Person,
    on: date,
    *,
    title: str,
    invites: bool,
    now: datetime,
) -> None:
    """A seminar in the guest's own organisation: a draft, or announced to the colleagues at once."""
    _refuse_before_the_end(exchange)
    if person.id != exchange.guest_id:
        raise NotAllowed(_("The guest tells at home what they learnt."))
    if seminar(db, exchange) is not None:
        raise Conflict(_("There is one already."))
    word = ANNOUNCE if invites else DRAFT
    ask = _newest(db, exchange, About.SEMINAR_OFFER, person)
    if ask is not None and ask.state is AskState.OPEN:
        filled = (Filled(name="day", value=f"{on}"), Filled(name="title", value=title))
        asking.answer(db, ask, Reply(word=word, filled=filled), now=now, by=person.id)
        return
    seminars.refuse_near(on, is_announced=invites, now=now)
    workshop = seminars.plan_at_home(db, exchange, on, title=title, now=now)
    if invites:
        workshops.announce(db, workshop, by=person, now=now)


def seminar(db: Session, exchange: Exchange) -> Workshop | None:
    found = select(Workshop).where(Workshop.exchange_id == exchange.id)
    return db.scalars(found.order_by(Workshop.starts_at)).first()


def _newest(db: Session, exchange: Exchange, about: About, person: Person) -> Ask | None:
    mine = (Ask.about == about, Ask.subject_id == exchange.id, Ask.whose_id == person.id)
    return db.scalars(select(Ask).where(*mine).order_by(Ask.asked_at.desc(), Ask.id)).first()


def _refuse_before_the_end(exchange: Exchange) -> None:
    if exchange.state not in OVER:
        raise Conflict(_("First it takes place."))
