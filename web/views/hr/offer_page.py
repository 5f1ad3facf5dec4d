"""One offer, as the solver sees it, with whom it takes."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from domain import fit_words, topics
from domain.access import visibility
from domain.refusals import NotFound
from invites import dates
from models.exchanges import Exchange
from models.languages import Words, _
from models.offers import Availability, Offer
from models.people import Person
from models.record import Record
from models.rounds import Round
from models.states import ExchangeState, Kind, OfferState
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
    name: str
    email: str
    organisation: str
    kind: Kind
    state: Tag
    is_open: bool
    facts: tuple[Fact, ...]
    taken: tuple[Taken, ...]
    refused: Words | None = None


def load(seen: Reading, round_: Round, offer_id: UUID) -> Offer:
    found = select(Offer).where(
        Offer.id == offer_id, Offer.round_id == round_.id, visibility.offers(seen.actor)
    )
    row = seen.db.scalar(found.options(joinedload(Offer.person).joinedload(Person.organisation)))
    if row is None:
        raise NotFound(_("There is no such offer."))
    return row


def look(seen: Reading, reference: str, offer_id: UUID) -> OfferView:
    round_ = find(seen, reference)
    row = load(seen, round_, offer_id)
    seen.opened.add(row.person_id)
    return OfferView(
        head=head(seen, round_, "/offers"),
        id=row.id,
        name=row.person.name,
        email=row.person.email,
        organisation=row.person.organisation.name(seen.language),
        kind=row.kind,
        state=participation.OFFERS[row.state],
        is_open=row.state is OfferState.OPEN,
        facts=tuple(_facts(seen, row)),
        taken=tuple(_taken(seen, row)),
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
