"""How many cases of each round do not go on: `operations.stuck` in one question, for pages that count."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import BindParameter, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from domain.operations import STUCK_AFTER
from models import streams
from models.events import Event, Stream, Wait
from models.exchanges import Exchange
from models.questions import ask
from models.workshops import Workshop

UNHEARD = or_(Wait.stream_id.is_(None), Wait.heard_number < Stream.bell_number)
LIMIT: BindParameter[datetime] = bindparam("limit")
STUCK = (
    select(Stream.id)
    .outerjoin(Wait, Wait.stream_id == Stream.id)
    .join(Event, and_(Event.stream_id == Stream.id, Event.number == Stream.bell_number))
    .where(Stream.bell_number > 0, Stream.closed_at.is_(None))
    .where(or_(and_(UNHEARD, Event.at < LIMIT), Wait.until < LIMIT, Wait.deadline < LIMIT))
)


def count(db: Session, *, now: datetime) -> Counter[UUID]:
    """By the id of the round."""
    return _by_round(db, ask(db, STUCK, limit=now - STUCK_AFTER).scalars())


def _by_round(db: Session, stream_ids: Iterable[str]) -> Counter[UUID]:
    owners = [(each, streams.owner(each)) for each in stream_ids]
    of_rounds = [owner for each, owner in owners if each.startswith(streams.ROUND)]
    others = [owner for each, owner in owners if not each.startswith(streams.ROUND)]
    found = Counter(of_rounds)
    if others:
        found.update(db.scalars(select(Exchange.round_id).where(Exchange.id.in_(others))))
        found.update(db.scalars(select(Workshop.round_id).where(Workshop.id.in_(others))))
    return found
