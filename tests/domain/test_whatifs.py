"""What would be if: asked, answered, adopted once or dropped, and nothing changed before."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import round_life, schedules, whatifs
from domain.refusals import Conflict, Invalid, NotFound
from domain.whatifs import Question
from models.messages import Outcome
from models.offers import Availability
from models.organisations import ClosedDay
from models.pairing_rules import PairingRule
from models.rounds import Round
from models.schedules import Schedule
from models.states import RoundState, RuleEffect, ScheduleState, WhatIfState
from models.streams import of_round
from models.what_ifs import (
    AnyChange,
    ClosedDays,
    MoreDays,
    OtherCapacity,
    OtherDates,
    OtherRule,
    OtherWeight,
    WhatIf,
)
from solver.problem import Problem
from tests.builders import CLOSES, FIRST_DAY, a_host_offer, a_round, an_application, an_availability
from tests.domain.deciding import a_drafted_round, answer, ask, drafted, one_more, owner
from tests.domain.lived import a_confirmed_exchange, everything, facts
from tests.domain.solved import problem_of

NOWHERE = {"what_ifs", "events", "streams"}


def test_asking_changes_nothing_but_the_question(lite: Session) -> None:
    round_, desk, _draft = a_drafted_round(lite)
    before = everything(lite)

    row = ask(lite, round_, one_more(desk))

    after = everything(lite)
    assert [name for name in before if before[name] != after[name] and name not in NOWHERE] == []
    assert (row.state, row.number, desk.most) == (WhatIfState.ASKED, 1, 1)
    assert facts(lite, of_round(round_.id))[-1] == "what_if_asked"


def test_the_answer_tells_person_by_person_who_gains(lite: Session) -> None:
    round_, desk, draft = a_drafted_round(lite)
    row = ask(lite, round_, one_more(desk))

    answer(lite, row)

    found = whatifs.comparison(lite, row)
    assert [each.person for each in found.gaining] == ["Bertta Keksitty"]
    assert (found.losing, found.before.placed, found.after.placed) == ((), 1, 2)
    assert row.value is not None
    assert row.value > draft.value


def test_the_draft_waits_for_the_solver_only_as_long_as_something_is_asked(lite: Session) -> None:
    round_, desk, _draft = a_drafted_round(lite)
    row = ask(lite, round_, one_more(desk))

    asked = round_life.decide(lite, round_, heard=1, now=CLOSES)
    wants = round_life.wants_plan(lite, round_, now=CLOSES)
    answer(lite, row)
    back = round_life.without_plan(lite, round_)
    answered = round_life.decide(lite, round_, heard=1, now=CLOSES)

    assert (asked.outcome, wants, back.outcome) == (Outcome.REJECTED, False, Outcome.PLANNED)
    assert answered.waiting_for == "approval"


def test_adopting_makes_the_change_and_sets_the_draft_aside(lite: Session) -> None:
    round_, desk, draft = a_drafted_round(lite)
    row = ask(lite, round_, one_more(desk))
    answer(lite, row)

    for _twice in range(2):
        whatifs.adopt(lite, round_, row, by=owner(lite, round_), now=CLOSES)
    again = drafted(lite, round_)

    assert (desk.most, row.state, draft.state) == (2, WhatIfState.ADOPTED, ScheduleState.SUPERSEDED)
    assert (again.version, len(again.pairings)) == (2, 2)
    assert facts(lite, of_round(round_.id)).count("what_if_adopted") == 1


def test_in_a_running_round_what_is_adopted_asks_for_a_plan_of_its_own(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)
    round_ = lite.get_one(Round, exchange.round_id)
    published = drafted(lite, _closed(lite, round_))
    round_.state, published.state = RoundState.RUNNING, ScheduleState.PUBLISHED
    row = ask(lite, round_, OtherWeight(name="fit", points=100))
    asked = round_life.watch(lite, round_, heard=1, now=CLOSES)
    answer(lite, row)

    whatifs.adopt(lite, round_, row, by=owner(lite, round_), now=CLOSES)

    assert asked.outcome is Outcome.REPAIR
    assert round_life.wants_plan(lite, round_, now=CLOSES)
    whatifs.mark_planned(lite, round_, now=CLOSES)
    assert not round_life.wants_plan(lite, round_, now=CLOSES)
    assert round_.weights.fit == 100


def _closed(db: Session, round_: Round) -> Round:
    """Before its plan is published."""
    round_.state = RoundState.CLOSED
    db.flush()
    return round_


def test_what_is_dropped_is_not_adopted_and_what_is_adopted_not_dropped(lite: Session) -> None:
    round_, desk, _draft = a_drafted_round(lite)
    dropped, adopted = ask(lite, round_, one_more(desk)), ask(lite, round_, one_more(desk))
    helmi = owner(lite, round_)
    answer(lite, dropped)
    answer(lite, adopted)
    whatifs.drop(lite, dropped, by=helmi, now=CLOSES)
    whatifs.adopt(lite, round_, adopted, by=helmi, now=CLOSES)

    with pytest.raises(Conflict):
        whatifs.adopt(lite, round_, dropped, by=helmi, now=CLOSES)
    with pytest.raises(Conflict):
        whatifs.drop(lite, adopted, by=helmi, now=CLOSES)

    assert desk.most == 2


def test_an_answer_that_comes_after_it_was_dropped_is_not_kept(lite: Session) -> None:
    round_, desk, _draft = a_drafted_round(lite)
    row = ask(lite, round_, one_more(desk))
    whatifs.drop(lite, row, by=owner(lite, round_), now=CLOSES)

    answer(lite, row)

    assert (row.state, row.solution) == (WhatIfState.DROPPED, None)


def test_nothing_is_adopted_while_an_approved_plan_is_on_its_way(lite: Session) -> None:
    round_, desk, draft = a_drafted_round(lite)
    row = ask(lite, round_, one_more(desk))
    answer(lite, row)
    schedules.approve(lite, draft, by=owner(lite, round_), now=CLOSES)

    with pytest.raises(Conflict):
        whatifs.adopt(lite, round_, row, by=owner(lite, round_), now=CLOSES)


def test_there_must_be_a_plan_to_compare_with(lite: Session) -> None:
    round_ = a_round(lite, state=RoundState.CLOSED)
    desk = a_host_offer(lite, to=round_)

    with pytest.raises(Conflict):
        ask(lite, round_, one_more(desk))


@pytest.mark.parametrize("name", ["", "  ", "131052-308T"])
def test_a_question_needs_a_name_without_identity_codes(lite: Session, name: str) -> None:
    round_, desk, _draft = a_drafted_round(lite)

    with pytest.raises(Invalid):
        whatifs.ask(lite, round_, Question(name, (one_more(desk),)), by=owner(lite, round_), now=CLOSES)


def test_a_question_that_nobody_asked_is_not_found(lite: Session) -> None:
    round_, _desk, _draft = a_drafted_round(lite)

    with pytest.raises(NotFound):
        whatifs.numbered(lite, round_, 1)


def test_a_change_that_would_be_refused_alone_is_refused_in_a_question(lite: Session) -> None:
    round_, desk, _draft = a_drafted_round(lite)
    other = a_host_offer(lite)
    wrong: list[AnyChange] = [
        OtherCapacity(offer_id=desk.id, most=0),
        OtherCapacity(offer_id=other.id, most=2),
        OtherDates(first_day=CLOSES.date(), last_day=CLOSES.date()),
        OtherWeight(name="beauty", points=1),
        OtherWeight(name="fit", points=-1),
        MoreDays(offer_id=desk.id, first_day=date(2027, 3, 9), last_day=date(2027, 3, 8)),
    ]

    for each in wrong:
        with pytest.raises(Invalid):
            ask(lite, round_, each)

    assert lite.scalars(select(WhatIf)).all() == []


def adopted(db: Session, round_: Round, change: AnyChange) -> Problem:
    """The problem of the next plan after a change was asked, answered and adopted."""
    row = ask(db, round_, change)
    asked = Problem.model_validate_json(row.problem)
    answer(db, row)
    whatifs.adopt(db, round_, row, by=owner(db, round_), now=CLOSES)
    assert problem_of(db, round_) == asked
    return asked


def test_days_that_a_host_could_not_are_free_when_that_is_adopted(lite: Session) -> None:
    round_, desk, _draft = a_drafted_round(lite)
    an_availability(lite, of=desk, first_day=date(2027, 3, 8), last_day=date(2027, 3, 19))

    problem = adopted(
        lite,
        round_,
        MoreDays(offer_id=desk.id, first_day=date(2027, 3, 10), last_day=date(2027, 3, 12)),
    )

    free = problem.host_offers[0].free.days or ()
    assert [day.day for day in free if day.month == 3 and 8 <= day.day <= 19] == [10, 11, 12]
    assert len(lite.scalars(select(Availability)).all()) == 2


def test_other_changes_stand_in_the_rows_when_they_are_adopted(lite: Session) -> None:
    round_, desk, _draft = a_drafted_round(lite)
    third = an_application(lite, to=round_)

    adopted(
        lite,
        round_,
        ClosedDays(
            organisation_id=desk.organisation_id, first_day=date(2027, 3, 8), last_day=date(2027, 3, 9)
        ),
    )
    drafted(lite, round_)
    adopted(lite, round_, OtherDates(first_day=FIRST_DAY, last_day=date(2027, 4, 30)))
    drafted(lite, round_)
    adopted(lite, round_, OtherRule(effect=RuleEffect.LOCKED, application_id=third.id, offer_id=desk.id))

    assert [each.day.day for each in lite.scalars(select(ClosedDay).order_by(ClosedDay.day))] == [8, 9]
    assert round_.last_day == date(2027, 4, 30)
    assert lite.scalars(select(PairingRule)).one().reason == "Entä jos"


def test_of_two_who_decide_at_once_the_second_sees_what_the_first_did(db: Session) -> None:
    round_, desk, draft = a_drafted_round(db)
    row = ask(db, round_, one_more(desk))
    answer(db, row)
    helmi = owner(db, round_)
    whatifs.adopt(db, round_, row, by=helmi, now=CLOSES)

    with pytest.raises(Conflict):
        schedules.approve(db, db.get_one(Schedule, draft.id), by=helmi, now=CLOSES)
