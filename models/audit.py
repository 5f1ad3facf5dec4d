"""The audit log: who did what to what. Nothing is changed or taken away; each entry seals the one before."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Typed


class AuditEntry(Base):
    """Ids and names of fields only, so that forgetting a person breaks no chain."""

    __tablename__ = "audit_entries"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor_id: Mapped[UUID | None]
    session_id: Mapped[UUID | None]
    network: Mapped[str] = mapped_column(String(45))
    action: Mapped[str] = mapped_column(String(80), index=True)
    object_kind: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[UUID | None] = mapped_column(index=True)
    fields: Mapped[tuple[str, ...]] = mapped_column(Typed(tuple[str, ...]))
    request_id: Mapped[str] = mapped_column(String(40))
    previous: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))


class AuditReason(Base):
    """Why, in the actor's words: kept apart, since words about people can be asked to be erased."""

    __tablename__ = "audit_reasons"

    number: Mapped[int] = mapped_column(ForeignKey("audit_entries.number"), primary_key=True)
    words: Mapped[str] = mapped_column(String(2000))


class AuditHead(Base):
    """The one row that whoever writes an entry locks, so that the chain never forks."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    seal: Mapped[str] = mapped_column(String(64))
