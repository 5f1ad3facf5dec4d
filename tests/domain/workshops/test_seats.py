"""A workshop fills, and a seat frees: whoever has waited longest is asked first."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy.orm import Session

from domain import links
from domain.behalf import Behalf
from domain.refusals import Conflict
from domain.workshops import roll, sign_ups, workshops
from models.messages import Standing
from models.people import Person
from models.streams import of_workshop
from models.workshop_states import SignUpState
from tests.builders_of_workshops import BEGINS, SIGN_UP_CLOSES, SIGN_UP_OPENS, a_workshop
from tests.domain.lived import at, calendar_of, facts, letters, told
from tests.domain.workshops.gathered import Life, people

MONDAY = date(2027, 2, 8)
NEXT_MORNING = at(date(2027, 2, 9), time(9))


def a_full_morning(db: Session) -> tuple[Life, list[Person]]:
    """Two seats; Aino and Bertta have them, Cecilia and David wait in this order."""
    life = Life(db, a_workshop(db, capacity=2).id)
    who = people(db, "Aino", "Bertta", "Cecilia", "David")
    for each in who:
        sign_ups.invite(db, life.workshop, each, now=SIGN_UP_OPENS - timedelta(days=1))
    life.at(SIGN_UP_OPENS)
    for number, each in enumerate(who):
        life.says(each, "come", now=SIGN_UP_OPENS + timedelta(hours=number))
    return life, who


def test_the_first_to_ask_have_the_seats_and_the_others_wait_in_their_order(lite: Session) -> None:
    life, _who = a_full_morning(lite)

    standing = life.at(at(MONDAY))

    assert standing == Standing(waiting_for="workshop", until=SIGN_UP_CLOSES)
    assert life.stands() == {
        "Aino": "signed_up", "Bertta": "signed_up", "Cecilia": "waiting", "David": "waiting",
    }  # fmt: skip
    assert [each.person.name for each in roll.in_line(lite, life.workshop)] == [
        "Cecilia Keksitty",
        "David Keksitty",
    ]
    assert told(lite, of_workshop(life.id)) == [
        *(("workshop_invitation", name) for name in ("Aino", "Bertta", "Cecilia", "David")),
        ("seat_confirmed", "Aino"),
        ("seat_confirmed", "Bertta"),
        ("workshop_full", "Cecilia"),
        ("workshop_full", "David"),
    ]
    assert calendar_of(lite, of_workshop(life.id)) == [("REQUEST", 0, "Aino"), ("REQUEST", 0, "Bertta")]


def test_a_seat_that_frees_is_held_for_the_first_in_line_then_for_the_next(lite: Session) -> None:
    life, (aino, _bertta, cecilia, david) = a_full_morning(lite)

    sign_ups.leave(lite, life.workshop, life.sign_up(aino), now=at(MONDAY))
    waits = life.at(at(MONDAY))
    silence = life.at(NEXT_MORNING)
    life.says(david, "yes", now=NEXT_MORNING + timedelta(hours=2))

    assert waits.until == NEXT_MORNING
    assert silence.until == at(date(2027, 2, 10), time(9))
    assert life.stands() == {
        "Aino": "left", "Bertta": "signed_up", "Cecilia": "silent", "David": "signed_up",
    }  # fmt: skip
    assert told(lite, of_workshop(life.id))[8:] == [
        ("workshop_cancelled", "Aino"),
        ("seat_offered", "Cecilia"),
        ("seat_offered", "David"),
        ("seat_confirmed", "David"),
    ]
    assert calendar_of(lite, of_workshop(life.id))[2:] == [("CANCEL", 1, "Aino"), ("REQUEST", 1, "David")]
    assert life.sign_up(cecilia).state is SignUpState.SILENT


def test_whoever_says_no_to_a_free_seat_makes_way_at_once(lite: Session) -> None:
    life, (aino, _bertta, cecilia, _david) = a_full_morning(lite)
    sign_ups.leave(lite, life.workshop, life.sign_up(aino), now=at(MONDAY))
    life.at(at(MONDAY))

    life.says(cecilia, "no", now=at(MONDAY, time(13)))
    life.at(at(MONDAY, time(13)))

    assert life.stands()["Cecilia"] == "declined"
    assert life.stands()["David"] == "offered"


def test_nobody_passes_the_line_when_a_seat_is_free(lite: Session) -> None:
    life, (aino, *_others) = a_full_morning(lite)
    (emma,) = people(lite, "Emma")
    sign_ups.invite(lite, life.workshop, emma, now=at(MONDAY))
    life.at(at(MONDAY))
    sign_ups.leave(lite, life.workshop, life.sign_up(aino), now=at(MONDAY, time(13)))

    life.says(emma, "come", now=at(MONDAY, time(13)))

    assert life.stands()["Emma"] == "waiting"


def test_more_seats_are_held_for_as_many_in_line(lite: Session) -> None:
    life, _who = a_full_morning(lite)
    organiser = lite.get_one(Person, life.workshop.organiser_id)

    workshops.edit(lite, life.workshop, workshops.Edit(capacity=4), by=organiser, now=at(MONDAY))
    life.at(at(MONDAY))

    assert life.stands() == {
        "Aino": "signed_up", "Bertta": "signed_up", "Cecilia": "offered", "David": "offered",
    }  # fmt: skip


def test_a_seat_that_frees_in_the_last_hour_is_offered_to_nobody(lite: Session) -> None:
    life, (aino, *_others) = a_full_morning(lite)
    near = BEGINS - timedelta(minutes=50)
    life.through(at(MONDAY), near)

    sign_ups.leave(lite, life.workshop, life.sign_up(aino), now=near)
    life.at(near)

    assert life.stands()["Cecilia"] == "waiting"


def test_nobody_signs_up_when_sign_up_is_over(lite: Session) -> None:
    life, (aino, *_others) = a_full_morning(lite)
    sign_ups.leave(lite, life.workshop, life.sign_up(aino), now=at(MONDAY))

    with pytest.raises(Conflict):
        sign_ups.come(lite, life.workshop, life.sign_up(aino), now=SIGN_UP_CLOSES)


def test_whoever_has_left_may_come_back_to_the_end_of_the_line(lite: Session) -> None:
    life, (aino, *_others) = a_full_morning(lite)
    sign_ups.leave(lite, life.workshop, life.sign_up(aino), now=at(MONDAY))
    life.at(at(MONDAY))

    sign_ups.come(lite, life.workshop, life.sign_up(aino), now=at(MONDAY, time(13)))

    assert [each.person.name.split()[0] for each in roll.in_line(lite, life.workshop)] == ["David", "Aino"]


def test_what_happens_to_seats_is_written_down(lite: Session) -> None:
    life, (aino, *_others) = a_full_morning(lite)

    sign_ups.leave(lite, life.workshop, life.sign_up(aino), now=at(MONDAY))

    assert facts(lite, of_workshop(life.id))[-3:] == ["sign_up_changed", "ask_answered", "sign_up_changed"]


def test_whoever_was_removed_comes_back_by_the_organiser_alone(lite: Session) -> None:
    life, (aino, *_others) = a_full_morning(lite)
    links.lay(lite, address="https://vaihto.example.org")
    helmi = lite.get_one(Person, life.workshop.organiser_id)
    sign_ups.leave(lite, life.workshop, life.sign_up(aino), now=at(MONDAY), to=SignUpState.REMOVED)
    removal = letters(lite, of_workshop(life.id))[-1]

    with pytest.raises(Conflict):
        sign_ups.come(lite, life.workshop, life.sign_up(aino), now=at(MONDAY, time(13)))
    sign_ups.come(
        lite, life.workshop, life.sign_up(aino), now=at(MONDAY, time(13)), behalf=Behalf(helmi, "sovittu")
    )

    assert "Haluatko sittenkin tulla?" not in removal
    assert life.stands()["Aino"] == "waiting"


def test_whoever_left_is_told_where_they_may_come_back(lite: Session) -> None:
    life, (aino, *_others) = a_full_morning(lite)
    links.lay(lite, address="https://vaihto.example.org")

    sign_ups.leave(lite, life.workshop, life.sign_up(aino), now=at(MONDAY))

    assert "Haluatko sittenkin tulla?" in letters(lite, of_workshop(life.id))[-1]
