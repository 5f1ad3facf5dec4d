"""What the operator may set: environment variables that begin with VAIHTO_. Read at the edge only."""

import re
from datetime import time
from pathlib import Path

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "VAIHTO_"
WITH_PASSWORD = re.compile(r"(//[^/@:]*:)[^/@]*(@)")
SECRETS = Path("/run/secrets")  # one file each, as containers get them: vaihto_database_url ...


class Settings(BaseSettings):
    """Everything has a default that works on one machine with nothing but a folder."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, secrets_dir=SECRETS if SECRETS.is_dir() else None, extra="ignore"
    )

    data: Path = Path("vaihto-data")
    database_url: str | None = None  # PostgreSQL; else SQLite in the data folder
    temporal_address: str | None = None  # a cluster; else an embedded server
    temporal_namespace: str = "default"
    temporal_port: int | None = None  # of the embedded server; else a free one
    web_host: str = "127.0.0.1"
    web_port: int | None = None
    smtp_host: str | None = None  # else mails are files in the outbox folder
    smtp_port: int = 25
    smtp_security: str = Field(default="starttls", pattern="^(none|starttls|tls)$")
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_tokens: bool = False  # signs in as smtp_user by a token, from whom the imap_token_url names
    smtp_ca_file: Path | None = None  # who vouches for the relay; else whom this machine trusts
    mails_a_minute: int | None = Field(default=None, ge=1)  # to one receiving domain; else as fast as it goes
    quiet_from: time = time(20)  # local; the same time twice: no quiet hours, and none at weekends
    quiet_until: time = time(7)
    weekly_mails: int = Field(default=5, ge=1)  # to one person, of those that can wait; the rest in a digest
    mail_kept_days: int = Field(default=90, ge=1)  # what came, word for word, after its outcome
    log_kept_days: int = Field(default=30, ge=1)  # of a mentoring pair, after its end
    mail_authserv: str = ""  # the name by which our own mail server signs Authentication-Results
    imap_host: str | None = None  # else answers come by `vaihto receive` alone
    imap_port: int | None = None  # else 993 with tls, 143 without
    imap_security: str = Field(default="tls", pattern="^(none|starttls|tls)$")
    imap_user: str | None = None
    imap_password: SecretStr | None = None
    imap_token_url: str | None = None  # instead of a password: who gives tokens (OAuth 2.0) ...
    imap_client_id: str | None = None  # ... to whom ...
    imap_client_secret: SecretStr | None = None
    imap_scope: str = "https://outlook.office365.com/.default"  # ... and for what
    imap_ca_file: Path | None = None  # who vouches for the server; else whom this machine trusts
    imap_folder: str = "INBOX"
    imap_done: str = "Vaihto/Done"
    imap_held: str = "Vaihto/Held"
    imap_rejected: str = "Vaihto/Rejected"
    base_url: str | None = None  # where people reach our pages and calendars; else this machine alone does
    templates: Path | None = None  # own letters; else the folder of that name in the data folder
    provider_secrets: Path | None = None  # a file for each organisation's sign-in; else data/secrets
    retention_days: int = 90

    @field_validator("*", mode="before")
    @classmethod
    def _nothing_is_none(cls, value: object, info: ValidationInfo) -> object:
        """An empty word sets nothing, and hides what a secret's file would say."""
        named = info.field_name
        is_optional = named is not None and cls.model_fields[named].default is None
        return None if value == "" and is_optional else value

    def environment(self) -> dict[str, str]:
        """The same settings for a child process; what is not set stays so, whatever secrets lie about."""
        named = {name: getattr(self, name) for name in type(self).model_fields}
        named["data"] = self.data.absolute()
        return {f"{PREFIX}{name.upper()}": _said(value) for name, value in named.items()}

    def masked(self) -> dict[str, str]:
        """What may be shown of them: that there is a secret, but not which."""
        named = {name: getattr(self, name) for name in type(self).model_fields}
        named["database_url"] = (
            WITH_PASSWORD.sub(r"\1***\2", self.database_url) if self.database_url else None
        )
        return {name: str(value) for name, value in named.items() if value is not None}

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data.absolute() / 'vaihto.db'}"

    @property
    def own_templates(self) -> Path | None:
        folder = self.templates or self.data / "templates"
        return folder if folder.is_dir() else None

    def provider_secret(self, code: str) -> str | None:
        """By which an organisation's own sign-in knows us; none where PKCE is enough."""
        file = self._secret_file(code)
        return file.read_text("utf-8").strip() or None if file.is_file() else None

    def keep_provider_secret(self, code: str, secret: str) -> None:
        """For this user of the machine alone, and never half of it."""
        file = self._secret_file(code)
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = file.with_suffix(".new")
        new.touch(mode=0o600)
        new.write_text(secret + "\n", "utf-8")
        new.replace(file)

    def _secret_file(self, code: str) -> Path:
        return (self.provider_secrets or self.data / "secrets") / f"provider_{code}"

    @property
    def journal(self) -> Path:
        return self.data / "journal" / "sent.jsonl"

    @property
    def outbox(self) -> Path:
        return self.data / "outbox"


def _said(value: object) -> str:
    if value is None:
        return ""
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)
