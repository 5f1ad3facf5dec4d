"""The days of an exchange while its two agree them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, Typed
from models.doubts import Days


class OpenDates(Row):
    """Which days could be, and which of them suit whom. Open until it is settled."""

    __tablename__ = "open_dates"

    exchange_id: Mapped[UUID] = mapped_column(ForeignKey("exchanges.id"), unique=True)
    first_day: Mapped[date]  # the window in which the two meet
    last_day: Mapped[date]
    agree_by: Mapped[datetime]
    times: Mapped[int] = mapped_column(default=1)  # how often both have been asked from the beginning
    possible: Mapped[tuple[Days, ...]] = mapped_column(Typed(tuple[Days, ...]), default=())
    guest_suits: Mapped[tuple[Days, ...]] = mapped_column(Typed(tuple[Days, ...]), default=())
    host_suits: Mapped[tuple[Days, ...]] = mapped_column(Typed(tuple[Days, ...]), default=())
    settled_at: Mapped[datetime | None]
