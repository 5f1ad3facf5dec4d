"""The exchanges of a round: who goes where, when, and what each one waits for."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from models import streams
from models.exchanges import Appointment, Exchange
from models.people import Person
from models.record import Record
from models.states import AppointmentState, ExchangeState, Kind
from web.views.counts import Counts, StateCount
from web.views.paging import PER_PAGE, Paging
from web.views.reading import Reading
from web.views.waits import Waiting, waits

Firsts = ScalarSelect[date | datetime | None]


class Choice(Record):
    """What the address asks for; `temporal_ui` is where a workflow can be looked at."""

    state: ExchangeState | None = None
    page: int = 1
    temporal_ui: str | None = None


class Stay(Record):
    first_day: date
    last_day: date


class Party(Record):
    name: str
    organisation: str
    unit: str = ""


class ExchangeRow(Record):
    """A stay has its blocks of days, a mentoring the starts of its sessions.

    `is_open`: whether its page is the reader's, who steers its round.
    """

    id: UUID
    kind: Kind
    state: ExchangeState
    guest: Party
    host: Party
    stays: tuple[Stay, ...]
    sessions: tuple[datetime, ...]
    wait: Waiting | None
    workflow: str | None
    is_open: bool = True
    case: str = ""  # the address of its running case, for who operates its round


class ExchangesView(Record):
    chosen: ExchangeState | None
    states: tuple[StateCount, ...]
    paging: Paging
    rows: tuple[ExchangeRow, ...]


def look(seen: Reading, round_id: UUID, choice: Choice, counts: Counts) -> ExchangesView:
    number = counts.of(choice.state) if choice.state else counts.all_exchanges
    paging = Paging(page=choice.page, rows=number)
    chosen = _chosen(round_id, choice.state).offset(paging.offset).limit(PER_PAGE)
    found = seen.db.scalars(chosen).all() if number else ()
    waiting = waits(seen.db, [streams.of_exchange(each.id) for each in found])
    return ExchangesView(
        chosen=choice.state,
        states=counts.exchanges,
        paging=paging,
        rows=tuple(line(seen, each, waiting, choice.temporal_ui) for each in found),
    )


def _chosen(round_id: UUID, state: ExchangeState | None) -> Select[Exchange]:
    """In the order of their first day, or of their first session."""
    found = select(Exchange).where(Exchange.round_id == round_id)
    if state:
        found = found.where(Exchange.state == state)
    firsts = (first(Appointment.first_day), first(Appointment.starts_at))
    return found.order_by(*(each.nulls_last() for each in firsts), Exchange.id).options(
        joinedload(Exchange.guest).joinedload(Person.organisation),
        joinedload(Exchange.host).joinedload(Person.organisation),
        selectinload(Exchange.appointments),
    )


def first(moment: InstrumentedAttribute[date | None] | InstrumentedAttribute[datetime | None]) -> Firsts:
    """Of what is still planned of an exchange, the earliest."""
    found = select(func.min(moment)).where(Appointment.exchange_id == Exchange.id)
    return found.where(Appointment.state != AppointmentState.CANCELLED).scalar_subquery()


def line(
    seen: Reading, exchange: Exchange, waiting: dict[str, Waiting], temporal_ui: str | None
) -> ExchangeRow:
    """Its people are loaded already, and its appointments."""
    stream_id = streams.of_exchange(exchange.id)
    kept = [each for each in exchange.appointments if each.state is not AppointmentState.CANCELLED]
    return ExchangeRow(
        id=exchange.id,
        kind=exchange.kind,
        state=exchange.state,
        guest=_party(seen, exchange.guest),
        host=_party(seen, exchange.host),
        stays=tuple(
            Stay(first_day=each.first_day, last_day=each.last_day)
            for each in kept
            if each.first_day and each.last_day
        ),
        sessions=tuple(sorted(each.starts_at for each in kept if each.starts_at)),
        wait=waiting.get(stream_id),
        workflow=workflow(temporal_ui, stream_id),
    )


def _party(seen: Reading, person: Person) -> Party:
    return Party(name=person.name, organisation=person.organisation.name(seen.language))


def workflow(temporal_ui: str | None, stream_id: str) -> str | None:
    """Where Temporal's own pages tell about a workflow."""
    return f"{temporal_ui.rstrip('/')}/namespaces/default/workflows/{stream_id}" if temporal_ui else None
