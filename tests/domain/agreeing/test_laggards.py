"""Pairs without days when the time is over: the coordinator hears of them together and decides."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import round_life
from domain.agreeing import laggards, open_dates
from domain.asks import asking
from domain.refusals import Conflict, Invalid
from models import streams
from models.asks import About, Ask, AskState, Filled, Reply
from models.exchanges import Exchange
from models.messages import Standing
from models.rounds import Round
from models.states import ExchangeState, Reason
from models.timeline import EVENING, moment
from tests.domain.agreeing.pairs import (
    ENDS,
    FIRST,
    PROPOSED,
    a_pair_without_days,
    an_agreeing_round,
    live,
    names,
    open_questions,
)
from tests.domain.lived import at, lane, letters, loaded, told

A_DAY = timedelta(days=1)
DECIDED = at(date(2027, 3, 5), time(16))


def three_pairs(db: Session) -> tuple[Round, list[Exchange]]:
    """Aino's have agreed, Bertta's host is silent, of Cecilia's nobody has said a word."""
    round_ = an_agreeing_round(db)
    pairs = [
        a_pair_without_days(db, round_=round_, name=f"{name} Keksitty")
        for name in ("Aino", "Bertta", "Cecilia")
    ]
    for each in pairs:
        live(db, each, PROPOSED)
    for each in pairs[:2]:
        names(db, each, "guest", FIRST, now=PROPOSED)
    names(db, pairs[0], "host", FIRST, now=PROPOSED)
    return round_, pairs


def watch(db: Session, round_: Round, now: datetime) -> Standing:
    db.flush()
    return round_life.watch(db, db.get_one(Round, round_.id), heard=1, now=now)


def decision(db: Session) -> Ask:
    return db.scalars(select(Ask).where(Ask.about == About.DATES_MISSING)).one()


def open_decisions(db: Session) -> list[datetime]:
    """When each was asked."""
    mine = Ask.about == About.DATES_MISSING, Ask.state == AskState.OPEN
    return list(db.scalars(select(Ask.asked_at).where(*mine)))


def at_the_end(db: Session) -> tuple[Round, list[Exchange]]:
    round_, pairs = three_pairs(db)
    for each in pairs[1:]:
        live(db, each, ENDS)
    watch(db, round_, ENDS)
    return round_, pairs


def states(db: Session, pairs: list[Exchange]) -> list[tuple[ExchangeState, Reason | None]]:
    found = [loaded(db, each) for each in pairs]
    return [(each.state, each.released_reason) for each in found]


def test_the_round_waits_for_the_end_and_then_tells_the_coordinator_once(lite: Session) -> None:
    round_, pairs = three_pairs(lite)

    before = watch(lite, round_, PROPOSED)
    for each in pairs[1:]:
        live(lite, each, ENDS)
    after = [watch(lite, round_, now) for now in (ENDS, ENDS + timedelta(hours=1))]

    assert before == Standing(waiting_for="exchanges", until=ENDS)
    assert after[0].until == at(date(2027, 3, 3), time(9))
    lane = streams.of_round(round_.id)
    assert told(lite, lane) == [("dates_missing", "Helmi")]
    (letter,) = letters(lite, lane)
    assert "Bertta Keksitty" in letter
    assert "Cecilia Keksitty" in letter
    assert "Aino Keksitty" not in letter


def test_given_longer_the_silent_are_asked_anew_and_who_has_spoken_is_not(lite: Session) -> None:
    round_, pairs = at_the_end(lite)
    until = Filled(name="until", value="12.3.2027")

    asking.answer(lite, decision(lite), Reply(word="prolong", filled=(until,)), now=ENDS + A_DAY)
    for each in pairs[1:]:
        live(lite, each, ENDS + A_DAY)

    assert lite.get_one(Round, round_.id).agree_by == date(2027, 3, 12)
    assert [open_questions(lite, each) for each in pairs] == [[], ["Onni"], ["Cecilia", "Onni"]]
    assert watch(lite, round_, ENDS + A_DAY).until == moment(date(2027, 3, 12), EVENING)


def test_released_they_hear_why_and_who_has_agreed_is_left_alone(lite: Session) -> None:
    _round, pairs = at_the_end(lite)

    asking.answer(lite, decision(lite), Reply(word="release"), now=ENDS + A_DAY)

    assert states(lite, pairs) == [
        (ExchangeState.CONFIRMED, None),
        (ExchangeState.RELEASED, Reason.NO_DATES),
        (ExchangeState.RELEASED, Reason.NO_DATES),
    ]
    assert told(lite, lane(pairs[1]))[-2:] == [("released", "Bertta"), ("released", "Onni")]


def test_a_question_releases_the_pairs_that_it_has_named_and_no_others(lite: Session) -> None:
    round_, pairs = three_pairs(lite)
    row = open_dates.of(lite, pairs[1])
    assert row is not None
    row.agree_by = ENDS + 4 * A_DAY
    watch(lite, round_, ENDS)
    first = decision(lite)
    watch(lite, round_, row.agree_by)

    asking.answer(lite, first, Reply(word="release"), now=row.agree_by + timedelta(hours=1))

    assert [state for state, _reason in states(lite, pairs)] == [
        ExchangeState.CONFIRMED,
        ExchangeState.PROPOSED,
        ExchangeState.RELEASED,
    ]
    assert open_decisions(lite) == [row.agree_by]


def test_a_question_ends_when_another_has_released_its_pairs(lite: Session) -> None:
    round_, pairs = three_pairs(lite)
    row = open_dates.of(lite, pairs[1])
    assert row is not None
    row.agree_by = ENDS + 4 * A_DAY
    watch(lite, round_, ENDS)
    first = decision(lite)
    watch(lite, round_, row.agree_by)
    second = lite.scalars(select(Ask).where(Ask.about == About.DATES_MISSING, Ask.id != first.id)).one()

    asking.answer(lite, second, Reply(word="release"), now=row.agree_by)
    watch(lite, round_, row.agree_by)

    assert first.state is AskState.DROPPED
    assert open_decisions(lite) == []


def test_a_silent_coordinator_is_reminded_and_then_the_places_are_free(lite: Session) -> None:
    round_, pairs = at_the_end(lite)

    watch(lite, round_, at(date(2027, 3, 3), time(9)))
    watch(lite, round_, DECIDED)

    assert told(lite, streams.of_round(round_.id)) == [("dates_missing", "Helmi"), ("dates_missing", "Helmi")]
    assert [state for state, _reason in states(lite, pairs)] == [
        ExchangeState.CONFIRMED,
        ExchangeState.RELEASED,
        ExchangeState.RELEASED,
    ]


def test_when_all_have_agreed_meanwhile_there_is_nothing_to_decide(lite: Session) -> None:
    round_, pairs = at_the_end(lite)
    names(lite, pairs[1], "host", FIRST, now=ENDS + A_DAY)
    for side in ("guest", "host"):
        names(lite, pairs[2], side, FIRST, now=ENDS + A_DAY)

    with pytest.raises(Conflict), lite.begin_nested():
        asking.answer(lite, decision(lite), Reply(word="release"), now=ENDS + A_DAY)

    assert laggards.pairs(lite, round_, now=ENDS + A_DAY) == []


@pytest.mark.parametrize("until", ["13.3.2027", "1.2.2027", "28.5.2027", ""])
def test_days_that_cannot_be_the_new_end_are_refused(lite: Session, until: str) -> None:
    at_the_end(lite)
    reply = Reply(word="prolong", filled=(Filled(name="until", value=until),))

    with pytest.raises(Invalid):
        asking.answer(lite, decision(lite), reply, now=ENDS + A_DAY)
