"""People with an account, the other addresses they write from, and their roles."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Row, coded
from models.languages import Language
from models.organisations import Organisation
from models.states import Role

EVERYWHERE = text("organisation_id IS NULL AND round_id IS NULL")  # a unique key takes each NULL for another


class Person(Row):
    __tablename__ = "people"

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"), index=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(String(254), unique=True)  # in small letters
    language: Mapped[Language] = mapped_column(coded(Language))
    title: Mapped[str] = mapped_column(default="")
    supervisor_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    forgotten_at: Mapped[datetime | None]  # since then nothing says who it was, and nobody writes to them

    organisation: Mapped[Organisation] = relationship(lazy="raise")


class Alias(Row):
    """Another address from which a person's answers may come."""

    __tablename__ = "aliases"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)


class Deputy(Row):
    """Somebody whom a person has named to answer invitations for them; they need no account."""

    __tablename__ = "deputies"
    __table_args__ = (UniqueConstraint("person_id", "email"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    email: Mapped[str] = mapped_column(String(254), index=True)  # in small letters
    name: Mapped[str]
    may_answer: Mapped[bool] = mapped_column(default=True)


class Appointee(Row):
    """A role that somebody holds: everywhere, in one organisation, or in one round."""

    __tablename__ = "appointees"
    __table_args__ = (
        UniqueConstraint("person_id", "role", "organisation_id"),
        UniqueConstraint("person_id", "role", "round_id"),
        Index(
            "uq_appointees_everywhere",
            "person_id",
            "role",
            unique=True,
            sqlite_where=EVERYWHERE,
            postgresql_where=EVERYWHERE,
        ),
        CheckConstraint("organisation_id IS NULL OR round_id IS NULL", name="one_reach"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    role: Mapped[Role] = mapped_column(coded(Role))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    round_id: Mapped[UUID | None] = mapped_column(ForeignKey("rounds.id"))
