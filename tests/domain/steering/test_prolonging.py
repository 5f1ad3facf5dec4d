"""HR moves dates: the timers follow, and whoever had another date is told once."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from domain import planning, round_life
from domain.asks import asking, asks
from domain.hosting import interest
from domain.refusals import Conflict, Invalid
from domain.steering import prolonging
from domain.steering.prolonging import Dates
from models import streams
from models.asks import About, Reply
from models.messages import Outcome, Standing
from models.rounds import Round
from models.states import Answer, ApplicationState, DateMode, RoundState, ScheduleState
from solver.solution import Status
from solver.solve import solve
from tests.builders import CLOSES, DECIDE_BY, LAST_DAY, NOON, STAY, a_person, a_schedule, an_application
from tests.domain.lived import at, facts, lane, loaded, told
from tests.domain.steering.steered import a_round_of_helmi, aino_to_onni, everybody_was_told, helmi_of

LATER = at(date(2027, 1, 20), time(16))
ASKED = at(date(2027, 1, 29), time(10))


def move(db: Session, round_: Round, dates: Dates, now: datetime = NOON) -> None:
    prolonging.move(db, round_, dates, by=helmi_of(db, round_), now=now)


def test_whoever_has_begun_and_not_sent_hears_of_the_new_closing_once(lite: Session) -> None:
    round_ = a_round_of_helmi(lite, RoundState.OPEN)
    for name, state in (("Aino", ApplicationState.DRAFT), ("Bertta", ApplicationState.SUBMITTED)):
        an_application(lite, to=round_, person=a_person(lite, name=f"{name} Keksitty"), state=state)

    move(lite, round_, Dates(closes_at=LATER))
    move(lite, round_, Dates(closes_at=LATER), NOON + timedelta(hours=1))

    assert told(lite, streams.of_round(round_.id)) == [("dates_moved", "Aino")]
    assert facts(lite, streams.of_round(round_.id)) == ["closing_moved", "dates_moved"]
    assert round_life.collect(lite, round_, heard=2, now=CLOSES).until == LATER


def test_after_a_later_closing_whoever_has_not_sent_is_reminded_anew(lite: Session) -> None:
    round_ = a_round_of_helmi(lite, RoundState.OPEN)
    an_application(lite, to=round_, person=a_person(lite, name="Aino Keksitty"), state=ApplicationState.DRAFT)
    reminded = CLOSES - timedelta(days=1)
    round_life.collect(lite, round_, heard=1, now=reminded)

    later = LATER + timedelta(days=7)
    move(lite, round_, Dates(closes_at=later), reminded)
    round_life.collect(lite, round_, heard=2, now=reminded)
    round_life.collect(lite, round_, heard=2, now=later - timedelta(days=1))

    kinds = [kind for kind, _name in told(lite, streams.of_round(round_.id))]
    assert kinds == ["closing_soon", "dates_moved", "closing_soon"]


def test_a_draft_made_for_other_days_gives_way_to_another(lite: Session) -> None:
    round_ = a_round_of_helmi(lite, RoundState.PLANNED)
    draft = a_schedule(lite, of=round_)

    move(lite, round_, Dates(last_day=LAST_DAY - timedelta(days=1)), CLOSES)

    assert (draft.state, draft.rejected_at) == (ScheduleState.SUPERSEDED, CLOSES)
    assert round_life.decide(lite, round_, heard=1, now=CLOSES) == Standing(outcome=Outcome.REJECTED)
    assert round_life.wants_plan(lite, round_, now=CLOSES)


def test_a_draft_stays_while_only_its_decision_moves(lite: Session) -> None:
    round_ = a_round_of_helmi(lite, RoundState.PLANNED)
    draft = a_schedule(lite, of=round_)

    move(lite, round_, Dates(decide_by=DECIDE_BY + timedelta(days=1)), CLOSES)

    assert draft.state is ScheduleState.DRAFT


def test_the_days_of_an_approved_plan_do_not_move_before_it_is_published(lite: Session) -> None:
    round_ = a_round_of_helmi(lite, RoundState.PLANNED)
    a_schedule(lite, of=round_, state=ScheduleState.APPROVED)

    with pytest.raises(Conflict):
        move(lite, round_, Dates(last_day=LAST_DAY - timedelta(days=1)), CLOSES)


def test_hosts_whose_offer_is_awaited_have_until_the_new_closing(lite: Session) -> None:
    round_ = a_round_of_helmi(lite, RoundState.OPEN)
    interest.ask(lite, round_, [a_person(lite, name="Onni Keksitty")], now=NOON)
    stream = streams.of_round(round_.id)
    asking.answer(lite, asks.open_on(lite, stream)[0], Reply(word="can"), now=NOON)

    move(lite, round_, Dates(closes_at=LATER))

    (ask,) = asks.open_on(lite, stream)
    assert (ask.about, ask.deadline) == (About.HOST_OFFER, LATER)
    assert ask.reminders == (at(date(2027, 1, 13), time(9)),)
    assert told(lite, stream)[-1] == ("dates_moved", "Onni")


def test_longer_answer_time_is_given_to_those_who_are_silent(lite: Session) -> None:
    round_ = a_round_of_helmi(lite)
    exchange = aino_to_onni(lite, round_)
    mine = next(each for each in exchange.confirmations if each.person_id == exchange.guest_id)
    mine.answer, mine.answered_at = Answer.ACCEPTED, ASKED
    lite.flush()

    move(lite, round_, Dates(answer_working_days=8), ASKED)

    assert loaded(lite, exchange).confirm_by == at(date(2027, 2, 10), time(16))  # was the 5th
    assert everybody_was_told(lite) == [("Onni", "dates_moved")]
    assert facts(lite, lane(exchange)) == ["dates_moved"]


def test_answer_time_never_reaches_into_the_days_themselves(lite: Session) -> None:
    round_ = a_round_of_helmi(lite)
    exchange = aino_to_onni(lite, round_)

    move(lite, round_, Dates(answer_working_days=60), ASKED)

    assert loaded(lite, exchange).confirm_by == at(date(2027, 3, 5), time(16))


def test_shorter_answer_time_takes_nothing_from_those_who_were_asked(lite: Session) -> None:
    round_ = a_round_of_helmi(lite)
    exchange = aino_to_onni(lite, round_)
    before = exchange.confirm_by

    move(lite, round_, Dates(answer_working_days=2), ASKED)

    assert (loaded(lite, exchange).confirm_by, everybody_was_told(lite)) == (before, [])


def test_the_decision_moves_before_a_plan_lives_and_tells_nobody(lite: Session) -> None:
    round_ = a_round_of_helmi(lite, RoundState.PLANNED)

    move(lite, round_, Dates(decide_by=DECIDE_BY + timedelta(days=7)), CLOSES)

    assert (round_.decide_by, everybody_was_told(lite)) == (DECIDE_BY + timedelta(days=7), [])


def test_a_last_day_before_what_is_agreed_leaves_it_standing_and_repairs_possible(lite: Session) -> None:
    round_ = a_round_of_helmi(lite)
    exchange = aino_to_onni(lite, round_, is_confirmed=True)

    move(lite, round_, Dates(last_day=STAY.first_day), ASKED)
    solution = solve(planning.problem(lite, round_, now=ASKED))

    assert round_.last_day == STAY.first_day
    assert solution.status is Status.OPTIMAL
    assert [each.application for each in solution.pairings] == [str(exchange.application_id)]


@pytest.mark.parametrize(
    "dates",
    [
        Dates(closes_at=DECIDE_BY),
        Dates(closes_at=NOON),
        Dates(decide_by=CLOSES),
        Dates(decide_by=NOON),
        Dates(last_day=date(2027, 2, 1)),
        Dates(answer_working_days=0),
        Dates(agree_by=date(2027, 2, 26)),
    ],
)
def test_dates_that_cannot_be_are_refused(lite: Session, dates: Dates) -> None:
    round_ = a_round_of_helmi(lite, RoundState.OPEN)

    with pytest.raises(Invalid):
        move(lite, round_, dates)


@pytest.mark.parametrize(
    "dates", [Dates(closes_at=LATER), Dates(decide_by=LATER), Dates(first_day=date(2027, 3, 3))]
)
def test_what_has_passed_does_not_move(lite: Session, dates: Dates) -> None:
    round_ = a_round_of_helmi(lite)

    with pytest.raises(Conflict):
        move(lite, round_, dates)


def test_the_time_to_agree_days_is_a_promise(lite: Session) -> None:
    round_ = a_round_of_helmi(lite, date_mode=DateMode.AGREED, agree_by=date(2027, 3, 10))

    move(lite, round_, Dates(agree_by=date(2027, 3, 12)), ASKED)
    with pytest.raises(Conflict):
        move(lite, round_, Dates(agree_by=date(2027, 3, 1)), ASKED)

    assert round_.agree_by == date(2027, 3, 12)


def test_before_it_opens_all_dates_move_freely(lite: Session) -> None:
    round_ = a_round_of_helmi(lite, RoundState.OPEN)
    round_.state = RoundState.DRAFT

    move(
        lite,
        round_,
        Dates(closes_at=LATER, first_day=date(2027, 3, 3), last_day=LAST_DAY - timedelta(days=1)),
    )

    assert (round_.closes_at, round_.first_day) == (LATER, date(2027, 3, 3))


def test_a_round_that_is_over_keeps_its_dates(lite: Session) -> None:
    round_ = a_round_of_helmi(lite, RoundState.ENDED)

    with pytest.raises(Conflict):
        move(lite, round_, Dates(last_day=LAST_DAY + timedelta(days=3)))
