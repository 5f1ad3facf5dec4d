"""Who has come in: one-time links and the sessions that they begin. Only hashes of secrets are kept."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, coded


class Entrance(StrEnum):
    """How somebody has shown who they are."""

    MAIL = "mail"  # a link or a code that came by mail
    TERMINAL = "terminal"  # a link that the server's own terminal has printed
    PROVIDER = "provider"  # their organisation's own sign-in


class LoginLink(Row):
    """Lets one person in, once, for a few minutes; of an empty house, the first person, who then says who."""

    __tablename__ = "login_links"

    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    code_hash: Mapped[str | None] = mapped_column(String(64))
    browser_hash: Mapped[str | None] = mapped_column(String(64))  # who asked; from the terminal, any browser
    entrance: Mapped[Entrance] = mapped_column(coded(Entrance))
    leads_to: Mapped[str] = mapped_column(String(300))
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    wrong_codes: Mapped[int] = mapped_column(default=0)


class WebSession(Row):
    """One browser of one person. All times are the wall's: a rehearsal's clock lets nobody in or out."""

    __tablename__ = "web_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    entrance: Mapped[Entrance] = mapped_column(coded(Entrance))
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ends_at: Mapped[datetime]  # whatever happens
    idle_minutes: Mapped[int]
    ended_at: Mapped[datetime | None]
    network: Mapped[str] = mapped_column(String(45), default="")  # its first part only
    browser: Mapped[str] = mapped_column(String(60), default="")  # its family only
