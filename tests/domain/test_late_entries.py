"""Applications that come after the closing, and drafts that are reminded of before it."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import late_entries, planning, rounds
from domain.behalf import Behalf
from domain.refusals import Conflict
from models import streams
from models.applications import Application, Endorsement
from models.rounds import Round
from models.states import ApplicationState, EndorsementState, RoundState
from tests.builders import a_person, a_round, an_application
from tests.domain.lived import at, letters, told

LATE = at(date(2027, 1, 18))


def a_draft(db: Session, *, of: RoundState) -> Application:
    eero = a_person(db, name="Eero Keksitty")
    aino = a_person(db, name="Aino Keksitty", supervisor_id=eero.id)
    return an_application(db, to=a_round(db, state=of), person=aino, state=ApplicationState.DRAFT)


def enter(db: Session, draft: Application) -> None:
    behalf = Behalf(a_person(db, name="Heli Keksitty"), "she was ill at the closing")
    late_entries.enter(db, draft, behalf=behalf, now=LATE)


def test_before_the_plan_a_late_application_takes_part_with_the_supervisors_yes(lite: Session) -> None:
    draft = a_draft(lite, of=RoundState.CLOSED)

    enter(lite, draft)

    assert draft.state is ApplicationState.SUBMITTED
    row = lite.scalars(select(Endorsement)).one()
    assert (row.state, row.recorded_why) == (EndorsementState.GIVEN, "she was ill at the closing")
    assert told(lite, streams.of_round(draft.round_id)) == [("entered_late", "Aino")]
    lite.expire_all()
    problem = planning.problem(lite, lite.scalars(select(Round)).one(), now=LATE)
    assert [each.id for each in problem.applications] == [str(draft.id)]


@pytest.mark.parametrize("state", [RoundState.PLANNED, RoundState.RUNNING])
def test_after_the_plan_it_waits_in_line(lite: Session, state: RoundState) -> None:
    draft = a_draft(lite, of=state)

    enter(lite, draft)

    assert draft.state is ApplicationState.WAITING
    assert "varasijalla" in letters(lite, streams.of_round(draft.round_id))[0]


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.OPEN, RoundState.ENDED])
def test_only_a_closed_round_takes_late_ones(lite: Session, state: RoundState) -> None:
    with pytest.raises(Conflict):
        enter(lite, a_draft(lite, of=state))


def test_entering_twice_is_refused(lite: Session) -> None:
    draft = a_draft(lite, of=RoundState.CLOSED)
    enter(lite, draft)

    with pytest.raises(Conflict):
        enter(lite, draft)


def test_who_has_only_begun_is_reminded_before_the_closing(lite: Session) -> None:
    draft = a_draft(lite, of=RoundState.OPEN)
    round_ = lite.scalars(select(Round)).one()

    rounds.remind(lite, round_, now=rounds.remind_at(round_))

    assert told(lite, streams.of_round(draft.round_id)) == [("closing_soon", "Aino")]
    assert "vielä luonnos" in letters(lite, streams.of_round(draft.round_id))[0]
