"""Wishes to be forgotten, until somebody has answered them, and what is forgotten by itself each night."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Row, coded


class Rule(StrEnum):
    """By which something is forgotten when its time has come."""

    COLLEAGUES = "colleagues"
    MAILS_THAT_CAME = "mails_that_came"
    PAIR_LOGS = "pair_logs"
    BROUGHT_FILES = "brought_files"
    MEMOS = "memos"
    NAMED_FILTERS = "named_filters"
    LOGIN_LINKS = "login_links"
    DEPARTURES = "departures"
    SESSIONS = "sessions"
    GLANCES = "glances"
    KEPT_FORMS = "kept_forms"
    KEPT_ANSWERS = "kept_answers"
    RATE_COUNTS = "rate_counts"
    PRIVACY_RUNS = "privacy_runs"


class PrivacyRun(Base):
    """That one rule was followed on one night, and how much it took; what that was stands nowhere."""

    __tablename__ = "privacy_runs"

    at: Mapped[datetime] = mapped_column(primary_key=True)
    rule: Mapped[Rule] = mapped_column(coded(Rule), primary_key=True)
    number: Mapped[int]
    before: Mapped[datetime]  # what had ended until then


class ForgettingWish(Row):
    __tablename__ = "forgetting_wishes"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
