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
    pairing_rules,
    people,
    rehearsals,
    repairs,
    rounds,
    schedules,
    travel,
    what_ifs,
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
    "pairing_rules",
    "people",
    "rehearsals",
    "repairs",
    "rounds",
    "schedules",
    "travel",
    "what_ifs",
    "workshops",
]

metadata = Base.metadata
