"""Other days that the two of a broken stay are asked about, before anybody looks for another place."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, Typed
from models.doubts import Days


class NewDays(Row):
    """The nearest possible days at the same host; open until both name one, one says no, or time is up."""

    __tablename__ = "new_days"

    exchange_id: Mapped[UUID] = mapped_column(ForeignKey("exchanges.id"), index=True)
    possible: Mapped[tuple[Days, ...]] = mapped_column(Typed(tuple[Days, ...]))
    guest_suits: Mapped[tuple[Days, ...]] = mapped_column(Typed(tuple[Days, ...]), default=())
    host_suits: Mapped[tuple[Days, ...]] = mapped_column(Typed(tuple[Days, ...]), default=())
    offered_at: Mapped[datetime]
    answer_by: Mapped[datetime]
    settled_at: Mapped[datetime | None]
