"""An exchange from the proposal to its end."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from domain import exchanges
from domain.refusals import Conflict, NotAllowed
from models import streams
from models.database import Database
from models.exchanges import Exchange
from models.states import Answer, ApplicationState, AppointmentState, ExchangeState, Kind, Reason
from models.timeline import MORNING
from tests.builders import STAY, a_person
from tests.domain.lived import (
    ASKED,
    LATER,
    YES,
    a_confirmed_exchange,
    a_proposed_exchange,
    ask_both,
    at,
    facts,
    invited,
    lane,
    loaded,
    taken,
    told,
)

DAY_BEFORE = at(date(2027, 3, 5), MORNING)  # the Friday before the stay
AFTER = at(date(2027, 3, 11))


def test_two_yeses_confirm(lite: Session) -> None:
    exchange = a_proposed_exchange(lite)

    exchanges.answer(lite, exchange, exchange.guest_id, Answer.ACCEPTED, now=YES)
    half_way = exchange.state
    exchanges.answer(lite, exchange, exchange.host_id, Answer.ACCEPTED, now=LATER)

    assert (half_way, exchange.state) == (ExchangeState.PROPOSED, ExchangeState.CONFIRMED)
    assert exchange.confirmed_at == LATER
    assert facts(lite, lane(exchange)) == ["proposal_answered", "proposal_answered", "exchange_confirmed"]


def test_two_yeses_at_once_confirm_once(database: Database) -> None:
    with database.change() as db:
        exchange = a_proposed_exchange(db)

    def say_yes(person_id: UUID) -> None:
        with database.change() as db:
            mine = exchanges.load(db, exchange.id)
            exchanges.answer(db, mine, person_id, Answer.ACCEPTED, now=YES)

    with ThreadPoolExecutor(2) as people:
        list(people.map(say_yes, (exchange.guest_id, exchange.host_id)))

    with database.look() as db:
        assert db.get_one(Exchange, exchange.id).state is ExchangeState.CONFIRMED
        assert facts(db, lane(exchange)).count("exchange_confirmed") == 1


@pytest.mark.parametrize(
    ("who", "reason", "application"),
    [
        ("guest_id", Reason.GUEST_DECLINED, ApplicationState.WITHDRAWN),
        ("host_id", Reason.HOST_DECLINED, ApplicationState.WAITING),
    ],
)
def test_one_no_releases_and_frees_the_days(
    lite: Session, who: str, reason: Reason, application: ApplicationState
) -> None:
    exchange = a_proposed_exchange(lite)

    exchanges.answer(lite, exchange, getattr(exchange, who), Answer.DECLINED, now=YES)

    assert (exchange.state, exchange.released_reason) == (ExchangeState.RELEASED, reason)
    assert (exchange.application.state, taken(lite, exchange)) == (application, (0, 0))
    assert told(lite, lane(exchange)) == [("released", "Aino"), ("released", "Onni")]
    assert facts(lite, lane(exchange)) == ["proposal_answered", "exchange_released"]
    assert facts(lite, streams.of_round(exchange.round_id)) == ["exchange_released"]


def test_saying_the_same_again_changes_nothing(lite: Session) -> None:
    exchange = a_proposed_exchange(lite)
    for person_id in (exchange.guest_id, exchange.host_id):
        exchanges.answer(lite, exchange, person_id, Answer.ACCEPTED, now=YES)

    exchanges.answer(lite, exchange, exchange.host_id, Answer.ACCEPTED, now=LATER)

    assert exchange.confirmed_at == YES
    assert len(facts(lite, lane(exchange))) == 3


def test_a_yes_may_become_a_no_while_the_other_is_silent(lite: Session) -> None:
    exchange = a_proposed_exchange(lite)
    exchanges.answer(lite, exchange, exchange.guest_id, Answer.ACCEPTED, now=YES)

    exchanges.answer(lite, exchange, exchange.guest_id, Answer.DECLINED, now=LATER)

    assert exchange.released_reason is Reason.GUEST_DECLINED


def test_the_proposal_is_not_answered_otherwise_once_it_is_settled(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)

    with pytest.raises(Conflict):
        exchanges.answer(lite, exchange, exchange.guest_id, Answer.DECLINED, now=LATER)

    assert exchange.state is ExchangeState.CONFIRMED


def test_nobody_else_answers_the_proposal(lite: Session) -> None:
    exchange = a_proposed_exchange(lite)

    with pytest.raises(NotAllowed):
        exchanges.answer(lite, exchange, a_person(lite).id, Answer.ACCEPTED, now=YES)


def test_both_sides_are_asked_and_only_the_silent_are_reminded(lite: Session) -> None:
    exchange = a_proposed_exchange(lite)
    exchange.confirmations.clear()
    lite.flush()
    ask_both(lite, exchange, now=ASKED)
    exchanges.answer(lite, exchange, exchange.host_id, Answer.ACCEPTED, now=YES)

    exchanges.remind_silent(lite, exchange, now=LATER)

    assert told(lite, lane(exchange)) == [
        ("ask_guest", "Aino"),
        ("ask_host", "Onni"),
        ("remind_answer", "Aino"),
    ]
    assert exchanges.silent(exchange) == [exchange.guest]


def test_a_silent_guest_leaves_and_a_guest_whose_host_is_silent_waits(lite: Session) -> None:
    both_silent, host_silent = a_proposed_exchange(lite), a_proposed_exchange(lite)
    for each in (both_silent, host_silent):
        exchange = loaded(lite, each)
        if each is host_silent:
            exchanges.answer(lite, exchange, exchange.guest_id, Answer.ACCEPTED, now=YES)
        exchanges.release(lite, exchange, reason=Reason.NO_ANSWER, now=LATER)

    states = [loaded(lite, each).application.state for each in (both_silent, host_silent)]
    assert states == [ApplicationState.WITHDRAWN, ApplicationState.WAITING]


def test_releasing_twice_is_releasing_once(lite: Session) -> None:
    exchange = a_proposed_exchange(lite)

    exchanges.release(lite, exchange, reason=Reason.HOST_DECLINED, now=YES)
    exchanges.release(lite, exchange, reason=Reason.ILLNESS, now=LATER)

    assert (exchange.released_at, exchange.released_reason) == (YES, Reason.HOST_DECLINED)
    assert told(lite, lane(exchange)) == [("released", "Aino"), ("released", "Onni")]


@pytest.mark.parametrize("state", [ExchangeState.HELD, ExchangeState.CLOSED])
def test_what_has_taken_place_is_not_released(lite: Session, state: ExchangeState) -> None:
    exchange = a_confirmed_exchange(lite, state=state)

    with pytest.raises(Conflict):
        exchanges.release(lite, exchange, reason=Reason.ILLNESS, now=AFTER)


def test_calendars_are_cleared_instead_of_a_letter_once_they_were_told(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))

    exchanges.release(lite, exchange, reason=Reason.HOST_DECLINED, now=DAY_BEFORE)

    assert told(lite, lane(exchange)) == [
        ("invitation", "Aino"),
        ("invitation", "Onni"),
        ("invitation_cancel", "Aino"),
        ("invitation_cancel", "Onni"),
    ]
    assert [each.state for each in exchange.appointments] == [AppointmentState.CANCELLED]


def test_an_exchange_is_held_and_closed_once(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)

    exchanges.hold(lite, exchange, now=AFTER)
    exchanges.close(lite, exchange, now=AFTER)
    exchanges.close(lite, exchange, now=AFTER + timedelta(days=1))

    assert (exchange.state, exchange.held_at, exchange.closed_at) == (ExchangeState.CLOSED, AFTER, AFTER)
    assert [each.state for each in exchange.appointments] == [AppointmentState.HELD]
    assert facts(lite, lane(exchange)) == ["exchange_held", "exchange_closed"]
    assert facts(lite, streams.of_round(exchange.round_id)) == ["exchange_closed"]


def test_a_released_series_frees_the_starts_of_both(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, kind=Kind.MENTORING)
    before = taken(lite, exchange)

    exchanges.release(lite, exchange, reason=Reason.HOST_DECLINED, now=LATER)

    assert (before, taken(lite, exchange)) == ((0, 6), (0, 0))


@pytest.mark.parametrize("state", [ExchangeState.RELEASED, ExchangeState.BROKEN, ExchangeState.PROPOSED])
def test_only_what_was_confirmed_is_held(lite: Session, state: ExchangeState) -> None:
    exchange = a_confirmed_exchange(lite, state=state)

    with pytest.raises(Conflict):
        exchanges.hold(lite, exchange, now=AFTER)

    assert (exchange.state, facts(lite, lane(exchange))) == (state, [])


def test_holding_twice_is_holding_once(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)

    exchanges.hold(lite, exchange, now=AFTER)
    exchanges.hold(lite, exchange, now=AFTER + timedelta(days=1))

    assert (exchange.held_at, facts(lite, lane(exchange))) == (AFTER, ["exchange_held"])


@pytest.mark.parametrize("state", [ExchangeState.RELEASED, ExchangeState.CONFIRMED])
def test_only_what_was_held_is_closed(lite: Session, state: ExchangeState) -> None:
    exchange = a_confirmed_exchange(lite, state=state)

    with pytest.raises(Conflict):
        exchanges.close(lite, exchange, now=AFTER)

    assert exchange.state is state


def test_a_release_that_comes_after_the_days_is_told_by_letter(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    exchanges.break_off(
        lite, exchange, exchange.host_id, first=STAY.first_day, last=STAY.last_day, now=DAY_BEFORE
    )

    exchanges.release(lite, exchange, reason=Reason.ILLNESS, now=AFTER)

    assert told(lite, lane(exchange))[2:] == [("released", "Aino"), ("released", "Onni")]


def test_what_somebody_else_saved_meanwhile_is_seen_under_the_lock(postgresql_database: Database) -> None:
    with postgresql_database.change() as db:
        exchange = a_confirmed_exchange(db)

    with postgresql_database.change() as db:
        known = db.get_one(Exchange, exchange.id)
        with postgresql_database.change() as other:
            mine = exchanges.load(other, exchange.id)
            exchanges.release(other, mine, reason=Reason.HOST_DECLINED, now=LATER)

        before, after = known.state, exchanges.load(db, exchange.id).state

    assert (before, after) == (ExchangeState.CONFIRMED, ExchangeState.RELEASED)


def test_sessions_that_were_held_stay_held_when_the_rest_is_released(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, kind=Kind.MENTORING)

    exchanges.release(lite, exchange, reason=Reason.HOST_DECLINED, now=at(date(2027, 3, 4)))

    assert [each.state for each in loaded(lite, exchange).appointments] == [
        AppointmentState.HELD,
        AppointmentState.CANCELLED,
        AppointmentState.CANCELLED,
    ]


def test_days_that_passed_while_an_exchange_was_broken_were_not_held(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, state=ExchangeState.BROKEN, broken_at=YES)

    exchanges.release(lite, exchange, reason=Reason.ILLNESS, now=AFTER)

    assert [each.state for each in exchange.appointments] == [AppointmentState.CANCELLED]
