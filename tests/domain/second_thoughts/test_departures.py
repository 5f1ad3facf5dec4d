"""Leaving a round and coming back: as they were, while nothing has come of it."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import applications
from domain.refusals import Conflict
from domain.second_thoughts import departures
from domain.second_thoughts.declines import WINDOW
from models import streams
from models.applications import Application
from models.asks import AskState
from models.exchanges import Exchange
from models.mails import Mail
from models.rounds import Round
from models.states import ApplicationState, ExchangeState, MailState, RoundState
from tests.builders import CLOSES, NOON, a_round, an_application
from tests.domain.lived import YES, a_confirmed_exchange, a_proposed_exchange, facts, lane, loaded
from tests.domain.test_endorsements import MONDAY, applied

AN_HOUR = timedelta(hours=1)
WAITING, SUBMITTED = ApplicationState.WAITING, ApplicationState.SUBMITTED


def left(db: Session, state: ApplicationState, *, round_state: RoundState) -> Application:
    round_ = a_round(db, state=round_state)
    row = an_application(db, to=round_, state=state)
    departures.leave(db, row, now=NOON)
    return row


def until(db: Session, row: Application, minutes: int = 5) -> object:
    now = NOON + timedelta(minutes=minutes)
    return departures.until(db, row, db.get_one(Round, row.round_id), now=now)


def test_who_has_left_comes_back_and_the_supervisor_is_asked_still(lite: Session) -> None:
    ask = applied(lite)
    row = lite.scalars(select(Application)).one()
    letters = len(list(lite.scalars(select(Mail))))

    departures.leave(lite, row, now=MONDAY)
    dropped = ask.state
    departures.come_back(lite, row, now=MONDAY + AN_HOUR)

    assert (dropped, ask.state, ask.ended_at) == (AskState.DROPPED, AskState.OPEN, None)
    assert (row.state, row.left_at, row.left_as) == (SUBMITTED, None, None)
    assert len(list(lite.scalars(select(Mail)))) == letters
    assert facts(lite, streams.of_round(row.round_id))[-1] == "application_resumed"


def test_an_endorsement_that_was_answered_is_not_asked_again(lite: Session) -> None:
    ask = applied(lite)
    ask.state, ask.ended_at = AskState.ANSWERED, MONDAY
    row = lite.scalars(select(Application)).one()

    departures.leave(lite, row, now=MONDAY + AN_HOUR)
    departures.come_back(lite, row, now=MONDAY + AN_HOUR)

    assert ask.state is AskState.ANSWERED


def test_while_the_round_takes_applications_there_is_time_until_it_closes(lite: Session) -> None:
    row = left(lite, SUBMITTED, round_state=RoundState.OPEN)

    assert until(lite, row, minutes=600) == CLOSES


@pytest.mark.parametrize(
    ("before", "round_state", "after"),
    [
        (SUBMITTED, RoundState.CLOSED, SUBMITTED),
        (SUBMITTED, RoundState.PLANNED, SUBMITTED),
        (SUBMITTED, RoundState.RUNNING, WAITING),
        (WAITING, RoundState.RUNNING, WAITING),
    ],
    ids=["closed", "planned", "running", "waiting"],
)
def test_afterwards_there_is_half_an_hour(
    lite: Session, before: ApplicationState, round_state: RoundState, after: ApplicationState
) -> None:
    row = left(lite, before, round_state=round_state)
    known = until(lite, row)

    departures.come_back(lite, row, now=NOON + timedelta(minutes=29))

    assert known == NOON + WINDOW
    assert row.state is after


def test_half_an_hour_later_it_stands(lite: Session) -> None:
    row = left(lite, WAITING, round_state=RoundState.RUNNING)

    with pytest.raises(Conflict):
        departures.come_back(lite, row, now=NOON + WINDOW)

    assert row.state is ApplicationState.WITHDRAWN


@pytest.mark.parametrize("gone", [RoundState.ENDED, RoundState.CANCELLED])
def test_nobody_comes_back_to_a_round_that_is_over(lite: Session, gone: RoundState) -> None:
    row = left(lite, SUBMITTED, round_state=RoundState.PLANNED)
    lite.get_one(Round, row.round_id).state = gone

    with pytest.raises(Conflict):
        departures.come_back(lite, row, now=NOON)


def test_a_draft_that_is_left_returns_only_while_the_round_is_open(lite: Session) -> None:
    row = left(lite, ApplicationState.DRAFT, round_state=RoundState.OPEN)
    open_until = until(lite, row)

    lite.get_one(Round, row.round_id).state = RoundState.CLOSED

    assert (open_until, until(lite, row)) == (CLOSES, None)


def test_what_a_coordinator_has_withdrawn_stays_so(lite: Session) -> None:
    row = an_application(lite)
    applications.withdraw(lite, row, now=NOON)

    with pytest.raises(Conflict):
        departures.come_back(lite, row, now=NOON)


def test_who_leaves_a_proposal_finds_it_again(lite: Session) -> None:
    old = a_proposed_exchange(lite)
    row = lite.get_one(Application, old.application_id)
    departures.leave(lite, row, now=YES)
    held = [each.held_until for each in lite.scalars(select(Mail).where(Mail.lane == lane(old)))]

    departures.come_back(lite, row, now=YES + timedelta(minutes=20))

    again = lite.scalars(select(Exchange).where(Exchange.id != old.id)).one()
    assert held == [YES + WINDOW] * 2
    assert {each.state for each in lite.scalars(select(Mail).where(Mail.lane == lane(old)))} == {
        MailState.OVERTAKEN
    }
    assert (row.state, again.state) == (ApplicationState.PLACED, ExchangeState.PROPOSED)
    assert loaded(lite, old).state is ExchangeState.RELEASED


def test_who_leaves_what_was_confirmed_has_left(lite: Session) -> None:
    old = a_confirmed_exchange(lite)
    row = lite.get_one(Application, old.application_id)

    departures.leave(lite, row, now=YES)

    assert departures.until(lite, row, lite.get_one(Round, row.round_id), now=YES) is None
    assert {each.held_until for each in lite.scalars(select(Mail).where(Mail.lane == lane(old)))} == {None}
    with pytest.raises(Conflict):
        departures.come_back(lite, row, now=YES)
