"""Showing somebody anew what their calendar should hold: asked by REFRESH, or after a no they took back."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import invitations
from models.exchanges import Exchange
from models.invites import Invite
from models.mails import Mail
from models.people import Person

AN_HOUR = timedelta(hours=1)


def answer(db: Session, exchange: Exchange, invite: Invite, to: Person, *, now: datetime) -> bool:
    """Send the current invitation to the one who asks; not again within an hour (RFC 5546 3.2.6)."""
    recent = select(Mail.id).where(
        Mail.invite_id == invite.id,
        Mail.person_id == to.id,
        Mail.method == "REQUEST",
        Mail.queued_at > now - AN_HOUR,
    )
    if db.scalars(recent.limit(1)).first() is not None:
        return False
    return show_again(db, exchange, invite, to, now=now)


def catch_up(db: Session, exchange: Exchange, invite: Invite, person_id: UUID, *, now: datetime) -> bool:
    """Whoever comes after all is shown what was told only to the others meanwhile; whether there was any."""
    if invitations.last_told(db, invite, person_id) == invite.revision:
        return False
    return show_again(db, exchange, invite, db.get_one(Person, person_id), now=now)


def show_again(db: Session, exchange: Exchange, invite: Invite, to: Person, *, now: datetime) -> bool:
    """The same SEQUENCE with a newer stamp, so that answers stand; whether there was something to show."""
    return invitations.show_again(db, exchange, invite, to, now=now)
