"""HR reads the letters of a round before it opens."""

import pytest
from sqlalchemy.orm import Session

from domain.previews import previewing
from invites.contexts import KINDS
from models import streams
from models.languages import Language
from models.people import Person
from models.rounds import Round
from models.states import DateMode, Kind
from tests.builders import NOON, a_round
from tests.domain.lived import facts


def a_round_with_everything(db: Session) -> Round:
    return a_round(db, date_mode=DateMode.AGREED, supervisor_confirms_dates=True, asks_evening_before=True)


@pytest.mark.parametrize("language", list(Language))
def test_every_kind_of_letter_can_be_read_beforehand(lite: Session, language: Language) -> None:
    found = previewing.letters(lite, a_round_with_everything(lite), language)

    assert {each.kind for each in found} == {each.kind for each in KINDS}
    assert all(each.letter.subject and each.letter.text for each in found)


def test_letters_carry_the_dates_and_the_coordinator_of_the_round(lite: Session) -> None:
    found = previewing.letters(lite, a_round(lite), Language.FI)

    endorsement = next(each for each in found if each.kind == "ask_endorsement")
    assert "15.1.2027" in endorsement.letter.text
    assert "Kevät 2027" in endorsement.letter.text
    assert "Helmi Keksitty" in endorsement.letter.text


def test_a_round_shows_only_letters_that_it_sends(lite: Session) -> None:
    round_ = a_round(lite, kinds=(Kind.MENTORING,))

    kinds = {each.kind for each in previewing.letters(lite, round_, Language.EN)}

    assert kinds & {"ask_dates", "dates_suit_unit", "evening_before", "host_interest"} == set()
    assert "ask_guest" in kinds


def test_letters_about_visits_and_mentoring_are_both_shown(lite: Session) -> None:
    found = previewing.letters(lite, a_round(lite), Language.EN)

    assert [each.form for each in found if each.kind == "ask_guest"] == [Kind.SHADOWING, Kind.MENTORING]


def test_a_look_is_written_down_with_who_and_when(lite: Session) -> None:
    round_ = a_round(lite, previewed_at=None, previewed_by_id=None)
    helmi = lite.get_one(Person, round_.owner_id)

    previewing.mark(lite, round_, by=helmi, now=NOON)

    assert (round_.previewed_at, round_.previewed_by_id) == (NOON, helmi.id)
    assert facts(lite, streams.of_round(round_.id)) == ["round_previewed"]
