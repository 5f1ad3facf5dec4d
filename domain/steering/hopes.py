"""Whether a round may end: not while people wait and places are free that they could still get in time."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from domain.events import record
from domain.planning import is_endorsed
from domain.refusals import Conflict
from domain.steering.pausing import lock
from domain.working_days import subtract_working_days
from models import streams
from models.applications import Application
from models.exchanges import Exchange
from models.languages import _
from models.offers import Offer
from models.people import Person
from models.rounds import Round
from models.states import ApplicationState, ExchangeState, Kind, OfferState, RoundState
from models.steering_facts import PlacesSought
from models.timeline import EVENING, moment


def until(db: Session, round_: Round, *, now: datetime) -> datetime | None:
    """Until when somebody who waits could still get a free place; none when nobody could."""
    latest = last_moment(round_)
    if round_.finished_at is not None or now >= latest:
        return None
    return latest if waiting_kinds(db, round_) & free_kinds(db, round_) else None


def last_moment(round_: Round) -> datetime:
    """A proposal that leaves later could not be answered before the last day."""
    days = round_.answer_working_days + 1
    return moment(subtract_working_days(round_.last_day, days), EVENING)


def waiting_kinds(db: Session, round_: Round) -> set[Kind]:
    """What those on the waiting list hope for, if their supervisor has said yes: no plan takes others."""
    found = select(Application).where(
        Application.round_id == round_.id, Application.state == ApplicationState.WAITING
    )
    waiting = db.scalars(found.options(joinedload(Application.endorsement)))
    return {each.kind for each in waiting if is_endorsed(each)}


def free_kinds(db: Session, round_: Round) -> set[Kind]:
    """Where an open offer has given fewer places than it promises."""
    taken = _taken(db, round_)
    found = select(Offer).where(Offer.round_id == round_.id, Offer.state == OfferState.OPEN)
    return {each.kind for each in db.scalars(found) if taken[each.id] < each.most}


def _taken(db: Session, round_: Round) -> Counter[UUID]:
    standing = Exchange.round_id == round_.id, Exchange.state != ExchangeState.RELEASED
    return Counter(db.scalars(select(Exchange.offer_id).where(*standing)))


def look_again(db: Session, round_: Round, *, now: datetime, by: Person | None = None) -> None:
    """See at once whether those who wait can be placed: limits, places or dates have changed."""
    lock(db, round_)
    if round_.state is not RoundState.RUNNING or round_.finished_at is not None:
        raise Conflict(_("Places are looked for while the exchanges of a round go on."))
    if round_.replan_at != now:
        round_.replan_at = now  # anew, too: a plan that is being computed was read before this
        fact = PlacesSought(round_id=round_.id)
        record(db, fact, on=streams.of_round(round_.id), now=now, actor_id=by.id if by else None)


def revive(db: Session, round_: Round, *, now: datetime) -> None:
    """The same, where something has changed by itself and somebody waits."""
    if round_.state is RoundState.RUNNING and until(db, round_, now=now) is not None:
        look_again(db, round_, now=now)
