"""What HR asks of the solver: the round as it would be after some changes, beside the plan that lives."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, Typed, coded
from models.record import Record
from models.states import RuleEffect, WhatIfState


class OtherCapacity(Record):
    """An offer takes so many in all."""

    type: Literal["capacity"] = "capacity"
    offer_id: UUID
    most: int


class OtherGuests(Record):
    """A host takes so many guests at a time."""

    type: Literal["guests"] = "guests"
    offer_id: UUID
    guests_per_day: int


class MoreDays(Record):
    """A host or mentor can on these days too."""

    type: Literal["days"] = "days"
    offer_id: UUID
    first_day: date
    last_day: date


class ClosedDays(Record):
    """An organisation takes and sends nobody on these days."""

    type: Literal["closed"] = "closed"
    organisation_id: UUID
    first_day: date
    last_day: date


class OtherDates(Record):
    """The days of the round's exchanges."""

    type: Literal["dates"] = "dates"
    first_day: date
    last_day: date


class OtherWeight(Record):
    """One of the weights of the round's plans."""

    type: Literal["weight"] = "weight"
    name: str
    points: int


class OtherRule(Record):
    """A pairing that must be, or must not."""

    type: Literal["rule"] = "rule"
    effect: RuleEffect
    application_id: UUID
    offer_id: UUID


AnyChange = Annotated[
    OtherCapacity | OtherGuests | MoreDays | ClosedDays | OtherDates | OtherWeight | OtherRule,
    Field(discriminator="type"),
]


class WhatIf(Row):
    """The problems and plans are the solver's own records as JSON: before, and after the changes."""

    __tablename__ = "what_ifs"
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        Index("ix_what_ifs_round_id_state", "round_id", "state"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    number: Mapped[int]
    name: Mapped[str]
    state: Mapped[WhatIfState] = mapped_column(coded(WhatIfState), default=WhatIfState.ASKED)
    changes: Mapped[tuple[AnyChange, ...]] = mapped_column(Typed(tuple[AnyChange, ...]))
    schedule_id: Mapped[UUID] = mapped_column(ForeignKey("schedules.id"))  # the plan that it stands beside
    problem_before: Mapped[str] = mapped_column(Text, deferred=True)
    solution_before: Mapped[str] = mapped_column(Text, deferred=True)
    problem: Mapped[str] = mapped_column(Text, deferred=True)
    solution: Mapped[str | None] = mapped_column(Text, deferred=True)
    clashes: Mapped[str | None] = mapped_column(Text, deferred=True)
    value: Mapped[int | None]
    bound: Mapped[int | None]
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    planned_at: Mapped[datetime | None]  # when a plan was made of what it has changed
