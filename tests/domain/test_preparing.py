"""HR starts a round without a spreadsheet, and is told what it lacks before it may open."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy.orm import Session

from domain import preparing, readiness, rounds
from domain.preparing import Wanted
from domain.readiness import Lack
from domain.refusals import Conflict, Invalid
from domain.working_days import is_working_day
from models.people import Person
from models.rounds import Design, Left, Round
from models.states import DateMode, Kind, RoundState
from models.timeline import local_day
from tests.builders import NOON, OPENS, a_mentor_offer, a_person, a_round
from tests.domain.lived import at

AUTUMN = Wanted("syksy-2027", "Syksy 2027", opens_on=date(2027, 5, 3))
ALL_SAID = Design(**dict.fromkeys(Design.model_fields, "Sanottu."))


def a_new_round(db: Session, wanted: Wanted = AUTUMN) -> Round:
    return preparing.new(db, wanted, owner=a_person(db, name="Helmi Keksitty"))


def a_ready_round(db: Session, **said: object) -> Round:
    """Added as a draft, with everything that a round needs to open."""
    deputy = a_person(db, name="Heikki Keksitty")
    usual = {"design": ALL_SAID, "deputy_id": deputy.id, "previewed_at": NOON, "state": RoundState.DRAFT}
    round_ = a_round(db, owner=a_person(db, name="Helmi Keksitty"), **usual | said)
    rounds.add(db, round_)
    return round_


def lacks(round_: Round) -> list[tuple[Lack, str]]:
    return [(each.lack, each.element) for each in readiness.missing(round_)]


def test_a_new_round_has_dates_in_order_on_working_days(lite: Session) -> None:
    round_ = a_new_round(lite)

    days = [
        *(local_day(each) for each in (round_.opens_at, round_.closes_at, round_.decide_by)),
        *(round_.first_day, round_.last_day),
    ]
    assert days == [
        date(2027, 5, 3),
        date(2027, 6, 28),
        date(2027, 7, 12),
        date(2027, 8, 9),
        date(2027, 11, 1),
    ]
    assert all(is_working_day(each) for each in days)


def test_a_new_round_waits_for_hr(lite: Session) -> None:
    round_ = a_new_round(lite)

    assert (round_.state, round_.kinds) == (RoundState.DRAFT, tuple(Kind))
    assert (round_.answer_working_days, round_.follow_up_days) == (5, (0, 30, 180))


def test_a_round_like_an_earlier_one_keeps_its_design_and_rules_and_moves_its_dates(lite: Session) -> None:
    spring = a_round(
        lite,
        design=ALL_SAID,
        answer_working_days=7,
        date_mode=DateMode.AGREED,
        agree_by=date(2027, 2, 26),
        previewed_at=NOON,
        left_out=(Left(element="time", reason="Kesken."),),
    )

    later = preparing.new(
        lite,
        Wanted("kevat-2028", "Kevät 2028", opens_on=local_day(OPENS) + timedelta(weeks=52), like=spring),
        owner=lite.get_one(Person, spring.owner_id),
    )

    assert (later.design, later.answer_working_days, later.left_out) == (ALL_SAID, 7, spring.left_out)
    assert (later.closes_at, later.first_day) == (at(date(2028, 1, 14), time(16)), date(2028, 2, 28))
    assert (later.agree_by, later.state, later.previewed_at) == (date(2028, 2, 25), RoundState.DRAFT, None)


def test_two_rounds_are_not_called_the_same(lite: Session) -> None:
    a_new_round(lite)

    with pytest.raises(Conflict):
        a_new_round(lite)


def test_where_people_agree_their_days_there_is_time_for_it(lite: Session) -> None:
    round_ = a_new_round(lite, Wanted("s", "S", opens_on=date(2027, 5, 3), date_mode=DateMode.AGREED))

    assert round_.agree_by == date(2027, 7, 30)


def test_a_new_round_is_told_all_that_it_lacks(lite: Session) -> None:
    round_ = a_new_round(lite)

    elements = [(Lack.DESIGN, name) for name in Design.model_fields]
    assert lacks(round_) == [*elements, (Lack.PEOPLE, ""), (Lack.PREVIEW, "")]


def test_a_ready_round_lacks_nothing_and_opens(lite: Session) -> None:
    round_ = a_ready_round(lite)

    rounds.open_(lite, round_, now=OPENS)

    assert (lacks(round_), round_.state) == ([], RoundState.OPEN)


@pytest.mark.parametrize(
    ("said", "lack"),
    [
        ({"design": Design()}, Lack.DESIGN),
        ({"last_day": date(2027, 5, 30)}, Lack.DATES),
        ({"deputy_id": None}, Lack.PEOPLE),
        ({"previewed_at": None}, Lack.PREVIEW),
    ],
)
def test_a_round_that_is_not_ready_does_not_open(lite: Session, said: dict[str, object], lack: Lack) -> None:
    round_ = a_ready_round(lite, **said)

    with pytest.raises(Conflict):
        rounds.open_(lite, round_, now=OPENS)

    assert {each for each, _element in lacks(round_)} == {lack}


def test_an_element_is_answered_or_left_out_with_a_reason(lite: Session) -> None:
    round_ = a_ready_round(lite, design=ALL_SAID.model_copy(update={"time": "", "motivation": ""}))

    readiness.answer(round_, "time", "Keväällä.")
    readiness.leave(round_, "motivation", why="Sovitaan liitoittain.")

    assert lacks(round_) == []
    assert round_.design.time == "Keväällä."
    assert round_.left_out == (Left(element="motivation", reason="Sovitaan liitoittain."),)


def test_an_answer_takes_the_place_of_leaving_out(lite: Session) -> None:
    round_ = a_ready_round(lite, left_out=(Left(element="time", reason="Kesken."),))

    readiness.answer(round_, "time", "Keväällä.")

    assert round_.left_out == ()


@pytest.mark.parametrize(("element", "why"), [("weather", "Sataa."), ("time", "  ")])
def test_leaving_out_needs_an_element_and_a_reason(lite: Session, element: str, why: str) -> None:
    round_ = a_ready_round(lite)

    with pytest.raises(Invalid):
        readiness.leave(round_, element, why=why)


def test_the_deputy_is_somebody_else(lite: Session) -> None:
    round_ = a_ready_round(lite)
    round_.deputy_id = round_.owner_id

    assert lacks(round_) == [(Lack.PEOPLE, "")]


def test_a_mentor_without_training_is_a_warning_and_keeps_no_round_from_opening(lite: Session) -> None:
    round_ = a_ready_round(lite)
    a_mentor_offer(lite, to=round_, person=a_person(lite, name="Mary Keksitty"))

    warned = readiness.warnings(lite, round_)

    assert [str(each) for each in warned] == ["Mary Keksitty offers to mentor and has not been trained."]
    assert lacks(round_) == []
