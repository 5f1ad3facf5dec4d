"""A round played on a clock that stands still, with invented answers."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Typed
from models.record import Record


class Rehearsal(Base):
    """The one rehearsal of this database; its presence means that the clock stands still."""

    __tablename__ = "rehearsals"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    seed: Mapped[int]
    now: Mapped[datetime]


class Line(Record):
    """What an invented person will say: to which row, in which words."""

    act: str
    subject_id: str
    person_id: str = ""
    word: str = ""


class Cue(Base):
    """A line and its moment; the key makes it come once."""

    __tablename__ = "cues"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    line: Mapped[Line] = mapped_column(Typed(Line))
    spoken_at: Mapped[datetime | None]
