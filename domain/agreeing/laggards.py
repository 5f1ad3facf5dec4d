"""Pairs that have agreed no days in time: the coordinator hears of them together, and decides."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from domain import exchanges, mails
from domain.agreeing import open_dates, written_days
from domain.asks import asks
from domain.asks.question import Entry, Field, Option, Page, Question, Told
from domain.events import record
from domain.refusals import Conflict, Invalid
from domain.roles import coordinator
from domain.working_days import in_working_days, is_working_day
from invites.date_contexts import DatesMissing, WithoutDays
from models import streams
from models.asks import About, Ask, Reply
from models.date_facts import AgreeingProlonged, DaysReopened
from models.exchanges import Exchange
from models.languages import Language, _
from models.open_dates import OpenDates
from models.people import Person
from models.rounds import Round
from models.states import ExchangeState, Reason
from models.timeline import EVENING, moment

PROLONG, RELEASE = "prolong", "release"
OPTIONS = (
    Option(PROLONG, _("They have longer: until the day below")),
    Option(RELEASE, _("Release these pairs")),
)
DECIDED, REMINDED = 5, 3  # working days
UNTIL = "until"

Pair = tuple[OpenDates, Exchange]


def see_through(db: Session, round_: Round, *, now: datetime) -> None:
    """Ask the coordinator about everybody whose time is over, once for each day on which it ended."""
    _drop_settled(db, round_, now=now)
    late = pairs(db, round_, now=now)
    if not late:
        return
    asks.put(
        db,
        QUESTION,
        on=streams.of_round(round_.id),
        subject_id=round_.id,
        occasion=f"{max(row.agree_by for row, _exchange in late):%Y-%m-%d %H.%M}",
        to=coordinator(db, round_),
        plan=asks.Plan(in_working_days(now, DECIDED, EVENING), reminders=(in_working_days(now, REMINDED),)),
        now=now,
    )


def moments(db: Session, round_: Round, *, now: datetime) -> list[datetime]:
    """When somebody's time to agree ends."""
    return [row.agree_by for row, _exchange in open_dates.open_in(db, round_) if row.agree_by > now]


def pairs(db: Session, round_: Round, *, now: datetime) -> list[Pair]:
    """Those whose time is over."""
    return [(row, each) for row, each in open_dates.open_in(db, round_) if row.agree_by <= now]


def silent(row: OpenDates, exchange: Exchange) -> tuple[Person, ...]:
    """Who of the two has named no days."""
    both = (exchange.guest, exchange.host)
    return tuple(each for each in both if not open_dates.suits(row, exchange, each))


def prolong(db: Session, round_: Round, *, until: date, now: datetime) -> None:
    """All that have no days yet have until then; whoever was asked in vain is asked anew."""
    if not is_working_day(until) or not now < moment(until, EVENING) < moment(round_.last_day, EVENING):
        raise Invalid(_("Choose a working day that is still to come, before the last day of the round."))
    round_.agree_by = until
    for row, found in open_dates.open_in(db, round_):
        if row.agree_by < moment(until, EVENING):
            exchange = exchanges.load(db, found.id)
            row.agree_by, row.times = moment(until, EVENING), row.times + 1
            asks.drop(db, Ask.stream_id == streams.of_exchange(found.id), Ask.about == About.DATES, now=now)
            record(db, DaysReopened(exchange_id=exchange.id), on=streams.of_exchange(found.id), now=now)
    _drop(db, round_, now=now)
    record(db, AgreeingProlonged(round_id=round_.id), on=streams.of_round(round_.id), now=now)


def _give_up(db: Session, ask: Ask, *, now: datetime) -> None:
    """Release every pair that the question has named, but those who have agreed in this very moment."""
    for _row, each in pairs(db, db.get_one(Round, ask.subject_id), now=ask.asked_at):
        exchange = exchanges.load(db, each.id)
        row = open_dates.of(db, exchange)
        if exchange.state is ExchangeState.PROPOSED and row is not None and row.settled_at is None:
            exchanges.release(db, exchange, reason=Reason.NO_DATES, now=now)


def _drop_settled(db: Session, round_: Round, *, now: datetime) -> None:
    """Questions whose pairs have all agreed meanwhile, or were released by another one."""
    for ask in asks.open_on(db, streams.of_round(round_.id)):
        if ask.about is About.DATES_MISSING and not pairs(db, round_, now=ask.asked_at):
            asks.drop(db, Ask.id == ask.id, now=now)


def _drop(db: Session, round_: Round, *, now: datetime) -> None:
    mine = Ask.stream_id == streams.of_round(round_.id), Ask.about == About.DATES_MISSING
    asks.drop(db, *mine, now=now)


def _write(db: Session, ask: Ask, to: Person) -> DatesMissing:
    round_ = db.get_one(Round, ask.subject_id)
    top = mails.heading(db, round_, to)
    return DatesMissing(
        name=to.name,
        round_name=top.round_name,
        coordinator=top.coordinator,
        choices=asks.choices(db, ask, OPTIONS, to.language),
        answer_by=ask.deadline,
        is_reminder=ask.reminded > 0,
        instead_of=asks.instead_of(db, ask),
        reference=round_.reference,
        pairs=tuple(_told(row, each) for row, each in pairs(db, round_, now=ask.asked_at)),
    )


def _told(row: OpenDates, exchange: Exchange) -> WithoutDays:
    names = tuple(each.name for each in silent(row, exchange))
    return WithoutDays(exchange.guest.name, exchange.host.name, names)


def _look(db: Session, ask: Ask, _language: Language) -> Page:
    round_ = db.get_one(Round, ask.subject_id)
    late = pairs(db, round_, now=ask.asked_at)
    return Page(
        title=_("These pairs have agreed no days"),
        told=tuple(Told(_("Pair"), f"{each.guest.name} – {each.host.name}") for _row, each in late),
        options=OPTIONS,
        fields=(Field(UNTIL, _("Until"), Entry.DATE),),
    )


def _answered(db: Session, ask: Ask, reply: Reply, now: datetime) -> None:
    round_ = db.get_one(Round, ask.subject_id)
    if not pairs(db, round_, now=ask.asked_at):
        raise Conflict(_("All of them have agreed their days meanwhile."))
    if reply.word == PROLONG:
        prolong(db, round_, until=written_days.read(reply.of(UNTIL)), now=now)
    elif reply.word == RELEASE:
        _give_up(db, ask, now=now)
    else:
        raise Invalid(_("Choose one of the answers."))


def _lapsed(db: Session, ask: Ask, now: datetime) -> None:
    """Nobody has decided: no place is kept for ever."""
    _give_up(db, ask, now=now)


QUESTION = Question(About.DATES_MISSING, _write, _look, _answered, _lapsed)
