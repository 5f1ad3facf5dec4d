"""Dull builders of what verbs meet: an exchange as a step loads it, and what people and workflows heard."""

from datetime import date, datetime, time, timedelta
from email import message_from_bytes
from email.message import Message

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from domain import exchanges, invitations
from models import streams
from models.applications import Application
from models.base import Base
from models.events import Event
from models.exchanges import Exchange, GuestDay, SessionStart
from models.mails import Mail
from models.offers import Offer
from models.people import Person
from models.rounds import Round
from models.schedules import Block
from models.states import Answer, ApplicationState, ExchangeState, Kind, RoundState
from models.timeline import moment
from tests.builders import a_host_offer, a_person, a_round, an_application
from tests.builders_of_exchanges import a_confirmation, a_stay, an_exchange

ASKED = moment(date(2027, 1, 29), time(10, 0))
YES = moment(date(2027, 2, 2), time(10, 0))
LATER = YES + timedelta(hours=3)
SECOND_STAY = Block(first_day=date(2027, 3, 15), last_day=date(2027, 3, 17))


def at(day: date, clock: time = time(12, 0)) -> datetime:
    """A local clock time as a moment."""
    return moment(day, clock)


def a_running_round(db: Session, *, owner: Person | None = None, **said: object) -> Round:
    """A round whose first plan has been published."""
    return a_round(db, owner=owner, **{"state": RoundState.RUNNING} | said)


def a_placed_application(
    db: Session, *, to: Round, person: Person | None = None, **said: object
) -> Application:
    return an_application(db, to=to, person=person, **{"state": ApplicationState.PLACED} | said)


def a_proposed_exchange(
    db: Session,
    *,
    application: Application | None = None,
    offer: Offer | None = None,
    kind: Kind = Kind.SHADOWING,
    **said: object,
) -> Exchange:
    """Both have been asked, none has answered."""
    asks = application or _placed(db, offer, kind)
    exchange = an_exchange(db, application=asks, offer=offer, schedule=None, **said)
    for person_id in (exchange.guest_id, exchange.host_id):
        a_confirmation(db, exchange=exchange, person_id=person_id)
    return loaded(db, exchange)


def a_confirmed_exchange(
    db: Session,
    *,
    application: Application | None = None,
    offer: Offer | None = None,
    kind: Kind = Kind.SHADOWING,
    **said: object,
) -> Exchange:
    """Both have said yes; no calendar has been told yet."""
    asks = application or _placed(db, offer, kind)
    usual = {"state": ExchangeState.CONFIRMED, "confirmed_at": YES}
    exchange = an_exchange(db, application=asks, offer=offer, schedule=None, **usual | said)
    for person_id in (exchange.guest_id, exchange.host_id):
        a_confirmation(db, exchange=exchange, person_id=person_id, answer=Answer.ACCEPTED, answered_at=YES)
    return loaded(db, exchange)


def _placed(db: Session, offer: Offer | None, kind: Kind) -> Application:
    round_ = db.get_one(Round, offer.round_id) if offer else a_running_round(db)
    return a_placed_application(db, to=round_, kind=kind)


def ask_both(db: Session, exchange: Exchange, *, now: datetime) -> None:
    exchanges.ask(db, exchange, (exchange.guest, exchange.host), now=now)


def loaded(db: Session, exchange: Exchange) -> Exchange:
    """The exchange as the next transaction finds it."""
    db.flush()
    db.expire_all()
    return exchanges.load(db, exchange.id)


def told(db: Session, lane: str) -> list[tuple[str, str]]:
    """The letters of one lane in their order: the kind, and the first name of whom they are to."""
    found = select(Mail.kind, Person.name).join(Person, Person.id == Mail.person_id)
    rows = db.execute(found.where(Mail.lane == lane).order_by(Mail.number))
    return [(kind, name.split()[0]) for kind, name in rows]


def calendar_of(db: Session, lane: str) -> list[tuple[str | None, int | None, str]]:
    """The calendar messages of one lane in their order: method, SEQUENCE, to whom."""
    found = select(Mail.method, Mail.sequence, Person.name).join(Person, Person.id == Mail.person_id)
    rows = db.execute(found.where(Mail.lane == lane, Mail.method.is_not(None)).order_by(Mail.number))
    return [(method, sequence, name.split()[0]) for method, sequence, name in rows]


def facts(db: Session, stream_id: str) -> list[str]:
    """The facts of one stream by their types, in their order."""
    return list(db.scalars(select(Event.type).where(Event.stream_id == stream_id).order_by(Event.number)))


def taken(db: Session, exchange: Exchange) -> tuple[int, int]:
    """How many half days and how many starts an exchange takes."""
    halves = select(GuestDay.id).where(GuestDay.exchange_id == exchange.id)
    starts = select(SessionStart.id).where(SessionStart.exchange_id == exchange.id)
    return len(db.scalars(halves).all()), len(db.scalars(starts).all())


def everything(db: Session) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, to see that nothing has changed."""
    db.flush()
    tables = sorted(Base.metadata.tables.items())
    return {name: sorted(map(tuple, db.execute(select(table))), key=str) for name, table in tables}


def two_guests_of_one_host(db: Session) -> tuple[Exchange, Exchange]:
    """Confirmed one after the other at the same desk, in two weeks of March."""
    round_ = a_running_round(db)
    desk = a_host_offer(db, to=round_)
    guests = [a_person(db, name=f"{name} Keksitty") for name in ("Aino", "Bertta")]
    asks = [a_placed_application(db, to=round_, person=each) for each in guests]
    return (
        a_confirmed_exchange(db, application=asks[0], offer=desk),
        a_confirmed_exchange(db, application=asks[1], offer=desk, appointments=a_stay(SECOND_STAY)),
    )


def letters(db: Session, lane: str) -> list[str]:
    """The plain words of each letter of one lane, on one line each."""
    found = select(Mail).where(Mail.lane == lane).order_by(Mail.number).options(undefer(Mail.octets))
    return [" ".join(_plain(message_from_bytes(mail.octets)).split()) for mail in db.scalars(found)]


def _plain(mail: Message) -> str:
    part = next(each for each in mail.walk() if each.get_content_type() == "text/plain")
    octets = part.get_payload(decode=True)
    assert isinstance(octets, bytes)
    return octets.decode()


def lane(exchange: Exchange) -> str:
    return streams.of_exchange(exchange.id)


def invited(db: Session, exchange: Exchange) -> Exchange:
    invitations.follow(db, exchange, now=LATER)
    return loaded(db, exchange)
