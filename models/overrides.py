"""A limit that a coordinator has set aside, and why: "the host takes a third guest"."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, coded


class Limit(StrEnum):
    """What may be set aside; each is a number on the row of an offer, an organisation or an application."""

    GUESTS_PER_DAY = "guests_per_day"  # of an offer
    MOST = "most"  # stays or mentees of an offer
    ORGANISATION_GUESTS = "organisation_guests"  # of an organisation, a day
    TRAVEL_BUDGET = "travel_budget"  # of an organisation, in euros
    MOST_EUROS = "most_euros"  # of an application
    MOST_MINUTES = "most_minutes"  # of an application, one way


class Override(Row):
    """The number on the row is the new one; this says what it was, until it is undone."""

    __tablename__ = "overrides"

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"), index=True)
    limit: Mapped[Limit] = mapped_column(coded(Limit))
    subject_id: Mapped[UUID]
    old: Mapped[int | None]
    new: Mapped[int | None]
    why: Mapped[str]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
