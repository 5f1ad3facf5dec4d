"""One page of the board's list: pairings of a plan, or those who have none."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVarTuple
from uuid import UUID

from sqlalchemy import Select, bindparam, func, literal_column, select

from domain import fit_words, travel
from domain.travel import Trip
from models.applications import Application
from models.languages import Words
from models.offers import Offer
from models.organisations import Organisation
from models.questions import ask
from models.record import Record
from models.rounds import Round
from models.schedules import Block, Pairing, Schedule, Unplaced
from models.states import Kind
from web.views.board.choices import (
    Choice,
    Guest,
    GuestHome,
    Host,
    HostHome,
    Shown,
    Sort,
    conditions,
    order,
    rank,
    waiting_conditions,
)
from web.views.board.rules import RuleRow, rules
from web.views.paging import PER_PAGE, Paging
from web.views.reading import Reading
from web.words import plans

Told = TypeVarTuple("Told")
Left = Select[Unplaced, Kind, str, Organisation]
NUMBER = select(func.count()).select_from(Pairing).where(Pairing.schedule_id == bindparam("schedule"))


class Row(Record):
    """One pairing; `wish` is the rank of the wish that it fulfils."""

    application_id: UUID
    kind: Kind
    guest: str
    guest_home: str
    host: str
    host_home: str
    fit: int
    reasons: tuple[str, ...]
    wish: int | None
    blocks: tuple[Block, ...]
    starts: tuple[datetime, ...]
    trip: Trip | None
    rules: tuple[RuleRow, ...]


class Waiting(Record):
    application_id: UUID
    kind: Kind
    guest: str
    guest_home: str
    why: Words


class Listed(Record):
    paging: Paging
    rows: tuple[Row, ...] = ()
    waiting: tuple[Waiting, ...] = ()


def listed(seen: Reading, round_: Round, schedule: Schedule, choice: Choice) -> Listed:
    """The page that was asked for."""
    if choice.show is Shown.WITHOUT:
        left = _without(schedule).where(*waiting_conditions(choice))
        paging = Paging(page=choice.page, rows=_number(seen, left))
        return Listed(paging=paging, waiting=_waiting(seen, left, paging))
    joined = _joined if choice.is_narrowed or choice.sort is Sort.HOST else _with_guests
    narrowed = joined(select(Pairing.id)).where(Pairing.schedule_id == schedule.id, *conditions(choice))
    paging = Paging(page=choice.page, rows=_pairings(seen, schedule, choice, narrowed))
    chosen = narrowed.order_by(*order(choice.sort)).offset(paging.offset).limit(PER_PAGE)
    return Listed(paging=paging, rows=_rows(seen, round_, seen.db.scalars(chosen).all()))


def _pairings(seen: Reading, schedule: Schedule, choice: Choice, narrowed: Select[UUID]) -> int:
    if choice.is_narrowed:
        return _number(seen, narrowed)
    return ask(seen.db, NUMBER, schedule=schedule.id).scalar_one()


def _joined(found: Select[*Told]) -> Select[*Told]:
    """Two questions, as sorting whole rows to show fifty of them costs most of a page."""
    return (
        _with_guests(found)
        .join(GuestHome, GuestHome.id == Guest.organisation_id)
        .join(Host, Host.id == Offer.person_id)
        .join(HostHome, HostHome.id == Offer.organisation_id)
    )


def _with_guests(found: Select[*Told]) -> Select[*Told]:
    """Enough to sort by most of it; whoever is not asked for is not looked up."""
    return (
        found.select_from(Pairing)
        .join(Application, Application.id == Pairing.application_id)
        .join(Guest, Guest.id == Application.person_id)
        .join(Offer, Offer.id == Pairing.offer_id)
    )


def _without(schedule: Schedule) -> Left:
    return (
        select(Unplaced, Application.kind, Guest.name, GuestHome)
        .select_from(Unplaced)
        .join(Application, Application.id == Unplaced.application_id)
        .join(Guest, Guest.id == Application.person_id)
        .join(GuestHome, GuestHome.id == Guest.organisation_id)
        .where(Unplaced.schedule_id == schedule.id)
    )


def _number(seen: Reading, found: Select[UUID] | Left) -> int:
    return (
        seen.db.scalar(
            select(func.count()).select_from(found.with_only_columns(literal_column("1")).subquery())
        )
        or 0
    )


def _rows(seen: Reading, round_: Round, chosen: Sequence[UUID]) -> tuple[Row, ...]:
    told = {row[0].id: row for row in seen.db.execute(WHOLE, {"chosen": chosen})}
    found = [told[each] for each in chosen]
    ruled = rules(seen, round_, [each[0].application_id for each in found])
    ways = travel.journeys(seen.db, {(each[4].id, each[5].id): (each[4], each[5]) for each in found}.values())
    return tuple(
        Row(
            application_id=pairing.application_id,
            kind=kind,
            guest=guest,
            guest_home=from_.name(seen.language),
            host=host,
            host_home=to.name(seen.language),
            fit=pairing.fit,
            reasons=tuple(fit_words.in_words(each, seen.language) for each in pairing.reasons),
            wish=wish,
            blocks=pairing.blocks,
            starts=pairing.starts,
            trip=ways.get((from_.id, to.id)) if kind is Kind.SHADOWING else None,
            rules=ruled.get(pairing.application_id, ()),
        )
        for pairing, kind, guest, host, from_, to, wish in found
    )


WHOLE = _joined(select(Pairing, Application.kind, Guest.name, Host.name, GuestHome, HostHome, rank())).where(
    Pairing.id.in_(bindparam("chosen"))
)


def _waiting(seen: Reading, found: Left, paging: Paging) -> tuple[Waiting, ...]:
    chosen = found.order_by(Guest.name, Unplaced.id).offset(paging.offset).limit(PER_PAGE)
    return tuple(
        Waiting(
            application_id=left.application_id,
            kind=kind,
            guest=guest,
            guest_home=home.name(seen.language),
            why=plans.WITHOUT[left.reason],
        )
        for left, kind, guest, home in seen.db.execute(chosen)
    )
