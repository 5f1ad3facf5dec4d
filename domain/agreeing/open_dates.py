"""Exchanges whose days the two agree themselves: until when, in which window, who has named what."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from domain.refusals import Conflict
from domain.working_days import in_working_days, subtract_working_days
from models.asks import Ask
from models.doubts import Days
from models.exchanges import Exchange
from models.languages import _
from models.open_dates import OpenDates
from models.people import Person
from models.rounds import Round
from models.schedules import Block
from models.states import DateMode, ExchangeState, Kind
from models.timeline import EVENING, moment

SUNDAY = 7


def agrees_days(round_: Round, kind: Kind) -> bool:
    """Whether a pair finds its days itself; sessions have weekly times, which are common already."""
    return round_.date_mode is not DateMode.FIXED and kind is Kind.SHADOWING


def opened(round_: Round, blocks: tuple[Block, ...], *, now: datetime) -> OpenDates:
    """The window of an exchange, and by when its days are agreed; what the plan had found is one choice."""
    first, last = _window(round_, blocks)
    agree_by = in_working_days(now, round_.answer_working_days, EVENING)
    if round_.agree_by:
        agree_by = max(agree_by, moment(round_.agree_by, EVENING))
    if agree_by >= moment(last, EVENING):
        raise Conflict(_("The days are too near by now."))
    return OpenDates(first_day=first, last_day=last, agree_by=agree_by, possible=(Days(blocks=blocks),))


def _window(round_: Round, blocks: tuple[Block, ...]) -> tuple[date, date]:
    """The whole round, or the weeks in which the plan has found days."""
    if round_.date_mode is DateMode.AGREED or not blocks:
        return round_.first_day, round_.last_day
    first, last = blocks[0].first_day, blocks[-1].last_day
    monday = first - timedelta(days=first.isoweekday() - 1)
    sunday = last + timedelta(days=SUNDAY - last.isoweekday())
    return max(monday, round_.first_day), min(sunday, round_.last_day)


def give_time(
    db: Session, exchange: Exchange, row: OpenDates, *, now: datetime, days: int | None = None
) -> None:
    """Whoever is asked has working days to answer, also when the round's own date is near or past."""
    count = db.get_one(Round, exchange.round_id).answer_working_days if days is None else days
    eve = moment(subtract_working_days(row.last_day, 1), EVENING)
    row.agree_by = max(row.agree_by, min(in_working_days(now, count, EVENING), eve))


def of(db: Session, exchange: Exchange) -> OpenDates | None:
    """How the days of an exchange are agreed; None where a plan has fixed them."""
    found = select(OpenDates).where(OpenDates.exchange_id == exchange.id)
    return db.scalar(found.execution_options(populate_existing=True))


def open_in(db: Session, round_: Round) -> list[tuple[OpenDates, Exchange]]:
    """Every pair of a round that has no days yet, whoever must agree first by then first."""
    found = (
        select(OpenDates, Exchange)
        .join(Exchange, Exchange.id == OpenDates.exchange_id)
        .where(
            Exchange.round_id == round_.id,
            Exchange.state == ExchangeState.PROPOSED,
            OpenDates.settled_at.is_(None),
        )
        .options(
            joinedload(Exchange.guest).joinedload(Person.organisation),
            joinedload(Exchange.host).joinedload(Person.organisation),
        )
        .order_by(OpenDates.agree_by, Exchange.id)
    )
    return [(row, exchange) for row, exchange in db.execute(found)]


def suits(row: OpenDates, exchange: Exchange, person: Person) -> tuple[Days, ...]:
    """The days that one of the two has named."""
    return row.guest_suits if person.id == exchange.guest_id else row.host_suits


def name(row: OpenDates, exchange: Exchange, person: Person, days: tuple[Days, ...]) -> None:
    if person.id == exchange.guest_id:
        row.guest_suits = days
    else:
        row.host_suits = days


def other(exchange: Exchange, person: Person) -> Person:
    return exchange.host if person.id == exchange.guest_id else exchange.guest


def asked_whom(exchange: Exchange, ask: Ask) -> Person:
    """Whose days a question is about, whoever answers it for them."""
    return exchange.guest if ask.first_id == exchange.guest_id else exchange.host
