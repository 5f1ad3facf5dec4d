"""A small round whose days go by between the commands, as the workflows would let them."""

from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchange_life, exchanges, publishing, rounds, schedules
from models.applications import Application
from models.exchanges import Exchange
from models.offers import Offer
from models.people import Person
from models.schedules import Schedule
from models.states import RoundState
from models.timeline import moment
from tests.builders import (
    CLOSES,
    OPENS,
    a_host_offer,
    a_pairing,
    a_person,
    a_round,
    a_schedule,
    an_application,
    an_organisation,
)
from tests.cli.terminal import BY_PHONE, OWNER, Terminal

AINO, BERTTA, EERO, ONNI = (f"{name}@example.org" for name in ("aino", "bertta", "eero", "onni"))
IN = ("--round", "kevat-2027")
DECIDED = CLOSES + timedelta(days=3)
AFTERWARDS = moment(date(2027, 3, 11), time(9, 0))


def a_small_round(db: Session) -> None:
    """A draft with two applications, their supervisor, and one host elsewhere."""
    council = an_organisation(db)
    helmi = a_person(db, organisation=council, name="Helmi Keksitty", email=OWNER)
    eero = a_person(db, organisation=council, name="Eero Keksitty", email=EERO)
    round_ = a_round(db, owner=helmi, reference="kevat-2027", state=RoundState.DRAFT, opens_at=OPENS)
    rounds.add(db, round_)
    for name, email in (("Aino", AINO), ("Bertta", BERTTA)):
        guest = a_person(
            db, organisation=council, name=f"{name} Keksitty", email=email, supervisor_id=eero.id
        )
        an_application(db, to=round_, person=guest)
    a_host_offer(db, to=round_, person=a_person(db, name="Onni Keksitty", email=ONNI))


def is_planned(terminal: Terminal) -> None:
    """The round closes, and a draft waits that sends Aino to Onni."""
    terminal.until(DECIDED)
    with terminal.change() as db:
        round_ = rounds.by_reference(db, "kevat-2027")
        round_.state = RoundState.PLANNED
        found = select(Application).join(Person, Person.id == Application.person_id)
        aino = db.scalars(found.where(Person.email == AINO)).one()
        onni = db.scalars(select(Offer)).one()
        a_pairing(db, schedule=a_schedule(db, of=round_), application=aino, offer=onni)


def is_proposed(terminal: Terminal) -> str:
    """The approved plan is published, and both are asked; the id of the exchange, as lists show it."""
    with terminal.change() as db:
        round_ = rounds.by_reference(db, "kevat-2027")
        newest = schedules.newest(db, round_)
        assert isinstance(newest, Schedule)
        publishing.publish(db, round_, newest, now=DECIDED)
        exchange = the_exchange(db)
        exchange_life.confirm(db, exchange, heard=1, now=DECIDED)
        return f"{exchange.id}"[:8]


def is_held(terminal: Terminal) -> None:
    """The days have passed, and both are asked for a first note."""
    terminal.until(AFTERWARDS)
    with terminal.change() as db:
        exchange = the_exchange(db)
        exchanges.hold(db, exchange, now=AFTERWARDS)
        exchange_life.follow_up(db, exchange, heard=1, now=AFTERWARDS)


def the_exchange(db: Session) -> Exchange:
    return exchanges.load(db, db.scalars(select(Exchange.id)).one())


def opened(terminal: Terminal) -> None:
    with terminal.change() as db:
        a_small_round(db)
    terminal.says("round", "open", "kevat-2027")


def proposed(terminal: Terminal) -> str:
    opened(terminal)
    is_planned(terminal)
    terminal.says("round", "approve", "kevat-2027", "--by", OWNER, "--yes")
    return is_proposed(terminal)


def confirmed(terminal: Terminal) -> str:
    exchange_id = proposed(terminal)
    for who in (AINO, ONNI):
        terminal.says("exchange", "answer", exchange_id, "--person", who, "--yes", *BY_PHONE)
    return exchange_id
