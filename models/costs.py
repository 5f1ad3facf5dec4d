"""What an exchange costs: planned, paid, or lost, who pays, and from which cost centre."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, coded


class CostKind(StrEnum):
    PLANNED = "planned"
    ACTUAL = "actual"
    LOST = "lost"  # paid for nothing, as a ticket that could not be used


class Cost(Row):
    """One sum of money. What was recorded wrongly is taken back, never changed."""

    __tablename__ = "costs"
    __table_args__ = (CheckConstraint("cents >= 0", name="not_negative"),)

    exchange_id: Mapped[UUID] = mapped_column(ForeignKey("exchanges.id"), index=True)
    kind: Mapped[CostKind] = mapped_column(coded(CostKind))
    cents: Mapped[int]
    payer_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    centre: Mapped[str] = mapped_column(String(40), default="")
    words: Mapped[str] = mapped_column(default="")
    reckoned_for: Mapped[str | None] = mapped_column(String(200))  # the days, where we reckoned it ourselves
    is_estimate: Mapped[bool] = mapped_column(default=False, server_default=false())  # without fares or rates
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))  # none: reckoned
    recorded_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]
