"""Dull builders: a round whose pairs agree their days, and what its pairs say."""

from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchange_life, exchanges
from domain.asks import asking
from models import streams
from models.asks import About, Ask, AskState, Filled, Reply
from models.doubts import Days
from models.exchanges import Exchange
from models.messages import Standing
from models.offers import Offer
from models.open_dates import OpenDates
from models.people import Person
from models.rounds import Round
from models.schedules import Block
from models.states import Answer, DateMode, Kind
from models.timeline import EVENING, moment
from tests.builders import a_host_offer, a_person, added
from tests.builders_of_exchanges import an_exchange
from tests.domain.lived import YES, a_placed_application, a_proposed_exchange, a_running_round, at, loaded

PROPOSED = at(date(2027, 2, 8), time(9))
AGREE_BY = date(2027, 2, 26)
ENDS = moment(AGREE_BY, EVENING)
FIRST, SECOND, THIRD = (
    Block(first_day=date(2027, 3, day), last_day=date(2027, 3, day + 2)) for day in (8, 15, 22)
)


def an_agreeing_round(db: Session, **said: object) -> Round:
    usual = {"date_mode": DateMode.AGREED, "agree_by": AGREE_BY}
    return a_running_round(db, owner=None, **usual | said)


def a_pair_without_days(
    db: Session, *, round_: Round | None = None, offer: Offer | None = None, name: str = "Aino Keksitty"
) -> Exchange:
    """Just published: nobody has been asked yet."""
    of = round_ or an_agreeing_round(db)
    application = a_placed_application(db, to=of, person=a_person(db, name=name), blocks=(6,))
    exchange = an_exchange(
        db,
        application=application,
        offer=offer or a_host_offer(db, to=of),
        schedule=None,
        appointments=[],
        confirm_by=ENDS,
    )
    window = {"first_day": of.first_day, "last_day": of.last_day}
    added(db, OpenDates(exchange_id=exchange.id, agree_by=ENDS, **window))
    return loaded(db, exchange)


def both_say_yes(db: Session, *, kind: Kind = Kind.SHADOWING) -> Exchange:
    """In a round whose supervisors confirm the days: Eero leads Aino, Saara leads Eero."""
    exchange = a_proposed_exchange(db, kind=kind)
    db.get_one(Round, exchange.round_id).supervisor_confirms_dates = True
    saara = a_person(db, name="Saara Keksitty")
    exchange.guest.supervisor_id = a_person(db, name="Eero Keksitty", supervisor_id=saara.id).id
    for person_id in (exchange.guest_id, exchange.host_id):
        exchanges.answer(db, loaded(db, exchange), person_id, Answer.ACCEPTED, now=YES)
    return loaded(db, exchange)


def live(db: Session, exchange: Exchange, now: datetime) -> Standing:
    """One turn of its workflow."""
    return exchange_life.confirm(db, loaded(db, exchange), heard=1, now=now)


def ask_of(db: Session, exchange: Exchange, person_id: object) -> Ask:
    """What somebody was asked last about the days."""
    mine = Ask.stream_id == streams.of_exchange(exchange.id), Ask.about == About.DATES
    found = (
        select(Ask).where(*mine, Ask.first_id == person_id).order_by(Ask.asked_at.desc(), Ask.occasion.desc())
    )
    return db.scalars(found.limit(1)).one()


def names(db: Session, exchange: Exchange, side: str, *blocks: Block, now: datetime) -> None:
    """Tick these days on the page."""
    filled = tuple(Filled(name=Days(blocks=(block,)).mark, value="yes") for block in blocks)
    asking.answer(
        db, ask_of(db, exchange, getattr(exchange, f"{side}_id")), Reply(word="suits", filled=filled), now=now
    )


def writes(db: Session, exchange: Exchange, side: str, first: str, *, now: datetime) -> None:
    """Propose other days by their first one."""
    reply = Reply(word="other", filled=(Filled(name="first1", value=first),))
    asking.answer(db, ask_of(db, exchange, getattr(exchange, f"{side}_id")), reply, now=now)


def days_of(db: Session, exchange: Exchange) -> list[tuple[date | None, date | None]]:
    return [(each.first_day, each.last_day) for each in exchanges.look_at(db, exchange.id).appointments]


def open_questions(db: Session, exchange: Exchange) -> list[str]:
    """To whom, by their first names."""
    mine = Ask.stream_id == streams.of_exchange(exchange.id), Ask.state == AskState.OPEN
    found = select(Person.name).join(Ask, Ask.whose_id == Person.id).where(*mine)
    return sorted(name.split()[0] for name in db.scalars(found))
