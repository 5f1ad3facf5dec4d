"""What if, repairs and comparing: asked of the solver's queue, seen beside the plan, adopted or dropped."""

from uuid import UUID

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from domain import whatifs
from models.database import Database
from models.offers import Offer
from models.rounds import Round
from models.states import RoundState, ScheduleState, WhatIfState
from models.what_ifs import OtherCapacity, WhatIf
from solver.problem import Problem
from solver.solve import solve
from tests.builders import a_round
from tests.domain.deciding import drafted
from tests.web.board.boards import HERE, PLAN, Board, a_board, hr_of_another_house, newest, the_round
from tests.web.conftest import NOW, browser, post
from tests.web.page import Page, rows, texts

ASK = f"{HERE}/what-ifs"


def question(board: Board) -> dict[str, str | list[str]]:
    return {"name": "One more at Onni's", "capacity_offer": f"{board.onni}", "capacity": "2"}


def the_question(database: Database) -> WhatIf:
    with database.look() as db:
        return db.scalars(select(WhatIf)).one()


def answered(database: Database) -> None:
    """As the solver's step does."""
    with database.change() as db:
        row = db.scalars(select(WhatIf)).one()
        problem = Problem.model_validate_json(row.problem)
        whatifs.answer(db, row, solve(problem, seed=1, deterministic_limit=5.0), now=NOW)


def test_a_question_is_asked_and_waits_for_the_solver(web: TestClient, database: Database) -> None:
    board = a_board(database)

    response = post(web, ASK, question(board))
    page = Page(web.get(f"{ASK}/1").text)

    row = the_question(database)
    assert response.headers["location"] == f"{ASK}/1?done=asked"
    assert (row.state, row.changes) == (WhatIfState.ASKED, (OtherCapacity(offer_id=board.onni, most=2),))
    assert [each.attributes["hx-trigger"] for each in page.all("div", "working")] == ["every 2s"]
    assert rows(web.get(ASK).text)[0][:3] == [
        "1. One more at Onni's",
        "Onni Keksitty takes 2 in all",
        "waits for the solver",
    ]


def test_its_answer_stands_beside_the_plan_person_by_person(web: TestClient, database: Database) -> None:
    board = a_board(database)
    post(web, ASK, question(board))
    answered(database)

    html = web.get(f"{ASK}/1").text

    figures = dict(zip(texts(html, "dt"), texts(html, "dd"), strict=True))
    assert (figures["Gain"], figures["Lose"]) == ("1", "0")
    assert "Cecilia Keksitty" in texts(html, "span", "name")
    assert Page(html).all("div", "working") == []


def test_adopting_makes_the_changes_and_sets_the_plan_aside(web: TestClient, database: Database) -> None:
    board = a_board(database)
    post(web, ASK, question(board))
    answered(database)

    response = post(web, f"{ASK}/1/adopt", {})

    assert response.headers["location"] == f"{PLAN}?done=adopted"
    with database.look() as db:
        assert db.get_one(Offer, board.onni).most == 2
        assert newest(db).state is ScheduleState.SUPERSEDED


def test_dropping_leaves_everything_as_it_is(web: TestClient, database: Database) -> None:
    board = a_board(database)
    post(web, ASK, question(board))

    post(web, f"{ASK}/1/drop", {})

    assert the_question(database).state is WhatIfState.DROPPED
    with database.look() as db:
        assert (db.get_one(Offer, board.onni).most, newest(db).state) == (1, ScheduleState.DRAFT)


@pytest.mark.parametrize(
    ("said", "mend"),
    [
        ({"name": ""}, "What do you want to know?: fill this in"),
        ({"capacity": ""}, "Takes so many in all: fill this in, or leave the whole line empty"),
        ({"capacity": "many"}, "Takes so many in all: give a number"),
        (
            {"capacity": "", "capacity_offer": ""},
            "Host or mentor: fill this in, or leave the whole line empty",
        ),
        ({"first_day": "soon"}, "First day of the exchanges: give a date, for example 2027-03-08"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    web: TestClient, database: Database, said: dict[str, str], mend: str
) -> None:
    board = a_board(database)

    response = post(web, ASK, {**question(board), "free_first": "2027-03-09", **said})

    page = Page(response.text)
    values = [
        each.attributes.get("value")
        for each in page.all("input")
        if each.attributes.get("name") == "free_first"
    ]
    assert response.status_code == 422
    assert mend in [each.text for each in page.all("a")]
    assert values == ["2027-03-09"]
    with database.look() as db:
        assert db.scalars(select(WhatIf)).all() == []


def test_a_question_without_any_change_is_none(web: TestClient, database: Database) -> None:
    a_board(database)

    response = post(web, ASK, {"name": "Nothing"})

    assert response.status_code == 422
    assert "say at least one thing that would be different" in response.text


def test_a_rules_no_is_shown_beside_the_form(web: TestClient, database: Database) -> None:
    a_board(database)
    days = {"first_day": "2027-01-01", "last_day": "2027-05-28"}

    response = post(web, ASK, {"name": "Earlier", **days})

    assert response.status_code == 422
    assert "The first day must be after the day of the decision." in response.text


def test_what_if_two_were_apart_is_asked_from_a_persons_page(web: TestClient, database: Database) -> None:
    board = a_board(database)
    pair = {"application": f"{board.aino}", "offer": f"{board.onni}"}

    post(web, f"{ASK}/rule", {**pair, "effect": "forbid", "why": "Apart"})

    assert the_question(database).name == "Apart"
    assert "Aino Keksitty does not go to Onni Keksitty" in web.get(ASK).text


def test_two_versions_are_compared(web: TestClient, database: Database) -> None:
    board = a_board(database)
    post(web, f"{PLAN}/again", {"version": "1"})
    with database.change() as db:
        db.get_one(Offer, board.onni).most = 2
    with database.change() as db:
        drafted(db, the_round(db, board), now=NOW)

    html = web.get(f"{PLAN}/compare").text

    assert texts(html, "option")[:2] == [
        "Version 2: Waits for approval",
        "Version 1: Replaced by a newer one",
    ]
    assert "Gets a place" in html


def test_one_version_alone_is_compared_with_nothing(web: TestClient, database: Database) -> None:
    a_board(database)

    told = texts(web.get(f"{PLAN}/compare").text, "p", "empty")

    assert told == ["There is one version at most, so there is nothing to compare yet."]
    assert web.get(f"{PLAN}/compare?one=1&other=7").status_code == 404


def test_hr_sets_which_repairs_are_made_without_asking(web: TestClient, database: Database) -> None:
    with database.change() as db:
        round_id = a_round(db, reference="kevat-2027", state=RoundState.RUNNING).id

    post(web, f"{HERE}/repairs/limit", {"most_moved": "0", "most_euros": "200"})
    limited = _limit(database, round_id)
    refused = post(web, f"{HERE}/repairs/limit", {"most_moved": "2"})
    post(web, f"{HERE}/repairs/limit", {})

    assert limited == (0, 200)
    assert refused.status_code == 422
    assert _limit(database, round_id) == (None, None)


def _limit(database: Database, round_id: UUID) -> tuple[int | None, int | None]:
    with database.look() as db:
        round_ = db.get_one(Round, round_id)
        return round_.auto_repair_most_moved, round_.auto_repair_most_euros


def test_another_houses_hr_asks_and_chooses_nothing(web: TestClient, database: Database) -> None:
    board = a_board(database)
    post(web, ASK, question(board))
    stranger = next(browser(database, person_id=hr_of_another_house(database)))

    looks = [stranger.get(each).status_code for each in (ASK, f"{ASK}/1", f"{HERE}/repairs")]
    deeds = [f"{ASK}/1/adopt", f"{ASK}/1/drop", f"{HERE}/repairs/1", f"{HERE}/repairs/limit"]
    done = [post(stranger, each, {}).status_code for each in deeds]
    asked = post(stranger, ASK, question(board)).status_code

    assert {*looks, *done, asked} == {404}
    assert the_question(database).state is WhatIfState.ASKED


def test_every_date_of_a_question_says_what_it_is(web: TestClient, database: Database) -> None:
    a_board(database)

    labels = {
        each.attributes["for"]: each.text for each in Page(web.get(ASK).text).all("label") if each.attributes
    }

    dates = ("free_first", "free_last", "closed_first", "closed_last")
    assert [labels[each].removesuffix(" (optional)") for each in dates] == [
        "Can also from",
        "Can also until",
        "Is closed from",
        "Is closed until",
    ]
