"""Other programs: the tokens by which they ask us, and the addresses at which we tell them what happened."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Row, Typed, coded
from models.states import Role

OPEN = text("ended_at IS NULL")


class Integration(Row):
    """A program that asks us: what it may is one role with one reach. Only the hash of its token is kept."""

    __tablename__ = "integrations"
    __table_args__ = (CheckConstraint("organisation_id IS NULL OR round_id IS NULL", name="one_reach"),)

    name: Mapped[str] = mapped_column(String(100))
    role: Mapped[Role] = mapped_column(coded(Role))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    round_id: Mapped[UUID | None] = mapped_column(ForeignKey("rounds.id"))
    may_write: Mapped[bool]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    hint: Mapped[str] = mapped_column(String(12))  # the token's first signs, to tell it from others
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class KeptAnswer(Row):
    """What a write was answered, so that a program that asks again with the same key does nothing twice."""

    __tablename__ = "kept_answers"
    __table_args__ = (UniqueConstraint("integration_id", "key"),)

    integration_id: Mapped[UUID] = mapped_column(ForeignKey("integrations.id"))
    key: Mapped[str] = mapped_column(String(200))
    asked: Mapped[str] = mapped_column(String(64))  # a hash of what was asked
    status: Mapped[int]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(index=True)


class NewsNumber(Base):
    """The place of one fact among all facts, given after it was saved: whoever reads on misses nothing."""

    __tablename__ = "news_numbers"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"), unique=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"), index=True)


class NewsMark(Base):
    """How far the facts of one stream have their numbers."""

    __tablename__ = "news_marks"

    stream_id: Mapped[str] = mapped_column(ForeignKey("streams.id"), primary_key=True)
    up_to: Mapped[int]


class NewsHead(Base):
    """The one row that whoever gives numbers locks."""

    __tablename__ = "news_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]


class Webhook(Row):
    """An address that is told of facts, in their order; `told` is the number of the newest that it took."""

    __tablename__ = "webhooks"
    __table_args__ = (
        CheckConstraint("organisation_id IS NULL OR round_id IS NULL", name="one_reach"),
        Index("ix_webhooks_open", "id", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    name: Mapped[str] = mapped_column(String(100))
    address: Mapped[str] = mapped_column(String(2000))
    secret: Mapped[str] = mapped_column(String(100))  # signs what is told, so it cannot be a hash
    types: Mapped[tuple[str, ...]] = mapped_column(Typed(tuple[str, ...]))  # none: all
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    round_id: Mapped[UUID | None] = mapped_column(ForeignKey("rounds.id"))
    told: Mapped[int]
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)  # of the one that comes next
    trouble: Mapped[str | None] = mapped_column(String(40))
    failing_since: Mapped[datetime | None]
    next_try_at: Mapped[datetime | None]  # on the wall's clock, like a lease
    leased_until: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
