"""Mails that sound like illness get one question at once, at any hour: shall everybody be told now?"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from domain import exchange_letters, exchanges, illnesses, meetings
from domain.asks import asks
from domain.asks.question import Option, Page, Question, Told
from domain.refusals import Invalid
from domain.troubles import UNTIL, day
from invites import dates
from invites.plain_words import speaks_of_illness
from invites.running_contexts import AskIll
from models import streams
from models.asks import About, Ask, Reply
from models.exchanges import Exchange
from models.languages import Language, _
from models.people import Person
from models.states import ExchangeState

ILL, NOT_ILL = "ill", "not_ill"
OPTIONS = (
    Option(ILL, _("I am ill: tell everybody now")),
    Option(NOT_ILL, _("No, I meant something else")),
)
PATIENCE = timedelta(hours=12)


def ask(db: Session, exchange: Exchange, person: Person, words: str, *, now: datetime) -> None:
    """Nothing is decided by guessing at words: one press of theirs does it."""
    is_agreed = exchange.state is ExchangeState.CONFIRMED and meetings.last_moment(exchange) > now
    if not is_agreed or person.id not in (exchange.guest_id, exchange.host_id):
        return
    if speaks_of_illness(words):
        asks.put(
            db,
            QUESTION,
            on=streams.of_exchange(exchange.id),
            subject_id=exchange.id,
            occasion=f"{now:%Y-%m-%d} {'guest' if person.id == exchange.guest_id else 'host'}",
            to=person,
            plan=asks.Plan(now + PATIENCE),
            now=now,
        )


def _whose(exchange: Exchange, ask: Ask) -> Person:
    return exchange.guest if ask.occasion.endswith("guest") else exchange.host


def _write(db: Session, ask: Ask, to: Person) -> AskIll:
    exchange = exchanges.look_at(db, ask.subject_id)
    return AskIll(
        **vars(exchange_letters.head(db, exchange, to)),
        choices=asks.choices(db, ask, OPTIONS, to.language),
        answer_by=ask.deadline,
        is_reminder=ask.reminded > 0,
        instead_of=asks.instead_of(db, ask),
    )


def _look(db: Session, ask: Ask, language: Language) -> Page:
    exchange = exchanges.look_at(db, ask.subject_id)
    blocks = meetings.particulars(exchange, language).blocks
    when = [line for each in blocks for line in dates.spell(each, language)]
    return Page(
        title=_("Have you fallen ill?"),
        told=tuple(Told(_("When"), line) for line in when),
        options=OPTIONS,
        fields=(UNTIL,),
    )


def _answered(db: Session, ask: Ask, reply: Reply, now: datetime) -> None:
    if reply.word not in (ILL, NOT_ILL):
        raise Invalid(_("Choose one of the answers."))
    if reply.word == ILL:
        exchange = exchanges.load(db, ask.subject_id)
        until = day(reply.of(UNTIL.name))
        illnesses.report(db, exchange, _whose(exchange, ask).id, until=until, now=now)


def _lapsed(db: Session, ask: Ask, now: datetime) -> None:
    """The mail itself waits for the coordinator, who has been told of it."""


QUESTION = Question(About.IS_ILL, _write, _look, _answered, _lapsed)
