"""Offers of a round as a table: who hosts or mentors how many, and how many have come."""

from collections.abc import Iterator
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, cast, func, or_, select
from sqlalchemy.orm import joinedload

from domain import topics
from domain.access import visibility
from models.exchanges import Exchange
from models.languages import _
from models.offers import Offer
from models.organisations import Organisation
from models.people import Person
from models.record import Record
from models.rounds import Round
from models.states import ExchangeState, Kind, OfferState
from web.lists import listing as lists
from web.lists.files import Sheet
from web.lists.listing import NAMES, Asked, Filter, ListView, Table
from web.views import paging
from web.views.hr.round_head import find
from web.views.paging import PER_PAGE, Chosen, Code
from web.views.reading import Reading
from web.words import participation, states
from web.words.tags import Tag


class Sort(StrEnum):
    NAME = "name"
    ORGANISATION = "organisation"
    PLACES = "places"


class Choice(Asked):
    state: Chosen[OfferState] = None
    organisation: Code = ""
    kind: Chosen[Kind] = None
    topic: Code = ""
    text: paging.Text = ""
    free: Chosen[bool] = None  # only those with a place left
    sort: Sort = Sort.NAME


class OfferRow(Record):
    id: UUID
    name: str
    organisation: str
    kind: Kind
    state: Tag
    unit: str
    most: int
    taken: int
    topics: str


class OffersView(ListView):
    rows: tuple[OfferRow, ...]


STANDING = Exchange.state != ExchangeState.RELEASED
TAKEN = select(func.count(Exchange.id)).where(Exchange.offer_id == Offer.id, STANDING).scalar_subquery()
ORDERS = {
    Sort.NAME: _("Name"),
    Sort.ORGANISATION: _("Organisation"),
    Sort.PLACES: _("Most free places first"),
}
TITLES = (
    *(_("Name"), _("Organisation"), _("Kind"), _("State")),
    *(_("Unit"), _("Places"), _("Taken"), _("Topics")),
)


def look(seen: Reading, reference: str, chosen: Choice) -> OffersView:
    round_ = find(seen, reference)
    inside = _condition(seen, round_, chosen)
    numbers = _count(seen, inside), _count(seen, Offer.round_id == round_.id)
    filters = _filters(seen, round_, chosen)
    listing = lists.listing(seen, round_, Table.OFFERS, chosen, filters, numbers=numbers)
    shown = _chosen(seen, inside, chosen).offset(listing.paging.offset).limit(PER_PAGE)
    return OffersView(listing=listing, rows=_rows(seen, shown))


def sheet(seen: Reading, reference: str, chosen: Choice) -> Sheet:
    """All that the address finds, on all pages."""
    inside = _condition(seen, find(seen, reference), chosen)
    rows = (
        (
            *(each.name, each.organisation, states.tag(each.kind).words, each.state.words),
            *(each.unit, each.most, each.taken, each.topics),
        )
        for each in _rows(seen, _chosen(seen, inside, chosen))
    )
    return Sheet("offers", TITLES, tuple(rows))


def _count(seen: Reading, inside: ColumnElement[bool]) -> int:
    return seen.db.scalar(select(func.count(Offer.id)).where(inside)) or 0


def _filters(seen: Reading, round_: Round, chosen: Choice) -> Iterator[Filter]:
    houses = select(Offer.organisation_id).where(Offer.round_id == round_.id)
    known = {each: tag.words for each, tag in participation.OFFERS.items()}
    yield lists.text(_("Name, address or unit"), chosen.text)
    yield lists.choose(seen, "state", _("State"), known, chosen.state)
    yield lists.kinds(seen, chosen.kind)
    yield lists.organisations(seen, houses, chosen.organisation)
    yield lists.topics(seen, chosen.topic)
    yield lists.order(seen, ORDERS, chosen.sort)
    yield lists.tick("free", _("With a free place"), chosen.free)


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
        unit=row.unit,
        most=row.most,
        taken=taken,
        topics=", ".join(topics.name(each.topic, seen.language) for each in row.topics),
    )
