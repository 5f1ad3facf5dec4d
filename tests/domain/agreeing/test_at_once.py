"""What several people say in the same second, on both databases: places are never given twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain import exchange_life, exchanges, round_life
from domain.agreeing import late_yes
from domain.asks import asking
from domain.refusals import Refusal
from models.asks import About, Ask, AskState, Filled, Reply
from models.database import Database
from models.doubts import Days
from models.exchanges import Exchange, GuestDay
from models.mails import Mail
from models.offers import Offer
from models.states import Answer, ExchangeState, Reason
from tests.builders import CONFIRM_BY, a_host_offer
from tests.domain.agreeing.pairs import (
    ENDS,
    FIRST,
    PROPOSED,
    a_pair_without_days,
    an_agreeing_round,
    ask_of,
    both_say_yes,
    live,
    names,
)
from tests.domain.lived import LATER, YES, a_proposed_exchange

Verb = Callable[[Session], object]
AN_HOUR = timedelta(hours=1)


def at_once(database: Database, *verbs: Verb) -> list[bool]:
    """Each in a transaction of its own, begun together; which of them were not refused."""
    begin = Barrier(len(verbs))

    def run(verb: Verb) -> bool:
        begin.wait()
        try:
            with database.change() as db:
                verb(db)
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(len(verbs)) as threads:
        return list(threads.map(run, verbs))


def says(exchange_id: UUID, side: str, word: Answer) -> Verb:
    def verb(db: Session) -> None:
        exchange = exchanges.load(db, exchange_id)
        exchanges.answer(db, exchange, getattr(exchange, f"{side}_id"), word, now=LATER)

    return verb


def state_of(database: Database, exchange_id: UUID) -> tuple[ExchangeState, Reason | None]:
    with database.look() as db:
        found = db.get_one(Exchange, exchange_id)
        return found.state, found.released_reason


def taken(database: Database, offer_id: UUID) -> list[int]:
    """How many guests the host has in each half day that is taken."""
    with database.look() as db:
        found = select(func.count(GuestDay.id)).where(GuestDay.offer_id == offer_id)
        return list(db.scalars(found.group_by(GuestDay.day, GuestDay.half)))


def test_both_decline_at_once_and_it_is_released_once(database: Database) -> None:
    with database.change() as db:
        exchange_id = a_proposed_exchange(db).id

    outcomes = at_once(
        database,
        says(exchange_id, "guest", Answer.DECLINED),
        says(exchange_id, "host", Answer.DECLINED),
    )

    assert sorted(outcomes) == [False, True]
    assert state_of(database, exchange_id)[0] is ExchangeState.RELEASED
    with database.look() as db:
        assert sorted(db.scalars(select(Mail.kind))) == ["released", "released"]


def test_two_guests_of_one_host_decline_at_once_and_both_places_are_free(database: Database) -> None:
    with database.change() as db:
        round_ = an_agreeing_round(db)
        desk = a_host_offer(db, to=round_, most=2, guests_per_day=2)
        pairs = [a_proposed_exchange(db, offer=desk).id for _n in range(2)]
        offer_id = desk.id

    outcomes = at_once(database, *(says(each, "guest", Answer.DECLINED) for each in pairs))

    assert outcomes == [True, True]
    released = (ExchangeState.RELEASED, Reason.GUEST_DECLINED)
    assert [state_of(database, each) for each in pairs] == [released, released]
    assert taken(database, offer_id) == []


@pytest.mark.parametrize("_turn", range(3))
def test_a_yes_and_the_end_of_the_time_in_one_second_leave_one_of_the_two(
    database: Database, _turn: int
) -> None:
    with database.change() as db:
        exchange = a_proposed_exchange(db)
        exchange_id = exchange.id
        exchanges.answer(db, exchange, exchange.guest_id, Answer.ACCEPTED, now=LATER)

    def ends(db: Session) -> None:
        exchange_life.confirm(db, exchanges.load(db, exchange_id), heard=1, now=CONFIRM_BY)

    yes, _end = at_once(database, says(exchange_id, "host", Answer.ACCEPTED), ends)

    expected = (ExchangeState.CONFIRMED, None) if yes else (ExchangeState.RELEASED, Reason.NO_ANSWER)
    assert state_of(database, exchange_id) == expected


@pytest.mark.parametrize("_turn", range(3))
def test_a_supervisors_word_and_the_end_of_its_time_in_one_second_leave_one_of_the_two(
    database: Database, _turn: int
) -> None:
    with database.change() as db:
        exchange_id = both_say_yes(db).id
        exchange_life.confirm(db, exchanges.load(db, exchange_id), heard=1, now=YES)
        ask = db.scalars(select(Ask).where(Ask.about == About.DATES_SUIT_UNIT)).one()
        ask_id, ends = ask.id, ask.deadline

    def suits(db: Session) -> None:
        asking.answer(db, db.get_one(Ask, ask_id), Reply(word="suits"), now=ends)

    def lapses(db: Session) -> None:
        exchange_life.confirm(db, exchanges.load(db, exchange_id), heard=1, now=ends)

    yes, _end = at_once(database, suits, lapses)

    expected = (ExchangeState.CONFIRMED, None) if yes else (ExchangeState.RELEASED, Reason.NO_ANSWER)
    assert state_of(database, exchange_id) == expected
    with database.look() as db:
        assert db.get_one(Ask, ask_id).state is (AskState.ANSWERED if yes else AskState.LAPSED)


@pytest.mark.parametrize("_turn", range(3))
def test_a_pair_that_agrees_while_the_coordinator_releases_it_keeps_its_days_or_has_none(
    database: Database, _turn: int
) -> None:
    with database.change() as db:
        round_ = an_agreeing_round(db)
        exchange = a_pair_without_days(db, round_=round_)
        exchange_id, offer_id = exchange.id, exchange.offer_id
        live(db, exchange, PROPOSED)
        names(db, exchange, "guest", FIRST, now=PROPOSED)
        round_life.watch(db, round_, heard=1, now=ENDS)
        ask_id = db.scalars(select(Ask.id).where(Ask.about == About.DATES_MISSING)).one()

    def releases(db: Session) -> None:
        asking.answer(db, db.get_one(Ask, ask_id), Reply(word="release"), now=ENDS + AN_HOUR)

    agreed, _released = at_once(database, ticks(exchange_id), releases)

    expected = (ExchangeState.CONFIRMED, None) if agreed else (ExchangeState.RELEASED, Reason.NO_DATES)
    assert state_of(database, exchange_id) == expected
    assert taken(database, offer_id) == ([1] * 6 if agreed else [])


def test_two_pairs_settle_on_the_last_day_of_one_host_at_once(database: Database) -> None:
    with database.change() as db:
        round_ = an_agreeing_round(db)
        desk = a_host_offer(db, to=round_, most=2)
        pairs = [
            a_pair_without_days(db, round_=round_, offer=desk, name=f"{name} Keksitty")
            for name in ("Aino", "Bertta")
        ]
        for each in pairs:
            live(db, each, PROPOSED)
            names(db, each, "guest", FIRST, now=PROPOSED)
        ids, offer_id = [each.id for each in pairs], desk.id

    at_once(database, *(ticks(each) for each in ids))

    assert taken(database, offer_id) == [1] * 6
    states = sorted(state_of(database, each)[0] for each in ids)
    assert states == [ExchangeState.CONFIRMED, ExchangeState.PROPOSED]


def ticks(exchange_id: UUID) -> Verb:
    """The host of both ticks the same days for both."""

    def verb(db: Session) -> None:
        exchange = exchanges.load(db, exchange_id)
        ask = ask_of(db, exchange, exchange.host_id)
        mark = Filled(name=Days(blocks=(FIRST,)).mark, value="yes")
        asking.answer(db, ask, Reply(word="suits", filled=(mark,)), now=PROPOSED + AN_HOUR)

    return verb


def test_two_late_yeses_for_one_place_take_it_once(database: Database) -> None:
    with database.change() as db:
        exchange = a_proposed_exchange(db)
        exchange_id, offer_id = exchange.id, exchange.offer_id
        exchange_life.confirm(db, exchange, heard=1, now=CONFIRM_BY)

    def late(side: str) -> Verb:
        def verb(db: Session) -> None:
            old = exchanges.load(db, exchange_id)
            person_id = getattr(old, f"{side}_id")
            late_yes.answer(db, old, person_id, Answer.ACCEPTED, now=CONFIRM_BY + AN_HOUR)

        return verb

    outcomes = at_once(database, late("guest"), late("host"))

    assert sorted(outcomes) == [False, True]
    assert taken(database, offer_id) == [1] * 6
    with database.look() as db:
        live_ = db.scalars(select(Exchange.id).where(Exchange.state != ExchangeState.RELEASED)).all()
        assert len(live_) == 1
        assert db.get_one(Offer, offer_id).most == 2
