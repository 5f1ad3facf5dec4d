"""A group gathering: its hours and seats, who comes, what is prepared and what is carried on."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Row, Typed, coded
from models.behalf import OnBehalf
from models.languages import Language
from models.people import Person
from models.record import Record
from models.states import WorkshopState
from models.workshop_states import Audience, FeedbackState, SignUpState, Work, WorkshopKind


class Spoken(Record):
    """One text in up to three languages; a reader whose own is missing reads another."""

    fi: str = ""
    sv: str = ""
    en: str = ""

    def into(self, language: Language) -> str:
        return getattr(self, language.value) or self.fi or self.sv or self.en


class Workshop(Row):
    """Of a round; the standing round of a house holds those that belong to no other."""

    __tablename__ = "workshops"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="in_order"),
        CheckConstraint("opens_at <= closes_at AND closes_at <= starts_at", name="signed_up_before"),
        CheckConstraint("capacity > 0", name="some_seats"),
    )

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"), index=True)
    kind: Mapped[WorkshopKind] = mapped_column(coded(WorkshopKind))
    state: Mapped[WorkshopState] = mapped_column(coded(WorkshopState), default=WorkshopState.DRAFT)
    organiser_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    title: Mapped[Spoken] = mapped_column(Typed(Spoken))
    description: Mapped[Spoken] = mapped_column(Typed(Spoken), default=Spoken)
    place: Mapped[str] = mapped_column(default="")
    online_link: Mapped[str | None]
    capacity: Mapped[int | None]  # none: everybody has a seat
    audience: Mapped[Audience] = mapped_column(coded(Audience), default=Audience.INVITED)
    hides_company: Mapped[bool] = mapped_column(default=True)  # each sees themselves and the organiser
    invites_each: Mapped[int] = mapped_column(default=0)  # how many others a participant may invite
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    feedback_until: Mapped[datetime | None]
    exchange_id: Mapped[UUID | None] = mapped_column(ForeignKey("exchanges.id"))  # that it tells of
    held_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]


class SignUp(OnBehalf, Row):
    """One person and one workshop, from the invitation to whether they came."""

    __tablename__ = "sign_ups"
    __table_args__ = (UniqueConstraint("workshop_id", "person_id"),)

    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshops.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    state: Mapped[SignUpState] = mapped_column(coded(SignUpState), default=SignUpState.INVITED)
    invited_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    invited_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    place_in_line: Mapped[int | None]  # on the waiting list, in the order of asking
    offers: Mapped[int] = mapped_column(default=0)  # how often a seat was offered
    wants_notes: Mapped[bool] = mapped_column(default=False)  # although they cannot come
    attended: Mapped[bool | None]

    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=[person_id])


class WorkshopTask(OnBehalf, Row):
    """Work before or after the meeting, with an owner and a day; sign-up waits for what `gates` it."""

    __tablename__ = "workshop_tasks"
    __table_args__ = (CheckConstraint("(done_at IS NULL) = (result IS NULL)", name="done_with_result"),)

    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshops.id"), index=True)
    work: Mapped[Work] = mapped_column(coded(Work))
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    due_at: Mapped[datetime]
    gates: Mapped[bool] = mapped_column(default=False)
    done_at: Mapped[datetime | None]
    result: Mapped[str | None]  # words, or where they are


class Feedback(Row):
    """What somebody says of a workshop; nobody else reads it before it has been looked at."""

    __tablename__ = "workshop_feedback"

    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshops.id"), index=True)
    author: Mapped[str] = mapped_column(default="")  # as they call themselves, or nothing
    useful: Mapped[int | None]
    learnt: Mapped[str] = mapped_column(default="")
    better: Mapped[str] = mapped_column(default="")
    state: Mapped[FeedbackState] = mapped_column(coded(FeedbackState), default=FeedbackState.GIVEN)
    given_at: Mapped[datetime]
    looked_at_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
