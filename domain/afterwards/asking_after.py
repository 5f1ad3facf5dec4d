"""What a round asks after a stay or a mentoring, beside the notes: each on its day, each once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from domain.afterwards import contacts, reviews, seminars, visits
from domain.asks import asks
from domain.asks.question import Question
from domain.meetings import last_moment
from domain.working_days import add_working_days, in_working_days, on_or_after
from models import streams
from models.exchanges import Exchange
from models.people import Person
from models.rounds import Round
from models.states import AskedAfter, Kind
from models.timeline import MORNING, local_day, moment

ANSWER_WORKING_DAYS, REMINDED_AFTER = 15, 8


@dataclass(frozen=True)
class Asking:
    """So many working days, or days, after the last one; `whom` may be nobody."""

    question: Question
    whom: Callable[[Session, Exchange], tuple[Person, ...]]
    working_days: int = 0
    days: int = 0


ASKINGS: dict[AskedAfter, Asking] = {
    AskedAfter.REVIEW: Asking(reviews.QUESTION, reviews.supervisor, working_days=10),
    AskedAfter.KEEP_IN_TOUCH: Asking(contacts.QUESTION, lambda _db, each: (each.guest, each.host), days=14),
    AskedAfter.SEMINAR: Asking(seminars.QUESTION, lambda _db, each: (each.guest,), days=30),
    AskedAfter.VISIT: Asking(visits.QUESTION, lambda _db, each: (each.guest,), days=150),
}


def ask(db: Session, exchange: Exchange, *, now: datetime) -> list[datetime]:
    """Ask what is due; when there is next something to ask, or to do about what is open."""
    stream = streams.of_exchange(exchange.id)
    wanted = {each: asks_at(exchange, ASKINGS[each]) for each in _wanted(db, exchange)}
    for each, at in wanted.items():
        if at <= now:
            _ask(db, exchange, ASKINGS[each], now=now)
    open_ = [asks.next_moment(each) for each in asks.open_on(db, stream)]
    return [*(at for at in wanted.values() if at > now), *open_]


def asks_at(exchange: Exchange, asking: Asking) -> datetime:
    last = local_day(last_moment(exchange))
    if asking.working_days:
        return moment(add_working_days(last, asking.working_days), MORNING)
    return moment(on_or_after(last + timedelta(days=asking.days)), MORNING)


def _wanted(db: Session, exchange: Exchange) -> list[AskedAfter]:
    """A mentoring has no days that could be visited again."""
    chosen = db.get_one(Round, exchange.round_id).asks_after
    return [each for each in chosen if each is not AskedAfter.VISIT or exchange.kind is Kind.SHADOWING]


def _ask(db: Session, exchange: Exchange, asking: Asking, *, now: datetime) -> None:
    for person in asking.whom(db, exchange):
        asks.put(
            db,
            asking.question,
            on=streams.of_exchange(exchange.id),
            subject_id=exchange.id,
            occasion="host" if person.id == exchange.host_id else "",
            to=person,
            plan=asks.Plan(
                in_working_days(now, ANSWER_WORKING_DAYS), reminders=(in_working_days(now, REMINDED_AFTER),)
            ),
            now=now,
        )
