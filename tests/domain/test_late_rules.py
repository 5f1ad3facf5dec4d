"""What is ruled, agreed or asked while a plan is computed, or waits to be published."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from domain import choosing, locks, planning_settings, repairs, round_life, schedules, whatifs
from domain.locks import Ruling
from domain.planning_settings import RepairLimit
from domain.refusals import Conflict
from domain.steering import cancelling, finishing, hopes
from domain.steering.cancelling import Cancelling
from models.applications import Application
from models.offers import Offer
from models.rounds import Round
from models.schedules import Schedule
from models.states import RoundState, ScheduleState, WhatIfState
from models.streams import of_round
from models.what_ifs import WhatIf
from tests.builders import CLOSES
from tests.domain.deciding import a_drafted_round, answer, ask, one_more, owner
from tests.domain.lived import LATER, facts, told
from tests.domain.solved import problem_of, solved
from tests.domain.steering.steered import a_round_of_helmi, helmi_of
from tests.domain.test_repair_choices import REPAIR, a_broken_round, kept


def a_round_that_repairs_itself(db: Session) -> Round:
    round_, _broken, _stands = a_broken_round(db)
    limit = RepairLimit(most_moved=1, most_euros=1000)
    planning_settings.limit_repairs(db, round_, limit, by=owner(db, round_), now=REPAIR)
    return round_


def forbid_first(db: Session, schedule: Schedule) -> None:
    (first, *_others) = schedule.pairings
    pair = db.get_one(Application, first.application_id), db.get_one(Offer, first.offer_id)
    ruling = Ruling(owner(db, db.get_one(Round, schedule.round_id)), "Ei sovi.")
    locks.forbid(db, *pair, ruling=ruling, now=CLOSES)


def states(db: Session, round_: Round) -> list[ScheduleState]:
    """Of the two newest versions."""
    return [each.state for each in schedules.versions(db, round_)][-2:]


def an_asked_what_if(db: Session, state: RoundState = RoundState.RUNNING) -> tuple[Round, WhatIf]:
    round_, desk, _draft = a_drafted_round(db)
    row = ask(db, round_, one_more(desk))
    round_.state = state
    db.flush()
    return round_, row


def test_a_repair_that_may_not_stand_is_not_adopted_by_rule_but_shown_to_hr(lite: Session) -> None:
    round_ = a_round_that_repairs_itself(lite)
    round_.requires_agreement = True
    lite.flush()

    schedule = kept(lite, round_)

    assert schedule is not None
    assert (schedule.state, schedule.by_rule) == (ScheduleState.DRAFT, False)
    assert told(lite, of_round(round_.id)) == [("repair_ready", "Helmi")]
    assert len(repairs.choices(lite, schedule)) == 2


def test_an_adopted_repair_that_may_not_stand_any_more_is_shown_to_hr(lite: Session) -> None:
    round_ = a_round_that_repairs_itself(lite)
    kept(lite, round_)
    round_.requires_agreement = True
    lite.flush()

    round_life.publish(lite, round_, heard=0, now=REPAIR)

    assert states(lite, round_) == [ScheduleState.SUPERSEDED, ScheduleState.DRAFT]
    assert told(lite, of_round(round_.id)) == [("repair_ready", "Helmi")]


def test_an_approved_plan_is_not_published_against_a_younger_ban(lite: Session) -> None:
    round_, _desk, draft = a_drafted_round(lite)
    schedules.approve(lite, draft, by=owner(lite, round_), now=CLOSES)
    forbid_first(lite, draft)

    round_life.publish(lite, round_, heard=0, now=CLOSES)

    assert states(lite, round_) == [ScheduleState.SUPERSEDED, ScheduleState.DRAFT]


def test_a_plan_that_is_asked_anew_has_the_same_to_choose_from(lite: Session) -> None:
    round_, _broken, _stands = a_broken_round(lite)
    draft = kept(lite, round_)
    assert draft is not None
    draft.state = ScheduleState.APPROVED

    again = schedules.ask_again(lite, round_, draft, now=REPAIR)

    assert [each.number for each in repairs.choices(lite, again)] == [1, 2]
    assert len(choosing.choose(lite, round_, 2, by=owner(lite, round_), now=REPAIR).pairings) == 2


def test_another_look_asked_while_a_plan_is_computed_is_taken_after_it(lite: Session) -> None:
    round_ = a_round_of_helmi(lite)
    hopes.look_again(lite, round_, now=LATER - timedelta(hours=1))
    problem = problem_of(lite, round_, now=LATER)
    hopes.look_again(lite, round_, now=LATER + timedelta(minutes=1))

    round_life.take_plan(lite, round_, problem, solved(problem), heard=0, now=LATER)

    assert round_.replan_at == LATER + timedelta(minutes=1)
    assert facts(lite, of_round(round_.id)).count("places_sought") == 2


def test_a_look_is_done_when_its_plan_was_read_after_it(lite: Session) -> None:
    round_ = a_round_of_helmi(lite)
    hopes.look_again(lite, round_, now=LATER - timedelta(hours=1))
    problem = problem_of(lite, round_, now=LATER)

    round_life.take_plan(lite, round_, problem, solved(problem), heard=0, now=LATER)

    assert round_.replan_at is None


def test_finishing_drops_questions_that_wait_for_the_solver(lite: Session) -> None:
    round_, row = an_asked_what_if(lite)

    finishing.finish(lite, round_, releases=False, why="Loppui", by=helmi_of(lite, round_), now=LATER)

    assert row.state is WhatIfState.DROPPED
    assert whatifs.asked(lite, round_) == []


def test_cancelling_drops_questions_that_wait_for_the_solver(lite: Session) -> None:
    round_, row = an_asked_what_if(lite, RoundState.PLANNED)

    cancelling.cancel(lite, round_, Cancelling(helmi_of(lite, round_), "Peruttu"), now=LATER)

    assert row.state is WhatIfState.DROPPED


def test_in_a_finished_round_nothing_is_asked_nor_adopted(lite: Session) -> None:
    round_, desk, _draft = a_drafted_round(lite)
    row = ask(lite, round_, one_more(desk))
    answer(lite, row)
    round_.state, round_.finished_at = RoundState.RUNNING, LATER
    lite.flush()

    with pytest.raises(Conflict):
        ask(lite, round_, one_more(desk))
    with pytest.raises(Conflict):
        whatifs.adopt(lite, round_, row, by=owner(lite, round_), now=LATER)
