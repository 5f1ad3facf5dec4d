"""Spreadsheets that somebody has brought and looked at, kept until they are saved: a day at most."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row


class BroughtFile(Row):
    __tablename__ = "brought_files"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    octets: Mapped[bytes] = mapped_column(deferred=True)
    at: Mapped[datetime]
