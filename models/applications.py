"""A person's request to shadow or to be mentored, with ranked wishes and limits."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Row, Typed, coded
from models.behalf import OnBehalf
from models.languages import Language
from models.people import Person
from models.record import Record
from models.states import ApplicationState, EndorsementState, Kind


class TopicWish(Record):
    """A topic from the round's list, and how much it matters (1 to 5)."""

    topic: str
    weight: int = 3


class Application(OnBehalf, Row):
    __tablename__ = "applications"
    __table_args__ = (
        UniqueConstraint("round_id", "person_id", "kind"),
        Index("ix_applications_counted", "round_id", "state"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[Kind] = mapped_column(coded(Kind))
    state: Mapped[ApplicationState] = mapped_column(coded(ApplicationState), default=ApplicationState.DRAFT)
    aims: Mapped[str] = mapped_column(default="")
    topics: Mapped[tuple[TopicWish, ...]] = mapped_column(Typed(tuple[TopicWish, ...]), default=())
    languages: Mapped[tuple[Language, ...]] = mapped_column(Typed(tuple[Language, ...]))
    blocks: Mapped[tuple[int, ...]] = mapped_column(Typed(tuple[int, ...]), default=())  # half days each
    sessions: Mapped[int | None]
    cadence_weeks: Mapped[int | None]
    slots: Mapped[tuple[str, ...]] = mapped_column(Typed(tuple[str, ...]), default=())  # "tue 13:00"
    most_minutes: Mapped[int | None]  # one way
    most_euros: Mapped[int | None]
    priority: Mapped[int] = mapped_column(default=0)
    travels_with_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id"))
    together_with_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))  # with whom they wish to
    submitted_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]  # when they took it back themselves
    left_as: Mapped[ApplicationState | None] = mapped_column(coded(ApplicationState))  # and what it was

    person: Mapped[Person] = relationship(lazy="raise", foreign_keys="Application.person_id")
    wishes: Mapped[list["Wish"]] = relationship(
        lazy="raise", order_by="Wish.rank", cascade="all, delete-orphan", back_populates="application"
    )
    avoids: Mapped[list["Avoid"]] = relationship(lazy="raise", cascade="all, delete-orphan")
    endorsement: Mapped["Endorsement | None"] = relationship(lazy="raise", back_populates="application")


class Wish(Row):
    """A wished organisation, or one offer in it; rank 1 is wished most."""

    __tablename__ = "wishes"
    __table_args__ = (
        UniqueConstraint("application_id", "rank"),
        CheckConstraint("rank >= 1", name="rank_from_one"),
        Index("ix_wishes_fulfilled", "application_id", "organisation_id", "rank", "offer_id"),
    )

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"))
    rank: Mapped[int]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    offer_id: Mapped[UUID | None] = mapped_column(ForeignKey("offers.id"))

    application: Mapped[Application] = relationship(lazy="raise", back_populates="wishes")


class Avoid(Row):
    """Somebody or some organisation that the applicant must not be sent to; confidential."""

    __tablename__ = "avoids"

    application_id: Mapped[UUID] = mapped_column(
        ForeignKey("applications.id", ondelete="CASCADE"), index=True
    )
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))


class Conditions(Record):
    """What a supervisor's yes depends on: limits of the matching."""

    weeks: tuple[str, ...] = ()  # ISO weeks in which it does not suit, as in "2027-W45"
    most_euros: int | None = None


class Endorsement(OnBehalf, Row):
    """The supervisor's yes to the aims of an application."""

    __tablename__ = "endorsements"
    __table_args__ = (Index("ix_endorsements_counted", "state", "application_id"),)

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), unique=True)
    supervisor_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    state: Mapped[EndorsementState] = mapped_column(coded(EndorsementState), default=EndorsementState.ASKED)
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    conditions: Mapped[Conditions | None] = mapped_column(Typed(Conditions))

    application: Mapped[Application] = relationship(lazy="raise", back_populates="endorsement")
