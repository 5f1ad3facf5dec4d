"""HR steers a round on PostgreSQL while its plan is being published: whatever comes second sees the first."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import publishing_pages, round_life
from domain.steering import cancelling, pausing
from domain.steering.cancelling import Cancelling
from models.database import Database
from models.exchanges import Exchange
from models.messages import Outcome
from models.rounds import Round
from models.states import ScheduleState
from tests.builders import a_host_offer, a_pairing, an_application
from tests.domain.crossing import crossing
from tests.domain.plans import NOW, a_planned_round, an_approved_plan
from tests.domain.steering.steered import helmi_of

Deed = Callable[[Session, Round], None]


def pauses(db: Session, round_: Round) -> None:
    pausing.pause(db, round_, why="Joulutauko", by=helmi_of(db, round_), now=NOW)


def cancels(db: Session, round_: Round) -> None:
    cancelling.cancel(db, round_, Cancelling(helmi_of(db, round_), "Rahat loppuivat"), now=NOW)


def a_great_plan(db: Session) -> Round:
    """One pairing more than fits on a page."""
    round_ = a_planned_round(db)
    plan = an_approved_plan(db, of=round_)
    for _guest in range(publishing_pages.PAGE + 1):
        asks = an_application(db, to=round_)
        a_pairing(db, schedule=plan, application=asks, offer=a_host_offer(db, to=round_))
    return round_


def begins_a_page(db: Session, round_: Round) -> bool:
    mine = db.get_one(Round, round_.id)
    return publishing_pages.begin_some(db, mine, tried=set(), foreseen=None, now=NOW)


@pytest.mark.parametrize("deed", [pauses, cancels])
def test_no_page_begins_in_a_round_that_is_being_stopped(postgresql_database: Database, deed: Deed) -> None:
    with postgresql_database.change() as db:
        round_ = a_great_plan(db)

    with crossing(postgresql_database) as other, postgresql_database.change() as db:
        deed(db, db.get_one(Round, round_.id))
        db.flush()
        page = other.meanwhile(lambda db: begins_a_page(db, round_))

    assert not page.result()
    with postgresql_database.look() as db:
        assert db.scalars(select(Exchange.id)).all() == []


def test_the_end_of_a_plan_waits_with_a_round_that_is_being_paused(postgresql_database: Database) -> None:
    with postgresql_database.change() as db:
        plan = an_approved_plan(db, of=a_planned_round(db))
        a_pairing(db, schedule=plan)

    def publishes(db: Session) -> str:
        return round_life.publish(db, db.get_one(Round, plan.round_id), heard=1, now=NOW).waiting_for

    with crossing(postgresql_database) as other, postgresql_database.change() as db:
        pauses(db, db.get_one(Round, plan.round_id))
        db.flush()
        end = other.meanwhile(publishes)

    assert end.result() == "pause"
    with postgresql_database.look() as db:
        assert db.get_one(type(plan), plan.id).state is ScheduleState.APPROVED


def test_a_round_is_cancelled_with_the_page_that_has_just_begun(postgresql_database: Database) -> None:
    with postgresql_database.change() as db:
        round_ = a_great_plan(db)

    with crossing(postgresql_database) as other, postgresql_database.change() as db:
        begins_a_page(db, round_)
        db.flush()
        end = other.meanwhile(lambda db: cancels(db, db.get_one(Round, round_.id)))

    end.result()
    with postgresql_database.look() as db:
        assert {each.state.value for each in db.scalars(select(Exchange))} == {"released"}
        outcome = round_life.watch(db, db.get_one(Round, round_.id), heard=1, now=NOW + timedelta(days=1))
        assert outcome.outcome is Outcome.DONE
