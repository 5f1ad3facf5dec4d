"""A published pairing being lived: its appointments, the people's word, the days it takes."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.applications import Application
from models.base import Row, Typed, coded
from models.behalf import OnBehalf
from models.languages import Language
from models.offers import Offer, VisitPack
from models.people import Person
from models.schedules import FitReason
from models.states import Answer, AppointmentState, ExchangeState, Half, Kind, Reason
from models.withdrawals import Withdrawal

LIVE = text("state <> 'released'")


class Exchange(Row):
    __tablename__ = "exchanges"
    __table_args__ = (
        Index(
            "uq_exchanges_one_per_application",
            "application_id",
            unique=True,
            sqlite_where=LIVE,
            postgresql_where=LIVE,
        ),
        Index("ix_exchanges_counted", "round_id", "state"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"), index=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offers.id"), index=True)
    schedule_id: Mapped[UUID | None] = mapped_column(ForeignKey("schedules.id"))  # none: past the matching
    kind: Mapped[Kind] = mapped_column(coded(Kind))
    state: Mapped[ExchangeState] = mapped_column(coded(ExchangeState), default=ExchangeState.PROPOSED)
    guest_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)  # or mentee
    host_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)  # or mentor
    fit: Mapped[int]
    reasons: Mapped[tuple[FitReason, ...]] = mapped_column(Typed(tuple[FitReason, ...]), default=())
    confirm_by: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    broken_at: Mapped[datetime | None]
    broken_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    released_at: Mapped[datetime | None]
    released_reason: Mapped[Reason | None] = mapped_column(coded(Reason))
    repaired: Mapped[bool] = mapped_column(default=False)  # whether a repair has looked at its ending
    rests_until: Mapped[datetime | None]  # no repair before: the two are asked about new days
    withdrawal: Mapped[Withdrawal | None] = mapped_column(coded(Withdrawal))  # why one side cancelled
    absent_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))  # who did not come
    held_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    visit_pack: Mapped[VisitPack | None] = mapped_column(Typed(VisitPack))  # what differs from the offer's
    online_link: Mapped[str | None]

    @property
    def series(self) -> list["Appointment"]:
        """The sessions that follow its rule, cancelled ones too; none where each session stands alone."""
        return [each for each in self.appointments if each.original_starts_at]

    @property
    def pack(self) -> VisitPack:
        """What to know before coming: the host's words for everybody, but those for this exchange first."""
        ours = (self.visit_pack or VisitPack()).model_dump()
        said = {name: text for name, text in ours.items() if text}
        return self.offer.visit_pack.model_copy(update=said)

    guest: Mapped[Person] = relationship(lazy="raise", foreign_keys=[guest_id])
    host: Mapped[Person] = relationship(lazy="raise", foreign_keys=[host_id])
    application: Mapped[Application] = relationship(lazy="raise")
    offer: Mapped[Offer] = relationship(lazy="raise")
    appointments: Mapped[list["Appointment"]] = relationship(
        lazy="raise", order_by="Appointment.number", cascade="all, delete-orphan"
    )
    confirmations: Mapped[list["Confirmation"]] = relationship(lazy="raise", cascade="all, delete-orphan")
    colleagues: Mapped[list["Colleague"]] = relationship(
        lazy="raise", order_by="Colleague.email", cascade="all, delete-orphan"
    )


class Appointment(OnBehalf, Row):
    """One block of a stay (days, with halves) or one session (a start and minutes).

    Sessions of one rule keep the start that the rule gives (RECURRENCE-ID); others, at irregular dates or on
    top of a series, have none, and an invitation each.
    """

    __tablename__ = "appointments"
    __table_args__ = (
        UniqueConstraint("exchange_id", "number"),
        CheckConstraint("(first_day IS NULL) <> (starts_at IS NULL)", name="stay_or_session"),
        CheckConstraint("first_day <= last_day", name="in_order"),
    )

    exchange_id: Mapped[UUID] = mapped_column(ForeignKey("exchanges.id"))
    number: Mapped[int]
    state: Mapped[AppointmentState] = mapped_column(coded(AppointmentState), default=AppointmentState.PLANNED)
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    first_half: Mapped[Half | None] = mapped_column(coded(Half))
    last_half: Mapped[Half | None] = mapped_column(coded(Half))
    starts_at: Mapped[datetime | None]
    minutes: Mapped[int | None]
    original_starts_at: Mapped[datetime | None]


class Colleague(Row):
    """Somebody whom the host or the guest brings along, without an account; forgotten when all is closed."""

    __tablename__ = "colleagues"
    __table_args__ = (UniqueConstraint("exchange_id", "email"),)

    exchange_id: Mapped[UUID] = mapped_column(ForeignKey("exchanges.id"))
    brought_by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str]
    email: Mapped[str] = mapped_column(String(254))  # in small letters
    language: Mapped[Language] = mapped_column(coded(Language))
    is_asked: Mapped[bool] = mapped_column(default=False)  # whether an answer is wished for
    added_at: Mapped[datetime]


class Confirmation(OnBehalf, Row):
    """One side's word on the proposal."""

    __tablename__ = "confirmations"
    __table_args__ = (UniqueConstraint("exchange_id", "person_id"),)

    exchange_id: Mapped[UUID] = mapped_column(ForeignKey("exchanges.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    answer: Mapped[Answer] = mapped_column(coded(Answer), default=Answer.NEEDS_ACTION)
    answered_at: Mapped[datetime | None]
    note: Mapped[str | None]


class GuestDay(Row):
    """A half day that a published stay takes from its guest and its host; gone when it is released."""

    __tablename__ = "guest_days"
    __table_args__ = (
        UniqueConstraint("guest_id", "day", "half"),
        Index("ix_guest_days_offer_day", "offer_id", "day"),
        Index("ix_guest_days_organisation_day", "organisation_id", "day"),
    )

    exchange_id: Mapped[UUID] = mapped_column(ForeignKey("exchanges.id"), index=True)
    guest_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    host_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offers.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    day: Mapped[date]
    half: Mapped[Half] = mapped_column(coded(Half))


class SessionStart(Row):
    """A session that takes a person's time; nobody sits in two that start together."""

    __tablename__ = "session_starts"
    __table_args__ = (UniqueConstraint("person_id", "starts_at"),)

    exchange_id: Mapped[UUID] = mapped_column(ForeignKey("exchanges.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    starts_at: Mapped[datetime]
