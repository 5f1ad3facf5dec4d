"""People whom the reader may see, found by a piece of their name or address, or by their organisation."""

from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from domain.access import visibility
from models.exchanges import Exchange
from models.organisations import Organisation
from models.people import Alias, Person
from models.record import Record
from web.views.paging import PER_PAGE, Code, Narrowed, Paging, Text
from web.views.reading import Reading
from web.views.searching import like


class Filters(Narrowed):
    q: Text = ""
    organisation: Code = ""


class House(Record):
    code: str
    name: str


class PersonRow(Record):
    id: UUID
    name: str
    title: str
    address: str
    organisation: str
    exchanges: int


class PeopleView(Record):
    filters: Filters
    houses: tuple[House, ...]
    paging: Paging
    rows: tuple[PersonRow, ...]


def look(seen: Reading, filters: Filters) -> PeopleView | None:
    """None where there is no such page."""
    which = _which(seen, filters)
    number = seen.db.scalar(select(func.count(Person.id)).join(Organisation).where(*which)) or 0
    paging = Paging(page=filters.page, rows=number)
    if paging.is_beyond:
        return None
    return PeopleView(filters=filters, houses=_houses(seen), paging=paging, rows=_rows(seen, which, paging))


def _which(seen: Reading, filters: Filters) -> list[ColumnElement[bool]]:
    which = [visibility.people(seen.actor), Person.forgotten_at.is_(None)]
    if filters.organisation:
        which.append(Organisation.code == filters.organisation)
    if filters.q:
        aliases = select(Alias.person_id).where(like(Alias.email, filters.q))
        found = (like(Person.name, filters.q), like(Person.email, filters.q), Person.id.in_(aliases))
        which.append(or_(*found))
    return which


def _houses(seen: Reading) -> tuple[House, ...]:
    ids = select(Person.organisation_id).where(visibility.people(seen.actor))
    found = seen.db.scalars(select(Organisation).where(Organisation.id.in_(ids)))
    houses = (House(code=each.code, name=each.name(seen.language)) for each in found)
    return tuple(sorted(houses, key=lambda each: each.name))


def _rows(seen: Reading, which: list[ColumnElement[bool]], paging: Paging) -> tuple[PersonRow, ...]:
    found = select(Person, Organisation).join(Organisation).where(*which)
    found = found.order_by(Person.name, Person.email).offset(paging.offset).limit(PER_PAGE)
    rows = [(person, house) for person, house in seen.db.execute(found)]
    numbers = _numbers(seen, [person.id for person, _house in rows])
    return tuple(
        PersonRow(
            id=person.id,
            name=person.name,
            title=person.title,
            address=person.email,
            organisation=house.name(seen.language),
            exchanges=numbers.get(person.id, 0),
        )
        for person, house in rows
    )


def _numbers(seen: Reading, ids: list[UUID]) -> dict[UUID, int]:
    """How many exchanges of steered rounds each takes part in."""
    numbers: dict[UUID, int] = {}
    for column in (Exchange.guest_id, Exchange.host_id):
        found = select(column, func.count()).where(
            column.in_(ids), visibility.steers(seen.actor, Exchange.round_id)
        )
        for person_id, number in seen.db.execute(found.group_by(column)):
            numbers[person_id] = numbers.get(person_id, 0) + number
    return numbers
