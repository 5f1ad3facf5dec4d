"""Who sits behind a browser's session, in one question: every page begins with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, bindparam, exists, select
from sqlalchemy.orm import Session

from domain.access.actors import Actor, Grant
from domain.access.sessions import Lasting, hashed, is_alive
from models.access import WebSession
from models.languages import Language
from models.looks import Look
from models.people import Appointee, Person
from models.questions import ask
from models.rounds import Round

FOUND = (
    select(
        WebSession.id.label("session_id"),
        WebSession.proved_at,
        WebSession.seen_at,
        WebSession.ends_at,
        WebSession.idle_minutes,
        WebSession.ended_at,
        Person.id.label("person_id"),
        Person.name,
        Person.language,
        Person.organisation_id,
        Look.accent,
        Look.mark,
        exists().where(Round.owner_id == Person.id).label("owns_rounds"),
        Appointee.role,
        Appointee.organisation_id.label("in_organisation"),
        Appointee.round_id.label("in_round"),
    )
    .join(Person, Person.id == WebSession.person_id)
    .outerjoin(Look, Look.organisation_id == Person.organisation_id)
    .outerjoin(Appointee, Appointee.person_id == Person.id)
    .where(WebSession.token_hash == bindparam("token_hash"))
    .order_by(Appointee.id)
)


@dataclass(frozen=True)
class Visit:
    lasting: Lasting
    session_id: UUID
    proved_at: datetime | None
    actor: Actor
    name: str
    language: Language
    accent: str  # of the organisation, as "#003479"; empty is ours
    drawing: str  # the mark of its own drawing


def find(db: Session, token: str, *, now: datetime) -> Visit | None:
    """By the token of a session that is alive."""
    rows = ask(db, FOUND, token_hash=hashed(token)).all()
    if not rows:
        return None
    found = _visit(rows)
    return found if is_alive(found.lasting, now=now) else None


def _visit(rows: Sequence[Row[*tuple[object, ...]]]) -> Visit:
    first = rows[0]
    grants = tuple(Grant(each.role, each.in_organisation, each.in_round) for each in rows if each.role)
    return Visit(
        lasting=Lasting(first.seen_at, first.ends_at, first.idle_minutes, first.ended_at),
        session_id=first.session_id,
        proved_at=first.proved_at,
        actor=Actor(first.person_id, first.organisation_id, grants, owns_rounds=first.owns_rounds),
        name=first.name,
        language=first.language,
        accent=first.accent or "",
        drawing=first.mark or "",
    )
