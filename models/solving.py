"""How far the solver has come with a round: a row that its worker writes about once a second, for pages."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Solving(Base):
    """The newest word of the solver, on the wall's clock; `value` is empty while no plan is found."""

    __tablename__ = "solvings"

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    began_at: Mapped[datetime]
    told_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    phase: Mapped[str] = mapped_column(String(40), default="")
    value: Mapped[int | None]
    bound: Mapped[int | None]
    placed: Mapped[int | None]
