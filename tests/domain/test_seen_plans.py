"""Nothing but what HR has seen is published: a change in between asks for a new yes."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import round_life, schedules
from models import streams
from models.events import Wait
from models.exchanges import Exchange
from models.messages import Outcome, Standing
from models.people import Person
from models.rounds import Round
from models.schedules import Schedule
from models.states import ScheduleState
from tests.builders import a_person
from tests.domain.lived import letters, told
from tests.domain.plans import NOW
from tests.domain.test_send_plans import a_draft, withdraws


@pytest.fixture
def round_(db: Session) -> Round:
    """Approved by HR; then Bertta withdraws, before it is published."""
    draft = a_draft(db, "Aino", "Bertta")
    schedules.approve(db, draft, by=a_person(db, name="Helmi Keksitty"), now=NOW)
    withdraws(db, "Bertta Keksitty")
    return db.get_one(Round, draft.round_id)


def published(db: Session, round_: Round) -> Standing:
    db.flush()
    db.expire_all()
    return round_life.publish(db, round_, heard=1, now=NOW)


def states(db: Session, round_: Round) -> list[ScheduleState]:
    return [each.state for each in schedules.versions(db, round_)]


def newest(db: Session, round_: Round) -> Schedule:
    found = schedules.newest(db, round_)
    assert found is not None
    return found


def test_nothing_is_sent_and_hr_is_asked_for_a_new_yes(db: Session, round_: Round) -> None:
    standing = published(db, round_)
    watched = round_life.watch(db, round_, heard=1, now=NOW)
    solved = round_life.without_plan(db, round_)
    waiting = round_life.decide(db, round_, heard=1, now=NOW)

    outcomes = [standing.outcome, watched.outcome, solved.outcome]
    assert outcomes == [Outcome.DONE, Outcome.REPAIR, Outcome.PLANNED]
    assert waiting.waiting_for == "approval"
    assert states(db, round_) == [ScheduleState.SUPERSEDED, ScheduleState.DRAFT]
    assert db.scalars(select(Exchange.id)).all() == []
    assert told(db, streams.of_round(round_.id)) == [("schedule_ready", "Helmi")]
    assert "hyväksynyt sen jo" in letters(db, streams.of_round(round_.id))[0]
    assert db.get_one(Wait, streams.of_round(round_.id)).whose_id == round_.owner_id


def test_waiting_for_the_new_yes_asks_only_once(db: Session, round_: Round) -> None:
    published(db, round_)

    published(db, round_)

    assert states(db, round_) == [ScheduleState.SUPERSEDED, ScheduleState.DRAFT]
    assert told(db, streams.of_round(round_.id)) == [("schedule_ready", "Helmi")]


def test_the_new_yes_publishes_what_is_left(db: Session, round_: Round) -> None:
    published(db, round_)
    schedules.approve(db, newest(db, round_), by=helmi(db, round_), now=NOW)

    standing = published(db, round_)

    assert standing.outcome is Outcome.DONE
    assert states(db, round_) == [ScheduleState.SUPERSEDED, ScheduleState.PUBLISHED]
    assert len(db.scalars(select(Exchange.id)).all()) == 1


def test_a_no_to_the_second_question_leads_to_another_plan(db: Session, round_: Round) -> None:
    published(db, round_)
    schedules.reject(db, newest(db, round_), by=helmi(db, round_), now=NOW)

    standing = published(db, round_)

    assert standing.outcome is Outcome.DONE
    assert round_life.watch(db, round_, heard=1, now=NOW).outcome is Outcome.REPAIR


def test_a_plan_that_is_still_as_seen_is_published_at_once(db: Session) -> None:
    draft = a_draft(db, "Aino")
    schedules.approve(db, draft, by=a_person(db, name="Helmi Keksitty"), now=NOW)
    round_ = db.get_one(Round, draft.round_id)

    assert published(db, round_).outcome is Outcome.DONE
    assert states(db, round_) == [ScheduleState.PUBLISHED]


def helmi(db: Session, round_: Round) -> Person:
    return db.get_one(Person, round_.owner_id)
