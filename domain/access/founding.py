"""The first person of an empty house: their organisation, themselves, and the roles to begin with."""

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.access import login_links
from domain.access.asking import known
from domain.refusals import Conflict
from models.access import LoginLink
from models.languages import Language, _
from models.organisations import Organisation
from models.people import Appointee, Person
from models.states import Role

ROLES = (Role.ADMINISTRATOR, Role.COORDINATOR)
LONGEST_CODE = 20


@dataclass(frozen=True)
class House:
    """An organisation as it is told: its names, its seat, and where that is."""

    name_fi: str
    name_sv: str
    name_en: str
    seat_fi: str
    seat_sv: str
    latitude: float
    longitude: float
    code: str = ""


@dataclass(frozen=True)
class Founder:
    name: str
    email: str
    language: Language
    house: House


@cache
def councils() -> Mapping[str, House]:
    """The regional councils of Finland, by their codes."""
    with files("samples").joinpath("councils.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    return {row["code"]: _house(row) for row in rows}


def _house(row: Mapping[str, str]) -> House:
    names = {each: row[each] for each in ("code", "name_fi", "name_sv", "name_en", "seat_fi", "seat_sv")}
    return House(**names, latitude=float(row["latitude"]), longitude=float(row["longitude"]))


def is_empty(db: Session) -> bool:
    """Whether nobody looks after this house yet."""
    return login_links.administrator(db) is None


def found(db: Session, token: str, founder: Founder, *, now: datetime) -> LoginLink | None:
    """Use the terminal's link and make whoever has it the first administrator; None if it has ended."""
    if not is_empty(db):
        raise Conflict(_("Somebody looks after this house already: ask them to let you in."))
    link = login_links.use(db, token, browser=None, now=now)
    if link is None or link.person_id is not None:
        return None
    person = known(db, founder.email) or _person(db, founder)
    db.add_all(Appointee(person_id=person.id, role=each) for each in ROLES if not _holds(db, person, each))
    link.person_id = person.id
    db.flush()
    return link


def _person(db: Session, founder: Founder) -> Person:
    person = Person(
        organisation=_organisation(db, founder.house),
        name=founder.name,
        email=founder.email.lower(),
        language=founder.language,
    )
    db.add(person)
    db.flush()
    return person


def _organisation(db: Session, house: House) -> Organisation:
    code = house.code or _code_of(db, house)
    there = db.scalar(select(Organisation).where(Organisation.code == code))
    if there is None:
        there = Organisation(**{**vars(house), "code": code})
        db.add(there)
        db.flush()
    return there


def _code_of(db: Session, house: House) -> str:
    """A short word of the name that nobody has yet."""
    plain = unicodedata.normalize("NFKD", house.name_fi.lower()).encode("ascii", "ignore").decode()
    word = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: LONGEST_CODE - 3] or "organisation"
    taken = set(db.scalars(select(Organisation.code)))
    names = (word, *(f"{word}-{number}" for number in range(2, 100)))
    return next(each for each in names if each not in taken)


def _holds(db: Session, person: Person, role: Role) -> bool:
    mine = select(Appointee.id).where(Appointee.person_id == person.id, Appointee.role == role)
    everywhere = mine.where(Appointee.organisation_id.is_(None), Appointee.round_id.is_(None))
    return db.scalar(everywhere) is not None
