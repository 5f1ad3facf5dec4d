"""A question opened by who is signed in, as the link in their mail would open it; others' are unknown."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from domain import doubts
from domain.known_exchanges import is_known
from invites.links import Purpose, Ticket
from models.asks import Ask
from models.doubts import Doubt
from models.exchanges import Confirmation
from models.followups import FollowUp
from models.invites import Invite
from models.workshops import SignUp

OPEN_FOR = timedelta(hours=1)  # it is judged at once: nobody keeps it


def ticket(db: Session, purpose: Purpose, row_id: UUID, person_id: UUID, *, now: datetime) -> Ticket | None:
    """None where the question does not exist, or is not theirs."""
    version = VERSIONS[purpose](db, row_id, person_id) if purpose in VERSIONS else None
    return None if version is None else Ticket(purpose, row_id, person_id, version, now + OPEN_FOR)


def _proposal(db: Session, row_id: UUID, person_id: UUID) -> int | None:
    mine = select(Confirmation.id).where(Confirmation.id == row_id, Confirmation.person_id == person_id)
    return None if db.scalar(mine) is None else 0


def _ask(db: Session, row_id: UUID, person_id: UUID) -> int | None:
    """Whoever was asked first may still answer after it has passed to a deputy."""
    theirs = or_(Ask.whose_id == person_id, Ask.first_id == person_id)
    return None if db.scalar(select(Ask.id).where(Ask.id == row_id, theirs)) is None else 0


def _note(db: Session, row_id: UUID, person_id: UUID) -> int | None:
    mine = select(FollowUp.id).where(FollowUp.id == row_id, FollowUp.person_id == person_id)
    return None if db.scalar(mine) is None else 0


def _doubt(db: Session, row_id: UUID, person_id: UUID) -> int | None:
    mine = select(Doubt.id).where(Doubt.id == row_id, Doubt.person_id == person_id)
    return None if db.scalar(mine) is None else 0


def _other_days(db: Session, row_id: UUID, person_id: UUID) -> int | None:
    """Asked of the other side of whoever declined."""
    row = db.get(Doubt, row_id)
    if row is None or row.person_id == person_id:
        return None
    return 0 if is_known(db, row.exchange_id, person_id) else None


def _trouble(db: Session, row_id: UUID, person_id: UUID) -> int | None:
    return 0 if is_known(db, row_id, person_id) else None


def _seat(db: Session, row_id: UUID, person_id: UUID) -> int | None:
    mine = select(SignUp.id).where(SignUp.id == row_id, SignUp.person_id == person_id)
    return None if db.scalar(mine) is None else 0


def _invitation(db: Session, row_id: UUID, person_id: UUID) -> int | None:
    """About the newest version: who looks at a page sees how it is now."""
    invite = db.get(Invite, row_id, options=[selectinload(Invite.attendees)])
    if invite is None or invite.exchange_id is None:
        return None
    mine = next((each for each in invite.attendees if each.person_id == person_id), None)
    return doubts.asked_now(invite, mine.email, None) if mine else None


VERSIONS: dict[Purpose, Callable[[Session, UUID, UUID], int | None]] = {
    Purpose.PROPOSAL: _proposal,
    Purpose.INVITATION: _invitation,
    Purpose.DOUBT: _doubt,
    Purpose.OTHER_DAYS: _other_days,
    Purpose.NOTE: _note,
    Purpose.TROUBLE: _trouble,
    Purpose.ASK: _ask,
    Purpose.SEAT: _seat,
}
"""Each finds whether the question is theirs: the version it is asked about, or nothing."""
