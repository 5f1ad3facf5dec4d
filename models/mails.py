"""Mails to people, queued in the transaction that caused them; the octets are composed once."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Row, coded
from models.states import MailState, Urgency


class Mail(Row):
    """One mail to one person. Mails of one lane leave in the order of their numbers."""

    __tablename__ = "mails"
    __table_args__ = (
        UniqueConstraint("lane", "number"),
        Index("ix_mails_waiting", "state", "lane", "number"),
    )

    key: Mapped[str] = mapped_column(String(200), unique=True)
    lane: Mapped[str] = mapped_column(
        String(60)
    )  # "exchange-<id>", "round-<id>", "workshop-<id>" or "entrance-<id>"
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    round_id: Mapped[UUID | None] = mapped_column(ForeignKey("rounds.id"), index=True)  # none: it lets in
    exchange_id: Mapped[UUID | None] = mapped_column(ForeignKey("exchanges.id"), index=True)
    workshop_id: Mapped[UUID | None] = mapped_column(ForeignKey("workshops.id"), index=True)
    invite_id: Mapped[UUID | None] = mapped_column(ForeignKey("invites.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    recipient_name: Mapped[str | None]  # of a colleague, who has no account
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
    trouble: Mapped[str | None] = mapped_column(String(40))  # the last "not now"
    next_try_at: Mapped[datetime | None]  # on the wall's clock, like a lease
    urgency: Mapped[Urgency] = mapped_column(
        coded(Urgency), default=Urgency.AT_ONCE, server_default=Urgency.AT_ONCE.value
    )
    held_until: Mapped[datetime | None] = mapped_column(index=True)
    waits_for_digest: Mapped[bool] = mapped_column(default=False, server_default=false())
    carried_by_id: Mapped[UUID | None]  # the digest
    repeats_id: Mapped[UUID | None]  # the mail that a human had sent again
    told_at: Mapped[datetime | None]  # when a human heard that it did not arrive
    is_decided: Mapped[bool] = mapped_column(default=False, server_default=false())  # sent although contested


class Check(Base):
    """What the nightly look at a round's mails last found, so that the same list is told once."""

    __tablename__ = "checks"

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    checked_at: Mapped[datetime]
    found: Mapped[str] = mapped_column(String(64))  # a fingerprint; empty when all was well
    told_at: Mapped[datetime | None]
