"""The life of a round, chapter by chapter with its dates; every chapter may be asked twice."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import round_life, rounds, schedules
from models import streams
from models.events import Stream, Wait
from models.exchanges import Exchange
from models.messages import Outcome, Standing
from models.rounds import Round
from models.states import ApplicationState, ExchangeState, Kind, Reason, RoundState, ScheduleState
from models.timeline import MORNING
from tests.builders import (
    CLOSES,
    DECIDE_BY,
    NOON,
    a_pairing,
    a_person,
    a_round,
    a_schedule,
    an_application,
    an_endorsement,
)
from tests.domain.lived import (
    a_confirmed_exchange,
    a_running_round,
    at,
    everything,
    facts,
    told,
)

A_MINUTE = timedelta(minutes=1)
REMIND = CLOSES - timedelta(days=7)
BROKEN_AT = at(date(2027, 2, 10))
NEXT_MORNING = at(date(2027, 2, 11), MORNING)

Chapter = Callable[..., Standing]


def ask(db: Session, chapter: Chapter, round_: Round, now: datetime) -> Standing:
    """One turn of a chapter, in a transaction of its own."""
    db.flush()
    db.expire_all()
    return chapter(db, db.get_one(Round, round_.id), heard=1, now=now)


def lane(round_: Round) -> str:
    return streams.of_round(round_.id)


def test_applications_are_waited_for_until_the_reminder_and_then_until_the_closing(lite: Session) -> None:
    round_ = a_round(lite)
    an_endorsement(lite, application=an_application(lite, to=round_))

    untils = [
        ask(lite, round_life.collect, round_, now).until
        for now in (NOON, REMIND - A_MINUTE, REMIND, REMIND + A_MINUTE, CLOSES - A_MINUTE)
    ]

    assert untils == [REMIND, REMIND, CLOSES, CLOSES, CLOSES]
    assert lite.get_one(Wait, lane(round_)).deadline == CLOSES
    assert told(lite, lane(round_)) == [("closing_soon", "Aino"), ("closing_soon", "Eero")]


def test_the_round_closes_on_the_minute(lite: Session) -> None:
    round_ = a_round(lite)

    before = ask(lite, round_life.collect, round_, CLOSES - A_MINUTE)
    after = ask(lite, round_life.collect, round_, CLOSES)

    assert (before.waiting_for, after) == ("applications", Standing(outcome=Outcome.DONE))
    assert (round_.state, round_.closed_at) == (RoundState.CLOSED, CLOSES)


def test_a_closing_that_moves_is_followed(lite: Session) -> None:
    round_ = a_round(lite)
    ask(lite, round_life.collect, round_, REMIND)
    later = CLOSES + timedelta(days=3)
    rounds.move_closing(lite, round_, closes_at=later, now=REMIND)

    standing = ask(lite, round_life.collect, round_, CLOSES)

    assert standing == Standing(waiting_for="applications", until=later)


def test_the_decision_is_waited_for_with_one_reminder_on_its_day(lite: Session) -> None:
    round_ = a_round(lite, owner=a_person(lite, name="Helmi Keksitty"), state=RoundState.PLANNED)
    a_schedule(lite, of=round_)

    untils = [
        ask(lite, round_life.decide, round_, now).until
        for now in (CLOSES, DECIDE_BY - A_MINUTE, DECIDE_BY, DECIDE_BY + A_MINUTE)
    ]

    assert untils == [DECIDE_BY, DECIDE_BY, None, None]
    assert lite.get_one(Wait, lane(round_)).whose_id == round_.owner_id
    assert told(lite, lane(round_)) == [("schedule_ready", "Helmi")]


def test_a_repair_is_decided_by_the_next_working_morning(lite: Session) -> None:
    round_ = a_running_round(lite)
    a_schedule(lite, of=round_, is_repair=True, made_at=BROKEN_AT)

    assert ask(lite, round_life.decide, round_, BROKEN_AT).until == NEXT_MORNING


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (ScheduleState.APPROVED, Outcome.APPROVED),
        (ScheduleState.PUBLISHED, Outcome.APPROVED),
        (ScheduleState.SUPERSEDED, Outcome.REJECTED),
    ],
)
def test_hrs_word_ends_the_waiting(lite: Session, state: ScheduleState, outcome: Outcome) -> None:
    round_ = a_round(lite, state=RoundState.PLANNED)
    a_schedule(lite, of=round_, state=state)

    assert ask(lite, round_life.decide, round_, CLOSES) == Standing(outcome=outcome)


def test_a_round_without_a_plan_is_planned_again(lite: Session) -> None:
    round_ = a_round(lite, state=RoundState.CLOSED)

    assert ask(lite, round_life.decide, round_, CLOSES) == Standing(outcome=Outcome.REJECTED)


def test_the_newest_version_is_published_and_only_if_approved(lite: Session) -> None:
    round_ = a_round(lite, state=RoundState.PLANNED)
    a_pairing(lite, schedule=a_schedule(lite, of=round_, state=ScheduleState.APPROVED))
    lite.expire_all()

    standing = round_life.publish(lite, round_, heard=1, now=DECIDE_BY)
    again = round_life.publish(lite, round_, heard=1, now=DECIDE_BY + A_MINUTE)

    versions = schedules.versions(lite, round_)
    assert (standing, again) == (Standing(outcome=Outcome.DONE), Standing(outcome=Outcome.DONE))
    assert [(each.state, each.published_at) for each in versions] == [(ScheduleState.PUBLISHED, DECIDE_BY)]
    assert len(lite.scalars(select(Exchange.id)).all()) == 1


def test_living_exchanges_are_watched_without_a_moment(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    round_ = lite.get_one(Round, exchange.round_id)

    assert ask(lite, round_life.watch, round_, BROKEN_AT) == Standing(waiting_for="exchanges")


@pytest.mark.parametrize(
    "said",
    [
        {"state": ExchangeState.BROKEN, "broken_at": BROKEN_AT},
        {
            "state": ExchangeState.RELEASED,
            "released_at": BROKEN_AT,
            "released_reason": Reason.HOST_DECLINED,
        },
    ],
)
def test_what_breaks_or_comes_free_is_repaired_the_next_morning(
    lite: Session, said: dict[str, object]
) -> None:
    exchange = a_confirmed_exchange(lite, application=None, offer=None, kind=Kind.SHADOWING, **said)
    round_ = lite.get_one(Round, exchange.round_id)

    before = ask(lite, round_life.watch, round_, NEXT_MORNING - A_MINUTE)
    after = ask(lite, round_life.watch, round_, NEXT_MORNING)

    assert before == Standing(waiting_for="exchanges", until=NEXT_MORNING)
    assert after == Standing(outcome=Outcome.REPAIR)


def test_a_release_that_was_looked_at_asks_for_no_second_repair(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, state=ExchangeState.RELEASED, released_at=BROKEN_AT, repaired=True)
    round_ = lite.get_one(Round, exchange.round_id)

    assert ask(lite, round_life.watch, round_, NEXT_MORNING) == Standing(outcome=Outcome.DONE)


def test_the_round_waits_while_notes_are_open_and_is_over_when_all_are_closed(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, state=ExchangeState.HELD)
    round_ = lite.get_one(Round, exchange.round_id)

    while_held = ask(lite, round_life.watch, round_, DECIDE_BY)
    lite.get_one(Exchange, exchange.id).state = ExchangeState.CLOSED
    when_closed = ask(lite, round_life.watch, round_, DECIDE_BY)

    assert (while_held.waiting_for, when_closed) == ("exchanges", Standing(outcome=Outcome.DONE))


def test_closing_the_round_twice_sends_one_summary(lite: Session) -> None:
    round_ = a_running_round(lite, owner=a_person(lite, name="Helmi Keksitty"))

    for minutes in range(2):
        round_life.close(lite, round_, now=DECIDE_BY + minutes * A_MINUTE)

    assert (round_.state, round_.ended_at) == (RoundState.ENDED, DECIDE_BY)
    assert lite.get_one(Stream, lane(round_)).closed_at == DECIDE_BY
    assert told(lite, lane(round_)) == [("round_summary", "Helmi")]
    assert facts(lite, lane(round_)) == ["round_ended"]


@pytest.mark.parametrize(
    ("chapter", "state", "now"),
    [
        (round_life.collect, RoundState.OPEN, NOON),
        (round_life.collect, RoundState.OPEN, REMIND),
        (round_life.collect, RoundState.OPEN, CLOSES),
        (round_life.decide, RoundState.PLANNED, CLOSES),
        (round_life.decide, RoundState.PLANNED, DECIDE_BY),
        (round_life.watch, RoundState.RUNNING, DECIDE_BY),
    ],
)
def test_a_chapter_that_is_asked_again_changes_nothing(
    db: Session, chapter: Chapter, state: RoundState, now: datetime
) -> None:
    round_ = a_round(db, state=state)
    an_endorsement(db, application=an_application(db, to=round_))
    if state is RoundState.PLANNED:
        a_schedule(db, of=round_)
    first = ask(db, chapter, round_, now)
    before = everything(db)

    again = ask(db, chapter, round_, now)

    assert (again, everything(db)) == (first, before)


def test_publishing_again_changes_nothing(db: Session) -> None:
    round_ = a_round(db, state=RoundState.PLANNED)
    a_pairing(db, schedule=a_schedule(db, of=round_, state=ScheduleState.APPROVED))
    an_application(db, to=round_, state=ApplicationState.SUBMITTED)
    db.expire_all()
    round_life.publish(db, round_, heard=1, now=DECIDE_BY)
    before = everything(db)

    round_life.publish(db, round_, heard=1, now=DECIDE_BY + timedelta(hours=1))

    assert everything(db) == before


def test_the_morning_is_that_of_finland(lite: Session) -> None:
    exchange = a_confirmed_exchange(
        lite, state=ExchangeState.BROKEN, broken_at=at(date(2027, 2, 10), time(23, 30))
    )
    round_ = lite.get_one(Round, exchange.round_id)

    assert ask(lite, round_life.watch, round_, BROKEN_AT).until == NEXT_MORNING
