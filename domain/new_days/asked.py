"""Asking guest and host whether other days would suit, after one of them had to call off."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain import day_words, exchange_letters, exchanges
from domain.asks import asks
from domain.asks.question import Entry, Field, Option, Page, Question, Told
from domain.day_words import in_words
from domain.new_days import new_days
from domain.refusals import Conflict, Invalid
from invites.running_contexts import AskNewDays
from models.asks import About, Ask, Reply
from models.doubts import Days
from models.exchanges import Exchange
from models.languages import Language, Words, _
from models.new_days import NewDays
from models.people import Person
from models.states import ExchangeState

SUITS, NONE = "suits", "none"
OPTIONS = (Option(SUITS, _("These days suit me")), Option(NONE, _("None of these days suits me")))
GUEST, HOST = "guest", "host"


def role(exchange: Exchange, person: Person) -> str:
    """Which of the two is asked, also when a deputy answers."""
    return GUEST if person.id == exchange.guest_id else HOST


def _write(db: Session, ask: Ask, to: Person) -> AskNewDays:
    exchange, row = _read(db, ask)
    return AskNewDays(
        **vars(exchange_letters.head(db, exchange, to)),
        choices=asks.choices(db, ask, OPTIONS, to.language),
        answer_by=ask.deadline,
        is_reminder=ask.reminded > 0,
        instead_of=asks.instead_of(db, ask),
        possible=tuple(in_words(exchange, days, to.language) for days in row.possible),
        suggested_by=_who(exchange, row),
        keeps_else=row.keeps_else,
    )


def _who(exchange: Exchange, row: NewDays) -> str:
    """Who has named these days, if somebody has."""
    pair = (exchange.guest, exchange.host)
    return next((each.name for each in pair if each.id == row.suggested_by_id), "")


def _look(db: Session, ask: Ask, language: Language) -> Page:
    exchange, row = _read(db, ask)
    ticks = tuple(
        Field(days.mark, Words("{days}", fields=(("days", in_words(exchange, days, language)),)), Entry.TICK)
        for days in row.possible
    )
    return Page(
        title=_("Would other days suit instead?"),
        intro=_intro(exchange, row),
        told=_told(exchange, row, language),
        options=OPTIONS,
        fields=ticks,
    )


def _intro(exchange: Exchange, row: NewDays) -> Words:
    if row.suggested_by_id is None:
        return _("Tick every day that suits: the first that suits you both is agreed.")
    return _("{name} suggests these days. Tick every one that suits you.", name=_who(exchange, row))


def _told(exchange: Exchange, row: NewDays, language: Language) -> tuple[Told, ...]:
    """What was spoken of before, and whether it would still do."""
    before = Told(_("Until now"), day_words.told(exchange.appointments, language))
    stands = Told(_("If none suits"), _("the proposal stands as it was").into(language))
    return (before, stands) if row.keeps_else else (before,)


def _answered(db: Session, ask: Ask, reply: Reply, now: datetime) -> None:
    row = db.get_one(NewDays, ask.subject_id)
    exchange = exchanges.load(db, row.exchange_id)
    db.refresh(row)
    if row.settled_at is not None or exchange.state is not ExchangeState.BROKEN:
        raise Conflict(_("This has been settled meanwhile."))
    whose = exchange.guest if ask.occasion == GUEST else exchange.host
    if reply.word == SUITS:
        new_days.say(db, exchange, row, whose, _ticked(row, reply), now=now)
    elif reply.word == NONE:
        new_days.end(db, exchange, row, found=False, now=now)
    else:
        raise Invalid(_("Choose one of the answers."))


def _ticked(row: NewDays, reply: Reply) -> tuple[Days, ...]:
    """By their marks; where only one possibility was offered, the button is enough."""
    ticked = {each.name for each in reply.filled if each.value}
    days = tuple(each for each in row.possible if each.mark in ticked)
    if not days and len(row.possible) > 1:
        raise Invalid(_("Tick at least one of the days, or say that none suits."))
    return days or row.possible


def _lapsed(db: Session, ask: Ask, now: datetime) -> None:
    row = db.get_one(NewDays, ask.subject_id)
    if row.settled_at is None:
        new_days.end(db, exchanges.load(db, row.exchange_id), row, found=False, now=now)


def _read(db: Session, ask: Ask) -> tuple[Exchange, NewDays]:
    row = db.get_one(NewDays, ask.subject_id)
    return exchanges.look_at(db, row.exchange_id), row


QUESTION = Question(About.NEW_DAYS, _write, _look, _answered, _lapsed)
