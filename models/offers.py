"""A promise to take guests or mentees, and the days on which people can or cannot."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Row, Typed, coded
from models.behalf import OnBehalf
from models.languages import Language
from models.people import Person
from models.record import Record
from models.states import Half, Kind, OfferState


class TopicStrength(Record):
    """A topic from the round's list, and how strong the host is in it (1 to 5)."""

    topic: str
    strength: int = 3


class VisitPack(Record):
    """What a guest needs to know before coming."""

    ask_for: str = ""
    place: str = ""
    dress: str = ""
    parking: str = ""
    bring: str = ""
    programme: str = ""


class Offer(OnBehalf, Row):
    """A host offer (kind shadowing) or a mentor offer (kind mentoring)."""

    __tablename__ = "offers"
    __table_args__ = (
        UniqueConstraint("round_id", "person_id", "kind"),
        CheckConstraint("least <= most", name="least_up_to_most"),
        CheckConstraint("guests_per_day >= 1", name="some_guest_per_day"),
        Index("ix_offers_counted", "round_id", "state", "most"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"), index=True)
    kind: Mapped[Kind] = mapped_column(coded(Kind))
    state: Mapped[OfferState] = mapped_column(coded(OfferState), default=OfferState.OPEN)
    unit: Mapped[str] = mapped_column(default="")
    topics: Mapped[tuple[TopicStrength, ...]] = mapped_column(Typed(tuple[TopicStrength, ...]), default=())
    languages: Mapped[tuple[Language, ...]] = mapped_column(Typed(tuple[Language, ...]))
    guests_per_day: Mapped[int] = mapped_column(default=1)
    most: Mapped[int] = mapped_column(default=1)  # stays, or mentees
    least: Mapped[int] = mapped_column(default=0)
    slots: Mapped[tuple[str, ...]] = mapped_column(Typed(tuple[str, ...]), default=())  # "tue 13:00"
    prefers: Mapped[tuple[UUID, ...]] = mapped_column(Typed(tuple[UUID, ...]), default=())  # organisations
    shares_trip_with_id: Mapped[UUID | None] = mapped_column(ForeignKey("offers.id"))
    visit_pack: Mapped[VisitPack] = mapped_column(Typed(VisitPack), default=VisitPack)
    online_link: Mapped[str | None]
    in_person: Mapped[bool] = mapped_column(default=False, server_default=false())  # mentees come there
    taken_back_at: Mapped[datetime | None]  # by themselves

    person: Mapped[Person] = relationship(lazy="raise", foreign_keys="Offer.person_id")


class Availability(OnBehalf, Row):
    """Days in which an applicant or a host can, or cannot, take part. A half missing: the whole day."""

    __tablename__ = "availabilities"
    __table_args__ = (
        CheckConstraint("first_day <= last_day", name="in_order"),
        CheckConstraint("(application_id IS NULL) <> (offer_id IS NULL)", name="one_owner"),
    )

    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id"), index=True)
    offer_id: Mapped[UUID | None] = mapped_column(ForeignKey("offers.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    half: Mapped[Half | None] = mapped_column(coded(Half))
    can: Mapped[bool] = mapped_column(default=False)
