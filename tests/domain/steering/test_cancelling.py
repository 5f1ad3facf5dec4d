"""A round is cancelled in mid-life: one look at what is sent, calendars cleared, everybody told once."""

from datetime import datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from domain import exchange_life, priorities, round_life
from domain.hosting import interest
from domain.refusals import Conflict
from domain.send_plans import Effect
from domain.steering import cancelling, pausing
from domain.steering.cancelling import Cancelling
from domain.workshops import sign_ups
from models import streams
from models.messages import Outcome, Standing
from models.rounds import Round
from models.states import (
    ApplicationState,
    ExchangeState,
    Kind,
    Reason,
    RoundState,
    ScheduleState,
    WorkshopState,
)
from tests.builders import CLOSES, NOON, STAY, a_person, a_schedule, an_application
from tests.builders_of_workshops import SIGN_UP_OPENS, a_workshop
from tests.domain.lived import LATER, at, calendar_of, facts, invited, lane, loaded, told
from tests.domain.steering.steered import (
    a_round_of_helmi,
    aino_to_onni,
    everybody_was_told,
    helmi_of,
)

EVERY_STATE = [
    RoundState.DRAFT,
    RoundState.OPEN,
    RoundState.CLOSED,
    RoundState.PLANNED,
    RoundState.RUNNING,
]


def said(db: Session, round_: Round) -> Cancelling:
    return Cancelling(helmi_of(db, round_), "Rahoitus päättyi")


def cancel(db: Session, round_: Round, *, seen: str | None = None) -> None:
    cancelling.cancel(db, round_, said(db, round_), now=LATER, seen=seen)


@pytest.mark.parametrize("state", EVERY_STATE)
def test_a_round_can_be_cancelled_in_every_phase_and_its_chapters_end(
    lite: Session, state: RoundState
) -> None:
    round_ = a_round_of_helmi(lite, RoundState.OPEN)
    round_.state = state
    if state is RoundState.PLANNED:
        a_schedule(lite, of=round_)

    cancel(lite, round_)
    cancel(lite, round_)

    assert round_.state is RoundState.CANCELLED
    assert facts(lite, streams.of_round(round_.id)) == ["round_cancelled"]
    assert round_life.collect(lite, round_, heard=1, now=LATER) == Standing(outcome=Outcome.DONE)
    assert not round_life.wants_plan(lite, round_, now=LATER)
    assert round_life.without_plan(lite, round_) == Standing(outcome=Outcome.DONE)
    assert round_life.watch(lite, round_, heard=1, now=LATER) == Standing(outcome=Outcome.DONE)


def test_whoever_is_in_calendars_hears_by_a_cancellation_and_everybody_else_by_a_letter(
    lite: Session,
) -> None:
    round_ = a_round_of_helmi(lite)
    exchange = invited(lite, aino_to_onni(lite, round_, is_confirmed=True))
    waiting = a_person(lite, name="Bertta Keksitty")
    an_application(lite, to=round_, person=waiting, state=ApplicationState.WAITING)

    cancel(lite, round_)

    assert calendar_of(lite, lane(exchange)) == [
        ("REQUEST", 0, "Aino"),
        ("REQUEST", 0, "Onni"),
        ("CANCEL", 1, "Aino"),
        ("CANCEL", 1, "Onni"),
    ]
    assert told(lite, streams.of_round(round_.id)) == [("round_cancelled", "Bertta")]
    ended = loaded(lite, exchange)
    assert (ended.state, ended.released_reason) == (ExchangeState.RELEASED, Reason.ROUND_CANCELLED)


def test_whoever_was_only_asked_hears_once(lite: Session) -> None:
    round_ = a_round_of_helmi(lite)
    aino_to_onni(lite, round_)

    cancel(lite, round_)

    assert everybody_was_told(lite) == [("Aino", "released"), ("Onni", "released")]


def test_what_has_taken_place_stays_with_its_follow_up(lite: Session) -> None:
    round_ = a_round_of_helmi(lite)
    exchange = aino_to_onni(lite, round_, is_confirmed=True)
    exchange.state, exchange.held_at = ExchangeState.HELD, NOON

    cancel(lite, round_)

    assert loaded(lite, exchange).state is ExchangeState.HELD
    assert ("Aino", "round_cancelled") not in everybody_was_told(lite)
    assert exchange_life.follow_up(lite, exchange, heard=1, now=LATER).outcome is None


def test_workshops_that_are_to_come_are_cancelled_too(lite: Session) -> None:
    round_ = a_round_of_helmi(lite)
    to_come, held = (
        a_workshop(lite, of=round_, state=state) for state in (WorkshopState.PLANNED, WorkshopState.HELD)
    )

    cancel(lite, round_)

    assert (to_come.state, held.state) == (WorkshopState.CANCELLED, WorkshopState.HELD)


def test_whoever_comes_to_a_workshop_hears_that_the_whole_round_is_cancelled(lite: Session) -> None:
    round_ = a_round_of_helmi(lite, RoundState.OPEN)
    aino = a_person(lite, name="Aino Keksitty")
    an_application(lite, to=round_, person=aino)
    workshop = a_workshop(lite, of=round_)
    sign_ups.come(lite, workshop, sign_ups.invite(lite, workshop, aino, now=SIGN_UP_OPENS), now=SIGN_UP_OPENS)

    cancel(lite, round_)

    assert everybody_was_told(lite) == [
        ("Aino", "round_cancelled"),
        ("Aino", "seat_confirmed"),
        ("Aino", "workshop_cancelled"),
    ]


def test_the_send_plan_says_beforehand_what_is_sent_and_sends_nothing(lite: Session) -> None:
    round_ = a_round_of_helmi(lite)
    invited(lite, aino_to_onni(lite, round_, is_confirmed=True))
    an_application(
        lite, to=round_, person=a_person(lite, name="Bertta Keksitty"), state=ApplicationState.WAITING
    )
    before = everybody_was_told(lite)

    plan = cancelling.foresee(lite, round_, said(lite, round_), now=LATER)

    assert [(each.name, each.kind, each.effect) for each in plan.messages] == [
        ("Aino Keksitty", "invitation_cancel", Effect.CANCELLED),
        ("Bertta Keksitty", "round_cancelled", Effect.TOLD),
        ("Onni Keksitty", "invitation_cancel", Effect.CANCELLED),
    ]
    assert (round_.state, everybody_was_told(lite)) == (RoundState.RUNNING, before)


def test_it_is_refused_when_others_would_hear_by_now(lite: Session) -> None:
    round_ = a_round_of_helmi(lite)
    aino_to_onni(lite, round_)
    seen = cancelling.foresee(lite, round_, said(lite, round_), now=LATER).digest
    an_application(lite, to=round_, person=a_person(lite, name="Bertta Keksitty"))

    with pytest.raises(Conflict):
        cancel(lite, round_, seen=seen)

    assert round_.state is RoundState.RUNNING


def test_what_was_seen_is_what_is_sent(lite: Session) -> None:
    round_ = a_round_of_helmi(lite)
    aino_to_onni(lite, round_)
    seen = cancelling.foresee(lite, round_, said(lite, round_), now=LATER).digest

    cancel(lite, round_, seen=seen)

    assert round_.state is RoundState.CANCELLED


def test_whoever_hoped_for_a_place_comes_first_next_time(lite: Session) -> None:
    round_ = a_round_of_helmi(lite, RoundState.OPEN)
    bertta = a_person(lite, name="Bertta Keksitty")
    an_application(lite, to=round_, person=bertta)

    cancel(lite, round_)

    following = a_round_of_helmi(lite, RoundState.OPEN, opens_at=CLOSES, reference="syksy-2027")
    assert priorities.waited_in_vain(lite, following) == {(bertta.id, Kind.SHADOWING)}


@pytest.mark.parametrize("now", [LATER, at(STAY.first_day, time(18))])
def test_whoever_loses_a_place_comes_first_next_time_unless_they_have_met(
    lite: Session, now: datetime
) -> None:
    round_ = a_round_of_helmi(lite)
    exchange = aino_to_onni(lite, round_, is_confirmed=True)

    cancelling.cancel(lite, round_, said(lite, round_), now=now)

    following = a_round_of_helmi(lite, RoundState.OPEN, opens_at=CLOSES, reference="syksy-2027")
    first = {(exchange.guest_id, Kind.SHADOWING)} if now == LATER else set()
    assert priorities.waited_in_vain(lite, following) == first


def test_a_plan_that_waits_is_set_aside_and_questions_end(lite: Session) -> None:
    round_ = a_round_of_helmi(lite, RoundState.OPEN)
    host = a_person(lite, name="Onni Keksitty")
    interest.ask(lite, round_, [host], now=NOON)
    round_.state = RoundState.PLANNED
    schedule = a_schedule(lite, of=round_)

    cancel(lite, round_)

    assert schedule.state is ScheduleState.SUPERSEDED
    assert round_life.decide(lite, round_, heard=1, now=LATER) == Standing(outcome=Outcome.REJECTED)
    assert everybody_was_told(lite) == [("Onni", "host_interest"), ("Onni", "round_cancelled")]


def test_a_paused_round_can_be_cancelled(lite: Session) -> None:
    round_ = a_round_of_helmi(lite)
    pausing.pause(lite, round_, why="Tauko", by=helmi_of(lite, round_), now=NOON)

    cancel(lite, round_)

    assert round_life.watch(lite, round_, heard=1, now=LATER) == Standing(outcome=Outcome.DONE)


def test_a_round_that_has_ended_is_not_cancelled(lite: Session) -> None:
    round_ = a_round_of_helmi(lite, RoundState.ENDED)

    with pytest.raises(Conflict):
        cancel(lite, round_)


def test_after_the_last_chapter_no_summary_is_sent(lite: Session) -> None:
    round_ = a_round_of_helmi(lite)
    cancel(lite, round_)

    round_life.close(lite, round_, now=LATER + timedelta(minutes=1))

    assert (round_.state, everybody_was_told(lite)) == (RoundState.CANCELLED, [])
