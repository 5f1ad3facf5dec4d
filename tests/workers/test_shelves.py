from domain.inbox import WAITING
from invites.intake import Unread
from invites.judgement import Outcome
from workers.shelves import SHELVES, Shelf, shelf_of


def test_every_outcome_has_a_folder() -> None:
    assert set(SHELVES) == {*Outcome, *Unread}


def test_what_is_held_for_a_human_lies_where_a_human_looks() -> None:
    assert {shelf_of(each) for each in Outcome if each.startswith("held")} == {Shelf.HELD}


def test_what_lies_with_the_held_mails_waits_in_the_inbox_too() -> None:
    assert {each for each in SHELVES if shelf_of(each) is Shelf.HELD} == set(WAITING)


def test_an_outcome_that_nobody_foresaw_is_for_a_human() -> None:
    assert shelf_of("fallen_from_the_sky") is Shelf.HELD
