"""How one application suits every offer of its round, or one offer every application: best first."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from domain import fitting
from domain.clash_words import RULES
from domain.fit_words import in_words
from domain.fitting import Suits
from domain.refusals import NotFound
from models.applications import Application
from models.languages import Words, _, plural
from models.offers import Offer
from models.organisations import Organisation
from models.people import Person
from models.record import Record
from web.deeds.at_desk import find_application, find_offer
from web.views.hr.round_head import RoundHead, find, head
from web.views.paging import PER_PAGE, Paging
from web.views.reading import Reading


class FitRow(Record):
    """`against` is why the two are impossible; then nothing else is told."""

    address: str
    name: str
    organisation: str
    unit: str
    fit: int
    reasons: tuple[str, ...]
    journey: tuple[Words, ...]
    against: Words | None


class FitView(Record):
    head: RoundHead
    name: str
    back: str
    is_offer: bool
    possible: int
    paging: Paging
    rows: tuple[FitRow, ...]


def of_application(seen: Reading, reference: str, application_id: UUID, page: int) -> FitView:
    round_ = find(seen, reference)
    row = find_application(seen, round_, application_id).row
    found = fitting.of_application(seen.db, round_, row, now=seen.now)
    shown = _shown(found, page)
    people = _people(seen, Offer, [each.offer_id for each in shown])
    above = head(seen, round_, "/applications")
    rows = (
        _row(seen, each, people[each.offer_id], f"{above.address}/offers/{each.offer_id}") for each in shown
    )
    return FitView(
        head=above,
        name=row.person.name,
        back=f"{above.address}/applications/{row.id}",
        is_offer=False,
        possible=sum(each.rule is None for each in found),
        paging=Paging(page=page, rows=len(found)),
        rows=tuple(rows),
    )


def of_offer(seen: Reading, reference: str, offer_id: UUID, page: int) -> FitView:
    round_ = find(seen, reference)
    row = find_offer(seen, round_, offer_id).row
    found = fitting.of_offer(seen.db, round_, row, now=seen.now)
    shown = _shown(found, page)
    people = _people(seen, Application, [each.application_id for each in shown])
    above = head(seen, round_, "/offers")
    rows = (
        _row(
            seen,
            each,
            people[each.application_id],
            f"{above.address}/applications/{each.application_id}",
        )
        for each in shown
    )
    return FitView(
        head=above,
        name=row.person.name,
        back=f"{above.address}/offers/{row.id}",
        is_offer=True,
        possible=sum(each.rule is None for each in found),
        paging=Paging(page=page, rows=len(found)),
        rows=tuple(rows),
    )


def _shown(found: list[Suits], page: int) -> list[Suits]:
    paging = Paging(page=page, rows=len(found))
    if paging.is_beyond:
        raise NotFound(_("There is no such page."))
    return found[paging.offset : paging.offset + PER_PAGE]


Somebody = tuple[str, Organisation, str]


def _people(
    seen: Reading, kind: type[Application] | type[Offer], ids: Iterable[UUID]
) -> dict[UUID, Somebody]:
    """Name, organisation and unit."""
    unit = Offer.unit if kind is Offer else Person.title
    found = select(kind.id, Person.name, Organisation, unit).join(Person, Person.id == kind.person_id)
    found = found.join(Organisation, Organisation.id == Person.organisation_id).where(kind.id.in_(list(ids)))
    return {key: (name, house, said) for key, name, house, said in seen.db.execute(found)}


def _row(seen: Reading, suits: Suits, who: Somebody, address: str) -> FitRow:
    name, house, unit = who
    return FitRow(
        address=address,
        name=name,
        organisation=house.name(seen.language),
        unit=unit,
        fit=suits.fit,
        reasons=() if suits.rule else tuple(in_words(each, seen.language) for each in suits.reasons),
        journey=() if suits.rule else _journey(suits),
        against=RULES[suits.rule] if suits.rule else None,
    )


def _journey(suits: Suits) -> tuple[Words, ...]:
    way = suits.journey
    if not way.minutes:
        return ()
    return (
        plural("{number} minute one way", "{number} minutes one way", way.minutes),
        _("{euros} € in all", euros=way.cost),
    )
