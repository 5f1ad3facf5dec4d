"""What a workflow is started with: where the rows say that its story stands."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import streams
from models.exchanges import Exchange
from models.messages import EDITION, Case
from models.offers import Offer
from models.rounds import Round
from models.schedules import Schedule
from models.states import RoundState, ScheduleState
from models.workshops import Workshop

LAID_OUT = (ScheduleState.DRAFT, ScheduleState.APPROVED)


def case(db: Session, stream_id: str, *, stands_still: bool) -> Case:
    """The newest edition. Exchanges and workshops pass by themselves through the chapters that are over."""
    owner = streams.owner(stream_id)
    round_id, organisation_id = _whose(db, stream_id, owner)
    begins = _chapter(db, db.get_one(Round, owner)) if stream_id.startswith(streams.ROUND) else ""
    return Case(
        id=owner,
        round_id=round_id,
        organisation_id=organisation_id,
        stands_still=stands_still,
        edition=EDITION,
        begins=begins,
    )


def _whose(db: Session, stream_id: str, owner: UUID) -> tuple[UUID, UUID]:
    """The round, and the organisation in which the case takes place."""
    if stream_id.startswith(streams.EXCHANGE):
        found = select(Exchange.round_id, Offer.organisation_id).join(Offer, Offer.id == Exchange.offer_id)
        exchange = db.execute(found.where(Exchange.id == owner)).one()
        return exchange.round_id, exchange.organisation_id
    round_id = owner if stream_id.startswith(streams.ROUND) else db.get_one(Workshop, owner).round_id
    return round_id, db.get_one(Round, round_id).organisation_id


def _chapter(db: Session, round_: Round) -> str:
    """Where a round goes on: a plan that HR is looking at is not made anew."""
    if round_.state in (RoundState.DRAFT, RoundState.OPEN):
        return ""
    newest = select(Schedule.state).where(Schedule.round_id == round_.id).order_by(Schedule.version.desc())
    if db.scalar(newest.limit(1)) in LAID_OUT:
        return "decide"
    return "watch" if round_.state is RoundState.RUNNING else "plan"
