"""What administrators have asked of running cases: by whom, why, and when it was carried out."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Row, coded
from models.messages import Action


class Errand(Row):
    """Its id is the nonce: the same errand is carried out once."""

    __tablename__ = "errands"
    __table_args__ = (CheckConstraint("(action = 'reassign') = (to_id IS NOT NULL)", name="reassigned_to"),)

    stream_id: Mapped[str] = mapped_column(ForeignKey("streams.id"), index=True)
    action: Mapped[Action] = mapped_column(coded(Action))
    expects: Mapped[str] = mapped_column(String(40))  # what it waited for when this was asked
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    why: Mapped[str]
    to_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    carried_out_at: Mapped[datetime | None]


class LeftErrand(Base):
    """An errand that the pages have left to the workers, who ask its workflow once Temporal is there."""

    __tablename__ = "left_errands"

    errand_id: Mapped[UUID] = mapped_column(ForeignKey("errands.id"), primary_key=True)
    tried_at: Mapped[datetime | None]  # in vain
    ended_at: Mapped[datetime | None] = mapped_column(index=True)
    refusal: Mapped[str | None] = mapped_column(String(60))  # a code; none when it was done


class Halt(Base):
    """The one reason why no mail leaves: the database is older than the journal of sent mails."""

    __tablename__ = "halts"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    since: Mapped[datetime]
    unknown: Mapped[int]  # mails that have left and that the rows do not know
    unmarked: Mapped[int]  # mails that have left and that the rows would send
