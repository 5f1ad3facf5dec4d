"""A no is taken back for a while: nobody has heard, and the place is theirs again if it is free still."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchange_life, exchanges
from domain.behalf import Behalf
from domain.refusals import Conflict
from domain.second_thoughts import declines
from models.applications import Application
from models.exchanges import Exchange
from models.mails import Mail
from models.rounds import Round
from models.states import Answer, ApplicationState, ExchangeState, MailState, OfferState, Reason, RoundState
from models.withdrawals import Withdrawal
from tests.builders import a_pairing, a_person, a_schedule, an_application
from tests.builders_of_exchanges import an_exchange
from tests.domain.agreeing.pairs import days_of
from tests.domain.lived import YES, a_confirmed_exchange, a_proposed_exchange, facts, lane, loaded, told

SOON = YES + timedelta(minutes=10)
AFTER = YES + declines.WINDOW


def declined(db: Session, side: str = "guest", *, other_said_yes: bool = False) -> Exchange:
    exchange = a_proposed_exchange(db)
    if other_said_yes:
        other = exchange.host_id if side == "guest" else exchange.guest_id
        exchanges.answer(db, exchange, other, Answer.ACCEPTED, now=YES)
    declines.decline(db, exchange, getattr(exchange, f"{side}_id"), now=YES)
    return loaded(db, exchange)


def state_of(db: Session, exchange: Exchange) -> ApplicationState:
    return db.get_one(Application, exchange.application_id).state


def letters_of(db: Session, exchange: Exchange) -> list[tuple[MailState, bool]]:
    found = select(Mail).where(Mail.lane == lane(exchange)).order_by(Mail.number)
    return [(each.state, each.held_until is not None) for each in db.scalars(found)]


@pytest.mark.parametrize("side", ["guest", "host"])
def test_a_no_is_taken_back_and_nobody_ever_hears_of_it(lite: Session, side: str) -> None:
    old = declined(lite, side)
    before = letters_of(lite, old)

    again = declines.take_back(lite, old, getattr(old, f"{side}_id"), now=SOON)

    assert before == [(MailState.QUEUED, True)] * 2
    assert letters_of(lite, old) == [(MailState.OVERTAKEN, True)] * 2
    assert (again.state, state_of(lite, old)) == (ExchangeState.PROPOSED, ApplicationState.PLACED)
    assert days_of(lite, again) == days_of(lite, old)
    assert facts(lite, lane(again)) == ["exchange_proposed"]


def test_the_others_yes_stands_and_who_declined_may_answer_without_another_mail(lite: Session) -> None:
    old = declined(lite, other_said_yes=True)

    again = declines.take_back(lite, old, old.guest_id, now=SOON)
    exchange_life.confirm(lite, again, heard=1, now=SOON)

    assert {each.person_id: each.answer for each in loaded(lite, again).confirmations} == {
        old.host_id: Answer.ACCEPTED,
        old.guest_id: Answer.NEEDS_ACTION,
    }
    assert told(lite, lane(again)) == []


def test_who_was_silent_is_asked_anew(lite: Session) -> None:
    old = declined(lite)

    again = declines.take_back(lite, old, old.guest_id, now=SOON)
    exchange_life.confirm(lite, again, heard=1, now=SOON)

    assert [kind for kind, _name in told(lite, lane(again))] == ["ask_host"]


def test_a_reason_is_told_as_well_and_can_be_taken_back(lite: Session) -> None:
    exchange = a_proposed_exchange(lite)
    declines.decline(lite, exchange, exchange.guest_id, why=Withdrawal.WORK, now=YES)

    again = declines.take_back(lite, loaded(lite, exchange), exchange.guest_id, now=SOON)

    assert again.state is ExchangeState.PROPOSED


@pytest.mark.parametrize("minutes", [30, 31])
def test_after_half_an_hour_it_stands(lite: Session, minutes: int) -> None:
    old = declined(lite)
    late = YES + timedelta(minutes=minutes)

    with pytest.raises(Conflict):
        declines.take_back(lite, old, old.guest_id, now=late)

    assert declines.until(lite, old, old.guest_id, now=SOON) == AFTER
    assert declines.until(lite, old, old.guest_id, now=late) is None


def test_what_somebody_has_heard_already_is_not_taken_back(lite: Session) -> None:
    old = declined(lite)
    next(iter(lite.scalars(select(Mail)))).state = MailState.SENT

    assert declines.until(lite, loaded(lite, old), old.guest_id, now=SOON) is None


def test_only_who_said_no_takes_it_back(lite: Session) -> None:
    old = declined(lite)

    with pytest.raises(Conflict):
        declines.take_back(lite, old, old.host_id, now=SOON)


def test_what_a_coordinator_wrote_down_stands(lite: Session) -> None:
    exchange = a_proposed_exchange(lite)
    by = Behalf(a_person(lite), "by phone")
    exchanges.answer(lite, exchange, exchange.guest_id, Answer.DECLINED, now=YES, behalf=by)

    assert declines.until(lite, loaded(lite, exchange), exchange.guest_id, now=SOON) is None


def test_the_end_of_what_was_confirmed_is_told_at_once(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)

    declines.decline(lite, exchange, exchange.guest_id, why=Withdrawal.WORK, now=YES)

    assert letters_of(lite, exchange) == [(MailState.QUEUED, False)] * 2
    assert declines.until(lite, loaded(lite, exchange), exchange.guest_id, now=SOON) is None


def given_to_another(db: Session, old: Exchange) -> None:
    other = an_application(db, to=db.get_one(Round, old.round_id), state=ApplicationState.PLACED)
    an_exchange(db, application=other, offer=old.offer, schedule=None)


def promised_to_another(db: Session, old: Exchange) -> None:
    round_ = db.get_one(Round, old.round_id)
    other = an_application(db, to=round_, state=ApplicationState.WAITING)
    a_pairing(db, schedule=a_schedule(db, of=round_), application=other, offer=old.offer)


def taken_from_the_offers(_db: Session, old: Exchange) -> None:
    old.offer.state = OfferState.WITHDRAWN


def ended_with_its_round(db: Session, old: Exchange) -> None:
    db.get_one(Round, old.round_id).state = RoundState.ENDED


@pytest.mark.parametrize(
    "meanwhile", [given_to_another, promised_to_another, taken_from_the_offers, ended_with_its_round]
)
def test_a_place_that_has_gone_meanwhile_is_said_to_be_gone(lite: Session, meanwhile: object) -> None:
    old = declined(lite)
    assert callable(meanwhile)
    meanwhile(lite, old)

    with pytest.raises(Conflict) as refused:
        declines.take_back(lite, loaded(lite, old), old.guest_id, now=SOON)

    assert refused.value.words == declines.GONE
    mine = select(Exchange.id).where(Exchange.application_id == old.application_id)
    assert lite.scalars(mine).all() == [old.id]


def test_a_guest_who_has_another_place_by_now_keeps_that(lite: Session) -> None:
    old = declined(lite, "host")
    application = lite.get_one(Application, old.application_id)
    application.state = ApplicationState.PLACED
    an_exchange(lite, application=application, schedule=None)

    assert declines.until(lite, loaded(lite, old), old.host_id, now=SOON) is None


def test_a_guest_who_has_left_since_is_not_placed_by_the_hosts_second_thoughts(lite: Session) -> None:
    old = declined(lite, "host")
    lite.get_one(Application, old.application_id).state = ApplicationState.WITHDRAWN

    with pytest.raises(Conflict):
        declines.take_back(lite, loaded(lite, old), old.host_id, now=SOON)


def test_taking_it_back_twice_is_refused_the_second_time(lite: Session) -> None:
    old = declined(lite)
    declines.take_back(lite, old, old.guest_id, now=SOON)

    with pytest.raises(Conflict):
        declines.take_back(lite, loaded(lite, old), old.guest_id, now=SOON)


def test_a_second_no_can_be_taken_back_as_the_first(lite: Session) -> None:
    old = declined(lite)
    again = declines.take_back(lite, old, old.guest_id, now=SOON)
    exchanges.ask(lite, again, (again.guest,), now=SOON)

    declines.decline(lite, loaded(lite, again), again.guest_id, now=SOON)
    third = declines.take_back(lite, loaded(lite, again), again.guest_id, now=SOON)

    assert (third.state, again.released_reason) == (ExchangeState.PROPOSED, Reason.GUEST_DECLINED)
