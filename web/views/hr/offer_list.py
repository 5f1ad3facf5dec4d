"""Offers of a round as a table: who hosts or mentors how many, and how many have come."""

from enum import StrEnum
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, cast, func, or_, select
from sqlalchemy.orm import joinedload

from domain import topics
from domain.access import visibility
from domain.refusals import NotFound
from models.exchanges import Exchange
from models.languages import Words, _
from models.offers import Offer
from models.organisations import Organisation
from models.people import Person
from models.record import Record
from models.rounds import Round
from models.states import ExchangeState, Kind, OfferState
from web.views.hr.application_list import NAMES, Named
from web.views.hr.round_head import RoundHead, find, head
from web.views.paging import PER_PAGE, Paging
from web.views.reading import Reading
from web.words import participation
from web.words.tags import Tag


class Sort(StrEnum):
    NAME = "name"
    ORGANISATION = "organisation"
    PLACES = "places"


class Choice(Record):
    """What the address asks for; empty is everything."""

    state: OfferState | None = None
    organisation: str = ""
    kind: Kind | None = None
    topic: str = ""
    text: str = ""
    free: bool = False  # only those with a place left
    sort: Sort = Sort.NAME
    page: int = 1

    def query(self) -> str:
        said = self.model_dump(mode="json", exclude={"page"}, exclude_defaults=True)
        return urlencode({name: "1" if value is True else value for name, value in said.items()})


class OfferRow(Record):
    id: UUID
    name: str
    organisation: str
    kind: Kind
    state: Tag
    is_open: bool
    unit: str
    most: int
    taken: int
    guests_per_day: int
    topics: str


class OffersView(Record):
    head: RoundHead
    chosen: Choice
    query: str
    organisations: tuple[Named, ...]
    topics: tuple[Named, ...]
    number: int
    all_offers: int
    paging: Paging
    rows: tuple[OfferRow, ...]
    refused: Words | None = None


STANDING = Exchange.state != ExchangeState.RELEASED
TAKEN = select(func.count(Exchange.id)).where(Exchange.offer_id == Offer.id, STANDING).scalar_subquery()


def look(seen: Reading, reference: str, chosen: Choice) -> OffersView:
    round_ = find(seen, reference)
    inside = _condition(seen, round_, chosen)
    number = seen.db.scalar(select(func.count(Offer.id)).where(inside)) or 0
    paging = Paging(page=chosen.page, rows=number)
    if paging.is_beyond:
        raise NotFound(_("There is no such page."))
    everything = select(func.count(Offer.id)).where(Offer.round_id == round_.id)
    return OffersView(
        head=head(seen, round_, "/offers"),
        chosen=chosen,
        query=chosen.query(),
        organisations=_organisations(seen, round_),
        topics=tuple(Named(code=each.code, name=each.name(seen.language)) for each in topics.TOPICS),
        number=number,
        all_offers=seen.db.scalar(everything) or 0,
        paging=paging,
        rows=_rows(seen, _chosen(seen, inside, chosen).offset(paging.offset).limit(PER_PAGE)),
    )


def all_rows(seen: Reading, round_: Round, chosen: Choice) -> tuple[OfferRow, ...]:
    return _rows(seen, _chosen(seen, _condition(seen, round_, chosen), chosen))


def _condition(seen: Reading, round_: Round, chosen: Choice) -> ColumnElement[bool]:
    found = (Offer.round_id == round_.id) & visibility.offers(seen.actor)
    if chosen.state:
        found &= Offer.state == chosen.state
    if chosen.kind:
        found &= Offer.kind == chosen.kind
    if chosen.organisation:
        house = select(Organisation.id).where(Organisation.code == chosen.organisation)
        found &= Offer.organisation_id.in_(house)
    if chosen.topic:
        found &= cast(Offer.topics, Text).contains(f'"{chosen.topic}"', autoescape=True)
    if chosen.free:
        found &= (Offer.state == OfferState.OPEN) & (Offer.most > TAKEN)
    return found & _speaks_of(chosen.text) if chosen.text else found


def _speaks_of(text: str) -> ColumnElement[bool]:
    people = select(Person.id).where(
        or_(Person.name.icontains(text, autoescape=True), Person.email.icontains(text, autoescape=True))
    )
    return or_(Offer.person_id.in_(people), Offer.unit.icontains(text, autoescape=True))


def _organisations(seen: Reading, round_: Round) -> tuple[Named, ...]:
    mine = select(Offer.organisation_id).where(Offer.round_id == round_.id)
    found = seen.db.scalars(select(Organisation).where(Organisation.id.in_(mine)))
    named = [Named(code=each.code, name=each.name(seen.language)) for each in found]
    return tuple(sorted(named, key=lambda each: each.name.casefold()))


def _chosen(seen: Reading, inside: ColumnElement[bool], chosen: Choice) -> Select[Offer, int]:
    found = select(Offer, TAKEN).join(Person, Person.id == Offer.person_id)
    found = found.join(Organisation, Organisation.id == Offer.organisation_id)
    found = found.where(inside)
    match chosen.sort:
        case Sort.NAME:
            found = found.order_by(Person.name)
        case Sort.ORGANISATION:
            found = found.order_by(NAMES[seen.language], Person.name)
        case Sort.PLACES:
            found = found.order_by((Offer.most - TAKEN).desc(), Person.name)
    found = found.order_by(Offer.id)
    return found.options(joinedload(Offer.person).joinedload(Person.organisation))


def _rows(seen: Reading, found: Select[Offer, int]) -> tuple[OfferRow, ...]:
    return tuple(_row(seen, offer, taken) for offer, taken in seen.db.execute(found))


def _row(seen: Reading, row: Offer, taken: int) -> OfferRow:
    return OfferRow(
        id=row.id,
        name=row.person.name,
        organisation=row.person.organisation.name(seen.language),
        kind=row.kind,
        state=participation.OFFERS[row.state],
        is_open=row.state is OfferState.OPEN,
        unit=row.unit,
        most=row.most,
        taken=taken,
        guests_per_day=row.guests_per_day,
        topics=", ".join(topics.name(each.topic, seen.language) for each in row.topics),
    )
