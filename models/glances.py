"""That somebody opened a page about a person: told to that person, and forgotten after a year."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Glance(Base):
    """Once for each day, however often the page was opened."""

    __tablename__ = "glances"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True, index=True)
