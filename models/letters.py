"""Letters in words of the house: every text that was ever in force, the newest one of each counts."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, coded
from models.languages import Language


class LetterText(Row):
    """One version of one template in one language; without a text the shipped words count again."""

    __tablename__ = "letter_texts"
    __table_args__ = (UniqueConstraint("name", "language", "number"),)

    edition: Mapped[int] = mapped_column(unique=True)  # counts the changes of all letters
    name: Mapped[str] = mapped_column(String(60))  # "ask_host", or the part "_footer"
    language: Mapped[Language] = mapped_column(coded(Language))
    number: Mapped[int]  # of this template in this language, from 1
    text: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    failed_at: Mapped[datetime | None]  # when a mail first went out in the shipped words instead
