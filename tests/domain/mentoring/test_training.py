"""Who has been trained as a mentor, and who has not."""

from datetime import date, time

import pytest
from sqlalchemy.orm import Session

from domain.mentoring import training
from domain.refusals import Invalid
from tests.builders import a_host_offer, a_mentor_offer, a_person, a_round
from tests.domain.lived import at

NOW = at(date(2027, 1, 4), time(12))


def test_mentors_without_training_are_named_and_hosts_are_not(lite: Session) -> None:
    round_ = a_round(lite)
    onni, mary, sven = (a_person(lite, name=f"{name} Keksitty") for name in ("Onni", "Mary", "Sven"))
    for mentor in (onni, mary):
        a_mentor_offer(lite, to=round_, person=mentor)
    a_host_offer(lite, to=round_, person=sven)

    training.note(lite, round_, mary, on=date(2026, 12, 1), now=NOW)

    assert training.untrained(lite, round_) == [onni]


def test_a_training_counts_in_every_round_and_once_for_a_day(lite: Session) -> None:
    earlier, later = a_round(lite), a_round(lite)
    mary = a_person(lite, name="Mary Keksitty")
    a_mentor_offer(lite, to=later, person=mary)

    rows = {training.note(lite, earlier, mary, on=date(2026, 12, 1), now=NOW).id for _time in range(2)}

    assert len(rows) == 1
    assert training.untrained(lite, later) == []


def test_a_training_to_come_is_not_noted_yet(lite: Session) -> None:
    round_ = a_round(lite)

    with pytest.raises(Invalid):
        training.note(lite, round_, a_person(lite), on=date(2027, 1, 5), now=NOW)
