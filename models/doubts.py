"""A no from a calendar, until it is known what was meant: it is asked, and the place is held meanwhile."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, Typed, coded
from models.behalf import OnBehalf
from models.record import Record
from models.schedules import Block
from models.states import DoubtState


class Days(Record):
    """When a whole exchange could be: a block for each part of a stay, or a start for each session."""

    blocks: tuple[Block, ...] = ()
    starts: tuple[datetime, ...] = ()

    @property
    def mark(self) -> str:
        """Says on a page which days are meant: these, whatever stands in their place by then."""
        return sha256(self.model_dump_json().encode()).hexdigest()[:8]


class Doubt(OnBehalf, Row):
    """What somebody who declined is asked: cancel, other days, or as it was. Open until it is settled."""

    __tablename__ = "doubts"

    exchange_id: Mapped[UUID] = mapped_column(ForeignKey("exchanges.id"), index=True)
    invite_id: Mapped[UUID] = mapped_column(ForeignKey("invites.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))  # who declined
    session_at: Mapped[datetime | None]  # the one session that it is about, by its original start
    asked: Mapped[int]  # the SEQUENCE that was declined: a newer question overtakes the doubt
    state: Mapped[DoubtState] = mapped_column(coded(DoubtState), default=DoubtState.ASKED)
    raised_at: Mapped[datetime]
    deadline: Mapped[datetime]
    remind_at: Mapped[datetime | None]
    possible: Mapped[tuple[Days, ...]] = mapped_column(Typed(tuple[Days, ...]), default=())
    chosen: Mapped[Days | None] = mapped_column(Typed(Days))
    keeps_else: Mapped[bool] = mapped_column(default=False)  # the old days, if the chosen ones do not suit
    settled_at: Mapped[datetime | None]
