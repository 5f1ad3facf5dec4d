from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import applications, endorsements, rounds
from domain.application_letters import received
from domain.events import open_stream
from domain.refusals import Conflict, Invalid
from models import streams
from models.applications import Application, Endorsement
from models.people import Person
from models.rounds import Round
from models.states import ApplicationState, EndorsementState, ExchangeState, Reason, RoundState
from tests.builders import (
    CLOSES,
    NOON,
    OPENS,
    a_person,
    a_round,
    a_wish,
    an_application,
    an_endorsement,
    an_organisation,
)
from tests.domain.lived import a_confirmed_exchange, facts, loaded, taken, told

A_MINUTE = timedelta(minutes=1)


def a_draft(
    db: Session, *, to: Round | None = None, person: Person | None = None, **said: object
) -> Application:
    usual = {"state": ApplicationState.DRAFT, "submitted_at": None}
    return an_application(db, to=to, person=person, **usual | said)


def test_a_submitted_application_is_thanked_for_and_the_supervisor_is_asked(lite: Session) -> None:
    supervisor = a_person(lite, name="Eero Keksitty")
    application = a_draft(lite, person=a_person(lite, supervisor_id=supervisor.id))

    applications.submit(lite, application, now=NOON)

    lane = streams.of_round(application.round_id)
    asked = lite.scalars(select(Endorsement)).one()
    assert (application.state, application.submitted_at) == (ApplicationState.SUBMITTED, NOON)
    assert told(lite, lane) == [("application_received", "Aino"), ("ask_endorsement", "Eero")]
    assert (asked.supervisor_id, asked.state, asked.asked_at) == (supervisor.id, EndorsementState.ASKED, NOON)
    assert facts(lite, lane) == ["application_submitted"]


def test_an_applicant_without_a_supervisor_is_only_thanked(lite: Session) -> None:
    application = a_draft(lite)

    applications.submit(lite, application, now=NOON)

    assert told(lite, streams.of_round(application.round_id)) == [("application_received", "Aino")]
    assert lite.scalars(select(Endorsement)).all() == []


@pytest.mark.parametrize("early", [A_MINUTE, timedelta(seconds=1)])
def test_an_application_is_taken_until_the_closing_minute(lite: Session, early: timedelta) -> None:
    application = a_draft(lite)

    applications.submit(lite, application, now=CLOSES - early)

    assert application.state is ApplicationState.SUBMITTED


@pytest.mark.parametrize("now", [CLOSES, CLOSES + A_MINUTE, OPENS - A_MINUTE])
def test_an_application_is_refused_from_the_closing_minute_and_before_the_opening(
    lite: Session, now: datetime
) -> None:
    application = a_draft(lite)

    with pytest.raises(Conflict):
        applications.submit(lite, application, now=now)

    assert application.state is ApplicationState.DRAFT
    assert facts(lite, streams.of_round(application.round_id)) == []


def test_an_application_with_a_personal_identity_code_is_refused(lite: Session) -> None:
    application = a_draft(lite, aims="Hetuni on 131052-308T, terveisin Aino")

    with pytest.raises(Invalid):
        applications.submit(lite, application, now=NOON)

    assert application.state is ApplicationState.DRAFT


def test_sending_twice_is_refused_and_asks_nobody_twice(lite: Session) -> None:
    application = a_draft(lite)
    applications.submit(lite, application, now=NOON)

    with pytest.raises(Conflict):
        applications.submit(lite, application, now=NOON + A_MINUTE)

    assert told(lite, streams.of_round(application.round_id)) == [("application_received", "Aino")]


def test_who_comes_while_the_round_is_prepared_is_kept_and_not_yet_written_to(lite: Session) -> None:
    round_ = a_round(lite, state=RoundState.DRAFT)
    open_stream(lite, streams.of_round(round_.id))
    application = a_draft(lite, to=round_)

    applications.submit(lite, application, now=OPENS - timedelta(days=30))

    assert application.state is ApplicationState.SUBMITTED
    assert told(lite, streams.of_round(round_.id)) == []
    rounds.open_(lite, round_, now=OPENS)
    assert told(lite, streams.of_round(round_.id)) == [("application_received", "Aino")]


def test_the_thanks_name_the_wishes_in_their_order(lite: Session) -> None:
    application = a_draft(lite)
    for rank, name in ((2, "Toinen liitto"), (1, "Eka liitto")):
        a_wish(lite, application=application, rank=rank, organisation=an_organisation(lite, name_fi=name))
    letter = received(
        lite,
        application,
        round_=lite.get_one(Round, application.round_id),
        person=application.person,
        supervisor=None,
    )

    assert letter.wishes == ("Eka liitto", "Toinen liitto")


def test_endorsing_twice_is_endorsing_once(lite: Session) -> None:
    endorsement = an_endorsement(lite, application=an_application(lite))

    for later in (0, 1):
        endorsements.endorse(lite, endorsement, now=NOON + later * A_MINUTE)

    application = lite.get_one(Application, endorsement.application_id)
    assert (endorsement.state, endorsement.answered_at) == (EndorsementState.GIVEN, NOON)
    assert facts(lite, streams.of_round(application.round_id)) == ["application_endorsed"]


def test_an_endorsement_can_be_refused_with_its_reason_and_not_given_afterwards(lite: Session) -> None:
    endorsement = an_endorsement(lite, application=an_application(lite))
    endorsements.refuse(lite, endorsement, reason="workload", now=NOON)

    with pytest.raises(Conflict):
        endorsements.endorse(lite, endorsement, now=NOON)

    assert (endorsement.state, endorsement.reason) == (EndorsementState.REFUSED, "workload")


def test_an_endorsement_that_was_given_is_not_taken_back(lite: Session) -> None:
    endorsement = an_endorsement(lite, application=an_application(lite))
    endorsements.endorse(lite, endorsement, now=NOON)

    with pytest.raises(Conflict):
        endorsements.refuse(lite, endorsement, reason="workload", now=NOON)

    assert (endorsement.state, endorsement.reason) == (EndorsementState.GIVEN, None)


def test_supervisors_answer_until_the_closing_minute(lite: Session) -> None:
    in_time, late = (an_endorsement(lite, application=an_application(lite)) for _turn in range(2))

    endorsements.endorse(lite, in_time, now=CLOSES - A_MINUTE)
    with pytest.raises(Conflict):
        endorsements.endorse(lite, late, now=CLOSES)

    assert (in_time.state, late.state) == (EndorsementState.GIVEN, EndorsementState.ASKED)


def test_only_those_whose_supervisor_is_silent_are_unendorsed(lite: Session) -> None:
    round_ = a_round(lite)
    silent, given, alone, gone = (an_application(lite, to=round_) for _turn in range(4))
    an_endorsement(lite, application=silent)
    an_endorsement(lite, application=given, state=EndorsementState.GIVEN)
    an_endorsement(lite, application=gone)
    gone.state = ApplicationState.WITHDRAWN
    lite.flush()

    assert endorsements.unanswered(lite, round_) == [silent]
    assert set(applications.submitted(lite, round_)) == {silent, given, alone}


def test_withdrawing_leaves_the_round_and_twice_is_refused(lite: Session) -> None:
    application = an_application(lite)
    applications.withdraw(lite, application, now=NOON)

    with pytest.raises(Conflict):
        applications.withdraw(lite, application, now=NOON)

    assert application.state is ApplicationState.WITHDRAWN
    assert facts(lite, streams.of_round(application.round_id)) == ["application_withdrawn"]


def test_withdrawing_gives_back_the_place_that_was_found(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite)

    applications.withdraw(lite, exchange.application, now=NOON)

    released = loaded(lite, exchange)
    assert (released.state, released.released_reason) == (ExchangeState.RELEASED, Reason.WITHDRAWN)
    assert (released.application.state, taken(lite, released)) == (ApplicationState.WITHDRAWN, (0, 0))


def test_what_has_taken_place_is_not_withdrawn(lite: Session) -> None:
    exchange = a_confirmed_exchange(lite, state=ExchangeState.HELD)

    with pytest.raises(Conflict):
        applications.withdraw(lite, exchange.application, now=NOON)

    assert exchange.application.state is ApplicationState.PLACED
