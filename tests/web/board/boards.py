"""A round whose plan waits for HR's word, made by the real solver, as the board is asked for it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.database import Database
from models.languages import Language
from models.offers import Offer
from models.people import Person
from models.rounds import Round
from models.schedules import Schedule
from models.states import Role, RoundState
from tests.builders import (
    a_host_offer,
    a_person,
    a_round,
    a_wish,
    an_application,
    an_appointee,
    an_organisation,
)
from tests.domain.deciding import drafted

HERE = "/rounds/kevat-2027"
PLAN = f"{HERE}/plan"


@dataclass(frozen=True)
class Board:
    """Aino and Bertta have their wished places with Onni and Paavo; Cecilia has none."""

    round_id: UUID
    aino: UUID
    bertta: UUID
    cecilia: UUID
    onni: UUID
    paavo: UUID


def a_board(database: Database, *, guest: str = "Aino Keksitty") -> Board:
    with database.change() as db:
        round_ = a_round(db, reference="kevat-2027", state=RoundState.CLOSED)
        onni, paavo = (_desk(db, round_, name) for name in ("Onni Keksitty", "Paavo Keksitty"))
        aino = an_application(db, to=round_, person=_guest(db, guest), priority=2)
        bertta = an_application(db, to=round_, person=_guest(db, "Bertta Keksitty"), priority=2)
        cecilia = an_application(db, to=round_, person=_guest(db, "Cecilia Keksitty"))
        a_wish(db, application=aino, organisation=onni.person.organisation)
        a_wish(db, application=bertta, organisation=paavo.person.organisation, rank=2)
        board = Board(round_.id, aino.id, bertta.id, cecilia.id, onni.id, paavo.id)
        drafted(db, round_)
    return board


def newest(db: Session) -> Schedule:
    return db.scalars(select(Schedule).order_by(Schedule.version.desc()).limit(1)).one()


def the_round(db: Session, board: Board) -> Round:
    return db.get_one(Round, board.round_id)


def hr_of_another_house(database: Database) -> UUID:
    """Somebody who steers rounds, but not this one."""
    with database.change() as db:
        house = an_organisation(db)
        person = a_person(db, name="Vieno Keksitty", organisation=house)
        an_appointee(db, person=person, role=Role.HR, organisation_id=house.id)
        return person.id


def _guest(db: Session, name: str) -> Person:
    home = an_organisation(db, name_en="Regional Council of Lapland")
    return a_person(db, name=name, organisation=home, language=Language.EN)


def _desk(db: Session, round_: Round, name: str) -> Offer:
    home = an_organisation(db, name_en=f"Council of {name.split()[0]}")
    return a_host_offer(db, to=round_, person=a_person(db, name=name, organisation=home), most=1)
