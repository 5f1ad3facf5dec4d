"""Asking the supervisor whether the days suit the unit: other days, or nothing, if they do not."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain import exchange_letters, exchanges, meetings
from domain.agreeing import open_dates, settling, unit
from domain.answer_times import answer_by
from domain.asks import asks
from domain.asks.question import Field, Option, Page, Question, Told
from domain.events import record
from domain.refusals import Conflict, Invalid
from domain.working_days import in_working_days, subtract_working_days
from invites import dates
from invites.date_contexts import DatesSuitUnit
from models import streams
from models.asks import About, Ask, Reply
from models.date_facts import UnitAnswered
from models.exchanges import Exchange
from models.languages import Language, _
from models.offers import Availability
from models.people import Person
from models.rounds import Round
from models.states import ExchangeState, Kind, Reason
from models.timeline import MORNING, local_day, moment

OTHER_DAYS, NO = "other_days", "no"
OPTIONS = (
    Option(unit.SUITS, _("These days suit us")),
    Option(OTHER_DAYS, _("Other days, please")),
    Option(NO, _("They cannot go")),
)
OF_SESSIONS = tuple(each for each in OPTIONS if each.word != OTHER_DAYS)


def pursue(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """Once both have said yes: the supervisor has working days to answer, and their own one is the deputy."""
    whose = unit.supervisor(db, exchange)
    if whose is None:
        unit.stand(db, exchange, now=now)
        return
    asks.put(
        db,
        QUESTION,
        on=streams.of_exchange(exchange.id),
        subject_id=exchange.id,
        occasion=unit.occasion(exchange),
        to=whose,
        plan=_plan(db, exchange, whose, now=now),
        now=now,
    )


def _plan(db: Session, exchange: Exchange, whose: Person, *, now: datetime) -> asks.Plan:
    first = meetings.first_moment(exchange)
    try:
        until = answer_by(db.get_one(Round, exchange.round_id), local_day(first), now=now)
    except Conflict:
        until = first
    remind = moment(subtract_working_days(local_day(until), 2), MORNING)
    passes = moment(subtract_working_days(local_day(until), 1), MORNING)
    soon = in_working_days(now, 1)
    return asks.Plan(
        until,
        reminders=(remind,) if remind >= soon else (),
        deputy_id=whose.supervisor_id,
        passes_at=passes if whose.supervisor_id and passes >= soon else None,
    )


def _write(db: Session, ask: Ask, to: Person) -> DatesSuitUnit:
    exchange = exchanges.look_at(db, ask.subject_id)
    return DatesSuitUnit(
        **vars(exchange_letters.head(db, exchange, to)),
        choices=asks.choices(db, ask, _options(exchange), to.language),
        answer_by=ask.deadline,
        is_reminder=ask.reminded > 0,
        instead_of=asks.instead_of(db, ask),
    )


def _look(db: Session, ask: Ask, language: Language) -> Page:
    exchange = exchanges.look_at(db, ask.subject_id)
    told = meetings.particulars(exchange, language)
    when = [line for each in told.blocks for line in dates.spell(each, language)]
    return Page(
        title=_("May {name} be away on these days?", name=exchange.guest.name),
        told=(*(Told(_("When"), line) for line in when), Told(_("Place"), told.host_organisation)),
        options=_options(exchange),
        fields=(Field("words", _("Which days would suit, or why not?")),),
    )


def _options(exchange: Exchange) -> tuple[Option, ...]:
    """Nobody looks for other weekly times: mentee and mentor move their sessions themselves."""
    return OPTIONS if exchange.kind is Kind.SHADOWING else OF_SESSIONS


def _answered(db: Session, ask: Ask, reply: Reply, now: datetime) -> None:
    exchange = exchanges.load(db, ask.subject_id)
    if exchange.state is not ExchangeState.PROPOSED or unit.occasion(exchange) != ask.occasion:
        raise Conflict(_("The proposal has changed meanwhile: a newer mail has the new one."))
    if reply.word not in {each.word for each in _options(exchange)}:
        raise Invalid(_("Choose one of the answers."))
    if reply.word == unit.SUITS:
        unit.stand(db, exchange, now=now)
    elif reply.word == OTHER_DAYS:
        _look_for_others(db, exchange, now=now)
    else:
        exchanges.release(db, exchange, reason=Reason.UNIT_DECLINED, now=now)
    fact = UnitAnswered(exchange_id=exchange.id)
    record(db, fact, on=streams.of_exchange(exchange.id), now=now, actor_id=ask.whose_id)


def _look_for_others(db: Session, exchange: Exchange, *, now: datetime) -> None:
    """The pair agrees others, or where a plan has fixed the days, a repair finds them."""
    stays = [each for each in exchange.appointments if each.first_day and each.last_day]
    if open_dates.of(db, exchange) is not None:
        for each in stays:
            days = {"first_day": each.first_day, "last_day": each.last_day, "can": False}
            db.add(Availability(application_id=exchange.application_id, **days))
        settling.reopen(db, exchange, now=now)
        return
    first, last = stays[0].first_day, stays[-1].last_day
    if first and last:
        exchanges.break_off(db, exchange, exchange.guest_id, first=first, last=last, now=now)


def _lapsed(db: Session, ask: Ask, now: datetime) -> None:
    """Without the supervisor's word nobody travels: the place goes on to somebody else."""
    exchange = exchanges.load(db, ask.subject_id)
    if exchange.state is ExchangeState.PROPOSED and unit.occasion(exchange) == ask.occasion:
        exchanges.release(db, exchange, reason=Reason.NO_ANSWER, now=now)


QUESTION = Question(About.DATES_SUIT_UNIT, _write, _look, _answered, _lapsed)
