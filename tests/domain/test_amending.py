"""Changing one's application: what asks the supervisor anew, and when it is too late."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import amending, endorsements
from domain.amending import Amendment
from domain.asks import asking
from domain.behalf import Behalf
from domain.refusals import Conflict, Invalid
from models import streams
from models.applications import Application
from models.asks import Ask, AskState, Reply
from models.rounds import Round
from models.states import ApplicationState, EndorsementState, RoundState
from tests.builders import CLOSES, a_person
from tests.domain.lived import at, facts, told
from tests.domain.test_endorsements import MONDAY, applied, lane, the_endorsement

TUESDAY = at(date(2026, 12, 8))


def mine(db: Session) -> Application:
    return db.scalars(select(Application)).one()


def amend(db: Session, now: datetime = TUESDAY, behalf: Behalf | None = None, **said: Any) -> None:
    wanted: Amendment = Amendment(**said)
    amending.amend(db, mine(db), wanted, now=now, behalf=behalf)


def test_other_aims_after_the_endorsement_ask_the_supervisor_anew(lite: Session) -> None:
    asking.answer(lite, applied(lite), Reply(word="endorse"), now=MONDAY)

    amend(lite, aims="Toiset tavoitteet")

    assert the_endorsement(lite).state is EndorsementState.ASKED
    assert told(lite, lane(lite))[-1] == ("ask_endorsement", "Eero")
    assert [each.state for each in lite.scalars(select(Ask).order_by(Ask.asked_at))] == [
        AskState.ANSWERED,
        AskState.OPEN,
    ]
    assert facts(lite, lane(lite))[-1] == "application_amended"


def test_the_second_yes_counts(lite: Session) -> None:
    asking.answer(lite, applied(lite), Reply(word="endorse"), now=MONDAY)
    amend(lite, aims="Toiset tavoitteet")
    again = lite.scalars(select(Ask).where(Ask.state == AskState.OPEN)).one()

    asking.answer(lite, again, Reply(word="endorse"), now=TUESDAY)

    assert the_endorsement(lite).state is EndorsementState.GIVEN


def test_a_shorter_way_or_another_topic_asks_nobody(lite: Session) -> None:
    asking.answer(lite, applied(lite), Reply(word="endorse"), now=MONDAY)
    before = told(lite, lane(lite))

    amend(lite, most_minutes=120, most_euros=0)

    assert (mine(lite).most_minutes, mine(lite).most_euros) == (120, 0)
    assert the_endorsement(lite).state is EndorsementState.GIVEN
    assert told(lite, lane(lite)) == before


def test_the_same_again_changes_nothing(lite: Session) -> None:
    applied(lite)
    before = facts(lite, lane(lite))

    amend(lite, aims=mine(lite).aims)

    assert facts(lite, lane(lite)) == before


def test_after_closing_only_a_coordinator_changes_it_and_not_after_the_plan(lite: Session) -> None:
    applied(lite)
    round_ = lite.scalars(select(Round)).one()
    round_.state = RoundState.CLOSED
    behalf = Behalf(a_person(lite), "by phone")

    with pytest.raises(Conflict):
        amend(lite, CLOSES, aims="Myöhässä")
    amend(lite, CLOSES, behalf, aims="Puhelimessa")
    mine(lite).state = ApplicationState.PLACED
    with pytest.raises(Conflict):
        amend(lite, CLOSES, behalf, aims="Liian myöhään")

    assert (mine(lite).aims, mine(lite).recorded_why) == ("Puhelimessa", "by phone")


def test_identity_codes_are_refused(lite: Session) -> None:
    applied(lite)

    with pytest.raises(Invalid):
        amend(lite, aims="Olen 131052-308T")


def test_an_endorsement_that_waits_is_not_asked_twice(lite: Session) -> None:
    applied(lite)

    amend(lite, aims="Toiset tavoitteet")

    assert [kind for kind, _who in told(lite, streams.of_round(mine(lite).round_id))] == [
        "application_received",
        "ask_endorsement",
    ]
    assert endorsements.unanswered(lite, lite.scalars(select(Round)).one()) == [mine(lite)]
