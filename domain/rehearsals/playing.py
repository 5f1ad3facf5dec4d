"""Whose turn it is to play a rehearsal that was ordered, how far it is, and how it ended. The wall's clock.

Whoever dies loses the order when its lease is over; the next one plays only what has not ended yet.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from domain.rehearsals import opening
from domain.rehearsals.report import Outcome
from models.record import Record
from models.rehearsal_orders import OrderState, RehearsalEnd, RehearsalOrder
from models.rounds import Round
from models.states import RoundState

LEASE = timedelta(seconds=60)
MOST_TRIES = 3
BEGUN, BROKEN = "begun", "broken"  # why an order came to nothing


class Scene(Record):
    """Where a rehearsal is while it is played."""

    seed: int
    day: date
    phase: RoundState
    mails: int


def take(db: Session, *, worker_id: UUID, now: datetime) -> RehearsalOrder | None:
    """The oldest order that nobody plays; one that can come to nothing ends here."""
    while order := _next(db, now=now):
        if order.tries >= MOST_TRIES:
            end(order, failure=BROKEN, now=now)
        elif db.get_one(Round, order.round_id).state not in opening.REHEARSED:
            end(order, failure=BEGUN, now=now)
        else:
            order.state, order.tries = OrderState.RUNNING, order.tries + 1
            order.worker_id, order.leased_until = worker_id, now + LEASE
            order.began_at, order.told_at = order.began_at or now, now
            db.flush()
            return order
        db.flush()
    return None


def hold(db: Session, order_id: UUID, *, worker_id: UUID, now: datetime, at: Scene | None = None) -> bool:
    """Keep the order for another while and tell how far it is; False when it is not ours any more."""
    mine = update(RehearsalOrder).where(
        RehearsalOrder.id == order_id,
        RehearsalOrder.worker_id == worker_id,
        RehearsalOrder.state == OrderState.RUNNING,
    )
    told = at.model_dump() if at else {}
    held = mine.values(leased_until=now + LEASE, told_at=now, **told).returning(RehearsalOrder.id)
    return db.scalar(held) is not None


def keep(db: Session, order_id: UUID, outcome: Outcome) -> None:
    """How one of the rehearsals ended; told twice it is kept once."""
    if db.get(RehearsalEnd, (order_id, outcome.seed)) is None:
        db.add(RehearsalEnd(order_id=order_id, seed=outcome.seed, outcome=outcome.model_dump_json()))
        db.flush()


def give_back(db: Session, order_id: UUID, *, worker_id: UUID, is_excused: bool) -> None:
    """Somebody else may go on at once; `is_excused`: that we leave was nobody's fault."""
    order = db.get_one(RehearsalOrder, order_id, with_for_update=True)
    if order.worker_id == worker_id:
        order.worker_id = order.leased_until = None
        order.state = OrderState.ORDERED
        order.tries -= is_excused


def end(order: RehearsalOrder, *, now: datetime, failure: str | None = None) -> None:
    order.state = OrderState.FAILED if failure else OrderState.DONE
    order.failure, order.ended_at = failure, now
    order.worker_id = order.leased_until = None


def void_leases(db: Session) -> None:
    """Nobody else can be there: whoever has played before is dead."""
    db.execute(update(RehearsalOrder).values(worker_id=None, leased_until=None))


def _next(db: Session, *, now: datetime) -> RehearsalOrder | None:
    is_left = or_(RehearsalOrder.leased_until.is_(None), RehearsalOrder.leased_until < now)
    waits = or_(
        RehearsalOrder.state == OrderState.ORDERED,
        and_(RehearsalOrder.state == OrderState.RUNNING, is_left),
    )
    oldest = select(RehearsalOrder).where(waits).order_by(RehearsalOrder.ordered_at, RehearsalOrder.id)
    return db.scalar(oldest.limit(1).with_for_update(skip_locked=True))
