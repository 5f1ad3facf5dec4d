"""A round played on a clock that stands still, with invented answers."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Rehearsal(Base):
    """The one rehearsal of this database; its presence means that the clock stands still."""

    __tablename__ = "rehearsals"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    seed: Mapped[int]
    now: Mapped[datetime]


class Cue(Base):
    """What an invented person will say, and when; about one row they say one thing of a kind."""

    __tablename__ = "cues"

    act: Mapped[str] = mapped_column(String(20), primary_key=True)
    about_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID | None]
    at: Mapped[datetime] = mapped_column(index=True)
    word: Mapped[str] = mapped_column(String(60))  # empty: they stay silent
    turn: Mapped[str] = mapped_column(String(600))  # who speaks first at one moment, by name
    spoken_at: Mapped[datetime | None]
