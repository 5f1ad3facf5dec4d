"""A pair finds its days: each names what suits, and the first that both have named are theirs."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy.orm import Session

from domain.agreeing import open_dates
from domain.asks import asking
from domain.refusals import Conflict, Invalid
from models.asks import Reply
from models.messages import Outcome, Standing
from models.offers import Availability
from models.states import ExchangeState, Reason
from tests.builders import a_host_offer
from tests.domain.agreeing.pairs import (
    ENDS,
    FIRST,
    PROPOSED,
    SECOND,
    THIRD,
    a_pair_without_days,
    an_agreeing_round,
    ask_of,
    days_of,
    live,
    names,
    open_questions,
    writes,
)
from tests.domain.lived import at, facts, lane, loaded, taken, told

A_DAY = timedelta(days=1)


def test_both_are_asked_and_the_choice_is_spread_over_weeks(lite: Session) -> None:
    exchange = a_pair_without_days(lite)

    standing = live(lite, exchange, PROPOSED)

    assert standing == Standing(waiting_for="dates", until=at(date(2027, 2, 15), time(9)))
    assert told(lite, lane(exchange)) == [("ask_dates", "Aino"), ("ask_dates", "Onni")]
    row = open_dates.of(lite, exchange)
    assert row is not None
    assert [days.blocks[0].first_day.isocalendar().week for days in row.possible] == [9, 10, 11, 12, 13]
    assert taken(lite, exchange) == (0, 0)


def test_the_first_days_that_both_have_ticked_are_theirs(lite: Session) -> None:
    exchange = a_pair_without_days(lite)
    live(lite, exchange, PROPOSED)

    names(lite, exchange, "guest", THIRD, SECOND, now=PROPOSED + A_DAY)
    before = live(lite, exchange, PROPOSED + A_DAY)
    names(lite, exchange, "host", FIRST, SECOND, THIRD, now=PROPOSED + 2 * A_DAY)
    after = live(lite, exchange, PROPOSED + 2 * A_DAY)

    assert before.waiting_for == "dates"
    assert after.outcome is Outcome.CONFIRMED
    assert loaded(lite, exchange).state is ExchangeState.CONFIRMED
    assert days_of(lite, exchange) == [(SECOND.first_day, SECOND.last_day)]
    assert taken(lite, exchange) == (6, 0)
    assert facts(lite, lane(exchange)) == [
        "days_named",
        "ask_answered",
        "days_named",
        "days_agreed",
        "exchange_confirmed",
        "ask_answered",
    ]


def test_where_nothing_is_common_who_spoke_first_is_asked_about_the_others_days(
    lite: Session,
) -> None:
    exchange = a_pair_without_days(lite)
    live(lite, exchange, PROPOSED)
    names(lite, exchange, "guest", FIRST, now=PROPOSED + A_DAY)
    names(lite, exchange, "host", SECOND, now=PROPOSED + 2 * A_DAY)

    live(lite, exchange, PROPOSED + 2 * A_DAY)
    asked = open_questions(lite, exchange)
    names(lite, exchange, "guest", SECOND, now=PROPOSED + 3 * A_DAY)

    assert asked == ["Aino"]
    assert told(lite, lane(exchange))[2:] == [("ask_dates", "Aino")]
    assert days_of(lite, exchange) == [(SECOND.first_day, SECOND.last_day)]


def test_other_days_may_be_written_and_the_other_finds_them_on_the_page(lite: Session) -> None:
    exchange = a_pair_without_days(lite)
    live(lite, exchange, PROPOSED)

    writes(lite, exchange, "host", "14.4.2027", now=PROPOSED + A_DAY)
    row = open_dates.of(lite, exchange)
    assert row is not None
    (wished,) = row.host_suits
    names(lite, exchange, "guest", *wished.blocks, now=PROPOSED + 2 * A_DAY)

    assert days_of(lite, exchange) == [(date(2027, 4, 14), date(2027, 4, 16))]


@pytest.mark.parametrize(
    "first",
    ["6.3.2027", "27.5.2027", "1.6.2027", "9.2.2027", "25.3.2027", "soon"],
    ids=["Saturday", "beyond_the_end", "after_the_round", "tomorrow", "into_Easter", "no_day"],
)
def test_days_that_cannot_be_are_refused_with_a_reason(lite: Session, first: str) -> None:
    exchange = a_pair_without_days(lite)
    live(lite, exchange, PROPOSED)

    with pytest.raises(Invalid):
        writes(lite, exchange, "guest", first, now=PROPOSED)


def test_days_on_which_the_host_cannot_are_neither_offered_nor_taken(lite: Session) -> None:
    exchange = a_pair_without_days(lite)
    lite.add(
        Availability(
            offer_id=exchange.offer_id, first_day=date(2027, 3, 1), last_day=date(2027, 4, 11), can=False
        )
    )
    live(lite, exchange, PROPOSED)

    row = open_dates.of(lite, exchange)
    assert row is not None
    assert min(days.blocks[0].first_day for days in row.possible) == date(2027, 4, 12)
    with pytest.raises(Invalid):
        writes(lite, exchange, "guest", "8.3.2027", now=PROPOSED)


def test_two_pairs_at_one_host_do_not_get_the_same_days(lite: Session) -> None:
    round_ = an_agreeing_round(lite)
    desk = a_host_offer(lite, to=round_, most=2)
    aino = a_pair_without_days(lite, round_=round_, offer=desk)
    bertta = a_pair_without_days(lite, round_=round_, offer=desk, name="Bertta Keksitty")
    for each in (aino, bertta):
        live(lite, each, PROPOSED)
        names(lite, each, "guest", FIRST, now=PROPOSED)
    names(lite, aino, "host", FIRST, now=PROPOSED + A_DAY)

    with pytest.raises(Conflict), lite.begin_nested():
        names(lite, bertta, "host", FIRST, now=PROPOSED + A_DAY)
    names(lite, bertta, "host", SECOND, now=PROPOSED + A_DAY)
    live(lite, bertta, PROPOSED + A_DAY)
    names(lite, bertta, "guest", SECOND, now=PROPOSED + 2 * A_DAY)

    assert days_of(lite, aino) == [(FIRST.first_day, FIRST.last_day)]
    assert days_of(lite, bertta) == [(SECOND.first_day, SECOND.last_day)]


def test_days_that_were_taken_meanwhile_leave_the_next_common_ones(lite: Session) -> None:
    round_ = an_agreeing_round(lite)
    desk = a_host_offer(lite, to=round_, most=2)
    aino = a_pair_without_days(lite, round_=round_, offer=desk)
    bertta = a_pair_without_days(lite, round_=round_, offer=desk, name="Bertta Keksitty")
    for each in (aino, bertta):
        live(lite, each, PROPOSED)
        names(lite, each, "guest", FIRST, SECOND, now=PROPOSED)
        names(lite, each, "host", FIRST, SECOND, now=PROPOSED + A_DAY)

    assert days_of(lite, aino) == [(FIRST.first_day, FIRST.last_day)]
    assert days_of(lite, bertta) == [(SECOND.first_day, SECOND.last_day)]


def test_who_cannot_take_part_says_so_instead(lite: Session) -> None:
    exchange = a_pair_without_days(lite)
    live(lite, exchange, PROPOSED)

    asking.answer(lite, ask_of(lite, exchange, exchange.host_id), Reply(word="no"), now=PROPOSED + A_DAY)
    standing = live(lite, exchange, PROPOSED + A_DAY)

    assert standing.outcome is Outcome.RELEASED
    assert loaded(lite, exchange).released_reason is Reason.HOST_DECLINED
    assert told(lite, lane(exchange))[2:] == [("released", "Aino"), ("released", "Onni")]


def test_the_silent_are_reminded_twice_and_a_late_word_counts(
    lite: Session,
) -> None:
    exchange = a_pair_without_days(lite)
    live(lite, exchange, PROPOSED)
    names(lite, exchange, "guest", FIRST, now=PROPOSED + A_DAY)

    moments = [at(date(2027, 2, day), time(9)) for day in (15, 24)]
    for now in (*moments, ENDS):
        live(lite, exchange, now)
    waits = live(lite, exchange, ENDS + A_DAY)
    names(lite, exchange, "host", FIRST, now=ENDS + A_DAY)

    assert told(lite, lane(exchange))[2:] == [("ask_dates", "Onni"), ("ask_dates", "Onni")]
    assert waits == Standing(waiting_for="dates", until=None)
    assert days_of(lite, exchange) == [(FIRST.first_day, FIRST.last_day)]


def test_a_word_after_the_days_are_agreed_is_refused(lite: Session) -> None:
    exchange = a_pair_without_days(lite)
    live(lite, exchange, PROPOSED)
    guests = ask_of(lite, exchange, exchange.guest_id)
    names(lite, exchange, "guest", FIRST, now=PROPOSED)
    names(lite, exchange, "host", FIRST, now=PROPOSED)

    with pytest.raises(Conflict):
        asking.answer(lite, guests, Reply(word="no"), now=PROPOSED + A_DAY)
