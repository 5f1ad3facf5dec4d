"""Mails to people, queued in the transaction that caused them; the octets are composed once."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, coded
from models.states import MailState


class Mail(Row):
    """One mail to one person. Mails of one lane leave in the order of their numbers."""

    __tablename__ = "mails"
    __table_args__ = (
        UniqueConstraint("lane", "number"),
        Index("ix_mails_waiting", "state", "lane", "number"),
    )

    key: Mapped[str] = mapped_column(String(200), unique=True)
    lane: Mapped[str] = mapped_column(String(60))  # "exchange-<id>" or "round-<id>"
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"), index=True)
    exchange_id: Mapped[UUID | None] = mapped_column(ForeignKey("exchanges.id"), index=True)
    invite_id: Mapped[UUID | None] = mapped_column(ForeignKey("invites.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    sender: Mapped[str]
    recipient: Mapped[str]
    message_id: Mapped[str] = mapped_column(String(300), unique=True)
    method: Mapped[str | None] = mapped_column(String(20))
    sequence: Mapped[int | None]
    octets: Mapped[bytes] = mapped_column(deferred=True)
    state: Mapped[MailState] = mapped_column(coded(MailState), default=MailState.QUEUED)
    queued_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    refusal: Mapped[str | None] = mapped_column(String(40))
