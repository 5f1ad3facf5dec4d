import pytest
from sqlalchemy.orm import Session

from domain import offers
from domain.refusals import Conflict, Invalid
from models import streams
from models.offers import VisitPack
from models.states import OfferState, RoundState
from tests.builders import NOON, a_host_offer, a_round
from tests.domain.lived import facts


def test_an_offer_is_recorded_in_its_round(lite: Session) -> None:
    offer = a_host_offer(lite)

    offers.make(lite, offer, now=NOON)

    assert (offer.state, facts(lite, streams.of_round(offer.round_id))) == (OfferState.OPEN, ["offer_made"])


@pytest.mark.parametrize(
    ("state", "is_welcome"),
    [
        (RoundState.OPEN, True),
        (RoundState.CLOSED, True),
        (RoundState.RUNNING, True),
        (RoundState.ENDED, False),
        (RoundState.CANCELLED, False),
    ],
)
def test_an_offer_is_welcome_until_the_round_is_over(
    lite: Session, state: RoundState, *, is_welcome: bool
) -> None:
    offer = a_host_offer(lite, to=a_round(lite, state=state))

    try:
        offers.make(lite, offer, now=NOON)
    except Conflict:
        assert not is_welcome
    else:
        assert is_welcome


@pytest.mark.parametrize(
    "said", [{"unit": "Kaavoitus 131052-308T"}, {"visit_pack": VisitPack(bring="hetu 131052-308T")}]
)
def test_an_offer_with_a_personal_identity_code_is_refused(lite: Session, said: dict[str, object]) -> None:
    offer = a_host_offer(lite, to=None, person=None, **said)

    with pytest.raises(Invalid):
        offers.make(lite, offer, now=NOON)

    assert facts(lite, streams.of_round(offer.round_id)) == []


def test_a_withdrawn_offer_may_be_withdrawn_again(lite: Session) -> None:
    offer = a_host_offer(lite)

    offers.withdraw(offer)
    offers.withdraw(offer)

    assert offer.state is OfferState.WITHDRAWN
