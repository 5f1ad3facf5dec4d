"""Other days that the two of a broken stay are asked about, before anybody looks for another place."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, Typed
from models.doubts import Days


class NewDays(Row):
    """Possible days at the same host; open until both name one, one says no, or time is up.

    They are the nearest ones, or those that one of the two has named instead of what was proposed or agreed.
    """

    __tablename__ = "new_days"

    exchange_id: Mapped[UUID] = mapped_column(ForeignKey("exchanges.id"), index=True)
    possible: Mapped[tuple[Days, ...]] = mapped_column(Typed(tuple[Days, ...]))
    guest_suits: Mapped[tuple[Days, ...]] = mapped_column(Typed(tuple[Days, ...]), default=())
    host_suits: Mapped[tuple[Days, ...]] = mapped_column(Typed(tuple[Days, ...]), default=())
    offered_at: Mapped[datetime]
    answer_by: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    suggested_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    keeps_else: Mapped[bool] = mapped_column(
        default=False, server_default=false()
    )  # what was proposed before would do, too
