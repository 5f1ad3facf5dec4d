"""What one may do with a host or mentor offer."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.events import record
from domain.identity_codes import holds_identity_code
from domain.refusals import Conflict, Invalid
from domain.steering import hopes
from models import streams
from models.facts import OfferMade
from models.languages import _
from models.offers import Offer
from models.rounds import Round
from models.states import OfferState, RoundState


def make(db: Session, offer: Offer, *, now: datetime) -> None:
    """Record a promise to take guests or mentees; one that comes late is used for those who wait."""
    round_ = db.get_one(Round, offer.round_id)
    if round_.state in (RoundState.ENDED, RoundState.CANCELLED):
        raise Conflict(_("The round is over."))
    if holds_identity_code(" ".join((offer.unit, *offer.visit_pack.model_dump().values()))):
        raise Invalid(_("Leave personal identity codes out: nobody here needs them."))
    db.flush()
    record(
        db,
        OfferMade(offer_id=offer.id),
        on=streams.of_round(round_.id),
        now=now,
        actor_id=offer.person_id,
    )
    hopes.revive(db, round_, now=now)


def withdraw(offer: Offer) -> None:
    """No new guests or mentees; what is agreed already stands until it is released."""
    offer.state = OfferState.WITHDRAWN
