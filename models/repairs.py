"""Repairs to choose from, each with its plan: the first is the draft itself."""

from uuid import UUID

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row


class RepairChoice(Row):
    """One way to mend what broke: the solver's problem and plan as JSON, from which its bill is read."""

    __tablename__ = "repair_choices"
    __table_args__ = (UniqueConstraint("schedule_id", "number"),)

    schedule_id: Mapped[UUID] = mapped_column(ForeignKey("schedules.id"))
    number: Mapped[int]
    aim: Mapped[str]  # the engine's own word: least_change, best_value ...
    problem: Mapped[str] = mapped_column(Text, deferred=True)
    solution: Mapped[str] = mapped_column(Text, deferred=True)
