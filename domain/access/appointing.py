"""Giving and taking roles, within one's own reach; whoever loses the last one is signed out everywhere."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from domain.access import sessions
from domain.access.actors import Actor, Grant, Reach
from domain.access.policy import Action, can
from domain.refusals import Conflict, NotAllowed, NotFound
from models.access import WebSession
from models.languages import _
from models.organisations import Organisation
from models.people import Appointee, Person
from models.rounds import Round
from models.states import Role

GONE = _("This role has been taken already.")


@dataclass(frozen=True)
class Wanted:
    """A role for somebody: everywhere, in one organisation, or in one round."""

    person_id: UUID
    grant: Grant


def give(db: Session, wanted: Wanted, *, by: Actor) -> Appointee:
    """The same role twice is one; who has come in with no role rests more shortly from now on."""
    grant = wanted.grant
    _may(db, by, grant)
    if found := _held(db, wanted):
        return found
    row = Appointee(
        person_id=wanted.person_id,
        role=grant.role,
        organisation_id=grant.organisation_id,
        round_id=grant.round_id,
    )
    db.add(row)
    mine = update(WebSession).where(WebSession.person_id == wanted.person_id, WebSession.ended_at.is_(None))
    db.execute(mine.values(idle_minutes=sessions.IDLE_MINUTES_WITH_ROLE))
    db.flush()
    return row


def take(db: Session, appointee_id: UUID, *, by: Actor, now: datetime) -> Appointee:
    """Not the last administrator's of the whole house: somebody must be able to let others in."""
    row = db.get(Appointee, appointee_id)
    if row is None:
        raise NotFound(GONE)
    grant = Grant(row.role, row.organisation_id, row.round_id)
    if not _reaches(db, by, grant):
        raise NotFound(GONE)
    if _is_last_administrator(db, grant):
        raise Conflict(_("This is the last administrator: first give the role to somebody else."))
    db.delete(row)
    db.flush()
    if db.scalar(select(Appointee.id).where(Appointee.person_id == row.person_id).limit(1)) is None:
        sessions.end_all(db, row.person_id, now=now)
    return row


def end_sessions(db: Session, person_id: UUID, *, by: Actor, now: datetime) -> Person:
    person = db.get(Person, person_id)
    if person is None or not can(by, Action.APPOINT, Reach(person.organisation_id)).is_allowed:
        raise NotFound(_("There is nobody like this."))
    sessions.end_all(db, person_id, now=now)
    return person


def _may(db: Session, by: Actor, grant: Grant) -> None:
    round_ = db.get(Round, grant.round_id) if grant.round_id else None
    house = db.get(Organisation, grant.organisation_id) if grant.organisation_id else None
    if (grant.round_id and round_ is None) or (grant.organisation_id and house is None):
        raise NotFound(_("There is no such round or organisation."))
    if not _reaches(db, by, grant):
        raise NotAllowed(_("Your own role does not reach so far."))


def _reaches(db: Session, by: Actor, grant: Grant) -> bool:
    round_ = db.get(Round, grant.round_id) if grant.round_id else None
    on = Reach(round_.organisation_id if round_ else grant.organisation_id, grant.round_id)
    return can(by, Action.APPOINT, on).is_allowed


def _held(db: Session, wanted: Wanted) -> Appointee | None:
    grant = wanted.grant
    found = select(Appointee).where(Appointee.person_id == wanted.person_id, Appointee.role == grant.role)
    return db.scalar(
        found.where(
            Appointee.organisation_id.is_not_distinct_from(grant.organisation_id),
            Appointee.round_id.is_not_distinct_from(grant.round_id),
        )
    )


def _is_last_administrator(db: Session, grant: Grant) -> bool:
    if grant.role is not Role.ADMINISTRATOR or not grant.is_everywhere:
        return False
    found = select(Appointee.id).where(Appointee.role == Role.ADMINISTRATOR, Appointee.round_id.is_(None))
    everywhere = found.where(Appointee.organisation_id.is_(None)).with_for_update()
    return len(db.scalars(everywhere).all()) == 1
