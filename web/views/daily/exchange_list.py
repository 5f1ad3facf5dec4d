"""The exchanges of a round, by state, kind, organisation and name; pairs that lag with their days first."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from domain.agreeing import laggards, open_dates
from models import streams
from models.exchanges import Appointment, Exchange
from models.open_dates import OpenDates
from models.organisations import Organisation
from models.people import Person
from models.record import Record
from models.rounds import Round
from models.states import ExchangeState, Kind
from web.deeds.of_round_days import PROLONGING, AtRound
from web.deeds.sheets import Sheet, Tried, sheets
from web.views.counts import Counts, StateCount, count
from web.views.exchanges import ExchangeRow, first, line
from web.views.hr.round_head import RoundHead, find, head
from web.views.paging import PER_PAGE, Chosen, Narrowed, Paging
from web.views.reading import Reading
from web.views.searching import like
from web.views.waits import waits

HERE = "/exchanges"


class Filters(Narrowed):
    """What the address asks for; empty is everything."""

    state: Chosen[ExchangeState] = None
    kind: Chosen[Kind] = None
    organisation: str = ""
    q: str = ""

    @property
    def are_any(self) -> bool:
        return bool(self.state or self.kind or self.organisation or self.q)


class House(Record):
    code: str
    name: str


class LateRow(Record):
    """A pair without days: who has said nothing, and until when they agree."""

    id: UUID
    guest: str
    host: str
    silent: tuple[str, ...]
    until: datetime
    is_over: bool


class ListView(Record):
    head: RoundHead
    filters: Filters
    states: tuple[StateCount, ...]
    all_exchanges: int
    houses: tuple[House, ...]
    late: tuple[LateRow, ...]
    deeds: tuple[Sheet, ...]
    tried: Tried | None
    paging: Paging
    rows: tuple[ExchangeRow, ...]


def look(
    seen: Reading, reference: str, filters: Filters, *, temporal_ui: str | None, tried: Tried | None = None
) -> ListView | None:
    """None where there is no such page."""
    round_ = find(seen, reference)
    counts: Counts = count(seen.db, [round_.id])[round_.id]
    which = _which(round_, filters)
    number = seen.db.scalar(select(func.count(Exchange.id)).where(*which)) or 0
    paging = Paging(page=filters.page, rows=number)
    is_whole = not filters.are_any and filters.page == 1
    if paging.is_beyond:
        return None
    found = seen.db.scalars(_in_order(which).offset(paging.offset).limit(PER_PAGE)).all()
    waiting = waits(seen.db, [streams.of_exchange(each.id) for each in found])
    return ListView(
        head=head(seen, round_, HERE),
        filters=filters,
        states=counts.exchanges,
        all_exchanges=counts.all_exchanges,
        houses=_houses(seen, round_),
        late=_late(seen, round_) if is_whole else (),
        deeds=sheets(PROLONGING, AtRound(seen, round_), tried) if is_whole else (),
        tried=tried,
        paging=paging,
        rows=tuple(line(seen, each, waiting, temporal_ui) for each in found),
    )


def _which(round_: Round, filters: Filters) -> list[ColumnElement[bool]]:
    which = [Exchange.round_id == round_.id]
    if filters.state:
        which.append(Exchange.state == filters.state)
    if filters.kind:
        which.append(Exchange.kind == filters.kind)
    if filters.organisation:
        which.append(_takes_part(_of_house(filters.organisation)))
    if filters.q:
        which.append(_takes_part(_called(filters.q)))
    return which


def _takes_part(people: Select[UUID]) -> ColumnElement[bool]:
    return or_(Exchange.guest_id.in_(people), Exchange.host_id.in_(people))


def _of_house(code: str) -> Select[UUID]:
    return select(Person.id).join(Organisation).where(Organisation.code == code)


def _called(text: str) -> Select[UUID]:
    return select(Person.id).where(or_(like(Person.name, text), like(Person.email, text)))


def _in_order(which: list[ColumnElement[bool]]) -> Select[Exchange]:
    """Pairs without days first, then in the order of their first day or session."""
    undecided = select(OpenDates.id).where(
        OpenDates.exchange_id == Exchange.id,
        OpenDates.settled_at.is_(None),
        Exchange.state == ExchangeState.PROPOSED,
    )
    firsts = (first(Appointment.first_day), first(Appointment.starts_at))
    found = select(Exchange).where(*which)
    found = found.order_by(undecided.exists().desc(), *(each.nulls_last() for each in firsts), Exchange.id)
    return found.options(
        joinedload(Exchange.guest).joinedload(Person.organisation),
        joinedload(Exchange.host).joinedload(Person.organisation),
        selectinload(Exchange.appointments),
    )


def _houses(seen: Reading, round_: Round) -> tuple[House, ...]:
    """Those whose people take part."""
    guest, host = aliased(Person), aliased(Person)
    theirs = select(guest.organisation_id).join(Exchange, Exchange.guest_id == guest.id)
    ours = select(host.organisation_id).join(Exchange, Exchange.host_id == host.id)
    ids = theirs.where(Exchange.round_id == round_.id).union(ours.where(Exchange.round_id == round_.id))
    found = seen.db.scalars(select(Organisation).where(Organisation.id.in_(ids)))
    houses = (House(code=each.code, name=each.name(seen.language)) for each in found)
    return tuple(sorted(houses, key=lambda each: each.name))


def _late(seen: Reading, round_: Round) -> tuple[LateRow, ...]:
    return tuple(
        LateRow(
            id=exchange.id,
            guest=exchange.guest.name,
            host=exchange.host.name,
            silent=tuple(each.name for each in laggards.silent(row, exchange)),
            until=row.agree_by,
            is_over=row.agree_by <= seen.now,
        )
        for row, exchange in open_dates.open_in(seen.db, round_)
    )
