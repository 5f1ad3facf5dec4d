"""Locks that bind no plan any more, though nobody has lifted them."""

from uuid import UUID

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from models.exchanges import Exchange
from models.offers import Offer
from models.pairing_rules import PairingRule
from models.states import ExchangeState, OfferState, RuleEffect

STANDS = (ExchangeState.PROPOSED, ExchangeState.CONFIRMED, ExchangeState.HELD, ExchangeState.CLOSED)


def spent(db: Session, round_id: UUID) -> set[UUID]:
    """Those whose pair has been released since, or whose offer is withdrawn and keeps nobody of theirs."""
    pair = Exchange.application_id == PairingRule.application_id, Exchange.offer_id == PairingRule.offer_id
    said_no = exists().where(
        *pair, Exchange.state == ExchangeState.RELEASED, Exchange.released_at >= PairingRule.set_at
    )
    stands = exists().where(*pair, Exchange.state.in_(STANDS))
    found = select(PairingRule.id).join(Offer, Offer.id == PairingRule.offer_id)
    found = found.where(
        PairingRule.round_id == round_id,
        PairingRule.effect == RuleEffect.LOCKED,
        PairingRule.lifted_at.is_(None),
        or_(said_no, and_(Offer.state != OfferState.OPEN, ~stands)),
    )
    return set(db.scalars(found))
