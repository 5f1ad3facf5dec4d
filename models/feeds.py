"""Calendars that people subscribe to, and the times at which their own calendars say that they are busy."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Row, coded
from models.people import Person
from models.states import BusyKind


class Feed(Row):
    """One unguessable address: a person's own entries, or for HR those of a whole organisation."""

    __tablename__ = "feeds"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    alarm_minutes: Mapped[int | None]  # before an entry begins
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise")


class BusySource(Row):
    """Where a person's busy times come from; none of the words in that calendar are kept."""

    __tablename__ = "busy_sources"
    __table_args__ = (
        CheckConstraint("(kind = 'file') = (address IS NULL)", name="files_have_no_address"),
        CheckConstraint("(kind = 'caldav') = (login IS NOT NULL)", name="only_caldav_signs_in"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[BusyKind] = mapped_column(coded(BusyKind))
    address: Mapped[str | None]  # a secret of its owner
    login: Mapped[str | None] = mapped_column(String(254))
    password_in: Mapped[str | None] = mapped_column(String(60))  # the environment variable that holds it
    made_at: Mapped[datetime]
    tried_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    trouble: Mapped[str | None] = mapped_column(String(40))  # of the newest try
    told_at: Mapped[datetime | None]  # when its owner was last written to about trouble

    times: Mapped[list["BusyTime"]] = relationship(
        lazy="raise", order_by="BusyTime.starts_at", cascade="all, delete-orphan"
    )


class BusyTime(Row):
    """A person is busy from one moment until another; neither what for nor where is known."""

    __tablename__ = "busy_times"
    __table_args__ = (CheckConstraint("starts_at < ends_at", name="in_order"),)

    source_id: Mapped[UUID] = mapped_column(ForeignKey("busy_sources.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class BusyRule(Row):
    """HR's word, for one round, on how long something must last before it takes a half day."""

    __tablename__ = "busy_rules"
    __table_args__ = (CheckConstraint("least_minutes >= 0", name="not_negative"),)

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"), unique=True)
    least_minutes: Mapped[int]
