"""Other days that one of the two names: checked at once, asked of the other; asking loses nothing."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import exchange_life, round_life
from domain.asks import asking
from domain.new_days import naming, new_days, suggesting
from domain.refusals import Conflict, Invalid
from models import streams
from models.asks import About, Ask, AskState, Filled, Reply
from models.doubts import Days
from models.exchanges import Exchange
from models.new_days import NewDays
from models.offers import Availability
from models.people import Person
from models.rounds import Round
from models.states import Answer, ExchangeState
from tests.builders import STAY, a_person
from tests.domain.lived import (
    YES,
    a_confirmed_exchange,
    a_proposed_exchange,
    at,
    calendar_of,
    facts,
    invited,
    lane,
    letters,
    loaded,
    told,
)

NOW = YES
THE_15TH, THE_22ND = date(2027, 3, 15), date(2027, 3, 22)
ON_TUESDAY = at(date(2027, 2, 2), time(12))
UNTIL = NOW + timedelta(days=7)


def suggested(db: Session, *, firsts: tuple[date, ...] = (THE_15TH,), keeps_else: bool = False) -> Exchange:
    """The guest of a proposal names other days."""
    exchange = a_proposed_exchange(db, confirm_by=UNTIL)
    return by(db, exchange, exchange.guest, firsts=firsts, keeps_else=keeps_else)


def by(
    db: Session,
    exchange: Exchange,
    who: Person,
    *,
    firsts: tuple[date, ...] = (THE_15TH,),
    keeps_else: bool = False,
) -> Exchange:
    days = naming.named(db, exchange, firsts, (None, None), now=NOW)
    suggesting.suggest(db, exchange, who, days, keeps_else=keeps_else, now=NOW)
    return loaded(db, exchange)


def the_ask(db: Session) -> Ask:
    return db.scalars(select(Ask).where(Ask.about == About.NEW_DAYS)).one()


def answer(db: Session, word: str, *ticked: Days) -> None:
    filled = tuple(Filled(name=each.mark, value="yes") for each in ticked)
    asking.answer(db, the_ask(db), Reply(word=word, filled=filled), now=ON_TUESDAY)


def begins(exchange: Exchange) -> date | None:
    return exchange.appointments[0].first_day


def firsts(days: tuple[Days, ...]) -> list[date]:
    return [each.blocks[0].first_day for each in days]


def test_each_week_offers_its_first_possible_days_and_never_the_old_ones(lite: Session) -> None:
    exchange = a_proposed_exchange(lite)
    away = {"first_day": date(2027, 3, 16), "last_day": date(2027, 3, 16), "can": False}
    lite.add(Availability(offer_id=exchange.offer_id, **away))
    lite.flush()

    found = firsts(naming.by_week(lite, exchange, now=NOW))

    assert found == sorted(found)
    assert len({each.isocalendar()[:2] for each in found}) == len(found)
    assert STAY.first_day not in found
    assert THE_15TH not in found


def test_between_two_dates_any_days_that_fit_are_meant(lite: Session) -> None:
    exchange = a_proposed_exchange(lite)

    one = naming.named(lite, exchange, (), (THE_15TH, date(2027, 3, 17)), now=NOW)
    several = naming.named(lite, exchange, (), (THE_15TH, date(2027, 3, 19)), now=NOW)

    assert firsts(one) == [THE_15TH]
    assert firsts(several) == [THE_15TH, date(2027, 3, 16), date(2027, 3, 17)]


@pytest.mark.parametrize(
    ("between", "said"),
    [
        ((THE_15TH, date(2027, 3, 16)), "The visit lasts 3 working days: leave room for all of them."),
        ((date(2031, 3, 1), date(2031, 3, 9)), "The proposed days lie outside the round."),
        ((THE_22ND, None), "The host or mentor cannot take part on the proposed days."),
    ],
    ids=["too short", "another year", "host away"],
)
def test_days_that_cannot_be_are_refused_with_the_reason(
    lite: Session, between: tuple[date | None, date | None], said: str
) -> None:
    exchange = a_proposed_exchange(lite)
    away = {"first_day": THE_22ND, "last_day": THE_22ND, "can": False}
    lite.add(Availability(offer_id=exchange.offer_id, **away))
    lite.flush()

    with pytest.raises(Conflict) as refused:
        naming.named(lite, exchange, (), between, now=NOW)

    assert f"{refused.value.words}" == said


def test_naming_nothing_is_refused(lite: Session) -> None:
    exchange = a_proposed_exchange(lite)

    with pytest.raises(Invalid):
        naming.named(lite, exchange, (), (None, None), now=NOW)


def test_the_other_is_asked_at_once_and_the_place_is_kept(lite: Session) -> None:
    exchange = suggested(lite)

    standing = exchange_life.confirm(lite, exchange, heard=1, now=ON_TUESDAY)
    watch = round_life.watch(lite, lite.get_one(Round, exchange.round_id), heard=1, now=ON_TUESDAY)

    assert exchange.state is ExchangeState.BROKEN
    assert told(lite, lane(exchange)) == [("ask_new_days", "Onni")]
    assert "Aino Keksitty ehdottaa muita päiviä" in letters(lite, lane(exchange))[0]
    assert (standing.waiting_for, watch.outcome) == ("new_days", None)
    row = lite.scalars(select(NewDays)).one()
    assert (row.suggested_by_id, firsts(row.guest_suits), row.host_suits) == (
        exchange.guest_id,
        [THE_15TH],
        (),
    )


def test_a_yes_to_the_other_days_is_a_yes_of_both_to_the_exchange(lite: Session) -> None:
    exchange = suggested(lite)

    answer(lite, "suits")

    agreed = loaded(lite, exchange)
    assert (agreed.state, begins(agreed)) == (ExchangeState.CONFIRMED, THE_15TH)
    assert [each.answer for each in agreed.confirmations] == [Answer.ACCEPTED, Answer.ACCEPTED]
    assert facts(lite, lane(exchange))[-4:] == [
        "exchange_moved",
        "exchange_confirmed",
        "new_days_ended",
        "ask_answered",
    ]
    assert calendar_of(lite, lane(exchange)) == []  # the next chapter invites


def test_of_several_the_ticked_one_is_agreed(lite: Session) -> None:
    exchange = suggested(lite, firsts=(THE_15TH, THE_22ND))
    second = lite.scalars(select(NewDays)).one().possible[1]

    answer(lite, "suits", second)

    assert begins(loaded(lite, exchange)) == THE_22ND


def test_a_supervisor_who_has_a_word_is_asked_about_the_new_days(lite: Session) -> None:
    exchange = suggested(lite)
    lite.get_one(Round, exchange.round_id).supervisor_confirms_dates = True
    lite.get_one(Person, exchange.guest_id).supervisor_id = a_person(lite, name="Eero Keksitty").id
    lite.flush()

    answer(lite, "suits")
    exchange_life.confirm(lite, loaded(lite, exchange), heard=1, now=ON_TUESDAY)

    asked = [each.about for each in lite.scalars(select(Ask).where(Ask.state == AskState.OPEN))]
    assert loaded(lite, exchange).state is ExchangeState.PROPOSED
    assert asked == [About.DATES_SUIT_UNIT]


def test_without_a_common_day_a_repair_looks_elsewhere_and_not_on_the_old_days(lite: Session) -> None:
    exchange = suggested(lite)

    answer(lite, "none")
    watch = round_life.watch(lite, lite.get_one(Round, exchange.round_id), heard=1, now=ON_TUESDAY)

    away = lite.scalars(select(Availability).where(Availability.can.is_(False))).one()
    assert (away.application_id, away.first_day) == (exchange.application_id, STAY.first_day)
    assert loaded(lite, exchange).state is ExchangeState.BROKEN
    assert (watch.waiting_for, watch.until) == ("exchanges", at(date(2027, 2, 3), time(9)))


def test_where_the_old_days_would_do_the_proposal_stands_again_with_a_yes(lite: Session) -> None:
    exchange = suggested(lite, keeps_else=True)

    answer(lite, "none")

    again = loaded(lite, exchange)
    words = {each.person_id: each.answer for each in again.confirmations}
    assert (again.state, begins(again)) == (ExchangeState.PROPOSED, STAY.first_day)
    assert words == {again.guest_id: Answer.ACCEPTED, again.host_id: Answer.NEEDS_ACTION}
    assert told(lite, lane(exchange))[1:] == [("ask_host", "Onni")]
    assert again.confirm_by > ON_TUESDAY


def test_a_suggestion_is_taken_back_until_it_is_answered(lite: Session) -> None:
    exchange = suggested(lite)

    new_days.take_back(lite, exchange, exchange.guest, now=ON_TUESDAY)

    again = loaded(lite, exchange)
    assert (again.state, again.rests_until, the_ask(lite).state) == (
        ExchangeState.PROPOSED,
        None,
        AskState.DROPPED,
    )
    assert {each.answer for each in again.confirmations} == {Answer.NEEDS_ACTION}
    with pytest.raises(Conflict):
        new_days.take_back(lite, again, again.guest, now=ON_TUESDAY)


def test_only_who_named_them_takes_them_back(lite: Session) -> None:
    exchange = suggested(lite)

    with pytest.raises(Conflict):
        new_days.take_back(lite, exchange, exchange.host, now=ON_TUESDAY)

    assert loaded(lite, exchange).state is ExchangeState.BROKEN


def test_agreed_days_leave_the_calendars_until_others_are_found(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))

    by(lite, exchange, exchange.host, keeps_else=True)
    answer(lite, "suits")

    assert told(lite, lane(exchange))[2:6] == [
        ("invitation_cancel", "Aino"),
        ("invitation_cancel", "Onni"),
        ("days_wanted", "Helmi"),
        ("ask_new_days", "Aino"),
    ]
    moved = loaded(lite, exchange)
    assert (moved.state, begins(moved)) == (ExchangeState.CONFIRMED, THE_15TH)
    assert facts(lite, streams.of_round(exchange.round_id))[-1] == "new_days_ended"


def test_agreed_days_come_back_when_the_suggestion_is_taken_back(lite: Session) -> None:
    exchange = invited(lite, a_confirmed_exchange(lite))
    by(lite, exchange, exchange.guest)

    new_days.take_back(lite, exchange, exchange.guest, now=ON_TUESDAY)

    assert loaded(lite, exchange).state is ExchangeState.CONFIRMED
    assert calendar_of(lite, lane(exchange))[-2:] == [("REQUEST", 0, "Aino"), ("REQUEST", 0, "Onni")]


def test_days_that_went_to_somebody_else_meanwhile_are_not_agreed(lite: Session) -> None:
    exchange = suggested(lite, keeps_else=True)
    lite.add(
        Availability(offer_id=exchange.offer_id, first_day=THE_15TH, last_day=date(2027, 3, 16), can=False)
    )
    lite.flush()

    answer(lite, "suits")

    assert (loaded(lite, exchange).state, begins(loaded(lite, exchange))) == (
        ExchangeState.PROPOSED,
        STAY.first_day,
    )


def test_what_has_begun_has_no_other_days(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    then = datetime.combine(STAY.first_day, time(10), tzinfo=NOW.tzinfo)

    assert naming.by_week(lite, exchange, now=then) == ()
    with pytest.raises(Conflict):
        naming.named(lite, exchange, (THE_15TH,), (None, None), now=then)
