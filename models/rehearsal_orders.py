"""Rehearsals that were ordered on a round's page: what was wished, how far they are, what came of each."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Row, coded
from models.states import RoundState


class OrderState(StrEnum):
    ORDERED = "ordered"  # waits for a worker
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_living(self) -> bool:
        return self in (OrderState.ORDERED, OrderState.RUNNING)


LIVING = text("state IN ('ordered', 'running')")


class RehearsalOrder(Row):
    """So many rehearsals of one round, one order at a time; shares that are empty stay as usual.

    `round_hash` is of the settings that a rehearsal plays with: whether the round was changed since.
    """

    __tablename__ = "rehearsal_orders"
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        Index(
            "uq_rehearsal_orders_living",
            "round_id",
            unique=True,
            sqlite_where=LIVING,
            postgresql_where=LIVING,
        ),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    number: Mapped[int]
    state: Mapped[OrderState] = mapped_column(coded(OrderState), default=OrderState.ORDERED)
    seeds: Mapped[int]
    declines: Mapped[int | None]  # in a hundred, as the others
    silences: Mapped[int | None]
    illnesses: Mapped[int | None]
    late: Mapped[int | None]
    invented: Mapped[int | None]
    applications: Mapped[int]  # real ones, at that time
    round_version: Mapped[int]
    round_hash: Mapped[str] = mapped_column(String(64))
    ordered_by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    ordered_at: Mapped[datetime]

    worker_id: Mapped[UUID | None]  # who plays it, on the wall's clock
    leased_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    began_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    seed: Mapped[int | None]  # the rehearsal that is played now ...
    day: Mapped[date | None]  # ... which day it is there ...
    phase: Mapped[RoundState | None] = mapped_column(coded(RoundState))
    mails: Mapped[int | None]
    ended_at: Mapped[datetime | None]
    failure: Mapped[str | None] = mapped_column(String(20))  # a code


class RehearsalEnd(Base):
    """How one of them ended: the domain's own record as JSON."""

    __tablename__ = "rehearsal_ends"

    order_id: Mapped[UUID] = mapped_column(ForeignKey("rehearsal_orders.id"), primary_key=True)
    seed: Mapped[int] = mapped_column(primary_key=True)
    outcome: Mapped[str] = mapped_column(Text)
