"""What the organisations agree on: asked once of each, accepted once, needed where the round says so."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.agreements import agreements, asked
from domain.agreements.agreements import Text
from domain.asks import asking
from domain.refusals import Conflict, Invalid
from domain.working_days import in_working_days
from models import streams
from models.agreements import Acceptance
from models.asks import About, Ask, AskState, Reply
from models.organisations import Organisation
from models.people import Person
from models.rounds import Round
from models.states import Role
from tests.builders import NOON, a_host_offer, a_person, a_round, an_appointee, an_organisation
from tests.domain.lived import letters, told

TEXT = Text(fi="Salassapito.\n\nVakuutus.", sv="Sekretess.", en="Confidentiality.")
LATER = NOON + timedelta(hours=1)


def a_round_of_one(db: Session) -> tuple[Round, Organisation]:
    """Tarula hosts; Kirsi coordinates there, Hanna is its HR."""
    round_ = a_round(db)
    house = an_organisation(db, code="T", name_fi="Tarulan liitto")
    a_host_offer(db, to=round_, person=a_person(db, organisation=house))
    for name, role in (("Kirsi Keksitty", Role.COORDINATOR), ("Hanna Keksitty", Role.HR)):
        an_appointee(db, person=a_person(db, organisation=house, name=name), role=role)
    return round_, house


def make(db: Session, round_: Round) -> None:
    by = db.get_one(Person, round_.owner_id)
    agreements.make(db, round_, TEXT, by=by, now=NOON)
    asked.pursue(db, round_, now=NOON)


def the_ask(db: Session) -> Ask:
    found = select(Ask).where(Ask.about == About.AGREEMENT, Ask.state == AskState.OPEN)
    return db.scalars(found).one()


def test_the_coordinator_of_each_organisation_is_asked_once_with_its_hr_as_deputy(lite: Session) -> None:
    round_, _house = a_round_of_one(lite)

    make(lite, round_)
    asked.pursue(lite, round_, now=LATER)

    lane = streams.of_round(round_.id)
    assert told(lite, lane) == [("ask_agreement", "Kirsi")]
    assert "Salassapito. Vakuutus." in letters(lite, lane)[0]
    deputy = lite.get_one(Person, the_ask(lite).deputy_id)
    assert deputy.name == "Hanna Keksitty"


def test_one_yes_is_enough_and_is_kept_with_who_said_it(lite: Session) -> None:
    round_, house = a_round_of_one(lite)
    make(lite, round_)
    lacking = [each.id for each in agreements.missing(lite, round_)]

    asking.answer(lite, the_ask(lite), Reply(word="accept"), now=LATER)

    row = lite.scalars(select(Acceptance)).one()
    assert (lacking, agreements.missing(lite, round_)) == ([house.id], [])
    assert (row.organisation_id, lite.get_one(Person, row.person_id).name) == (house.id, "Kirsi Keksitty")


def test_a_newer_version_is_asked_about_anew(lite: Session) -> None:
    round_, house = a_round_of_one(lite)
    make(lite, round_)
    asking.answer(lite, the_ask(lite), Reply(word="accept"), now=LATER)

    make(lite, round_)

    assert [each.id for each in agreements.missing(lite, round_)] == [house.id]
    assert told(lite, streams.of_round(round_.id)) == [("ask_agreement", "Kirsi")] * 2


def test_silence_is_told_to_the_coordinator_of_the_round(lite: Session) -> None:
    round_, _house = a_round_of_one(lite)
    make(lite, round_)

    asking.see_through(lite, streams.of_round(round_.id), now=in_working_days(NOON, 11))

    assert told(lite, streams.of_round(round_.id))[-1] == ("agreement_missing", "Helmi")


def test_a_text_is_needed_in_three_languages(lite: Session) -> None:
    round_, _house = a_round_of_one(lite)
    by = lite.get_one(Person, round_.owner_id)

    with pytest.raises(Invalid):
        agreements.make(lite, round_, Text(fi="a", sv="", en="a"), by=by, now=NOON)


def test_only_where_the_round_requires_it_nothing_is_published_without(lite: Session) -> None:
    easy, _house = a_round_of_one(lite)
    make(lite, easy)
    strict = a_round(lite, requires_agreement=True)

    agreements.refuse_unaccepted(lite, easy)
    with pytest.raises(Conflict):
        agreements.refuse_unaccepted(lite, strict)
