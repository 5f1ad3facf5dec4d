"""The event log, the streams that carry facts to workflows, and what each workflow waits for."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Row, Typed
from models.facts import AnyFact


class Stream(Base):
    """One workflow's ordered stream of facts and lane of mails. Its row is the lock that numbers both."""

    __tablename__ = "streams"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)  # the workflow id
    last_number: Mapped[int] = mapped_column(default=0)
    bell_number: Mapped[int] = mapped_column(default=0)  # newest fact that the workflow must hear
    delivered_number: Mapped[int] = mapped_column(default=0)
    last_mail_number: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]  # by the relay, on the wall's clock
    mails_leased_until: Mapped[datetime | None]  # by the delivery loop, on the wall's clock
    closed_at: Mapped[datetime | None]


class Event(Row):
    """One fact, in the past tense; never changed, never a calendar entry."""

    __tablename__ = "events"
    __table_args__ = (UniqueConstraint("stream_id", "number"),)

    stream_id: Mapped[str] = mapped_column(ForeignKey("streams.id"))
    number: Mapped[int]
    type: Mapped[str] = mapped_column(String(60), index=True)
    fact: Mapped[AnyFact] = mapped_column(Typed(AnyFact))
    at: Mapped[datetime]
    actor_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))


class Wait(Base):
    """What a workflow waits for: whose word, until when, what has been heard so far."""

    __tablename__ = "waits"

    stream_id: Mapped[str] = mapped_column(ForeignKey("streams.id"), primary_key=True)
    waiting_for: Mapped[str] = mapped_column(String(40))
    whose_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    since: Mapped[datetime]
    until: Mapped[datetime | None] = mapped_column(index=True)  # the next thing to do by the clock
    deadline: Mapped[datetime | None]  # when the wait itself ends
    heard_number: Mapped[int]
    assigned_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))  # who sees to it now
