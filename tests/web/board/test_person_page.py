"""One person in a plan: what their place rests on, what would give them one, and changing places."""

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from models.database import Database
from models.pairing_rules import PairingRule
from models.states import ScheduleState
from tests.web.board.boards import HERE, PLAN, a_board, newest
from tests.web.conftest import post
from tests.web.page import Page, rows, texts


def test_a_place_is_told_with_its_reasons_and_what_else_there_was(
    web: TestClient, database: Database
) -> None:
    board = a_board(database)

    html = web.get(f"{PLAN}/1/{board.aino}").text

    facts = dict(zip(texts(html, "dt"), texts(html, "dd"), strict=True))
    assert facts["Host or mentor"] == "Onni Keksitty, Council of Onni"
    assert [each[0] for each in rows(html)] == ["Paavo Keksitty"]
    assert "Paavo Keksitty lacks 1 place (see Bertta Keksitty)" in rows(html)[0][3]


def test_who_has_no_place_is_told_the_cheapest_ways_and_asks_the_solver_by_a_button(
    web: TestClient, database: Database
) -> None:
    board = a_board(database)
    html = web.get(f"{PLAN}/1/{board.cecilia}").text

    response = post(
        web, f"{HERE}/what-ifs/way", {"application": f"{board.cecilia}", "version": "1", "way": "0"}
    )

    ways = Page(html).all("li", "way")
    assert "takes 2 in all" in ways[0].text
    assert response.headers["location"] == f"{HERE}/what-ifs/1?done=asked"
    assert texts(web.get(f"{HERE}/what-ifs/1").text, "h1") == ["A place for Cecilia Keksitty"]


def test_a_version_whose_problem_cannot_be_read_shows_who_goes_where_and_judges_nothing(
    web: TestClient, database: Database
) -> None:
    board = a_board(database)
    with database.change() as db:
        newest(db).problem = "{}"

    placed, without = (web.get(f"{PLAN}/1/{each}") for each in (board.aino, board.cecilia))

    assert (placed.status_code, without.status_code) == (200, 200)
    assert "The place in this version" in texts(placed.text, "h2")
    assert "Where else this person could go" not in texts(placed.text, "h2")
    assert "No place in this version" in texts(without.text, "h2")
    assert "The cheapest ways to a place" not in texts(without.text, "h2")


def test_a_swap_is_priced_before_anything_changes(web: TestClient, database: Database) -> None:
    board = a_board(database)

    html = web.get(f"{PLAN}/1/swap?one={board.aino}&other={board.bertta}").text

    assert texts(html, "p", "cost") == ["-2 wishes, +0 conflicts"]
    with database.look() as db:
        assert newest(db).version == 1


def test_two_change_places_in_a_new_version(web: TestClient, database: Database) -> None:
    board = a_board(database)
    two = {"one": f"{board.aino}", "other": f"{board.bertta}"}

    response = post(web, f"{PLAN}/1/swap", {**two, "why": "They wish it"})

    with database.look() as db:
        offers = {each.offer_id for each in db.scalars(select(PairingRule))}
        assert (newest(db).version, newest(db).state) == (2, ScheduleState.DRAFT)
    assert response.headers["location"] == f"{PLAN}/2?done=swapped"
    assert offers == {board.onni, board.paavo}


@pytest.mark.parametrize("other", ["cecilia", "onni"])
def test_only_who_has_a_place_changes_it(web: TestClient, database: Database, other: str) -> None:
    board = a_board(database)

    assert web.get(f"{PLAN}/1/swap?one={board.aino}&other={getattr(board, other)}").status_code == 404


def test_somebody_of_no_version_is_not_found(web: TestClient, database: Database) -> None:
    board = a_board(database)

    for address in (f"{PLAN}/7/{board.aino}", f"{PLAN}/1/{board.onni}", f"{PLAN}/1/{board.round_id}"):
        assert web.get(address).status_code == 404
