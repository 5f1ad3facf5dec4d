"""Every table in one place: importing this fills the metadata for migrations and tests."""

from models import (
    applications,
    events,
    exchanges,
    feeds,
    followups,
    invites,
    mailboxes,
    mails,
    offers,
    organisations,
    people,
    rehearsals,
    rounds,
    schedules,
    travel,
)
from models.base import Base

__all__ = [
    "applications",
    "events",
    "exchanges",
    "feeds",
    "followups",
    "invites",
    "mailboxes",
    "mails",
    "metadata",
    "offers",
    "organisations",
    "people",
    "rehearsals",
    "rounds",
    "schedules",
    "travel",
]

metadata = Base.metadata
