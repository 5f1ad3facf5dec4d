"""What an HR system may say: people of an organisation, applications and offers in their names."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from models.languages import Language
from models.record import Record
from models.states import Half, Kind

MOST_PEOPLE = 500
Short = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Plain = Annotated[str, StringConstraints(max_length=2_000, strip_whitespace=True)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[^;,\s]+$")]
Email = Annotated[str, StringConstraints(min_length=3, max_length=254, pattern=r"^[^@\s;,]+@[^@\s;,]+$")]
Slot = Annotated[str, StringConstraints(pattern=r"^(mon|tue|wed|thu|fri) ([01][0-9]|2[0-3]):[0-5][0-9]$")]


class PersonIn(Record):
    email: Email
    name: Short
    organisation: Code = Field(description="Code of the organisation.")
    language: Language
    title: Plain | None = None
    supervisor: Email | None = None


class PeopleIn(Record):
    """All are saved, or none. A field that is left out stays as it is."""

    people: tuple[PersonIn, ...] = Field(min_length=1, max_length=MOST_PEOPLE)


class Topic(Record):
    topic: Code
    weight: int = Field(default=3, ge=1, le=5)


class Days(Record):
    first_day: date
    last_day: date
    half: Half | None = None


class RequestIn(Record):
    round: Short
    email: Email
    languages: tuple[Language, ...] = Field(min_length=1)
    topics: tuple[Topic, ...] = Field(default=(), max_length=20)
    unavailable: tuple[Days, ...] = Field(default=(), max_length=200)
    available: tuple[Days, ...] = Field(default=(), max_length=200)
    why: Short = Field(description="How it is known: a person's word is written down on their behalf.")


class ApplicationIn(RequestIn):
    kind: Kind
    aims: Annotated[str, StringConstraints(min_length=1, max_length=4_000, strip_whitespace=True)]
    half_days: tuple[Annotated[int, Field(ge=1, le=20)], ...] = Field(default=(), max_length=2)
    sessions: int | None = Field(default=None, ge=1, le=52)
    cadence_weeks: int | None = Field(default=None, ge=1, le=26)
    slots: tuple[Slot, ...] = Field(default=(), max_length=50)
    most_minutes: int | None = Field(default=None, ge=0, le=10_000)
    most_euros: int | None = Field(default=None, ge=0, le=1_000_000)
    wishes: tuple[Code, ...] = Field(default=(), max_length=18, description="Codes of organisations.")


class HostOfferIn(RequestIn):
    unit: Plain = ""
    most: int = Field(default=1, ge=1, le=1000)
    least: int = Field(default=0, ge=0, le=1000)
    guests_per_day: int = Field(default=1, ge=1, le=1000)


class MentorOfferIn(RequestIn):
    most: int = Field(default=1, ge=1, le=1000, description="Mentees in all.")
    least: int = Field(default=0, ge=0, le=1000)
    slots: tuple[Slot, ...] = Field(
        min_length=1, max_length=50, description='Times of the week: "tue 13:00".'
    )


class AvailabilityIn(Record):
    """Takes the place of what was known."""

    unavailable: tuple[Days, ...] = Field(default=(), max_length=200)
    available: tuple[Days, ...] = Field(default=(), max_length=200)
    why: Short


class Saved(Record):
    """How many became new rows, changed, or said nothing new; `ids` in the order of asking."""

    added: int
    changed: int
    unchanged: int
    ids: tuple[UUID, ...]
