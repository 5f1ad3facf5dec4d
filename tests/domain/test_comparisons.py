"""Two versions of a plan beside each other, person by person."""

import pytest
from sqlalchemy.orm import Session

from domain import comparisons
from domain.refusals import NotFound
from models.rounds import Round
from models.states import ScheduleState
from tests.builders import a_person, an_application
from tests.domain.deciding import a_drafted_round, drafted


def a_round_with_two_versions(db: Session) -> Round:
    """Aino had the only place; then there is a place more, and Cecilia, who matters most, has one."""
    round_, desk, first = a_drafted_round(db)
    first.state = ScheduleState.SUPERSEDED
    an_application(db, to=round_, person=a_person(db, name="Cecilia Keksitty"), priority=9)
    desk.most = 2
    db.flush()
    drafted(db, round_)
    return round_


def test_everybody_is_told_with_what_becomes_of_them(lite: Session) -> None:
    round_ = a_round_with_two_versions(lite)

    found = comparisons.of_versions(lite, round_, 1, 2)

    told = {each.person: each.verdict for each in found.fates}
    assert set(told) == {"Aino Keksitty", "Bertta Keksitty", "Cecilia Keksitty"}
    assert (told["Cecilia Keksitty"], found.before.placed) == ("newly_placed", 1)
    assert [each.person for each in found.gaining] == ["Cecilia Keksitty"]


def test_the_other_way_round_who_gained_loses(lite: Session) -> None:
    round_ = a_round_with_two_versions(lite)

    there, back = (comparisons.of_versions(lite, round_, *each) for each in ((1, 2), (2, 1)))

    assert (back.before, back.after) == (there.after, there.before)
    assert [each.person for each in back.changed] == [each.person for each in there.changed]
    assert back.euros == -there.euros


def test_a_version_beside_itself_changes_nothing(lite: Session) -> None:
    round_, _desk, _first = a_drafted_round(lite)

    found = comparisons.of_versions(lite, round_, 1, 1)

    assert (found.changed, found.gaining, found.losing, found.moving, found.euros) == ((), (), (), (), 0)


def test_a_version_that_was_never_made_is_not_found(lite: Session) -> None:
    round_, _desk, _first = a_drafted_round(lite)

    with pytest.raises(NotFound):
        comparisons.of_versions(lite, round_, 1, 7)
