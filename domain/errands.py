"""What administrators ask of running cases: skip a wait, give it to somebody else, cancel the case."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchanges, skipping
from domain.events import newest, record
from domain.identity_codes import holds_identity_code
from domain.refusals import Conflict, Invalid, NotAllowed
from models import streams
from models.errand_facts import CaseCancelled, CaseReassigned, WaitSkipped
from models.errands import Errand, LeftErrand
from models.events import Stream, Wait
from models.languages import _
from models.messages import Action, Done
from models.states import Reason


def ask(db: Session, errand: Errand) -> None:
    """Write down by whom, what and why, before anything is done."""
    if not errand.why.strip():
        raise Invalid(_("Say why."))
    if holds_identity_code(errand.why):
        raise Invalid(_("Leave personal identity codes out: nobody here needs them."))
    if db.get_one(Stream, errand.stream_id).closed_at:
        raise Conflict(_("This case is over."))
    wait = db.get(Wait, errand.stream_id)
    errand.expects = wait.waiting_for if wait and errand.action is Action.SKIP else ""
    db.add(errand)
    db.flush()


def leave(db: Session, errand: Errand) -> None:
    """Let the workers ask its workflow, now or as soon as Temporal is there."""
    ask(db, errand)
    db.add(LeftErrand(errand_id=errand.id))
    db.flush()


def left(db: Session) -> list[Errand]:
    """Those that still wait for a worker, the oldest first."""
    found = select(Errand).join(LeftErrand, LeftErrand.errand_id == Errand.id)
    return list(db.scalars(found.where(LeftErrand.ended_at.is_(None)).order_by(Errand.asked_at, Errand.id)))


def tried(db: Session, errand_id: UUID, *, now: datetime) -> None:
    """In vain: it is tried again."""
    db.get_one(LeftErrand, errand_id).tried_at = now


def end(db: Session, errand_id: UUID, *, now: datetime, refusal: str | None = None) -> None:
    """Done, or refused with a code."""
    left_ = db.get_one(LeftErrand, errand_id)
    left_.ended_at, left_.refusal = left_.ended_at or now, refusal
    if refusal is None:
        errand = db.get_one(Errand, errand_id)
        errand.carried_out_at = errand.carried_out_at or now


def carry_out(db: Session, errand_id: UUID, *, now: datetime) -> Done:
    """Once, however often it is asked for."""
    errand = db.get_one(Errand, errand_id, with_for_update=True)
    if errand.carried_out_at is None:
        DEEDS[errand.action](db, errand, now)
        errand.carried_out_at = now
        db.flush()
    return Done(known=newest(db, errand.stream_id))


def _outside(db: Session, errand: Errand, now: datetime) -> None:
    """Nothing in the rows: the workflow hurries by itself, or is begun anew."""


def _skip(db: Session, errand: Errand, now: datetime) -> None:
    wait = db.get(Wait, errand.stream_id)
    if wait is None or wait.waiting_for != errand.expects:
        raise Conflict(_("It waits for something else by now: look again."))
    skipping.end(db, wait, now=now)
    fact = WaitSkipped(errand_id=errand.id)
    record(db, fact, on=errand.stream_id, now=now, actor_id=errand.by_id)


def _reassign(db: Session, errand: Errand, now: datetime) -> None:
    wait = db.get(Wait, errand.stream_id)
    if wait is None or errand.to_id is None:
        raise Conflict(_("Nothing is waited for here at the moment."))
    wait.assigned_id = errand.to_id
    fact = CaseReassigned(errand_id=errand.id, to_id=errand.to_id)
    record(db, fact, on=errand.stream_id, now=now, actor_id=errand.by_id)


def _cancel(db: Session, errand: Errand, now: datetime) -> None:
    """Places come free, calendars are cleared, people are told: the verb of each kind of case does it."""
    if not errand.stream_id.startswith(streams.EXCHANGE):
        raise NotAllowed(_("Cancel a round or a workshop by its own command."))
    exchange = exchanges.load(db, streams.owner(errand.stream_id))
    exchanges.release(db, exchange, reason=Reason.CANCELLED_BY_HR, now=now)
    record(db, CaseCancelled(errand_id=errand.id), on=errand.stream_id, now=now, actor_id=errand.by_id)


DEEDS = {
    Action.RETRY: _outside,
    Action.REBUILD: _outside,
    Action.SKIP: _skip,
    Action.REASSIGN: _reassign,
    Action.CANCEL: _cancel,
}
