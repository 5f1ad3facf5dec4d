"""Whether a stay took place, as each side tells it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, coded
from models.behalf import OnBehalf


class Came(StrEnum):
    """What one side says; who says nothing lets it count as planned."""

    AS_PLANNED = "as_planned"
    PARTLY = "partly"  # shorter, later, or not all of it
    OTHER_ABSENT = "other_absent"  # the other did not come
    I_WAS_ABSENT = "i_was_absent"


class Presence(OnBehalf, Row):
    """One side's word; said again, it is the newer word that counts."""

    __tablename__ = "presences"
    __table_args__ = (UniqueConstraint("exchange_id", "person_id"),)

    exchange_id: Mapped[UUID] = mapped_column(ForeignKey("exchanges.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    came: Mapped[Came] = mapped_column(coded(Came))
    words: Mapped[str] = mapped_column(default="")
    said_at: Mapped[datetime]
