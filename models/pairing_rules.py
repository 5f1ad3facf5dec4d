"""Pairings that HR has locked or forbidden, with the reason; what is lifted is kept as history."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.applications import Application
from models.base import Row, Typed, coded
from models.offers import Offer
from models.schedules import Block
from models.states import RuleEffect

HOLDS = text("lifted_at IS NULL")


class PairingRule(Row):
    """A lock says that this application is served by this offer, a ban that it is not."""

    __tablename__ = "pairing_rules"
    __table_args__ = (
        Index(
            "uq_pairing_rules_holding",
            "application_id",
            "offer_id",
            unique=True,
            sqlite_where=HOLDS,
            postgresql_where=HOLDS,
        ),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"), index=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offers.id"))
    effect: Mapped[RuleEffect] = mapped_column(coded(RuleEffect))
    blocks: Mapped[tuple[Block, ...]] = mapped_column(Typed(tuple[Block, ...]), default=())  # none: any days
    starts_at: Mapped[datetime | None]  # the first session; none: any
    reason: Mapped[str]
    set_by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    set_at: Mapped[datetime]
    lifted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    lifted_at: Mapped[datetime | None]
    lifted_reason: Mapped[str | None]

    application: Mapped[Application] = relationship(lazy="raise")
    offer: Mapped[Offer] = relationship(lazy="raise")


class PlanClash(Row):
    """Why no plan is possible: the smallest sets of locks and limits that contradict each other."""

    __tablename__ = "plan_clashes"

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"), index=True)
    found_at: Mapped[datetime]
    clashes: Mapped[str]  # the solver's own record, as JSON
    ended_at: Mapped[datetime | None]  # a plan was possible again
