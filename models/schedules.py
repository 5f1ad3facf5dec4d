"""Versions of who goes where and when."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Row, Typed, coded
from models.record import Record
from models.states import Half, ScheduleState

DRAFT = text("state = 'draft'")


class Block(Record):
    """Consecutive days of a stay; a whole day unless it starts after or ends before noon."""

    first_day: date
    last_day: date
    first_half: Half = Half.MORNING
    last_half: Half = Half.AFTERNOON


class FitReason(Record):
    """One thing that speaks for a pairing: a code, what it is about, how many points it gave."""

    code: str
    about: str = ""
    points: int = 0


class Advice(Record):
    """A change of somebody's own answers that would have helped: it speaks of nobody else.

    `more` is how many offers it would have brought within reach; 0 means that it would have given a place.
    """

    code: str
    to: int | None = None
    what: str = ""
    days: tuple[date, ...] = ()
    more: int = 0


class Schedule(Row):
    __tablename__ = "schedules"
    __table_args__ = (
        UniqueConstraint("round_id", "version"),
        Index(
            "uq_schedules_draft",
            "round_id",
            unique=True,
            sqlite_where=DRAFT,
            postgresql_where=DRAFT,
        ),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    version: Mapped[int]
    state: Mapped[ScheduleState] = mapped_column(coded(ScheduleState), default=ScheduleState.DRAFT)
    is_repair: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]
    status: Mapped[str]  # the engine's own word: optimal or feasible
    value: Mapped[int]
    bound: Mapped[int]
    seed: Mapped[int]
    problem_hash: Mapped[str]
    problem: Mapped[str] = mapped_column(Text, deferred=True)
    solution: Mapped[str] = mapped_column(Text, deferred=True)
    certificate: Mapped[str | None] = mapped_column(Text, deferred=True)  # a match certificate as JSON
    approved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    approved_at: Mapped[datetime | None]
    seen_plan: Mapped[str | None] = mapped_column(String(64))  # digest of the send-plan that was approved
    by_rule: Mapped[bool] = mapped_column(default=False, server_default=false())  # approved by HR's limit
    rejected_at: Mapped[datetime | None]
    leaves_at: Mapped[datetime | None]  # until then HR may take the approval back
    published_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]

    pairings: Mapped[list["Pairing"]] = relationship(lazy="raise", cascade="all, delete-orphan")
    unplaced: Mapped[list["Unplaced"]] = relationship(lazy="raise", cascade="all, delete-orphan")

    @property
    def gap(self) -> float:
        """How much better a schedule could be at most, as a share of the bound."""
        return share(self.value, self.bound)


def share(value: int, bound: int) -> float:
    """What a value lacks of its bound."""
    return 0.0 if bound == value else abs(bound - value) / max(1, abs(bound))


class Pairing(Row):
    """This application is served by this offer on these dates."""

    __tablename__ = "pairings"
    __table_args__ = (
        UniqueConstraint("schedule_id", "application_id"),
        Index("ix_pairings_listed", "schedule_id", "application_id", "offer_id", "id"),
    )

    schedule_id: Mapped[UUID] = mapped_column(ForeignKey("schedules.id"))
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offers.id"))
    blocks: Mapped[tuple[Block, ...]] = mapped_column(Typed(tuple[Block, ...]), default=())
    starts: Mapped[tuple[datetime, ...]] = mapped_column(Typed(tuple[datetime, ...]), default=())
    minutes: Mapped[int | None]
    fit: Mapped[int]
    reasons: Mapped[tuple[FitReason, ...]] = mapped_column(Typed(tuple[FitReason, ...]), default=())


class Unplaced(Row):
    """An application without a place in this schedule, and why."""

    __tablename__ = "unplaced"
    __table_args__ = (UniqueConstraint("schedule_id", "application_id"),)

    schedule_id: Mapped[UUID] = mapped_column(ForeignKey("schedules.id"))
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    reason: Mapped[str]
    advice: Mapped[tuple[Advice, ...]] = mapped_column(
        Typed(tuple[Advice, ...]), default=(), server_default="[]"
    )
