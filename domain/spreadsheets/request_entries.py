"""What people ask for and offer: a row of the sheets of host offers, mentor offers and applications."""

from datetime import datetime
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BeforeValidator

from domain.spreadsheets import lists
from domain.spreadsheets.cells import (
    at,
    between,
    maybe,
    needed,
    text,
)
from domain.spreadsheets.directory import Key
from domain.spreadsheets.entries import Entry
from domain.spreadsheets.fields import (
    EMPTY,
    APerson,
    ARound,
    Languages,
    LongText,
    MaybePerson,
    MaybeText,
    Organisations,
    Slots,
    Spans,
    Topics,
    known_avoids,
    known_companion,
    known_trip,
    known_wishes,
    limit,
    only_for,
    other_than,
    recorded,
    up_to_most,
    whole,
)
from models.states import Kind
from models.timeline import MORNING


class Recorded(Entry):
    """Somebody's own word, or a coordinator's note of it; these columns are checked in this order."""

    recorded_by: MaybePerson = None
    recorded_at: Annotated[datetime | None, BeforeValidator(recorded(at(MORNING)))] = EMPTY
    recorded_why: Annotated[str | None, BeforeValidator(recorded(text))] = EMPTY

    @property
    def recorder(self) -> tuple[Key, ...]:
        return (("person", self.recorded_by),) if self.recorded_by else ()


class OfferEntry(Recorded):
    kind: ClassVar[Kind]

    round: ARound = EMPTY
    email: APerson
    topics: Topics = ()
    languages: Languages
    prefers: Organisations = ()
    online_link: Annotated[str | None, BeforeValidator(maybe(text))] = None
    most: Annotated[int, whole(1, 1000, 1)] = 1
    least: Annotated[int, whole(0, 1000, 0), AfterValidator(up_to_most)] = 0
    unavailable: Spans = ()
    available: Spans = ()

    @property
    def key(self) -> Key:
        return ("offer", self.round, self.email, self.kind.value)

    @property
    def needs(self) -> tuple[Key, ...]:
        preferred = (("organisation", code) for code in self.prefers)
        return (("round", self.round), ("person", self.email), *preferred, *self.recorder)


class HostOfferEntry(OfferEntry):
    kind: ClassVar[Kind] = Kind.SHADOWING

    unit: MaybeText = ""
    guests_per_day: Annotated[int, whole(1, 1000, 1)] = 1
    shares_trip_with: Annotated[MaybePerson, other_than("email"), AfterValidator(known_trip)] = None
    ask_for: LongText = ""
    place: LongText = ""
    dress: LongText = ""
    parking: LongText = ""
    bring: LongText = ""
    programme: LongText = ""

    @property
    def needs(self) -> tuple[Key, ...]:
        shared = self.shares_trip_with
        trip = (("offer", self.round, shared, self.kind.value),) if shared else ()
        return (*super().needs, *trip)


class MentorOfferEntry(OfferEntry):
    kind: ClassVar[Kind] = Kind.MENTORING

    slots: Annotated[tuple[str, ...], BeforeValidator(needed(lists.some(lists.slot)))]


class ApplicationEntry(Recorded):
    round: ARound = EMPTY
    email: APerson
    kind: Annotated[Kind, BeforeValidator(needed(lists.kind))]
    aims: Annotated[str, BeforeValidator(needed(text))]
    topics: Topics = ()
    languages: Languages
    days: Annotated[tuple[int, ...], BeforeValidator(only_for(Kind.SHADOWING, lists.half_days, empty=()))] = (
        EMPTY
    )
    sessions: Annotated[int | None, BeforeValidator(only_for(Kind.MENTORING, between(1, 52), empty=None))] = (
        EMPTY
    )
    cadence_weeks: Annotated[
        int | None, BeforeValidator(only_for(Kind.MENTORING, between(1, 26), empty=None))
    ] = EMPTY
    slots: Slots = ()
    unavailable: Spans = ()
    available: Spans = ()
    most_minutes: Annotated[int | None, limit(10_000)] = None
    most_euros: Annotated[int | None, limit(1_000_000)] = None
    wishes: Annotated[tuple[Key, ...], BeforeValidator(known_wishes)] = ()
    avoids: Annotated[tuple[Key, ...], BeforeValidator(known_avoids)] = ()
    travels_with: Annotated[MaybePerson, other_than("email"), AfterValidator(known_companion)] = None
    priority: Annotated[int, whole(0, 1000, 0)] = 0

    @property
    def key(self) -> Key:
        return ("application", self.round, self.email, self.kind.value)

    @property
    def companion(self) -> Key | None:
        return ("application", self.round, self.travels_with, self.kind.value) if self.travels_with else None

    @property
    def needs(self) -> tuple[Key, ...]:
        companion = (self.companion,) if self.companion else ()
        named = (*self.wishes, *self.avoids, *companion, *self.recorder)
        return (("round", self.round), ("person", self.email), *named)
