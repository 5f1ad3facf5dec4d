"""Tokens by which other programs ask us: made once, shown once, ended by hand; what one may is one role."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from domain.access.actors import Actor, Grant, Reach
from domain.access.policy import Action, can
from domain.access.sessions import hashed
from domain.refusals import Invalid, NotAllowed, NotFound
from models.integrations import Integration, KeptAnswer
from models.languages import _
from models.people import Person
from models.rounds import Round
from models.states import Role

ROLES = (Role.HR, Role.COORDINATOR, Role.AUDITOR)  # none that opens doors to others
BEGINS = "vaihto_"  # so that a token that has leaked is recognised
HINT = len(BEGINS) + 4
ANSWERS_KEPT = timedelta(days=7)
SEEN_EVERY = timedelta(minutes=1)
NOBODY = UUID(int=0)


@dataclass(frozen=True)
class Wish:
    """What a program is to be allowed."""

    name: str
    role: Role
    organisation_id: UUID | None = None
    round_id: UUID | None = None
    may_write: bool = False


def reach_of(db: Session, organisation_id: UUID | None, round_id: UUID | None) -> Reach:
    """What somebody must themselves be allowed, to give it away."""
    round_ = db.get(Round, round_id) if round_id else None
    return Reach(round_.organisation_id if round_ else organisation_id, round_id)


def make(db: Session, wish: Wish, *, by: Person, actor: Actor, now: datetime) -> tuple[Integration, str]:
    """The row, and the token that is told this once."""
    if wish.role not in ROLES:
        raise NotAllowed(_("A program cannot hold this role."))
    if wish.organisation_id and wish.round_id:
        raise Invalid(_("Choose an organisation or a round, not both."))
    if not can(actor, Action.APPOINT, reach_of(db, wish.organisation_id, wish.round_id)).is_allowed:
        raise NotAllowed(_("You cannot give away more than you hold yourself."))
    token = BEGINS + secrets.token_urlsafe(32)
    made = Integration(
        **vars(wish), token_hash=hashed(token), hint=token[:HINT], made_by_id=by.id, made_at=now
    )
    db.add(made)
    db.flush()
    return made, token


def find(db: Session, token: str) -> Integration | None:
    """The living integration behind a token."""
    found = select(Integration).where(Integration.token_hash == hashed(token), Integration.ended_at.is_(None))
    return db.scalar(found)


def seen(integration: Integration, *, now: datetime) -> None:
    if integration.used_at is None or now - integration.used_at >= SEEN_EVERY:
        integration.used_at = now


def end(db: Session, integration_id: UUID, *, actor: Actor, now: datetime) -> None:
    integration = db.get(Integration, integration_id)
    if integration is None or not keeps(db, actor, integration):
        raise NotFound(_("There is no such integration."))
    integration.ended_at = integration.ended_at or now


def keeps(db: Session, actor: Actor, integration: Integration) -> bool:
    """Whether somebody may see and end it."""
    reach = reach_of(db, integration.organisation_id, integration.round_id)
    return can(actor, Action.APPOINT, reach).is_allowed


def actor_of(integration: Integration) -> Actor:
    """What its token may do; as it is nobody, nothing is its own."""
    grant = Grant(integration.role, integration.organisation_id, integration.round_id)
    return Actor(integration.id, integration.organisation_id or NOBODY, (grant,))


def forget(db: Session, *, now: datetime) -> int:
    """What programs were answered; a key that comes again later means something new. Returns how many."""
    old = delete(KeptAnswer).where(KeptAnswer.at < now - ANSWERS_KEPT)
    return len(db.execute(old.returning(KeptAnswer.at)).all())
