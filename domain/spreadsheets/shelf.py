"""The stored rows that a spreadsheet may touch, found by what people call them."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from domain.spreadsheets.directory import Key
from models.applications import Application
from models.base import Base
from models.offers import Availability, Offer
from models.organisations import Organisation
from models.people import Person
from models.rounds import Round


class Outcome(StrEnum):
    """What became of a row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Shelf:
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    rounds: dict[str, Round] = field(default_factory=dict)
    offers: dict[Key, Offer] = field(default_factory=dict)
    applications: dict[Key, Application] = field(default_factory=dict)
    days: dict[UUID, list[Availability]] = field(default_factory=dict)  # by application or offer

    def add(self, key: Key, row: Offer | Application) -> None:
        if isinstance(row, Offer):
            self.offers[key] = row
        else:
            self.applications[key] = row


def full_shelf(db: Session) -> Shelf:
    shelf = Shelf(
        organisations={row.code: row for row in db.scalars(select(Organisation))},
        people={
            row.email: row for row in db.scalars(select(Person).options(joinedload(Person.organisation)))
        },
        rounds={row.reference: row for row in db.scalars(select(Round))},
    )
    references = {row.id: row.reference for row in shelf.rounds.values()}
    for row in _requests(db):
        name = "offer" if isinstance(row, Offer) else "application"
        shelf.add((name, references[row.round_id], row.person.email, row.kind.value), row)
    for days in db.scalars(select(Availability)):
        shelf.days.setdefault(_owner(days), []).append(days)
    return shelf


def settle(row: Base, values: dict[str, object]) -> Outcome:
    """Give the row these values; only what differs is written."""
    different = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return Outcome.CHANGED if different else Outcome.UNCHANGED


def either(first: Outcome, second: Outcome) -> Outcome:
    """A row whose parts were settled one after another."""
    return second if first is Outcome.UNCHANGED else first


def _requests(db: Session) -> list[Offer | Application]:
    offers = db.scalars(select(Offer).options(joinedload(Offer.person))).all()
    wanted = select(Application).options(
        joinedload(Application.person), selectinload(Application.wishes), selectinload(Application.avoids)
    )
    return [*offers, *db.scalars(wanted).all()]


def _owner(days: Availability) -> UUID:
    owner = days.application_id or days.offer_id
    if owner is None:
        raise LookupError("availability without an owner")
    return owner
