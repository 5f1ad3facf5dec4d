from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchanges, invitations
from domain.refusals import Conflict, NotAllowed
from models import streams
from models.database import Database
from models.exchanges import Exchange
from models.offers import Availability
from models.states import Answer, ApplicationState, AppointmentState, ExchangeState, Kind, Reason
from models.timeline import MORNING
from tests.builders import STAY, a_host_offer, a_person
from tests.builders_of_exchanges import a_stay
from tests.domain.lived import (
    ASKED,
    SECOND_STAY,
    YES,
    a_confirmed_exchange,
    a_placed_application,
    a_proposed_exchange,
    a_running_round,
    at,
    calendar_of,
    facts,
    loaded,
    taken,
    told,
    two_guests_of_one_host,
)

LATER = YES + timedelta(hours=3)
DAY_BEFORE = at(date(2027, 3, 5), MORNING)  # the Friday before the stay
AFTER = at(date(2027, 3, 11))


def lane(exchange: Exchange) -> str:
    return streams.of_exchange(exchange.id)


def invited(db: Session, exchange: Exchange) -> Exchange:
    invitations.follow(db, exchange, now=LATER)
    return loaded(db, exchange)


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
    exchanges.ask_both_sides(lite, exchange, now=ASKED)
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


def test_breaking_off_keeps_the_place_and_notes_when_somebody_cannot(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)

    exchanges.break_off(
        lite, exchange, exchange.host_id, first=STAY.first_day, last=STAY.last_day, now=DAY_BEFORE
    )

    row = lite.scalars(select(Availability)).one()
    assert (exchange.state, exchange.broken_at, exchange.broken_by_id) == (
        ExchangeState.BROKEN,
        DAY_BEFORE,
        exchange.host_id,
    )
    assert (row.offer_id, row.application_id, row.can) == (exchange.offer_id, None, False)
    assert taken(lite, exchange) == (6, 0)
    assert facts(lite, lane(exchange)) == ["exchange_broken"]
    assert facts(lite, streams.of_round(exchange.round_id)) == ["exchange_broken"]


def test_what_is_broken_already_or_over_is_not_broken_off(lite: Session) -> None:
    for state in (ExchangeState.BROKEN, ExchangeState.HELD, ExchangeState.RELEASED):
        exchange = a_confirmed_exchange(lite, state=state)

        with pytest.raises(Conflict):
            exchanges.break_off(
                lite, exchange, exchange.guest_id, first=STAY.first_day, last=STAY.last_day, now=LATER
            )


def test_illness_breaks_every_stay_that_it_touches_and_no_other(lite: Session) -> None:
    first, second = two_guests_of_one_host(lite)

    touched = exchanges.fall_ill(
        lite, first.round_id, first.host_id, first=STAY.last_day, last=STAY.last_day, now=DAY_BEFORE
    )

    assert [each.id for each in touched] == [first.id]
    states = [loaded(lite, each).state for each in (first, second)]
    assert states == [ExchangeState.BROKEN, ExchangeState.CONFIRMED]


def test_illness_of_somebody_who_is_guest_and_host_breaks_both(lite: Session) -> None:
    round_ = a_running_round(lite)
    person = a_person(lite, name="Paula Keksitty")
    as_host = a_confirmed_exchange(lite, offer=a_host_offer(lite, to=round_, person=person))
    as_guest = a_confirmed_exchange(
        lite,
        application=a_placed_application(lite, to=round_, person=person),
        appointments=a_stay(SECOND_STAY),
    )

    touched = exchanges.fall_ill(
        lite, round_.id, person.id, first=STAY.first_day, last=SECOND_STAY.last_day, now=DAY_BEFORE
    )

    assert {each.id for each in touched} == {as_host.id, as_guest.id}


def test_falling_ill_twice_breaks_nothing_more(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    ill = {"first": STAY.first_day, "last": STAY.last_day}
    exchanges.fall_ill(lite, exchange.round_id, exchange.host_id, **ill, now=LATER)

    again = exchanges.fall_ill(lite, exchange.round_id, exchange.host_id, **ill, now=DAY_BEFORE)

    assert (again, exchange.broken_at) == ([], LATER)


def test_a_confirmed_exchange_that_moves_stays_confirmed_and_calendars_follow(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite, state=ExchangeState.BROKEN, broken_at=YES))
    exchange.week_reminder_at = exchange.day_reminder_at = LATER

    exchanges.move(lite, exchange, a_stay(SECOND_STAY), now=DAY_BEFORE)

    moved = loaded(lite, exchange)
    assert (moved.state, moved.repaired) == (ExchangeState.CONFIRMED, True)
    assert (moved.week_reminder_at, moved.day_reminder_at) == (None, None)
    assert [each.first_day for each in moved.appointments] == [SECOND_STAY.first_day]
    assert taken(lite, moved) == (6, 0)
    assert calendar_of(lite, lane(exchange))[2:] == [("REQUEST", 1, "Aino"), ("REQUEST", 1, "Onni")]


def test_a_proposal_that_moves_is_asked_anew(lite: Session) -> None:
    exchange = a_proposed_exchange(lite, state=ExchangeState.BROKEN, broken_at=YES)

    exchanges.move(lite, exchange, a_stay(SECOND_STAY), now=LATER)

    moved = loaded(lite, exchange)
    assert (moved.state, moved.confirmations) == (ExchangeState.PROPOSED, [])
    assert facts(lite, lane(exchange)) == ["exchange_moved"]


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


def test_a_prolonged_illness_keeps_a_broken_stay_from_moving_into_it(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    week, next_week = (STAY.first_day, STAY.last_day), (SECOND_STAY.first_day, SECOND_STAY.last_day)
    for (first, last), now in ((week, LATER), (next_week, DAY_BEFORE)):
        exchanges.fall_ill(lite, exchange.round_id, exchange.host_id, first=first, last=last, now=now)

    rows = lite.scalars(select(Availability).order_by(Availability.first_day)).all()

    assert [(each.offer_id, each.first_day, each.last_day) for each in rows] == [
        (exchange.offer_id, *week),
        (exchange.offer_id, *next_week),
    ]
    assert exchange.broken_at == LATER


def test_who_falls_ill_is_offered_to_nobody_on_those_days(lite: Session) -> None:
    desk = a_host_offer(lite, to=a_running_round(lite))

    touched = exchanges.fall_ill(
        lite, desk.round_id, desk.person_id, first=STAY.first_day, last=STAY.last_day, now=LATER
    )

    row = lite.scalars(select(Availability)).one()
    assert (touched, row.offer_id, row.can) == ([], desk.id, False)


def test_one_illness_that_breaks_two_stays_is_noted_once(lite: Session) -> None:
    first, _second = two_guests_of_one_host(lite)

    exchanges.fall_ill(
        lite, first.round_id, first.host_id, first=STAY.first_day, last=SECOND_STAY.last_day, now=LATER
    )

    assert len(lite.scalars(select(Availability.id)).all()) == 1


def test_a_proposal_is_asked_anew_also_when_its_first_day_stays(lite: Session) -> None:
    exchange = a_proposed_exchange(lite)
    exchange.confirmations.clear()
    lite.flush()
    exchanges.ask_both_sides(lite, exchange, now=ASKED)
    exchanges.remind_silent(lite, exchange, now=ASKED)
    exchanges.break_off(lite, exchange, exchange.host_id, first=STAY.last_day, last=STAY.last_day, now=YES)

    exchanges.move(lite, exchange, a_stay(), now=LATER)
    exchange = loaded(lite, exchange)
    exchanges.ask_both_sides(lite, exchange, now=LATER)
    reminded_at = exchange.reminded_at
    exchanges.remind_silent(lite, exchange, now=LATER)

    asked = [
        ("ask_guest", "Aino"),
        ("ask_host", "Onni"),
        ("remind_answer", "Aino"),
        ("remind_answer", "Onni"),
    ]
    assert (told(lite, lane(exchange)), reminded_at) == (asked + asked, None)


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
