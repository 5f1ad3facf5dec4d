"""Live progress: what a page tells while the solver works, and how its stream ends."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from models.database import Database
from models.rounds import Round
from models.solving import Solving
from models.states import Role, RoundState
from solver.solution import Progress
from tests.builders import a_person, a_round, an_appointee
from tests.web.conftest import browser
from tests.web.page import Page, texts
from workers.telling import Telling

HERE = "/rounds/kevat-2027"


def a_closed_round(db: Session) -> Round:
    return a_round(db, owner=None, reference="kevat-2027", state=RoundState.CLOSED)


def a_solving(db: Session, **said: object) -> Solving:
    now = datetime.now(UTC)
    usual = {"began_at": now - timedelta(seconds=9), "told_at": now, "phase": "improve"}
    row = Solving(
        **usual | {"value": 90, "bound": 100, "placed": 12, "round_id": a_closed_round(db).id} | said
    )
    db.add(row)
    return row


def test_a_page_tells_how_far_the_solver_is_and_listens(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_solving(db)

    html = web.get(HERE).text

    page = Page(html)
    assert "The plan is being computed, 9 s so far." in page.texts("p", "verdict")
    [listening] = [e for e in page.all("div") if "hx-sse:connect" in e.attributes]
    assert listening.attributes["hx-sse:connect"] == f"{HERE}/solving"
    assert listening.attributes["hx-sse:close"] == "done"
    assert listening.attributes["hx-config"] == '{"sse":{"pauseOnBackground":false}}'
    assert '<noscript><meta http-equiv="refresh" content="15"></noscript>' in html


def test_the_stream_tells_the_last_word_and_ends_by_name(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_solving(db, ended_at=datetime.now(UTC), value=100)

    answer = web.get(f"{HERE}/solving")

    blocks = answer.text.strip().split("\n\n")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert ["retry: 3000" in block for block in blocks] == [True, True]
    assert "event: done" in blocks[1]
    assert "<title>✓ Ready – Spring 2027</title>" in blocks[0]
    assert texts(blocks[0].replace("data: ", ""), "dd") == ["100", "100", "0 %", "12"]


def test_a_solver_that_was_silent_for_long_is_not_told(web: TestClient, database: Database) -> None:
    with database.change() as db:
        a_solving(db, told_at=datetime.now(UTC) - timedelta(minutes=2))

    assert Page(web.get(HERE).text).all("meter") == []
    assert "event: done" in web.get(f"{HERE}/solving").text


@pytest.fixture
def stranger(database: Database) -> Iterator[TestClient]:
    with database.change() as db:
        a_solving(db)
        vieno = a_person(db)
        an_appointee(db, person=vieno, role=Role.HR, organisation_id=vieno.organisation_id)
    yield from browser(database, person_id=vieno.id)


def test_another_houses_progress_is_unknown(stranger: TestClient) -> None:
    assert stranger.get(f"{HERE}/solving").status_code == 404


def test_the_worker_keeps_the_newest_word_and_the_end(database: Database) -> None:
    with database.change() as db:
        round_id = a_closed_round(db).id

    with Telling(database, round_id) as telling:
        telling.tell(Progress(phase="first", value=1, bound=9, placed=1, seconds=0.1))
        telling.tell(Progress(phase="too soon", value=2, bound=9, placed=1, seconds=0.2))
        with database.look() as db:
            meanwhile = db.get_one(Solving, round_id)

    with database.look() as db:
        row = db.get_one(Solving, round_id)
    assert (meanwhile.phase, meanwhile.value, meanwhile.ended_at) == ("first", 1, None)
    assert row.ended_at is not None
