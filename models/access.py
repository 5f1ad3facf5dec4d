"""Who has come in: one-time links, organisations' own sign-ins, and the sessions that they begin.

Only hashes of secrets are kept.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Row, Typed, coded


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
    provider_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("providers.id")
    )  # with `subject`: used, it ...
    subject: Mapped[str | None] = mapped_column(String(255))  # ... says whose sign-in there this is


class WebSession(Row):
    """One browser of one person. All times are the wall's: a rehearsal's clock lets nobody in or out."""

    __tablename__ = "web_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    entrance: Mapped[Entrance] = mapped_column(coded(Entrance))
    made_at: Mapped[datetime]
    proved_at: Mapped[datetime | None]  # when they last showed who they are; None: nobody has told
    seen_at: Mapped[datetime]
    ends_at: Mapped[datetime]  # whatever happens
    idle_minutes: Mapped[int]
    ended_at: Mapped[datetime | None]
    network: Mapped[str] = mapped_column(String(45), default="")  # its first part only
    browser: Mapped[str] = mapped_column(String(60), default="")  # its family only


class Provider(Row):
    """An organisation's own sign-in (OpenID Connect); its client's secret is a setting or a file."""

    __tablename__ = "providers"

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"), index=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)  # in addresses
    issuer: Mapped[str] = mapped_column(String(300), unique=True)  # exactly as it names itself
    client_id: Mapped[str] = mapped_column(String(200))
    second_factor: Mapped[str] = mapped_column(
        String(200), default=""
    )  # a value of `amr` or `acr`, for roles
    ended_at: Mapped[datetime | None]


class Identity(Row):
    """Who somebody is at a provider: the issuer and its subject, never an address."""

    __tablename__ = "identities"
    __table_args__ = (
        UniqueConstraint("provider_id", "subject"),
        UniqueConstraint("provider_id", "person_id"),
    )

    provider_id: Mapped[UUID] = mapped_column(ForeignKey("providers.id"))
    subject: Mapped[str] = mapped_column(String(255))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    since: Mapped[datetime]


class Departure(Row):
    """A browser that has gone to a provider to sign in, and is expected back within minutes."""

    __tablename__ = "sign_in_departures"

    provider_id: Mapped[UUID] = mapped_column(ForeignKey("providers.id"))
    state_hash: Mapped[str] = mapped_column(String(64), unique=True)
    browser_hash: Mapped[str] = mapped_column(String(64))
    nonce: Mapped[str] = mapped_column(String(64))
    verifier: Mapped[str] = mapped_column(String(128))  # PKCE: worth nothing without the state
    leads_to: Mapped[str] = mapped_column(String(300))
    asks_anew: Mapped[bool]  # a sign-in from before does not count
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class KeptForm(Row):
    """What somebody had typed when they were asked to show once more who they are."""

    __tablename__ = "kept_forms"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    page: Mapped[str] = mapped_column(String(300))  # where they go on
    fields: Mapped[Mapping[str, tuple[str, ...]]] = mapped_column(
        Typed(dict[str, tuple[str, ...]]), deferred=True
    )
    ends_at: Mapped[datetime]


class RateCount(Base):
    """How often something was tried in a stretch of time; the key is a hash of who or where."""

    __tablename__ = "rate_counts"

    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    number: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(index=True)
