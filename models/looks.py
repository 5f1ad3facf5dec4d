"""How an organisation's own pages look: one colour, and a drawing."""

from uuid import UUID

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Look(Base):
    """What is empty is ours."""

    __tablename__ = "looks"

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"), primary_key=True)
    accent: Mapped[str] = mapped_column(String(7), default="")  # as "#003479"
    logo: Mapped[str] = mapped_column(Text, default="")  # a drawing of shapes alone
    mark: Mapped[str] = mapped_column(String(16), default="", index=True)  # names the drawing in addresses
