"""A group gathering of a round: its hours and where its life has come to."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, coded
from models.states import WorkshopState


class Workshop(Row):
    __tablename__ = "workshops"
    __table_args__ = (CheckConstraint("starts_at < ends_at", name="in_order"),)

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"), index=True)
    state: Mapped[WorkshopState] = mapped_column(coded(WorkshopState), default=WorkshopState.PLANNED)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    held_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
