"""After the first meeting either of a pair may leave without fault."""

from datetime import time, timedelta

from sqlalchemy.orm import Session

from domain import exchange_life
from models.applications import Application
from models.asks import About, AskState
from models.messages import Outcome, Standing
from models.states import ApplicationState, ExchangeState, Reason
from tests.domain.lived import at, calendar_of, facts, lane, letters, loaded, taken, told
from tests.domain.mentoring.paired import A_MINUTE, ASKED, ENDS, FIRST, a_pair, live, says, states


def test_both_are_asked_on_the_working_morning_after_the_first_session(lite: Session) -> None:
    pair = a_pair(lite)
    live(lite, pair, at(FIRST, time(14, 1)))

    standing = live(lite, pair, ASKED)

    assert standing.waiting_for == "days"
    assert told(lite, lane(pair))[-2:] == [("after_first_meeting", "Aino"), ("after_first_meeting", "Onni")]
    assert states(lite, pair, About.FIRST_MEETING) == [AskState.OPEN, AskState.OPEN]


def test_a_wish_to_leave_parts_the_pair_only_when_both_words_are_in(lite: Session) -> None:
    pair = a_pair(lite)
    live(lite, pair, ASKED)
    says(lite, About.FIRST_MEETING, pair.host, "leave", now=ASKED + A_MINUTE)

    before = live(lite, pair, ASKED + A_MINUTE)
    says(lite, About.FIRST_MEETING, pair.guest, "go_on", now=ASKED + 2 * A_MINUTE)
    after = live(lite, pair, ASKED + 2 * A_MINUTE)

    assert before.waiting_for == "days"
    assert after == Standing(outcome=Outcome.RELEASED)
    assert loaded(lite, pair).released_reason is Reason.FIRST_MEETING


def test_nobody_reads_whose_wish_it_was_and_both_get_the_same_cancellation(lite: Session) -> None:
    pair = a_pair(lite)
    live(lite, pair, ASKED)
    says(lite, About.FIRST_MEETING, pair.guest, "leave", now=ASKED + A_MINUTE)

    live(lite, pair, ENDS)

    assert calendar_of(lite, lane(pair))[-2:] == [("CANCEL", 1, "Aino"), ("CANCEL", 1, "Onni")]
    to_mentee, to_mentor = letters(lite, lane(pair))[-2:]
    assert to_mentee.replace("Hei Aino Keksitty", "Hei") == to_mentor.replace("Hei Onni Keksitty", "Hei")


def test_the_mentee_who_is_parted_comes_first_on_the_waiting_list(lite: Session) -> None:
    pair = a_pair(lite)
    live(lite, pair, ASKED)
    says(lite, About.FIRST_MEETING, pair.guest, "leave", now=ASKED + A_MINUTE)

    live(lite, pair, ENDS)

    application = lite.get_one(Application, pair.application_id)
    assert (application.state, application.priority) == (ApplicationState.WAITING, 20)
    assert taken(lite, pair) == (0, 0)


def test_silence_is_going_on_and_the_agreement_is_laid_before_both(lite: Session) -> None:
    pair = a_pair(lite)
    live(lite, pair, ASKED)

    live(lite, pair, ENDS)

    assert states(lite, pair, About.FIRST_MEETING) == [AskState.LAPSED, AskState.LAPSED]
    assert told(lite, lane(pair))[-2:] == [("ask_pair_agreement", "Aino"), ("ask_pair_agreement", "Onni")]
    assert loaded(lite, pair).state is ExchangeState.CONFIRMED


def test_a_round_that_does_not_accompany_its_pairs_asks_nothing(lite: Session) -> None:
    pair = a_pair(lite, accompanied=False)

    live(lite, pair, ASKED)

    assert [kind for kind, _who in told(lite, lane(pair))] == ["invitation", "invitation"]


def test_the_time_to_leave_ends_before_the_pair_meets_again(lite: Session) -> None:
    pair = a_pair(lite, sessions=2)
    pair.appointments[1].starts_at = at(FIRST + timedelta(days=3))
    lite.flush()

    standing = live(lite, pair, ASKED)

    assert standing.until is not None
    assert (
        exchange_life.accompany(
            lite, loaded(lite, pair), heard=1, now=at(FIRST + timedelta(days=3))
        ).waiting_for
        == "days"
    )
    assert states(lite, pair, About.FIRST_MEETING) == [AskState.LAPSED, AskState.LAPSED]


def test_facts_hold_no_word_beside_who_answered(lite: Session) -> None:
    pair = a_pair(lite)
    live(lite, pair, ASKED)
    says(lite, About.FIRST_MEETING, pair.guest, "leave", now=ASKED + A_MINUTE)

    live(lite, pair, ENDS)

    assert facts(lite, lane(pair))[-3:] == ["ask_lapsed", "exchange_released", "pair_ended"]
