"""One row of a spreadsheet as it is meant; fields are the columns of `titles.py`, in the order of checking.

A field that the sheet leaves out is not in `model_fields_set`: an update does not touch it.
"""

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from domain.spreadsheets import lists
from domain.spreadsheets.cells import (
    at,
    between,
    cents,
    day,
    degrees,
    email,
    maybe,
    needed,
    otherwise,
    rounded,
    short_text,
)
from domain.spreadsheets.directory import Key
from domain.spreadsheets.fields import (
    EMPTY,
    ADay,
    AnOrganisation,
    APerson,
    Email,
    LongText,
    MaybeOrganisation,
    MaybePerson,
    MaybeText,
    Text,
    after,
    limit,
    not_themselves,
    other_than,
    own_code,
    repeats,
    whole,
)
from domain.spreadsheets.spans import Span, spans
from models.languages import Language
from models.states import AsksFirst, DateMode, Kind, Role
from models.timeline import EVENING, MORNING

NO = False
FIXED = DateMode.FIXED


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    @property
    def key(self) -> Key:
        """What the row is known by; no two rows have the same."""
        raise NotImplementedError

    @property
    def needs(self) -> tuple[Key, ...]:
        """What must be there before it."""
        raise NotImplementedError


class OrganisationEntry(Entry):
    code: Annotated[Text, AfterValidator(own_code)]
    name_fi: Text
    name_sv: Annotated[str, BeforeValidator(repeats("name_fi", short_text))] = EMPTY
    name_en: Annotated[str, BeforeValidator(repeats("name_fi", short_text))] = EMPTY
    seat_fi: Text
    seat_sv: Annotated[str, BeforeValidator(repeats("seat_fi", short_text))] = EMPTY
    latitude: Annotated[float, BeforeValidator(needed(degrees(-90, 90)))]
    longitude: Annotated[float, BeforeValidator(needed(degrees(-180, 180)))]
    guests_per_day: Annotated[int | None, BeforeValidator(maybe(between(1, 1000)))] = None
    travel_budget_euros: Annotated[int | None, limit(10_000_000)] = None
    balance_tolerance: Annotated[int | None, limit(1000)] = None

    @property
    def key(self) -> Key:
        return ("organisation", self.code)

    @property
    def needs(self) -> tuple[Key, ...]:
        return ()


class ClosedDaysEntry(Entry):
    organisation: AnOrganisation
    days: Annotated[tuple[Span, ...], BeforeValidator(needed(spans))]

    @property
    def key(self) -> Key:
        return ("closed", self.organisation, *(f"{span.first}/{span.last}" for span in self.days))

    @property
    def needs(self) -> tuple[Key, ...]:
        return (("organisation", self.organisation),)


class PersonEntry(Entry):
    email: Email
    name: Text
    organisation: AnOrganisation
    language: Annotated[Language, BeforeValidator(needed(lists.language))]
    title: MaybeText = ""
    supervisor: Annotated[MaybePerson, other_than("email")] = None
    roles: Annotated[tuple[Role, ...], BeforeValidator(lists.every(lists.role))] = ()
    deputies: Annotated[tuple[str, ...], BeforeValidator(lists.every(lists.deputy)), not_themselves] = ()

    @property
    def key(self) -> Key:
        return ("person", self.email)

    @property
    def needs(self) -> tuple[Key, ...]:
        supervisor = (("person", self.supervisor),) if self.supervisor else ()
        return (("organisation", self.organisation), *supervisor)


class RoundEntry(Entry):
    reference: Text
    name_fi: Text
    name_sv: Annotated[str, BeforeValidator(repeats("name_fi", short_text))] = EMPTY
    name_en: Annotated[str, BeforeValidator(repeats("name_fi", short_text))] = EMPTY
    owner: APerson
    deputy: Annotated[MaybePerson, other_than("owner")] = None
    organisation: MaybeOrganisation = None
    mailbox: Annotated[str | None, BeforeValidator(maybe(email))] = None
    kinds: Annotated[tuple[Kind, ...], BeforeValidator(otherwise(tuple(Kind), lists.some(lists.kind)))] = (
        tuple(Kind)
    )
    date_mode: Annotated[DateMode, BeforeValidator(otherwise(DateMode.FIXED, lists.date_mode))] = (
        DateMode.FIXED
    )
    opens_at: Annotated[datetime, BeforeValidator(needed(at(MORNING)))]
    closes_at: Annotated[datetime, BeforeValidator(needed(at(EVENING))), after("opens_at")]
    decide_by: Annotated[datetime, BeforeValidator(needed(at(EVENING))), after("closes_at")]
    first_day: ADay
    last_day: Annotated[ADay, after("first_day", or_same=True)]
    answer_working_days: Annotated[int, whole(1, 60, 5)] = 5
    hold_working_days: Annotated[int, whole(1, 20, 1)] = 1
    remind_before_days: Annotated[int, whole(0, 60, 7)] = 7
    most_colleagues: Annotated[int, whole(0, 50, 5)] = 5
    agree_by: Annotated[date | None, BeforeValidator(maybe(day))] = None
    follow_up_days: Annotated[
        tuple[int, ...], BeforeValidator(otherwise((0, 30, 180), lists.whole_numbers))
    ] = (0, 30, 180)
    may_cross_weekends: Annotated[bool, BeforeValidator(otherwise(NO, lists.yes_or_no))] = False
    asks_first: Annotated[AsksFirst, BeforeValidator(otherwise(AsksFirst.BOTH, lists.asks_first))] = (
        AsksFirst.BOTH
    )
    supervisor_confirms_dates: Annotated[bool, BeforeValidator(otherwise(NO, lists.yes_or_no))] = False
    objectives: LongText = ""
    connections: LongText = ""
    responsibility: LongText = ""
    format: LongText = ""
    resources: LongText = ""
    time: LongText = ""
    motivation: LongText = ""

    @property
    def key(self) -> Key:
        return ("round", self.reference)

    @property
    def needs(self) -> tuple[Key, ...]:
        organisation = (("organisation", self.organisation),) if self.organisation else ()
        deputy = (("person", self.deputy),) if self.deputy else ()
        return (("person", self.owner), *deputy, *organisation)


class JourneyEntry(Entry):
    origin: AnOrganisation
    destination: Annotated[AnOrganisation, other_than("origin")]
    minutes: Annotated[int, BeforeValidator(needed(rounded(10_000)))]
    kilometres: Annotated[int, BeforeValidator(needed(rounded(50_000)))]
    euros: Annotated[int, BeforeValidator(needed(rounded(100_000)))]
    co2_grams: Annotated[int, BeforeValidator(needed(rounded(100_000_000)))]
    source: MaybeText = ""

    @property
    def key(self) -> Key:
        return ("journey", self.origin, self.destination)

    @property
    def needs(self) -> tuple[Key, ...]:
        return (("organisation", self.origin), ("organisation", self.destination))


class TravelRateEntry(Entry):
    valid_from: ADay
    code: Text
    euros: Annotated[int, BeforeValidator(needed(cents))]  # kept in cents
    source: Text
    checked_on: ADay

    @property
    def key(self) -> Key:
        return ("rate", self.valid_from.isoformat(), self.code)

    @property
    def needs(self) -> tuple[Key, ...]:
        return ()
