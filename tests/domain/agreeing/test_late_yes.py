"""A yes that comes after the time to answer: the place is taken up again, or it is said that it has gone."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import applications, exchange_life, exchanges, own_hosts
from domain.agreeing import late_yes
from domain.refusals import Conflict
from models.applications import Application
from models.exchanges import Exchange
from models.states import Answer, ApplicationState, ExchangeState, Reason
from models.timeline import MORNING, moment
from tests.builders import CONFIRM_BY, STAY, a_person, a_round, an_application
from tests.domain.agreeing.pairs import days_of
from tests.domain.lived import (
    ASKED,
    a_placed_application,
    a_proposed_exchange,
    a_running_round,
    facts,
    lane,
    loaded,
    told,
)

AN_HOUR = timedelta(hours=1)
LATE = CONFIRM_BY + AN_HOUR


def a_lapsed_exchange(db: Session, *yes: str) -> Exchange:
    """Some have said yes, the other was silent until the end."""
    exchange = a_proposed_exchange(db)
    for side in yes:
        person_id = getattr(exchange, f"{side}_id")
        exchanges.answer(db, exchange, person_id, Answer.ACCEPTED, now=CONFIRM_BY - 2 * AN_HOUR)
    exchange_life.confirm(db, loaded(db, exchange), heard=1, now=CONFIRM_BY)
    return loaded(db, exchange)


def application_of(db: Session, exchange: Exchange) -> ApplicationState:
    return db.get_one(Application, exchange.application_id).state


def test_the_second_yes_comes_late_and_the_exchange_is_confirmed_as_another_one(lite: Session) -> None:
    old = a_lapsed_exchange(lite, "guest")

    again = late_yes.answer(lite, old, old.host_id, Answer.ACCEPTED, now=LATE)

    assert (loaded(lite, old).state, old.repaired) == (ExchangeState.RELEASED, True)
    assert again.id != old.id
    assert (loaded(lite, again).state, application_of(lite, old)) == (
        ExchangeState.CONFIRMED,
        ApplicationState.PLACED,
    )
    assert days_of(lite, again) == [(STAY.first_day, STAY.last_day)]
    assert facts(lite, lane(again)) == ["exchange_proposed", "proposal_answered", "exchange_confirmed"]


def test_a_silent_guest_who_had_left_by_silence_is_placed_again(lite: Session) -> None:
    old = a_lapsed_exchange(lite, "host")
    before = application_of(lite, old)

    late_yes.answer(lite, old, old.guest_id, Answer.ACCEPTED, now=LATE)

    assert (before, application_of(lite, old)) == (ApplicationState.WITHDRAWN, ApplicationState.PLACED)


def test_a_guest_who_has_left_meanwhile_is_not_placed_by_a_late_yes_of_the_host(lite: Session) -> None:
    old = a_lapsed_exchange(lite, "guest")
    applications.withdraw(lite, lite.get_one(Application, old.application_id), now=LATE)

    with pytest.raises(Conflict):
        late_yes.answer(lite, loaded(lite, old), old.host_id, Answer.ACCEPTED, now=LATE)

    assert application_of(lite, old) is ApplicationState.WITHDRAWN
    assert lite.scalars(select(Exchange.id)).all() == [old.id]


def test_the_late_yes_of_a_host_whom_the_guest_has_brought_counts(lite: Session) -> None:
    application = an_application(lite, to=a_round(lite))
    found = own_hosts.Agreed(a_person(lite, name="Onni Keksitty"), (STAY,))
    brought = own_hosts.bring(lite, application, found, now=ASKED)
    exchange_life.confirm(lite, loaded(lite, brought), heard=1, now=ASKED)
    until = loaded(lite, brought).confirm_by
    exchange_life.confirm(lite, loaded(lite, brought), heard=1, now=until)

    again = late_yes.answer(lite, loaded(lite, brought), found.host.id, Answer.ACCEPTED, now=until + AN_HOUR)

    assert loaded(lite, brought).released_reason is Reason.NO_ANSWER
    assert loaded(lite, again).state is ExchangeState.CONFIRMED
    assert application_of(lite, again) is ApplicationState.PLACED


def test_where_both_were_silent_the_other_is_asked_again(lite: Session) -> None:
    old = a_lapsed_exchange(lite)

    again = late_yes.answer(lite, old, old.host_id, Answer.ACCEPTED, now=LATE)
    standing = exchange_life.confirm(lite, loaded(lite, again), heard=2, now=LATE)

    assert standing.waiting_for == "answers"
    assert told(lite, lane(again)) == [("ask_guest", "Aino")]


def test_a_place_that_somebody_else_has_by_now_is_gone(lite: Session) -> None:
    old = a_lapsed_exchange(lite, "guest")
    other = a_placed_application(
        lite, to=a_running_round(lite), person=a_person(lite, name="Bertta Keksitty")
    )
    a_proposed_exchange(lite, application=other, offer=old.offer)

    with pytest.raises(Conflict):
        late_yes.answer(lite, loaded(lite, old), old.host_id, Answer.ACCEPTED, now=LATE)

    assert lite.scalars(select(Exchange.id).where(Exchange.application_id == old.application_id)).all() == [
        old.id
    ]


def test_when_the_days_are_near_it_is_too_late(lite: Session) -> None:
    old = a_lapsed_exchange(lite, "guest")
    morning = moment(STAY.first_day, MORNING)

    with pytest.raises(Conflict):
        late_yes.answer(lite, old, old.host_id, Answer.ACCEPTED, now=morning)


def test_a_late_no_changes_nothing(lite: Session) -> None:
    old = a_lapsed_exchange(lite, "guest")

    with pytest.raises(Conflict):
        late_yes.answer(lite, old, old.host_id, Answer.DECLINED, now=LATE)


def test_said_twice_it_is_one_exchange(lite: Session) -> None:
    old = a_lapsed_exchange(lite, "guest")
    late_yes.answer(lite, old, old.host_id, Answer.ACCEPTED, now=LATE)

    with pytest.raises(Conflict), lite.begin_nested():
        late_yes.answer(lite, loaded(lite, old), old.guest_id, Answer.DECLINED, now=LATE)
    late_yes.answer(lite, loaded(lite, old), old.host_id, Answer.ACCEPTED, now=LATE + AN_HOUR)

    assert len(lite.scalars(select(Exchange)).all()) == 2
