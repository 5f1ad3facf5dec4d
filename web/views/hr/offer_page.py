"""One offer, as the solver sees it, with whom it takes."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select

from domain import fit_words, topics
from invites import dates
from models.exchanges import Exchange
from models.languages import _
from models.offers import Availability, Offer
from models.people import Person
from models.record import Record
from models.states import ExchangeState, Kind
from web.deeds.at_desk import find_offer
from web.deeds.of_offers import ON_BEHALF
from web.deeds.sheets import Sheet, Tried, sheets
from web.views.hr.application_page import Fact
from web.views.hr.round_head import RoundHead, find, head
from web.views.reading import Reading
from web.words import participation
from web.words.tags import Tag


class Taken(Record):
    exchange_id: UUID
    guest: str
    state: ExchangeState


class OfferView(Record):
    head: RoundHead
    id: UUID
    person_id: UUID
    name: str
    email: str
    organisation: str
    kind: Kind
    state: Tag
    facts: tuple[Fact, ...]
    taken: tuple[Taken, ...]
    written_by: str
    deeds: tuple[Sheet, ...]
    tried: Tried | None


def look(seen: Reading, reference: str, offer_id: UUID, *, tried: Tried | None = None) -> OfferView:
    round_ = find(seen, reference)
    at = find_offer(seen, round_, offer_id)
    row = at.row
    by = seen.db.get(Person, row.recorded_by_id) if row.recorded_by_id else None
    return OfferView(
        head=head(seen, round_, "/offers"),
        id=row.id,
        person_id=row.person_id,
        name=row.person.name,
        email=row.person.email,
        organisation=row.person.organisation.name(seen.language),
        kind=row.kind,
        state=participation.OFFERS[row.state],
        facts=tuple(_facts(seen, row)),
        taken=tuple(_taken(seen, row)),
        written_by=f"{by.name}: {row.recorded_why}" if by else "",
        deeds=sheets(ON_BEHALF, at, tried),
        tried=tried,
    )


def _facts(seen: Reading, row: Offer) -> Iterator[Fact]:
    say = seen.language
    strong = (f"{topics.name(each.topic, say)} ({each.strength}/5)" for each in row.topics)
    yield Fact(label=_("Unit"), value=row.unit)
    yield Fact(label=_("Topics"), value=", ".join(strong))
    spoken = (fit_words.LANGUAGES[each].into(say) for each in row.languages)
    yield Fact(label=_("Languages"), value=", ".join(spoken))
    yield Fact(label=_("Guests or mentees at most"), value=str(row.most))
    if row.least:
        yield Fact(label=_("And at least"), value=str(row.least))
    if row.kind is Kind.SHADOWING:
        yield Fact(label=_("Guests a day at most"), value=str(row.guests_per_day))
    else:
        way = _("Mentees come to the mentor") if row.in_person else _("Online")
        yield Fact(label=_("How they meet"), value=way.into(say))
    if row.slots:
        yield Fact(label=_("Times"), value=", ".join(row.slots))
    days = select(Availability).where(Availability.offer_id == row.id)
    for each in seen.db.scalars(days.order_by(Availability.first_day, Availability.id)):
        label = _("Can only") if each.can else _("Cannot")
        yield Fact(label=label, value=dates.days(each.first_day, each.last_day, say))


def _taken(seen: Reading, row: Offer) -> Iterator[Taken]:
    found = select(Exchange.id, Exchange.state, Person.name).join(Person, Person.id == Exchange.guest_id)
    found = found.where(Exchange.offer_id == row.id).order_by(Person.name, Exchange.id)
    for exchange_id, state, guest in seen.db.execute(found):
        yield Taken(exchange_id=exchange_id, guest=guest, state=state)
