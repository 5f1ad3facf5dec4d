"""What publishing a plan would send, told once, and known to be still so while nothing has changed since."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import send_plans
from models.rounds import Round
from models.schedules import Schedule
from models.tables import metadata

# Rows that tell of sending, waiting and reading: they change all the time, and no plan looks at them.
RESTLESS = {
    *("busy_sources", "checks", "cues", "events", "inbound_mails", "mailboxes", "mails"),
    *("rehearsals", "streams", "tries", "waits"),
    # And rows that tell of looking: whoever turns a page changes them.
    *("audit_entries", "audit_head", "audit_reasons", "glances", "kept_forms", "login_links", "looks"),
    *("named_filters", "privacy_runs", "rate_counts", "rehearsal_ends", "rehearsal_orders", "web_sessions"),
    *("sign_in_departures",),
}
NEVER_CHANGED = {"problem", "solution", "problem_before", "solution_before"}  # large


@dataclass(frozen=True)
class Foresight:
    """The digest of a send-plan, and that of all rows from which it was told."""

    digest: str
    basis: str


def of(db: Session, schedule_id: UUID, *, now: datetime) -> Foresight:
    """Best told in a session of its own in which verbs are tried out: it takes seconds in a great round."""
    basis = basis_of(db)
    schedule = db.get_one(Schedule, schedule_id)
    round_ = db.get_one(Round, schedule.round_id)
    return Foresight(send_plans.of_publication(db, round_, schedule, now=now).digest, basis)


def digest(
    db: Session, round_: Round, schedule: Schedule, *, now: datetime, foreseen: Foresight | None
) -> str:
    """What publishing would send now; told anew where anything has changed since it was foreseen."""
    if foreseen is not None and foreseen.basis == basis_of(db):
        return foreseen.digest
    return send_plans.of_publication(db, round_, schedule, now=now).digest


def basis_of(db: Session) -> str:
    """Changes whenever a row does that a plan may look at; read without objects, in well under a second."""
    db.flush()
    hashed = hashlib.sha256()
    for table in metadata.sorted_tables:
        if table.name not in RESTLESS:
            columns = (each for each in table.columns if each.name not in NEVER_CHANGED)
            found = db.execute(select(*columns).order_by(*table.primary_key.columns))
            hashed.update(repr((table.name, *map(tuple, found))).encode())
    return hashed.hexdigest()
