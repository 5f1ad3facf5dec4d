"""Setting a limit aside with a reason, and putting it back: plans, moves and places read the same number."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.amending import MOST
from domain.behalf import Behalf
from domain.events import record
from domain.identity_codes import holds_identity_code
from domain.refusals import Conflict, Invalid
from models import streams
from models.applications import Application
from models.applying_facts import LimitOverridden
from models.languages import _
from models.offers import Offer
from models.organisations import Organisation
from models.overrides import Limit, Override
from models.rounds import Round
from models.states import RoundState

Subject = Offer | Organisation | Application
WHERE: dict[Limit, tuple[type[Offer] | type[Organisation] | type[Application], str]] = {
    Limit.GUESTS_PER_DAY: (Offer, "guests_per_day"),
    Limit.MOST: (Offer, "most"),
    Limit.ORGANISATION_GUESTS: (Organisation, "guests_per_day"),
    Limit.TRAVEL_BUDGET: (Organisation, "travel_budget_euros"),
    Limit.MOST_EUROS: (Application, "most_euros"),
    Limit.MOST_MINUTES: (Application, "most_minutes"),
}


@dataclass(frozen=True)
class Wanted:
    """Which limit of which row is to be which number."""

    limit: Limit
    subject: Subject
    number: int


def set_aside(db: Session, round_: Round, wanted: Wanted, *, behalf: Behalf, now: datetime) -> Override:
    """Let this limit be another number from now on; the next plan and every move keep to that."""
    kind, column = WHERE[wanted.limit]
    _check(round_, wanted, kind, behalf)
    old = getattr(wanted.subject, column)
    row = Override(
        round_id=round_.id,
        limit=wanted.limit,
        subject_id=wanted.subject.id,
        old=old,
        new=wanted.number,
        why=behalf.why.strip(),
        by_id=behalf.by.id,
        at=now,
    )
    setattr(wanted.subject, column, wanted.number)
    db.add(row)
    db.flush()
    _note(db, row, by=behalf, now=now)
    return row


def _check(round_: Round, wanted: Wanted, kind: type[Subject], behalf: Behalf) -> None:
    if round_.state in (RoundState.ENDED, RoundState.CANCELLED):
        raise Conflict(_("The round is over."))
    if not isinstance(wanted.subject, kind) or not 0 <= wanted.number <= MOST:
        raise Invalid(_("This limit is a number from 0 to {most}.", most=MOST))
    if not behalf.why.strip():
        raise Invalid(_("Say why the limit is set aside."))
    if holds_identity_code(behalf.why):
        raise Invalid(_("Leave personal identity codes out: nobody here needs them."))


def undo(db: Session, row: Override, *, behalf: Behalf, now: datetime) -> None:
    """The old number again, if nobody has set another since; what was agreed meanwhile stands."""
    kind, column = WHERE[row.limit]
    subject = db.get_one(kind, row.subject_id)
    if row.undone_at is not None:
        return
    if getattr(subject, column) != row.new:
        raise Conflict(_("The limit has been changed since: undo the newer change first."))
    setattr(subject, column, row.old)
    row.undone_at = now
    _note(db, row, by=behalf, now=now)


def of_round(db: Session, round_: Round) -> list[Override]:
    """All that were set aside, the newest first."""
    found = select(Override).where(Override.round_id == round_.id)
    return list(db.scalars(found.order_by(Override.at.desc(), Override.id)))


def by_number(db: Session, round_: Round, number: str) -> Override | None:
    """The one whose id ends so, as lists show it."""
    return next((each for each in of_round(db, round_) if _ends(each.id, number)), None)


def _ends(id_: UUID, number: str) -> bool:
    return len(number) >= len("12345678") and str(id_).endswith(number.lower())


def _note(db: Session, row: Override, *, by: Behalf, now: datetime) -> None:
    fact = LimitOverridden(override_id=row.id, is_undone=row.undone_at is not None)
    record(db, fact, on=streams.of_round(row.round_id), now=now, actor_id=by.by.id)
