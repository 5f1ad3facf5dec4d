"""Ordering rehearsals of a round: one order at a time, each remembered with the settings it was made for."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from pydantic_core import to_jsonable_python
from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from domain.refusals import Conflict, Invalid, NotFound
from domain.rehearsals import opening
from domain.rehearsals.behaviour import Said
from domain.rehearsals.report import Outcome
from domain.steering import pausing
from models.languages import _
from models.people import Person
from models.record import Record
from models.rehearsal_orders import OrderState, RehearsalEnd, RehearsalOrder
from models.rounds import Round

MOST_SEEDS, MOST_INVENTED = 20, 500
NOT_PLAYED = frozenset(  # what may change without a rehearsal playing otherwise
    {
        *("id", "reference", "name_fi", "name_sv", "name_en", "state", "version", "is_standing"),
        *("owner_id", "organisation_id", "deputy_id", "mailbox", "design", "left_out", "requires_agreement"),
        *("opens_at", "previewed_at", "previewed_by_id", "paused_at", "paused_why", "replan_at"),
        *("finished_at", "ended_why", "reminded_at", "closed_at", "ended_at"),
    }
)


class Wanted(Record):
    """So many rehearsals, with people like these; `invented` applicants where nobody real has applied."""

    seeds: int = 5
    people: Said = Said()
    invented: int | None = None


def order(db: Session, round_: Round, wanted: Wanted, *, by: Person, now: datetime) -> RehearsalOrder:
    """Let a worker rehearse it; nothing of the round itself changes."""
    pausing.lock(db, round_)
    opening.check(round_)
    opening.check_applicants(db, round_, invented=wanted.invented)
    if not 1 <= wanted.seeds <= MOST_SEEDS or not 0 <= (wanted.invented or 0) <= MOST_INVENTED:
        raise Invalid(
            _(
                "Between 1 and {seeds} rehearsals, with at most {invented} invented people.",
                seeds=MOST_SEEDS,
                invented=MOST_INVENTED,
            )
        )
    if living(db, round_):
        raise Conflict(_("This round is being rehearsed: wait for its end, or stop it first."))
    row = RehearsalOrder(
        round_id=round_.id,
        number=1 + _newest(db, round_),
        seeds=wanted.seeds,
        invented=wanted.invented,
        applications=opening.applicants(db, round_),
        round_version=round_.version,
        round_hash=settings_hash(round_),
        ordered_by_id=by.id,
        ordered_at=now,
        **_in_hundred(wanted.people),
    )
    db.add(row)
    db.flush()
    return row


def cancel(db: Session, order_: RehearsalOrder, *, now: datetime) -> None:
    """Whoever plays it stops within seconds; those that have ended stay. Twice is once."""
    db.flush()
    db.refresh(order_, with_for_update=True)
    if order_.state.is_living:
        order_.state, order_.ended_at = OrderState.CANCELLED, now
        order_.worker_id = order_.leased_until = None


def of_round(db: Session, round_: Round) -> Sequence[RehearsalOrder]:
    """The newest first."""
    found = select(RehearsalOrder).where(RehearsalOrder.round_id == round_.id)
    return db.scalars(found.order_by(RehearsalOrder.number.desc())).all()


def numbered(db: Session, round_: Round, number: int) -> RehearsalOrder:
    meant = select(RehearsalOrder).where(RehearsalOrder.round_id == round_.id)
    found = db.scalar(meant.where(RehearsalOrder.number == number))
    if found is None:
        raise NotFound(_("The round has no rehearsal {number}.", number=number))
    return found


def living(db: Session, round_: Round) -> RehearsalOrder | None:
    lives = RehearsalOrder.state.in_([each for each in OrderState if each.is_living])
    return db.scalar(select(RehearsalOrder).where(RehearsalOrder.round_id == round_.id, lives))


def outcomes(db: Session, order_: RehearsalOrder) -> tuple[Outcome, ...]:
    """Of those that have ended, in their order."""
    found = select(RehearsalEnd.outcome).where(RehearsalEnd.order_id == order_.id)
    return tuple(map(Outcome.model_validate_json, db.scalars(found.order_by(RehearsalEnd.seed))))


def people(order_: RehearsalOrder) -> Said:
    """What was said of them."""
    shares = {name: getattr(order_, name) for name in Said.model_fields}
    return Said(**{name: None if each is None else each / 100 for name, each in shares.items()})


def settings_hash(round_: Round) -> str:
    """Of everything about the round itself that a rehearsal plays with."""
    played = [each.key for each in inspect(Round).column_attrs if each.key not in NOT_PLAYED]
    said = to_jsonable_python({name: getattr(round_, name) for name in played})
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def is_changed(order_: RehearsalOrder, round_: Round) -> bool:
    return order_.round_hash != settings_hash(round_)


def _in_hundred(said: Said) -> dict[str, int]:
    return {name: round(each * 100) for name, each in said.model_dump().items() if each is not None}


def _newest(db: Session, round_: Round) -> int:
    found = select(func.max(RehearsalOrder.number)).where(RehearsalOrder.round_id == round_.id)
    return db.scalar(found) or 0


def ended(db: Session, ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many rehearsals of each order have ended."""
    counted = select(RehearsalEnd.order_id, func.count()).where(RehearsalEnd.order_id.in_(ids))
    return dict(db.execute(counted.group_by(RehearsalEnd.order_id)).all())
