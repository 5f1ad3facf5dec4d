"""Asking guest and host which days suit: at first, and again where the two have named none in common."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchange_letters, exchanges
from domain.agreeing import common_days, open_dates, settling, turns, written_days
from domain.asks import asks
from domain.asks.question import Entry, Field, Option, Page, Question, Told
from domain.fit_words import in_words
from domain.refusals import Conflict, Invalid
from domain.working_days import in_working_days, subtract_working_days
from invites import dates
from invites.date_contexts import AskDates
from models import streams
from models.asks import About, Ask, AskState, Reply
from models.doubts import Days
from models.exchanges import Exchange
from models.languages import Language, Words, _
from models.open_dates import OpenDates
from models.people import Person
from models.states import Answer
from models.timeline import MORNING, local_day, moment

SUITS, OTHER, NO = "suits", "other", "no"
OPTIONS = (
    Option(SUITS, _("What I have ticked suits me")),
    Option(OTHER, _("Other days, written below")),
    Option(NO, _("I cannot take part after all")),
)
SHORT = 2  # working days to answer what the other has named
FIRST = "first"


def pursue(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """Ask whoever has to say something next, as long as there is time."""
    row = open_dates.of(db, exchange)
    if row is None or row.settled_at is not None:
        return
    for person in _due(db, exchange, row):
        _ask(db, exchange, row, person, now=now)


def _due(db: Session, exchange: Exchange, row: OpenDates) -> list[Person]:
    """Those who are silent and were not asked; where both have named days, who did not speak last."""
    standing = _asks(db, exchange)
    silent = [each for each in turns.whose(db, exchange) if not open_dates.suits(row, exchange, each)]
    if silent or not (row.guest_suits and row.host_suits):
        return [each for each in silent if not _asked(standing, row, each, exchange)]
    if any(each.state is AskState.OPEN for each in standing) or _lapsed(standing, row):
        return []
    said = {each.person_id: each.answered_at for each in exchange.confirmations}
    last = max((exchange.guest, exchange.host), key=lambda each: said[each.id] or row.agree_by)
    return [open_dates.other(exchange, last)]


def _asks(db: Session, exchange: Exchange) -> list[Ask]:
    stream = streams.of_exchange(exchange.id)
    return list(db.scalars(select(Ask).where(Ask.stream_id == stream, Ask.about == About.DATES)))


def _asked(standing: list[Ask], row: OpenDates, person: Person, exchange: Exchange) -> bool:
    begun = _occasion(row, exchange, person)
    return any(each.occasion.startswith(begun) for each in standing)


def _lapsed(standing: list[Ask], row: OpenDates) -> bool:
    """Whether somebody has let the time pass: then the coordinator decides."""
    mine = (each for each in standing if each.occasion.startswith(f"{row.times}:"))
    return any(each.state is AskState.LAPSED for each in mine)


def _occasion(row: OpenDates, exchange: Exchange, person: Person) -> str:
    return f"{row.times}:{'guest' if person.id == exchange.guest_id else 'host'}:"


def _ask(db: Session, exchange: Exchange, row: OpenDates, person: Person, *, now: datetime) -> None:
    theirs = open_dates.suits(row, exchange, open_dates.other(exchange, person))
    is_again = bool(open_dates.suits(row, exchange, person))
    open_dates.give_time(db, exchange, row, now=now, days=SHORT if is_again else None)
    row.possible = tuple(dict.fromkeys((*theirs, *common_days.possible(db, exchange, row))))
    turns.add(db, exchange, person)
    begun = _occasion(row, exchange, person)
    number = sum(each.occasion.startswith(begun) for each in _asks(db, exchange)) + 1
    asks.put(
        db,
        QUESTION,
        on=streams.of_exchange(exchange.id),
        subject_id=exchange.id,
        occasion=f"{begun}{number}",
        to=person,
        plan=plan(row.agree_by, now=now),
        now=now,
    )


def plan(agree_by: datetime, *, now: datetime) -> asks.Plan:
    """A reminder after a week, and one two working days before the end."""
    last = moment(subtract_working_days(local_day(agree_by), 2), MORNING)
    moments = sorted({in_working_days(now, 5), last})
    soon = in_working_days(now, 1)
    return asks.Plan(agree_by, reminders=tuple(each for each in moments if soon <= each < agree_by))


def _write(db: Session, ask: Ask, to: Person) -> AskDates:
    exchange, row = _read(db, ask)
    whose = open_dates.asked_whom(exchange, ask)
    other = open_dates.other(exchange, whose)
    theirs = open_dates.suits(row, exchange, other)
    return AskDates(
        **vars(exchange_letters.head(db, exchange, to)),
        choices=asks.choices(db, ask, OPTIONS, to.language),
        answer_by=ask.deadline,
        is_reminder=ask.reminded > 0,
        instead_of=asks.instead_of(db, ask),
        is_host=whose.id == exchange.host_id,
        reasons=tuple(in_words(reason, to.language) for reason in exchange.reasons),
        days=tuple(
            written_days.whens(days) for days in common_days.shown(db, exchange, row, now=ask.asked_at)
        ),
        first_day=row.first_day,
        last_day=row.last_day,
        named_by=other.name if theirs else None,
        none_in_common=bool(theirs and open_dates.suits(row, exchange, whose)),
    )


def _look(db: Session, ask: Ask, language: Language) -> Page:
    exchange, row = _read(db, ask)
    whose = open_dates.asked_whom(exchange, ask)
    other = open_dates.other(exchange, whose)
    theirs = open_dates.suits(row, exchange, other)
    free = common_days.shown(db, exchange, row, now=ask.asked_at)
    ticks = tuple(
        Field(days.mark, _label(days, language, other if days in theirs else None), Entry.TICK)
        for days in free
    )
    parts = len(exchange.application.blocks)
    return Page(
        title=_("Which days suit you with {name}?", name=other.name),
        intro=_("Tick every day that suits: the first that suits you both is agreed."),
        told=(
            Told(_("Organisation"), other.organisation.name(language)),
            Told(_("Within"), dates.days(row.first_day, row.last_day, language)),
        ),
        options=OPTIONS,
        fields=(*ticks, *(Field(f"{FIRST}{n}", _begins(n, parts), Entry.DATE) for n in range(1, parts + 1))),
    )


def _shown(db: Session, ask: Ask, exchange: Exchange, row: OpenDates) -> tuple[Days, ...]:
    return common_days.shown(db, exchange, row, now=ask.asked_at)


def _begins(number: int, parts: int) -> Words:
    if parts == 1:
        return _("Other days: the first day")
    return _("Other days: the first day of part {number}", number=number)


def _label(days: Days, language: Language, other: Person | None) -> Words:
    told = written_days.spelt(days, language)
    if other is None:
        return Words("{days}", fields=(("days", told),))
    return _("{days} (suits {name})", days=told, name=other.name)


def _answered(db: Session, ask: Ask, reply: Reply, now: datetime) -> None:
    exchange = exchanges.load(db, ask.subject_id)
    row = settling.still_open(db, exchange)
    person = open_dates.asked_whom(exchange, ask)
    if reply.word == NO:
        exchanges.answer(db, exchange, person.id, Answer.DECLINED, now=now)
    elif reply.word == SUITS:
        settling.say(db, exchange, person, _ticked(db, exchange, row, reply, now=now), now=now)
    elif reply.word == OTHER:
        parts = range(1, len(exchange.application.blocks) + 1)
        firsts = tuple(written_days.read(reply.of(f"{FIRST}{n}")) for n in parts)
        settling.say(
            db, exchange, person, (common_days.beginning(db, exchange, row, firsts, now=now),), now=now
        )
    else:
        raise Invalid(_("Choose one of the answers."))


def _ticked(
    db: Session, exchange: Exchange, row: OpenDates, reply: Reply, *, now: datetime
) -> tuple[Days, ...]:
    """By their marks, so that nobody agrees to other days than those that were shown."""
    ticked = {each.name for each in reply.filled if each.value}
    if not ticked:
        raise Invalid(_("Tick at least one of the days, or write other days."))
    known = dict.fromkeys((*row.possible, *common_days.possible(db, exchange, row)))
    days = tuple(each for each in known if each.mark in ticked)
    free = common_days.still_possible(db, exchange, row, days, now=now)
    if not free:
        raise Conflict(_("These days are not free any more."))
    return free


def _lapse(db: Session, ask: Ask, now: datetime) -> None:
    """The coordinator hears of all pairs without days together (`laggards`); a late word still counts."""


def _read(db: Session, ask: Ask) -> tuple[Exchange, OpenDates]:
    exchange = exchanges.look_at(db, ask.subject_id)
    row = open_dates.of(db, exchange)
    if row is None:
        raise Conflict(_("The days of this exchange are not being agreed any more."))
    return exchange, row


QUESTION = Question(About.DATES, _write, _look, _answered, _lapse, takes_late=True)
