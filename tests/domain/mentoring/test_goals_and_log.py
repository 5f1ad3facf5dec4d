"""Goals are the mentee's, the log is the pair's."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from domain import handing_over
from domain.mentoring import goals, log
from domain.refusals import Invalid, NotAllowed, NotFound
from models.mentoring import GoalState, Reach
from models.people import Person
from models.rounds import Round
from models.states import ExchangeState
from tests.builders import a_person
from tests.domain.lived import LATER, facts, lane, loaded
from tests.domain.mentoring.paired import A_MINUTE, ASKED, a_pair, by_phone


def test_only_the_mentee_sets_goals_and_says_that_one_is_reached(lite: Session) -> None:
    pair = a_pair(lite)
    goals.add(lite, pair, "Johtaa ensimmäinen hanke", by=pair.guest, now=ASKED)
    goals.add(lite, pair, "Esitellä hallitukselle", by=pair.guest, now=ASKED)

    goals.change(lite, pair, 1, GoalState.REACHED, by=pair.guest, now=ASKED)

    assert goals.still_open(lite, pair) == ("Esitellä hallitukselle",)
    with pytest.raises(NotAllowed):
        goals.add(lite, pair, "Keksitty", by=pair.host, now=ASKED)
    with pytest.raises(NotFound):
        goals.change(lite, pair, 3, GoalState.DROPPED, by=pair.guest, now=ASKED)


def test_saying_twice_that_a_goal_is_reached_is_saying_it_once(lite: Session) -> None:
    pair = a_pair(lite)
    goals.add(lite, pair, "Johtaa hanke", by=pair.guest, now=ASKED)

    for _time in range(2):
        goals.change(lite, pair, 1, GoalState.REACHED, by=pair.guest, now=ASKED)

    assert facts(lite, lane(pair)).count("goal_changed") == 2


def test_goals_without_words_or_with_identity_codes_are_refused(lite: Session) -> None:
    pair = a_pair(lite)

    for words in ("  ", "x" * 501, "Minä, 131052-308T"):
        with pytest.raises(Invalid):
            goals.add(lite, pair, words, by=pair.guest, now=ASKED)


def test_hr_reads_only_what_the_pair_has_opened_to_the_programme(lite: Session) -> None:
    pair = a_pair(lite)
    private = log.write(lite, pair, 1, "Vain meille.", by=pair.host, now=ASKED)
    log.write(lite, pair, 1, "Kaikille.", by=pair.guest, now=ASKED + A_MINUTE, reach=Reach.PROGRAMME)

    hr = lite.get_one(Person, lite.get_one(Round, pair.round_id).owner_id)

    assert [each.words for each in log.read(lite, pair, pair.guest)] == ["Vain meille.", "Kaikille."]
    assert [each.words for each in log.read(lite, pair, hr)] == ["Kaikille."]
    with pytest.raises(NotAllowed):
        log.open_up(lite, private, Reach.PROGRAMME, by=pair.guest)
    with pytest.raises(NotAllowed):
        log.write(lite, pair, 1, "Minäkin.", by=hr, now=ASKED)


def test_facts_of_the_log_hold_no_words(lite: Session) -> None:
    pair = a_pair(lite)

    log.write(lite, pair, 1, "Vain meille.", by=pair.host, now=ASKED)

    assert facts(lite, lane(pair))[-1] == "session_logged"


def test_the_private_log_is_forgotten_so_long_after_the_end(lite: Session) -> None:
    pair = a_pair(lite)
    log.write(lite, pair, 1, "Vain meille.", by=pair.host, now=ASKED)
    log.write(lite, pair, 1, "Kaikille.", by=pair.guest, now=ASKED + A_MINUTE, reach=Reach.PROGRAMME)
    pair.state, pair.closed_at = ExchangeState.CLOSED, ASKED
    lite.flush()

    log.forget(lite, before=ASKED - timedelta(minutes=1))
    kept = [each.words for each in log.read(lite, pair, pair.host)]
    log.forget(lite, before=ASKED)

    assert kept == ["Vain meille.", "Kaikille."]
    assert [each.words for each in log.read(lite, pair, pair.host)] == ["Kaikille."]


def test_a_mentor_who_took_over_does_not_read_what_was_written_to_another(lite: Session) -> None:
    pair = a_pair(lite)
    before, after = LATER, LATER + timedelta(days=2)
    log.write(lite, pair, 1, "Vain Onnille.", by=pair.guest, now=before)
    log.write(lite, pair, 1, "Kaikille.", by=pair.guest, now=before, reach=Reach.PROGRAMME)

    newcomer = a_person(lite, name="Paula Keksitty")
    now = LATER + timedelta(days=1)
    handing_over.hand_over(lite, loaded(lite, pair), to=newcomer, now=now, behalf=by_phone(lite, pair))

    pair = loaded(lite, pair)
    log.write(lite, pair, 2, "Paulalle.", by=pair.guest, now=after)
    assert [each.words for each in log.read(lite, pair, newcomer)] == ["Kaikille.", "Paulalle."]
    assert len(log.read(lite, pair, pair.guest)) == 3
