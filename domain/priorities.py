"""Who waited in vain to the end of their last round comes first in the next one, by a stated bonus."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.applications import Application
from models.rounds import Round
from models.states import ApplicationState, Kind, RoundState

OVER = (RoundState.ENDED, RoundState.CANCELLED)
TOOK_PART = (ApplicationState.PLACED, ApplicationState.WAITING, ApplicationState.WITHDRAWN)
Whose = tuple[UUID, Kind]


def bonuses(db: Session, round_: Round) -> dict[Whose, int]:
    """By person and kind: the points of priority beyond those of the application itself."""
    return dict.fromkeys(waited_in_vain(db, round_), round_.waiting_bonus)


def waited_in_vain(db: Session, round_: Round) -> set[Whose]:
    """Those who were on the waiting list when the last round in which they applied for the same was over."""
    when = func.coalesce(Round.ended_at, Round.closes_at)
    found = (
        select(Application.person_id, Application.kind, Application.state)
        .join(Round, Round.id == Application.round_id)
        .where(Round.state.in_(OVER), Round.id != round_.id, Round.opens_at < round_.opens_at)
        .where(Application.state.in_(TOOK_PART))
        .order_by(when, Round.id)
    )
    last = {(person_id, kind): state for person_id, kind, state in db.execute(found)}
    return {whose for whose, state in last.items() if state is ApplicationState.WAITING}
