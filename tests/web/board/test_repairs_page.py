"""Repairs to choose from, each with its bill: HR chooses one, and approves it by another word."""

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from models.database import Database
from models.rounds import Round
from models.states import ScheduleState
from tests.domain.test_repair_choices import a_broken_round, kept
from tests.web.board.boards import HERE, newest
from tests.web.conftest import post
from tests.web.page import texts

REPAIRS = f"{HERE}/repairs"


def a_round_with_choices(db: Session) -> Round:
    round_, _broken, _stands = a_broken_round(db)
    round_.reference = "kevat-2027"
    db.flush()
    assert kept(db, round_) is not None
    return round_


def test_each_repair_is_told_with_its_bill(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_round_with_choices(db)

    html = web.get(REPAIRS).text

    headings = texts(html, "h2")
    moved = [
        told
        for name, told in zip(texts(html, "dt"), texts(html, "dd"), strict=True)
        if name == "Others who move"
    ]
    assert headings[:2] == ["Choice 1: Nobody else moves", "Choice 2: As few as possible move"]
    assert moved == ["0", "1"]


def test_the_chosen_one_is_the_version_that_waits(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_round_with_choices(db)
        first = newest(db).version

    response = post(web, f"{REPAIRS}/2", {})

    assert response.headers["location"] == f"{REPAIRS}?done=chosen"
    with database.look() as db:
        assert (newest(db).version, newest(db).state) == (first + 1, ScheduleState.DRAFT)


def test_a_choice_that_is_not_there_is_not_found(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_round_with_choices(db)

    assert post(web, f"{REPAIRS}/7", {}).status_code == 404


def test_without_a_repair_the_page_says_what_will_come(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_broken_round(db)[0].reference = "kevat-2027"

    assert texts(web.get(REPAIRS).text, "p", "empty")[0].startswith("No repair waits for a choice.")
