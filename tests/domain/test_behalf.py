"""A word by phone: it counts like the person's own, and says who wrote it down."""

import pytest
from sqlalchemy.orm import Session

from domain import endorsements, exchanges, follow_ups, illnesses
from domain.behalf import Behalf
from domain.refusals import Invalid
from models.applications import Endorsement
from models.exchanges import Confirmation
from models.followups import FollowUp, Note
from models.offers import Availability
from models.states import Answer, EndorsementState, ExchangeState, FollowUpState, RoundState
from tests.builders import CLOSES, NOON, STAY, a_person, a_round, an_application, an_endorsement
from tests.builders_of_exchanges import a_confirmation, a_follow_up, an_exchange

BY_PHONE = "vastasi puhelimessa"


def test_an_answer_by_phone_counts_and_names_its_writer(db: Session) -> None:
    exchange = an_exchange(db)
    a_confirmation(db, exchange=exchange, person_id=exchange.guest_id)
    coordinator = a_person(db)

    exchanges.answer(
        db,
        exchanges.load(db, exchange.id),
        exchange.guest_id,
        Answer.ACCEPTED,
        now=NOON,
        behalf=Behalf(coordinator, BY_PHONE),
    )

    said = db.query(Confirmation).one()
    assert said.answer is Answer.ACCEPTED
    assert (said.recorded_by_id, said.recorded_at, said.recorded_why) == (coordinator.id, NOON, BY_PHONE)


def test_an_endorsement_by_phone_names_its_writer(db: Session) -> None:
    endorsement = an_endorsement(db, application=an_application(db))
    coordinator = a_person(db)

    endorsements.endorse(db, endorsement, now=NOON, behalf=Behalf(coordinator, BY_PHONE))

    said = db.query(Endorsement).one()
    assert said.state is EndorsementState.GIVEN
    assert (said.recorded_by_id, said.recorded_why) == (coordinator.id, BY_PHONE)


def test_a_coordinator_can_still_write_an_endorsement_down_after_closing(db: Session) -> None:
    closed = a_round(db, state=RoundState.CLOSED)
    endorsement = an_endorsement(db, application=an_application(db, to=closed))

    endorsements.endorse(db, endorsement, now=CLOSES, behalf=Behalf(a_person(db), BY_PHONE))

    assert endorsement.state is EndorsementState.GIVEN


def test_an_illness_by_phone_names_its_writer(db: Session) -> None:
    exchange = an_exchange(db, state=ExchangeState.CONFIRMED)
    coordinator = a_person(db)

    illnesses.fall_ill(
        db,
        exchange.round_id,
        exchange.host_id,
        first=STAY.first_day,
        last=STAY.last_day,
        now=NOON,
        behalf=Behalf(coordinator, BY_PHONE),
    )

    absence = db.query(Availability).one()
    assert (absence.offer_id, absence.recorded_by_id) == (exchange.offer_id, coordinator.id)


def test_a_note_by_phone_names_its_writer(db: Session) -> None:
    follow_up = a_follow_up(db, exchange=an_exchange(db))
    coordinator = a_person(db)

    follow_ups.answer(db, follow_up, Note(useful=5), now=NOON, behalf=Behalf(coordinator, BY_PHONE))

    said = db.query(FollowUp).one()
    assert said.state is FollowUpState.ANSWERED
    assert (said.recorded_by_id, said.recorded_why) == (coordinator.id, BY_PHONE)


@pytest.mark.parametrize("why", ["", "  ", "hetu 131052-308T"])
def test_how_it_is_known_must_be_said_without_identity_codes(db: Session, why: str) -> None:
    endorsement = an_endorsement(db, application=an_application(db))

    with pytest.raises(Invalid):
        endorsements.endorse(db, endorsement, now=NOON, behalf=Behalf(a_person(db), why))
