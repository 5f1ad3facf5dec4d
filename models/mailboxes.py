"""The mailbox that answers come to: who reads it, how that goes, and what was begun with each mail."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Mailbox(Base):
    """One folder on an IMAP server, read by one house at a time; its times are the wall's."""

    __tablename__ = "mailboxes"

    name: Mapped[str] = mapped_column(String(600), primary_key=True)  # "user@host/folder"
    reader_id: Mapped[UUID | None]
    leased_until: Mapped[datetime | None]
    read_at: Mapped[datetime | None]  # when all that lay there had been taken
    trouble: Mapped[str | None] = mapped_column(String(40))
    troubled_since: Mapped[datetime | None]


class Try(Base):
    """A mail that was begun with; one that is still here when a reader comes back was too much for it."""

    __tablename__ = "tries"

    mailbox: Mapped[str] = mapped_column(String(600), primary_key=True)
    place: Mapped[str] = mapped_column(String(40), primary_key=True)  # "uidvalidity.uid"
    count: Mapped[int]
