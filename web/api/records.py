"""What programs read: ids, codes and days. What people write about themselves stays on the pages."""

from datetime import date, datetime
from typing import Generic, TypeVar
from uuid import UUID

from pydantic import Field

from models.languages import Language
from models.record import Record
from models.states import (
    ApplicationState,
    AppointmentState,
    DateMode,
    EndorsementState,
    ExchangeState,
    Half,
    Kind,
    OfferState,
    RoundState,
)

T = TypeVar("T")


class Page(Record, Generic[T]):
    """Some of a list; ask again with `next` as `after` for more, until it is null."""

    items: tuple[T, ...]
    next: str | None


class Names(Record):
    fi: str
    sv: str
    en: str


class RoundOut(Record):
    id: UUID
    reference: str
    names: Names
    state: RoundState
    kinds: tuple[Kind, ...]
    date_mode: DateMode
    organisation: str = Field(description="Code of the organisation that arranges it.")
    opens_at: datetime
    closes_at: datetime
    decide_by: datetime
    first_day: date
    last_day: date


class PlanFigures(Record):
    version: int
    is_repair: bool
    status: str
    value: int
    bound: int
    gap: float
    placed: int


class FiguresOut(Record):
    """Counted at the moment of asking."""

    round: str
    state: RoundState
    applications: int
    placed: int
    exchanges: dict[str, int] = Field(description="By state.")
    confirmed: int
    released: int
    repaired: int
    plans: tuple[PlanFigures, ...]


class ApplicationOut(Record):
    id: UUID
    round: str
    person_id: UUID
    organisation: str
    kind: Kind
    state: ApplicationState
    submitted_at: datetime | None
    languages: tuple[Language, ...]
    topics: tuple[str, ...]
    half_days: tuple[int, ...]
    sessions: int | None
    cadence_weeks: int | None
    wishes: tuple[str, ...] = Field(description="Codes of organisations, the most wished first.")
    endorsement: EndorsementState | None


class OfferOut(Record):
    id: UUID
    round: str
    person_id: UUID
    organisation: str
    kind: Kind
    state: OfferState
    languages: tuple[Language, ...]
    topics: tuple[str, ...]
    most: int
    least: int
    guests_per_day: int


class Part(Record):
    """A part of a stay (days) or a session (a start)."""

    number: int
    state: AppointmentState
    first_day: date | None
    last_day: date | None
    first_half: Half | None
    last_half: Half | None
    starts_at: datetime | None
    minutes: int | None


class PartyOut(Record):
    """`unit` is the host's, as the offer says it."""

    person_id: UUID
    name: str
    organisation: str = Field(description="Code of the organisation.")
    unit: str


class ExchangeOut(Record):
    id: UUID
    round: str
    application_id: UUID
    offer_id: UUID
    kind: Kind
    state: ExchangeState
    guest_id: UUID
    host_id: UUID
    guest: PartyOut
    host: PartyOut
    confirm_by: datetime
    confirmed_at: datetime | None
    released_at: datetime | None
    parts: tuple[Part, ...]


class PersonOut(Record):
    id: UUID
    email: str
    name: str
    title: str
    language: Language
    organisation: str
    supervisor_id: UUID | None


class EventOut(Record):
    """Something that happened; look up what it names to learn more."""

    number: int
    id: UUID
    type: str
    at: datetime
    round_id: UUID
    ids: dict[str, str]


class Events(Record):
    """In the order of their numbers; ask again with `since` set to `last` for those that come."""

    items: tuple[EventOut, ...]
    last: int


class FieldProblem(Record):
    field: str
    detail: str


class Problem(Record):
    """RFC 9457; `detail` is in the language of Accept-Language."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    errors: tuple[FieldProblem, ...] = ()
