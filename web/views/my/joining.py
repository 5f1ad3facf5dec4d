"""A round that one may join: what it is, until when, and what happens after that."""

from datetime import date, datetime

from sqlalchemy import select

from domain.refusals import NotFound
from models.applications import Application
from models.languages import _
from models.offers import Offer
from models.record import Record
from models.rounds import Round
from models.states import Kind, RoundState
from web.views.reading import Reading


class JoinView(Record):
    reference: str
    name: str
    objectives: str
    closes_at: datetime
    decide_by: datetime
    first_day: date
    last_day: date
    is_open: bool
    kinds: tuple[Kind, ...]
    applied: tuple[Kind, ...]
    offered: tuple[Kind, ...]


def find(seen: Reading, reference: str) -> Round:
    """A round that everybody may know of."""
    found = select(Round).where(Round.reference == reference, Round.state != RoundState.DRAFT)
    round_ = seen.db.scalar(found.where(Round.is_standing.is_(False)))
    if round_ is None:
        raise NotFound(_("There is no such round."))
    return round_


def look(seen: Reading, reference: str) -> JoinView:
    round_, me = find(seen, reference), seen.actor.person_id
    applied = select(Application.kind).where(Application.round_id == round_.id, Application.person_id == me)
    offered = select(Offer.kind).where(Offer.round_id == round_.id, Offer.person_id == me)
    return JoinView(
        reference=round_.reference,
        name=round_.name(seen.language),
        objectives=round_.design.objectives,
        closes_at=round_.closes_at,
        decide_by=round_.decide_by,
        first_day=round_.first_day,
        last_day=round_.last_day,
        is_open=round_.takes_applications(seen.now),
        kinds=round_.kinds,
        applied=tuple(seen.db.scalars(applied)),
        offered=tuple(seen.db.scalars(offered)),
    )
