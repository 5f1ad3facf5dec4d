"""The problem of a repair in which others may move too, so that HR has something to choose from.

Their pairings are remembered like those that broke, but as not confirmed: the solver never moves confirmed
ones. Whoever HR has locked, whose days are near, who travels with somebody, or whose pairing would break a
limit by now stays as it is.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased, selectinload

from domain import locks, meetings, planning
from domain.working_days import in_working_days
from models.applications import Application
from models.doubts import Doubt
from models.exchanges import Exchange
from models.rounds import Round
from models.states import ExchangeState, Kind
from models.timeline import local_day
from solver.checks.pairs import PAIR_CHECKS
from solver.checks.shared import SHARED_CHECKS
from solver.checks.times import TIME_CHECKS
from solver.past import Past
from solver.problem import Lock, Previous, Problem
from solver.violation import seen

MOST_APPLICATIONS = 250  # larger rounds are searched and not proved: several searches would take hours
VALUES = frozenset(("journey", "asks_first"))  # what a remembered pairing does not say


def widened(db: Session, round_: Round, strict: Problem, *, now: datetime) -> Problem | None:
    """The same round with more freedom; none where nothing is broken, nobody can move, or it is too large."""
    if not strict.previous or len(strict.applications) > MOST_APPLICATIONS:
        return None
    moving = movable(db, round_, now=now)
    while moving:
        wide = planning.told(db, round_, now=now, movable=moving)
        fallen = moving & {UUID(each) for each in _fallen(wide, moving)}
        if not fallen:
            return wide
        moving -= fallen
    return None


def movable(db: Session, round_: Round, *, now: datetime) -> frozenset[UUID]:
    """The applications whose stays may be offered other days or another host."""
    other = aliased(Application)
    found = (
        select(Exchange)
        .join(Application, Application.id == Exchange.application_id)
        .where(Exchange.round_id == round_.id, Exchange.kind == Kind.SHADOWING)
        .where(Exchange.state.in_((ExchangeState.PROPOSED, ExchangeState.CONFIRMED)))
        .where(Application.travels_with_id.is_(None))
        .where(~exists().where(other.travels_with_id == Application.id))
        .where(~exists().where(Doubt.exchange_id == Exchange.id, Doubt.settled_at.is_(None)))
        .options(selectinload(Exchange.appointments))
    )
    ruled = {each.application_id for each in locks.binding(db, round_)}
    earliest = local_day(in_working_days(now, planning.LEAD_DAYS))
    return frozenset(
        each.application_id
        for each in db.scalars(found)
        if each.application_id not in ruled
        and each.appointments
        and local_day(meetings.first_moment(each)) > earliest
    )


def _fallen(wide: Problem, moving: Iterable[UUID]) -> set[str]:
    """Those whose pairing would not be possible any more if it were proposed today."""
    past, names = Past(wide), {str(each) for each in moving}
    return {
        each.application
        for each in wide.previous
        if each.application in names and not _stands(past, _lock(each))
    }


def _stands(past: Past, lock: Lock) -> bool:
    if not past.knows(lock):
        return False
    served = seen(past.facts, past.bare(lock))
    judges = (*PAIR_CHECKS, *TIME_CHECKS, *SHARED_CHECKS)
    return all(one.rule in VALUES for judge in judges for one in judge(served))


def _lock(each: Previous) -> Lock:
    return Lock(application=each.application, offer=each.offer, days=each.days or None)
