"""An offer is taken back, and stands again."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from domain import offers
from domain.refusals import Conflict
from domain.second_thoughts import offers_back
from models import streams
from models.rounds import Round
from models.states import OfferState, RoundState
from tests.builders import NOON, a_host_offer
from tests.domain.lived import facts


def test_the_same_is_offered_again(lite: Session) -> None:
    offer = a_host_offer(lite)

    offers_back.take_back(offer, now=NOON)
    taken = (offer.state, offer.taken_back_at)
    offers_back.offer_again(lite, offer, now=NOON + timedelta(days=9))

    assert taken == (OfferState.WITHDRAWN, NOON)
    assert (offer.state, offer.taken_back_at) == (OfferState.OPEN, None)
    assert facts(lite, streams.of_round(offer.round_id)) == ["offer_made"]


def test_what_a_coordinator_has_withdrawn_stays_so(lite: Session) -> None:
    offer = a_host_offer(lite)
    offers.withdraw(offer)

    offers_back.take_back(offer, now=NOON)
    with pytest.raises(Conflict):
        offers_back.offer_again(lite, offer, now=NOON)

    assert offer.state is OfferState.WITHDRAWN


def test_a_round_that_is_over_takes_none(lite: Session) -> None:
    offer = a_host_offer(lite)
    offers_back.take_back(offer, now=NOON)
    lite.get_one(Round, offer.round_id).state = RoundState.ENDED

    with pytest.raises(Conflict):
        offers_back.offer_again(lite, offer, now=NOON)
