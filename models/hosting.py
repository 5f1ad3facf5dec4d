"""What people have said who were asked whether they can host: light, and refined into an offer later."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Row, coded
from models.people import Person


class HostAnswer(StrEnum):
    CAN = "can"
    NOT_NOW = "not_now"  # not this time
    ARRANGED = "arranged"  # somebody comes already


class HostInterest(Row):
    """One person's answer for their organisation; `weeks` and `topics` are their own words."""

    __tablename__ = "host_interests"
    __table_args__ = (
        UniqueConstraint("round_id", "person_id"),
        CheckConstraint("most IS NULL OR most >= 1", name="some_guest"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    answer: Mapped[HostAnswer] = mapped_column(coded(HostAnswer))
    most: Mapped[int | None]  # guests
    weeks: Mapped[str] = mapped_column(default="")
    topics: Mapped[str] = mapped_column(default="")
    told_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise")
