"""The exchanges of a round, by state, kind, organisation and name; pairs that lag with their days first."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from domain.agreeing import laggards, open_dates
from models import streams
from models.exchanges import Appointment, Exchange
from models.languages import Words, _
from models.open_dates import OpenDates
from models.organisations import Organisation
from models.people import Person
from models.record import Record
from models.rounds import Round
from models.states import ExchangeState, Kind
from web.deeds.of_round_days import PROLONGING, AtRound
from web.deeds.sheets import Sheet, Tried, sheets
from web.lists import listing as lists
from web.lists.files import Sheet as File
from web.lists.files import moment_cell
from web.lists.listing import Asked, Entry, Filter, ListView, Option, Table
from web.views.counts import Counts, count
from web.views.exchanges import ExchangeRow, first, line
from web.views.hr.round_head import find
from web.views.paging import PER_PAGE, Chosen, Code, Text
from web.views.reading import Reading
from web.views.searching import like
from web.views.waits import waits
from web.words import states


class Filters(Asked):
    state: Chosen[ExchangeState] = None
    kind: Chosen[Kind] = None
    organisation: Code = ""
    q: Text = ""


class LateRow(Record):
    """A pair without days: who has said nothing, and until when they agree."""

    id: UUID
    guest: str
    host: str
    silent: tuple[str, ...]
    until: datetime
    is_over: bool


class ExchangesView(ListView):
    late: tuple[LateRow, ...]
    deeds: tuple[Sheet, ...]
    tried: Tried | None
    rows: tuple[ExchangeRow, ...]


TITLES = (
    *(_("Guest or mentee"), _("Organisation"), _("Host or mentor"), _("Organisation")),
    *(_("Kind"), _("State"), _("First day"), _("Last day"), _("Sessions")),
)


def look(seen: Reading, reference: str, filters: Filters, *, tried: Tried | None = None) -> ExchangesView:
    round_ = find(seen, reference)
    counts: Counts = count(seen.db, [round_.id])[round_.id]
    which = _which(round_, filters)
    number = seen.db.scalar(select(func.count(Exchange.id)).where(*which)) or 0
    sieves, numbers = _filters(seen, round_, filters, counts), (number, counts.all_exchanges)
    listing = lists.listing(seen, round_, Table.EXCHANGES, filters, sieves, numbers=numbers)
    is_whole = not filters.query and filters.page == 1
    found = seen.db.scalars(_in_order(which).offset(listing.paging.offset).limit(PER_PAGE)).all()
    waiting = waits(seen.db, [streams.of_exchange(each.id) for each in found])
    return ExchangesView(
        listing=listing,
        late=_late(seen, round_) if is_whole else (),
        deeds=sheets(PROLONGING, AtRound(seen, round_), tried) if is_whole else (),
        tried=tried,
        rows=tuple(line(seen, each, waiting, None) for each in found),
    )


def sheet(seen: Reading, reference: str, filters: Filters) -> File:
    """All that the address finds, on all pages."""
    found = seen.db.scalars(_in_order(_which(find(seen, reference), filters)))
    rows = (_cells(line(seen, each, {}, None)) for each in found)
    return File("exchanges", TITLES, tuple(rows))


def _cells(row: ExchangeRow) -> tuple[str | Words, ...]:
    said = states.tag(row.kind).words, states.tag(row.state).words
    days = (
        [each.first_day.isoformat() for each in row.stays[:1]],
        [each.last_day.isoformat() for each in row.stays[-1:]],
    )
    starts = ", ".join(moment_cell(each) for each in row.sessions)
    parties = row.guest.name, row.guest.organisation, row.host.name, row.host.organisation
    return (*parties, *said, *("".join(each) for each in days), starts)


def _filters(seen: Reading, round_: Round, asked: Filters, counts: Counts) -> Iterator[Filter]:
    yield _tabs(seen, asked, counts)
    yield lists.text(_("Name or address"), asked.q, name="q")
    yield lists.organisations(seen, _houses(round_), asked.organisation)
    yield lists.kinds(seen, asked.kind)


def _tabs(seen: Reading, asked: Filters, counts: Counts) -> Filter:
    """The states that there are, with their numbers in the whole round."""
    found = [
        Option(
            code=each.state,
            words=states.tag(each.state).words.into(seen.language),
            number=each.number,
            query=asked.but(state=each.state).query,
        )
        for each in counts.exchanges
    ]
    everything = Option(
        code="",
        words=_("All").into(seen.language),
        number=counts.all_exchanges,
        query=asked.but(state=None).query,
    )
    return Filter(
        name="state",
        label=_("Filter by state"),
        entry=Entry.TABS,
        chosen=asked.state or "",
        options=(everything, *found) if found else (),
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


def _houses(round_: Round) -> Select[UUID]:
    """Those whose people take part."""
    guests = select(Exchange.guest_id).where(Exchange.round_id == round_.id)
    hosts = select(Exchange.host_id).where(Exchange.round_id == round_.id)
    return select(Person.organisation_id).where(Person.id.in_(guests) | Person.id.in_(hosts))


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
