"""What is asked after a stay or a series of sessions, and what was answered."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, Typed, coded
from models.behalf import OnBehalf
from models.record import Record
from models.states import FollowUpState


class PracticeStage(StrEnum):
    """How far something that others could use has come; each step forward needs a named validator."""

    INTERESTING = "interesting"
    PROMISING = "promising"
    GOOD = "good"
    SUSTAINED = "sustained"


class Sharing(StrEnum):
    """Who reads what somebody has written; numbers are counted for everybody, without names."""

    PAIR = "pair"
    PROGRAMME = "programme"  # those who run the round, too
    EVERYBODY = "everybody"  # all who take part, with the writer's name


class Note(Record):
    """What somebody learnt, tried and would pass on; one to five how useful it was, and how it strengthened.

    A practice that is named, and its effect, are what a bank of practices begins with.
    """

    learnt: str = ""
    tried: str = ""
    passed_on: str = ""
    useful: int | None = None
    strength: int | None = None
    practice: str = ""
    effect: str = ""

    @property
    def stage(self) -> PracticeStage | None:
        """What somebody names is interesting; nothing becomes more by their own word."""
        return PracticeStage.INTERESTING if self.practice else None


class FollowUp(OnBehalf, Row):
    __tablename__ = "follow_ups"
    __table_args__ = (UniqueConstraint("exchange_id", "person_id", "days_after"),)

    exchange_id: Mapped[UUID] = mapped_column(ForeignKey("exchanges.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    days_after: Mapped[int]
    state: Mapped[FollowUpState] = mapped_column(coded(FollowUpState), default=FollowUpState.ASKED)
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    note: Mapped[Note | None] = mapped_column(Typed(Note))
    begun: Mapped[Note | None] = mapped_column(Typed(Note))  # written, and not sent yet
    reach: Mapped[Sharing] = mapped_column(coded(Sharing), default=Sharing.PAIR, server_default="pair")
