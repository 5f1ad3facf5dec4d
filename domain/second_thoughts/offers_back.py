"""Taking an offer back, and offering the same again."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain import offers, own_offers
from domain.refusals import Conflict
from domain.second_thoughts.declines import TOO_LATE
from models.offers import Offer
from models.rounds import Round
from models.states import OfferState


def take_back(offer: Offer, *, now: datetime) -> None:
    """By whoever made it; taking it back twice is taking it back once."""
    if offer.state is OfferState.OPEN:
        offers.withdraw(offer)
        offer.taken_back_at = now


def may_return(offer: Offer, round_: Round) -> bool:
    """As long as the round goes on; what a coordinator has withdrawn stays so."""
    is_theirs = offer.state is OfferState.WITHDRAWN and offer.taken_back_at is not None
    return is_theirs and round_.state in own_offers.CHANGEABLE


def offer_again(db: Session, offer: Offer, *, now: datetime) -> None:
    """The same as before."""
    db.flush()
    db.refresh(offer, ["state", "taken_back_at"], with_for_update=True)
    if not may_return(offer, db.get_one(Round, offer.round_id)):
        raise Conflict(TOO_LATE)
    offer.state, offer.taken_back_at = OfferState.OPEN, None
    offers.make(db, offer, now=now)
