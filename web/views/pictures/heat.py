"""How full each host or council is in each week: the most guests on one day, of the places of a day."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from models.offers import Offer
from models.organisations import Organisation
from models.record import Record
from models.states import Kind, OfferState
from models.timeline import days
from web.views.pictures.booked import Booked, Houses
from web.views.reading import Reading

A_WEEK = timedelta(days=7)
LEVELS = (1 / 3, 2 / 3)  # up to a third, up to two, below full; then full


class Load(Record):
    """`level` from 0, nobody, to 4, full."""

    guests: int
    places: int

    @property
    def level(self) -> int:
        if not self.guests:
            return 0
        if self.guests >= self.places:
            return 4
        return 1 + sum(self.guests / self.places > limit for limit in LEVELS)


class HeatRow(Record):
    name: str
    below: str
    loads: tuple[Load, ...]


class Heat(Record):
    mondays: tuple[date, ...]
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True)
class Owner:
    """Whose places they are: in what order they stand, and how many of them a day has."""

    order: tuple[str, str]
    name: str
    below: str
    places: int


def look(
    seen: Reading, round_id: UUID, found: Iterable[Booked], known: Houses, *, by_host: bool
) -> Heat | None:
    """None while nobody stays anywhere."""
    touched = [
        (each.offer_id if by_host else each.host.organisation_id, day)
        for each in found
        for stay in each.stays
        for day in days(*stay)
    ]
    if not touched:
        return None
    mondays = tuple(_mondays([day for _owner, day in touched]))
    fullest = _fullest(Counter(touched))
    owners = _hosts(seen, round_id, found, known) if by_host else _councils(seen, round_id, known)
    visited = [(owners[id_], fullest[id_]) for id_ in {owner for owner, _day in touched}]
    rows = (_row(owner, mondays, weeks) for owner, weeks in sorted(visited, key=lambda each: each[0].order))
    return Heat(mondays=mondays, rows=tuple(rows))


def _mondays(touched: list[date]) -> Iterator[date]:
    monday = _monday(min(touched))
    while monday <= max(touched):
        yield monday
        monday += A_WEEK


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _fullest(guests: Mapping[tuple[UUID, date], int]) -> Mapping[UUID, Mapping[date, int]]:
    """The most guests that one day of each week has."""
    weeks: dict[UUID, Counter[date]] = defaultdict(Counter)
    for (owner, day), number in guests.items():
        monday = _monday(day)
        weeks[owner][monday] = max(weeks[owner][monday], number)
    return weeks


def _row(owner: Owner, mondays: Iterable[date], weeks: Mapping[date, int]) -> HeatRow:
    loads = tuple(Load(guests=weeks.get(monday, 0), places=owner.places) for monday in mondays)
    return HeatRow(name=owner.name, below=owner.below, loads=loads)


def _offers(seen: Reading, round_id: UUID) -> list[tuple[UUID, UUID, int]]:
    found = select(Offer.id, Offer.organisation_id, Offer.guests_per_day).where(
        Offer.round_id == round_id, Offer.kind == Kind.SHADOWING, Offer.state == OfferState.OPEN
    )
    return [(id_, house, places) for id_, house, places in seen.db.execute(found)]


def _hosts(seen: Reading, round_id: UUID, found: Iterable[Booked], known: Houses) -> Mapping[UUID, Owner]:
    places = {id_: number for id_, _house, number in _offers(seen, round_id)}
    return {
        each.offer_id: _owner(
            known[each.host.organisation_id], each.host.name, places.get(each.offer_id, 0), seen
        )
        for each in found
    }


def _owner(house: Organisation, name: str, places: int, seen: Reading) -> Owner:
    return Owner(order=(house.code, name), name=name, below=house.seat(seen.language), places=places)


def _councils(seen: Reading, round_id: UUID, known: Houses) -> Mapping[UUID, Owner]:
    """What the hosts of a house offer together, at most what the house takes."""
    offered: Counter[UUID] = Counter()
    for _id, house, number in _offers(seen, round_id):
        offered[house] += number
    return {
        id_: Owner(
            order=(house.code, ""),
            name=house.seat(seen.language),
            below="",
            places=min(offered[id_], house.guests_per_day or offered[id_]),
        )
        for id_, house in known.items()
    }
