"""How far organisations are from each other, and what travelling costs by year."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Journey(Base):
    """One way between two organisations, imported; it overrides the estimate from coordinates."""

    __tablename__ = "journeys"
    __table_args__ = (CheckConstraint("minutes >= 0", name="not_negative"),)

    from_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"), primary_key=True)
    to_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"), primary_key=True)
    minutes: Mapped[int]
    kilometres: Mapped[int]
    euros: Mapped[int]
    co2_grams: Mapped[int]
    source: Mapped[str]


class TravelRate(Base):
    """What a year's decision allows; data with its source, never code."""

    __tablename__ = "travel_rates"

    valid_from: Mapped[date] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)  # per_diem_full, per_diem_part, kilometre ...
    cents: Mapped[int]
    source: Mapped[str]
    checked_on: Mapped[date]
