"""What a mentoring pair has between its sessions: goals, an agreement, a log; circles, endings, training."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, coded
from models.behalf import OnBehalf


class GoalState(StrEnum):
    OPEN = "open"
    REACHED = "reached"
    DROPPED = "dropped"


class Reach(StrEnum):
    """Who reads an entry of the log."""

    PAIR = "pair"
    PROGRAMME = "programme"  # those who run the round, too


class EndCode(StrEnum):
    """Why a pair ended before its last session."""

    FIRST_MEETING = "first_meeting"  # nobody's fault, and nobody is told whose wish it was
    MENTOR_LEFT = "mentor_left"
    GOALS_REACHED = "goals_reached"
    NO_TIME = "no_time"
    NEW_WORK = "new_work"
    NO_MATCH = "no_match"


class Goal(OnBehalf, Row):
    """What the mentee wants to reach: theirs, and read by the mentor."""

    __tablename__ = "goals"
    __table_args__ = (UniqueConstraint("exchange_id", "number"),)

    exchange_id: Mapped[UUID] = mapped_column(ForeignKey("exchanges.id"))
    number: Mapped[int]
    words: Mapped[str] = mapped_column(String(500))
    state: Mapped[GoalState] = mapped_column(coded(GoalState), default=GoalState.OPEN)
    set_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class PairAgreement(Row):
    """How the two work together; changed words are a new version, which both accept anew."""

    __tablename__ = "pair_agreements"

    exchange_id: Mapped[UUID] = mapped_column(ForeignKey("exchanges.id"), unique=True)
    version: Mapped[int] = mapped_column(default=1)
    rhythm: Mapped[str]
    confidentiality: Mapped[str]
    cancelling: Mapped[str]
    mentee_accepted_at: Mapped[datetime | None]
    mentor_accepted_at: Mapped[datetime | None]


class LogEntry(Row):
    """What one of the two wrote after a session; deleted some time after the end."""

    __tablename__ = "log_entries"

    exchange_id: Mapped[UUID] = mapped_column(ForeignKey("exchanges.id"), index=True)
    session_number: Mapped[int]
    author_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    reach: Mapped[Reach] = mapped_column(coded(Reach), default=Reach.PAIR)
    words: Mapped[str]
    written_at: Mapped[datetime]


class CircleMember(Row):
    """An exchange that meets together with another of the same mentor: its lead, who has the entry."""

    __tablename__ = "circle_members"
    __table_args__ = (CheckConstraint("exchange_id <> lead_id", name="follows_another"),)

    exchange_id: Mapped[UUID] = mapped_column(ForeignKey("exchanges.id"), unique=True)
    lead_id: Mapped[UUID] = mapped_column(ForeignKey("exchanges.id"), index=True)


class PairEnding(Row):
    """A pair that ended early; of one whose mentor left, what becomes of the mentee."""

    __tablename__ = "pair_endings"

    exchange_id: Mapped[UUID] = mapped_column(ForeignKey("exchanges.id"), unique=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), index=True)
    code: Mapped[EndCode] = mapped_column(coded(EndCode))
    takes_effect_at: Mapped[datetime]
    find_by: Mapped[datetime | None]  # until when a successor is looked for
    carries_goals: Mapped[bool | None]  # the mentee's word; none yet
    carried_at: Mapped[datetime | None]
    successor_id: Mapped[UUID | None] = mapped_column(ForeignKey("exchanges.id"))


class MentorTraining(Row):
    """That somebody has been trained or briefed as a mentor."""

    __tablename__ = "mentor_trainings"
    __table_args__ = (UniqueConstraint("person_id", "trained_on"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    trained_on: Mapped[date]
    workshop_id: Mapped[UUID | None] = mapped_column(ForeignKey("workshops.id"))
