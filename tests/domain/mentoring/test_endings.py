"""A pair ends before its last session: at half-time, by its own wish, or because the mentor leaves."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.mentoring import endings, goals, leaving
from domain.refusals import Conflict
from models import streams
from models.applications import Application
from models.asks import About, Ask, AskState
from models.exchanges import Exchange
from models.mentoring import EndCode
from models.messages import Outcome, Standing
from models.offers import Offer
from models.rounds import Round
from models.states import ApplicationState, AppointmentState, ExchangeState, OfferState, Reason
from models.timeline import EVENING, local_day
from tests.domain.lived import at, calendar_of, lane, letters, loaded, taken, told
from tests.domain.mentoring.paired import ASKED, ENDS, a_pair, by_phone, live, says, states

HALF_TIME = at(date(2027, 3, 31), time(9))  # the day after the third of six
PLANNED, HELD, CANCELLED = AppointmentState.PLANNED, AppointmentState.HELD, AppointmentState.CANCELLED


def at_half_time(db: Session) -> Exchange:
    pair = a_pair(db)
    for now in (ASKED, ENDS, HALF_TIME):
        live(db, pair, now)
    return loaded(db, pair)


def leave(db: Session, pair: Exchange, *, since: datetime, now: datetime = HALF_TIME) -> list[Exchange]:
    """Their mentor says so by phone."""
    round_, behalf = db.get_one(Round, pair.round_id), by_phone(db, pair)
    return leaving.leave(db, pair.host, round_, since=since, now=now, behalf=behalf)


def test_both_are_asked_at_half_time(lite: Session) -> None:
    pair = a_pair(lite)
    goals.add(lite, pair, "Johtaa hanke", by=pair.guest, now=ASKED)
    live(lite, pair, ASKED)

    live(lite, pair, HALF_TIME)

    mine = [(kind, who) for kind, who in told(lite, lane(pair)) if kind == "mid_term"]
    assert mine == [("mid_term", "Aino"), ("mid_term", "Onni")]
    assert "Johtaa hanke" in next(each for each in letters(lite, lane(pair)) if "Johtaa" in each)


def test_a_call_for_help_reaches_the_coordinator_in_their_own_words(lite: Session) -> None:
    pair = at_half_time(lite)

    says(lite, About.MID_TERM, pair.host, "help", now=HALF_TIME, words="Emme löydä aikoja.")

    assert told(lite, lane(pair))[-1] == ("pair_needs_help", "Helmi")
    assert "Emme löydä aikoja." in letters(lite, lane(pair))[-1]
    assert loaded(lite, pair).state is ExchangeState.CONFIRMED


def test_an_end_at_half_time_clears_what_is_to_come_and_asks_for_notes(lite: Session) -> None:
    pair = at_half_time(lite)

    says(lite, About.MID_TERM, pair.guest, "end", now=HALF_TIME)

    pair = loaded(lite, pair)
    assert live(lite, pair, HALF_TIME) == Standing(outcome=Outcome.HELD)
    assert [each.state for each in pair.appointments] == [*[HELD] * 3, *[CANCELLED] * 3]
    assert calendar_of(lite, lane(pair))[-2:] == [("CANCEL", 1, "Aino"), ("CANCEL", 1, "Onni")]
    assert AskState.OPEN not in states(lite, pair, About.MID_TERM)
    assert taken(lite, pair) == (0, 6)


def test_a_pair_that_has_never_met_and_ends_is_released(lite: Session) -> None:
    pair = a_pair(lite)

    endings.end(lite, pair, EndCode.NO_TIME, now=at(date(2027, 2, 10)), behalf=by_phone(lite, pair))

    assert (pair.state, pair.released_reason) == (ExchangeState.RELEASED, Reason.ENDED_EARLY)
    assert lite.get_one(Application, pair.application_id).state is ApplicationState.WITHDRAWN
    with pytest.raises(Conflict):
        endings.end(lite, pair, EndCode.NO_TIME, now=at(date(2027, 2, 10)))


def test_a_mentor_who_leaves_now_frees_the_mentee_for_what_remains(lite: Session) -> None:
    pair = at_half_time(lite)

    leave(lite, pair, since=HALF_TIME)

    pair = loaded(lite, pair)
    application = lite.get_one(Application, pair.application_id)
    assert (pair.state, pair.released_reason) == (ExchangeState.RELEASED, Reason.MENTOR_LEFT)
    assert (application.state, application.priority, application.sessions) == (
        ApplicationState.WAITING,
        20,
        3,
    )
    assert lite.get_one(Offer, pair.offer_id).state is OfferState.WITHDRAWN
    assert [each.state for each in pair.appointments] == [*[HELD] * 3, *[CANCELLED] * 3]
    assert told(lite, streams.of_round(pair.round_id)) == [
        ("mentor_leaves", "Aino"),
        ("find_successor", "Helmi"),
    ]


def test_a_mentor_who_leaves_later_meets_until_then(lite: Session) -> None:
    pair = at_half_time(lite)
    since = at(date(2027, 5, 1))

    leave(lite, pair, since=since)

    pair = loaded(lite, pair)
    assert [each.state for each in pair.appointments] == [*[PLANNED] * 5, CANCELLED]
    assert live(lite, pair, HALF_TIME).waiting_for == "days"
    last = at(date(2027, 4, 27), time(14))
    assert live(lite, pair, last - timedelta(minutes=1)).waiting_for == "days"
    assert live(lite, pair, last) == Standing(outcome=Outcome.RELEASED)
    assert [each.state for each in loaded(lite, pair).appointments] == [*[HELD] * 5, CANCELLED]
    assert lite.get_one(Application, pair.application_id).sessions == 1


def test_a_mentor_who_leaves_after_the_last_session_ends_nothing(lite: Session) -> None:
    pair = at_half_time(lite)

    left = leave(lite, pair, since=at(date(2027, 6, 1)))

    assert left == []
    assert loaded(lite, pair).state is ExchangeState.CONFIRMED


def test_leaving_said_twice_is_said_once(lite: Session) -> None:
    pair = at_half_time(lite)

    for _time in range(2):
        leave(lite, pair, since=HALF_TIME)

    assert len(told(lite, streams.of_round(pair.round_id))) == 2
    assert lite.get_one(Application, pair.application_id).sessions == 3


def test_a_mentor_who_leaves_earlier_than_they_said_leaves_all_that_remains(lite: Session) -> None:
    pair = at_half_time(lite)
    starts = [each.starts_at for each in pair.appointments if each.starts_at]

    for since in (starts[5], starts[4]):
        leave(lite, loaded(lite, pair), since=since)

    assert lite.get_one(Application, pair.application_id).sessions == 2
    asked = lite.execute(select(Ask.about, Ask.deadline).where(Ask.about.in_(endings.AFTER_THE_MENTOR)))
    find_by = at(local_day(starts[4]) + leaving.FOUND_WITHIN, EVENING)
    assert sorted(tuple(each) for each in asked) == [
        (About.CARRY_GOALS, find_by),
        (About.SUCCESSOR, find_by),
    ]


def test_nobody_looks_for_a_successor_of_a_pair_that_ended_first(lite: Session) -> None:
    pair = at_half_time(lite)
    leave(lite, pair, since=at(date(2027, 5, 1)))

    endings.end(lite, loaded(lite, pair), EndCode.NO_TIME, now=HALF_TIME + timedelta(days=1))

    states_ = lite.scalars(select(Ask.state).where(Ask.about.in_(endings.AFTER_THE_MENTOR)))
    assert list(states_) == [AskState.DROPPED, AskState.DROPPED]
