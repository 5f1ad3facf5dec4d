"""One list for all of a supervisor's people, and applying for somebody who agrees."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import applications, endorsements, supervising
from domain.asks import asking
from domain.refusals import Conflict, NotAllowed
from models import streams
from models.applications import Application, Conditions, Endorsement
from models.asks import Ask, AskState, Reply
from models.people import Person
from models.states import ApplicationState, EndorsementState, RoundState
from tests.builders import CLOSES, a_person, a_round, an_application
from tests.domain.lived import at, facts, letters, told

MONDAY = at(date(2026, 12, 7))


def written_for(db: Session) -> tuple[Ask, Application]:
    """Eero has written an application for Aino."""
    eero = a_person(db, name="Eero Keksitty")
    aino = a_person(db, name="Aino Keksitty", supervisor_id=eero.id)
    draft = an_application(
        db, to=a_round(db), person=aino, state=ApplicationState.DRAFT, aims="Oppia kaavoitusta"
    )
    return supervising.apply_for(db, draft, by=eero, now=MONDAY), draft


def test_the_one_meant_is_asked_and_sees_the_aims(lite: Session) -> None:
    ask, draft = written_for(lite)

    lane = streams.of_round(draft.round_id)
    assert told(lite, lane) == [("agree_to_apply", "Aino")]
    assert "Oppia kaavoitusta" in letters(lite, lane)[0]
    assert (ask.state, draft.state) == (AskState.OPEN, ApplicationState.DRAFT)


def test_a_yes_sends_it_endorsed_at_once(lite: Session) -> None:
    ask, draft = written_for(lite)

    asking.answer(lite, ask, Reply(word="agree"), now=MONDAY)

    row = lite.scalars(select(Endorsement)).one()
    assert (draft.state, row.state) == (ApplicationState.SUBMITTED, EndorsementState.GIVEN)
    lane = streams.of_round(draft.round_id)
    assert told(lite, lane) == [("agree_to_apply", "Aino"), ("application_received", "Aino")]
    assert "application_endorsed" in facts(lite, lane)


@pytest.mark.parametrize("word", ["decline", None])
def test_a_no_and_a_silence_enter_nobody_and_the_supervisor_hears(lite: Session, word: str | None) -> None:
    ask, draft = written_for(lite)
    lane = streams.of_round(draft.round_id)

    if word:
        asking.answer(lite, ask, Reply(word=word), now=MONDAY)
    else:
        asking.see_through(lite, lane, now=CLOSES)

    assert draft.state is ApplicationState.WITHDRAWN
    assert told(lite, lane)[-1] == ("not_applied", "Eero")


def test_only_ones_own_people_are_applied_for(lite: Session) -> None:
    _ask, draft = written_for(lite)

    with pytest.raises(NotAllowed):
        supervising.apply_for(lite, draft, by=a_person(lite, name="Muu Keksitty"), now=MONDAY)


def test_the_list_has_all_people_in_all_rounds_that_live_and_what_waits_comes_first(lite: Session) -> None:
    eero = a_person(lite, name="Eero Keksitty")
    names = ("Aino Keksitty", "Bertta Keksitty", "Cecilia Keksitty")
    aino, bertta, cecilia = (a_person(lite, name=each, supervisor_id=eero.id) for each in names)
    spring, over = a_round(lite), a_round(lite, reference="vanha-2025", state=RoundState.ENDED)
    sent = [an_application(lite, to=spring, person=each) for each in (aino, bertta)]
    an_application(lite, to=over, person=cecilia)
    for each in sent:
        endorsements.ask(lite, each, of=eero, round_=spring, now=MONDAY)
    ask = lite.scalars(select(Ask).where(Ask.subject_id == _row(lite, sent[0]).id)).one()
    asking.answer(lite, ask, Reply(word="endorse", filled=()), now=MONDAY)
    _row(lite, sent[0]).conditions = Conditions(weeks=("2027-W10",))

    found = supervising.reports(lite, eero)

    assert [(each.name, each.endorsement, each.answer_by) for each in found] == [
        ("Bertta Keksitty", EndorsementState.ASKED, CLOSES),
        ("Aino Keksitty", EndorsementState.GIVEN, None),
    ]
    assert supervising.reports(lite, lite.get_one(Person, aino.id)) == ()


def _row(db: Session, application: Application) -> Endorsement:
    return db.scalars(select(Endorsement).where(Endorsement.application_id == application.id)).one()


def test_who_has_sent_it_themselves_is_asked_no_more(lite: Session) -> None:
    ask, draft = written_for(lite)

    applications.submit(lite, draft, now=MONDAY)

    assert ask.state is AskState.DROPPED
    with pytest.raises(Conflict):
        asking.answer(lite, ask, Reply(word="agree"), now=MONDAY)


def test_a_new_supervisor_does_not_endorse_what_the_old_one_wrote(lite: Session) -> None:
    ask, draft = written_for(lite)
    old = lite.scalars(select(Person).where(Person.name == "Eero Keksitty")).one()
    lite.get_one(Person, draft.person_id).supervisor_id = None

    asking.answer(lite, ask, Reply(word="agree"), now=MONDAY)

    assert _row(lite, draft).supervisor_id == old.id
