"""Every table in one place: importing this fills the metadata for migrations and tests."""

from models import (
    applications,
    doubts,
    events,
    exchanges,
    feeds,
    followups,
    invites,
    links,
    mailboxes,
    mails,
    offers,
    organisations,
    people,
    rehearsals,
    rounds,
    schedules,
    travel,
    workshops,
)
from models.base import Base

__all__ = [
    "applications",
    "doubts",
    "events",
    "exchanges",
    "feeds",
    "followups",
    "invites",
    "links",
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
    "workshops",
]

metadata = Base.metadata
