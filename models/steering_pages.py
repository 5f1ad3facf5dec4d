"""What those who steer keep for themselves: memos about an exchange or an application, and named filters."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row


class Memo(Row):
    """Words for those who steer the round: never mailed; whoever they are about may read them.

    `person_id` is empty where both of an exchange are meant.
    """

    __tablename__ = "memos"
    __table_args__ = (CheckConstraint("(exchange_id IS NULL) <> (application_id IS NULL)", name="one_place"),)

    exchange_id: Mapped[UUID | None] = mapped_column(ForeignKey("exchanges.id"), index=True)
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    words: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]  # gone the night after; until then it can be put back


class NamedFilter(Row):
    """What one person asks a list for again and again; without a round it holds in all of them."""

    __tablename__ = "named_filters"
    __table_args__ = (Index("ix_named_filters_whose", "person_id", "listing"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    listing: Mapped[str] = mapped_column(String(20))
    round_id: Mapped[UUID | None] = mapped_column(ForeignKey("rounds.id"))
    name: Mapped[str] = mapped_column(String(60))
    earlier_name: Mapped[str] = mapped_column(String(60), default="")
    query: Mapped[str] = mapped_column(Text)
    removed_at: Mapped[datetime | None]
