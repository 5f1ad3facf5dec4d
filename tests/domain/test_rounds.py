from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from domain import rounds
from domain.events import open_stream
from domain.refusals import Conflict, Invalid, NotFound
from models import streams
from models.events import Stream
from models.rounds import Round
from models.states import ApplicationState, EndorsementState, ExchangeState, FollowUpState, Reason, RoundState
from models.timeline import local_day
from tests.builders import (
    CLOSES,
    DECIDE_BY,
    FIRST_DAY,
    LAST_DAY,
    NOON,
    OPENS,
    a_person,
    a_round,
    an_application,
    an_endorsement,
)
from tests.builders_of_exchanges import a_follow_up, an_exchange
from tests.domain.lived import a_running_round, facts, told

A_MINUTE = timedelta(minutes=1)


def a_prepared_round(db: Session, **said: object) -> Round:
    round_ = a_round(db, owner=None, **{"state": RoundState.DRAFT} | said)
    open_stream(db, streams.of_round(round_.id))
    return round_


def test_a_round_that_is_added_has_its_stream(lite: Session) -> None:
    round_ = a_round(lite, state=RoundState.DRAFT)

    rounds.add(lite, round_)

    assert lite.get_one(Stream, streams.of_round(round_.id)).last_number == 0
    assert rounds.by_reference(lite, round_.reference) is round_


@pytest.mark.parametrize(
    "said",
    [
        {"opens_at": CLOSES},
        {"opens_at": CLOSES + A_MINUTE},
        {"closes_at": DECIDE_BY},
        {"decide_by": CLOSES - A_MINUTE},
        {"first_day": LAST_DAY + timedelta(days=1)},
        {"first_day": local_day(DECIDE_BY)},
    ],
)
def test_a_round_whose_dates_are_not_in_order_is_refused(lite: Session, said: dict[str, object]) -> None:
    round_ = a_round(lite, owner=None, state=RoundState.DRAFT, **said)

    with pytest.raises(Invalid):
        rounds.add(lite, round_)


def test_a_round_of_one_day_is_in_order(lite: Session) -> None:
    rounds.add(lite, a_round(lite, state=RoundState.DRAFT, first_day=FIRST_DAY, last_day=FIRST_DAY))


def test_an_unknown_reference_is_not_found(lite: Session) -> None:
    a_round(lite)

    with pytest.raises(NotFound):
        rounds.by_reference(lite, "syksy-2026")


def test_opening_early_lets_people_in_from_that_minute(lite: Session) -> None:
    round_ = a_prepared_round(lite)
    early = OPENS - timedelta(days=3)

    rounds.open_(lite, round_, now=early)

    assert (round_.state, round_.opens_at) == (RoundState.OPEN, early)
    assert round_.takes_applications(early)
    assert facts(lite, streams.of_round(round_.id)) == ["round_opened"]


def test_opening_late_keeps_the_promised_opening(lite: Session) -> None:
    round_ = a_prepared_round(lite)

    rounds.open_(lite, round_, now=NOON)

    assert round_.opens_at == OPENS


def test_opening_twice_is_refused_and_nobody_is_thanked_twice(lite: Session) -> None:
    round_ = a_prepared_round(lite)
    an_application(lite, to=round_)
    rounds.open_(lite, round_, now=OPENS)

    with pytest.raises(Conflict):
        rounds.open_(lite, round_, now=OPENS + A_MINUTE)

    assert facts(lite, streams.of_round(round_.id)) == ["round_opened"]
    assert told(lite, streams.of_round(round_.id)) == [("application_received", "Aino")]


def test_a_round_whose_closing_has_passed_is_not_opened(lite: Session) -> None:
    round_ = a_prepared_round(lite)

    with pytest.raises(Conflict):
        rounds.open_(lite, round_, now=CLOSES)

    assert round_.state is RoundState.DRAFT


def test_the_closing_moves_and_the_workflow_hears_of_it(lite: Session) -> None:
    round_ = a_round(lite)
    later = CLOSES + timedelta(days=2)

    rounds.move_closing(lite, round_, closes_at=later, now=NOON)

    assert round_.closes_at == later
    assert facts(lite, streams.of_round(round_.id)) == ["closing_moved"]
    assert lite.get_one(Stream, streams.of_round(round_.id)).bell_number == 1


@pytest.mark.parametrize("closes_at", [NOON, NOON - A_MINUTE, DECIDE_BY, DECIDE_BY + A_MINUTE])
def test_the_closing_lies_between_now_and_the_decision(lite: Session, closes_at: datetime) -> None:
    round_ = a_round(lite)

    with pytest.raises(Invalid):
        rounds.move_closing(lite, round_, closes_at=closes_at, now=NOON)

    assert round_.closes_at == CLOSES


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.CLOSED, RoundState.RUNNING])
def test_only_an_open_round_closes_at_another_time(lite: Session, state: RoundState) -> None:
    round_ = a_round(lite, state=state)

    with pytest.raises(Conflict):
        rounds.move_closing(lite, round_, closes_at=CLOSES + A_MINUTE, now=NOON)


def test_those_whose_supervisor_is_silent_are_reminded_with_the_supervisor(lite: Session) -> None:
    round_ = a_round(lite)
    silent, given = an_application(lite, to=round_), an_application(lite, to=round_)
    an_endorsement(lite, application=silent)
    an_endorsement(lite, application=given, state=EndorsementState.GIVEN)

    rounds.remind(lite, round_, now=NOON)

    assert round_.reminded_at == NOON
    assert told(lite, streams.of_round(round_.id)) == [("closing_soon", "Aino"), ("closing_soon", "Eero")]


def test_closing_twice_is_closing_once(lite: Session) -> None:
    round_ = a_round(lite)

    rounds.close(lite, round_, now=CLOSES)
    rounds.close(lite, round_, now=CLOSES + A_MINUTE)

    assert (round_.state, round_.closed_at) == (RoundState.CLOSED, CLOSES)
    assert facts(lite, streams.of_round(round_.id)) == ["round_closed"]


def test_the_owner_gets_the_figures_once_when_the_round_ends(lite: Session) -> None:
    round_ = a_running_round(lite, owner=a_person(lite, name="Helmi Keksitty"))
    last = CLOSES + timedelta(days=200)

    rounds.end(lite, round_, now=last)
    rounds.end(lite, round_, now=last + A_MINUTE)

    assert (round_.state, round_.ended_at) == (RoundState.ENDED, last)
    assert told(lite, streams.of_round(round_.id)) == [("round_summary", "Helmi")]
    assert facts(lite, streams.of_round(round_.id)) == ["round_ended"]


def test_the_summary_counts_what_became_of_the_exchanges(lite: Session) -> None:
    owner = a_person(lite)
    round_ = a_running_round(lite, owner=owner)
    held = an_exchange(lite, application=an_application(lite, to=round_), state=ExchangeState.CLOSED)
    moved = an_exchange(
        lite, application=an_application(lite, to=round_), state=ExchangeState.CLOSED, broken_at=NOON
    )
    an_exchange(
        lite,
        application=an_application(lite, to=round_, state=ApplicationState.WAITING),
        state=ExchangeState.RELEASED,
        released_reason=Reason.NO_ANSWER,
    )
    an_exchange(lite)  # of another round
    a_follow_up(lite, exchange=held, state=FollowUpState.ANSWERED)
    a_follow_up(lite, exchange=moved)

    summary = rounds.summary(lite, round_, owner)

    assert (summary.applications, summary.placed, summary.held, summary.released) == (3, 3, 2, 1)
    assert (summary.repaired, summary.notes_asked, summary.notes_answered) == (1, 2, 1)


def test_the_reminder_falls_a_week_before_the_closing(lite: Session) -> None:
    assert local_day(rounds.remind_at(a_round(lite))) == local_day(CLOSES) - timedelta(days=7)


@pytest.mark.parametrize("state", [RoundState.PLANNED, RoundState.RUNNING, RoundState.ENDED])
def test_a_round_that_has_moved_on_is_not_thrown_back_to_closed(lite: Session, state: RoundState) -> None:
    round_ = a_round(lite, state=state)

    rounds.close(lite, round_, now=CLOSES)

    assert (round_.state, facts(lite, streams.of_round(round_.id))) == (state, [])


def test_a_cancelled_round_does_not_end(lite: Session) -> None:
    round_ = a_round(lite, state=RoundState.CANCELLED)

    rounds.end(lite, round_, now=CLOSES)

    assert (round_.state, told(lite, streams.of_round(round_.id))) == (RoundState.CANCELLED, [])
