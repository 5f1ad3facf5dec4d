"""One organisation, as those who keep it see it."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from domain import houses, looks
from domain.refusals import NotFound
from invites import dates
from models.languages import _
from models.offers import Offer
from models.organisations import Organisation
from models.people import Person
from models.record import Record
from models.states import OfferState
from web.deeds.of_organisations import DEEDS, AtHouse, keeps
from web.deeds.sheets import Sheet, Tried, sheets
from web.forms import Form
from web.views.reading import Reading


class Host(Record):
    id: UUID
    name: str
    title: str


class HouseView(Record):
    id: UUID
    code: str
    name: str
    seat: str
    guests_per_day: int | None
    budget: int | None
    difference: int | None
    quiet: tuple[str, str] | None  # none of its own: those of the whole system
    hosts: tuple[Host, ...]
    closed: tuple[date, ...]
    accent: str
    mark: str
    deeds: tuple[Sheet, ...]
    tried: Tried | None


def kept(seen: Reading, code: str) -> Organisation:
    """That of others is as unknown as one that there is not."""
    house = seen.db.scalar(select(Organisation).where(Organisation.code == code))
    if house is None or not keeps(seen, house):
        raise NotFound(_("There is no such organisation."))
    return house


def look(seen: Reading, code: str, *, tried: Tried | None = None) -> HouseView:
    house = kept(seen, code)
    own = looks.of(seen.db, house.id)
    return HouseView(
        id=house.id,
        code=house.code,
        name=house.name(seen.language),
        seat=house.seat(seen.language),
        guests_per_day=house.guests_per_day,
        budget=house.travel_budget_euros,
        difference=house.balance_tolerance,
        quiet=_quiet(seen, house),
        hosts=_hosts(seen, house),
        closed=tuple(each.day for each in houses.closed(seen.db, house)),
        accent=own.accent if own else "",
        mark=own.mark if own else "",
        deeds=sheets(DEEDS, AtHouse(seen, house, Form({}, {})), tried),
        tried=tried,
    )


def _quiet(seen: Reading, house: Organisation) -> tuple[str, str] | None:
    if house.quiet_from is None or house.quiet_until is None:
        return None
    return dates.hour(house.quiet_from, seen.language), dates.hour(house.quiet_until, seen.language)


def _hosts(seen: Reading, house: Organisation) -> tuple[Host, ...]:
    """Its people who host or mentor in some round."""
    giving = select(Offer.person_id).where(Offer.state == OfferState.OPEN)
    found = select(Person).where(Person.organisation_id == house.id, Person.id.in_(giving))
    rows = seen.db.scalars(found.order_by(Person.name, Person.id))
    return tuple(Host(id=each.id, name=each.name, title=each.title) for each in rows)
