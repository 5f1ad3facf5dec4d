"""Workshops as those who arrange them plan, fill, move and end them."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from domain import links
from domain.feedback import feedback
from domain.feedback.feedback import Said
from models.database import Database
from models.rounds import Round
from models.states import Role, WorkshopState
from models.timeline import local_day
from models.workshop_states import FeedbackState, SignUpState
from models.workshops import Feedback, SignUp, Workshop
from tests.builders import a_person, an_appointee
from tests.builders_of_workshops import a_workshop
from tests.web.asking import asked
from tests.web.conftest import NOW, browser, post, speaking
from tests.web.page import Page, rows, texts

HOURS = {
    "opens_at": NOW - timedelta(days=1),
    "closes_at": NOW + timedelta(days=10),
    "starts_at": NOW + timedelta(days=14),
    "ends_at": NOW + timedelta(days=14, hours=3),
}


@pytest.fixture
def coming(database: Database) -> UUID:
    with database.change() as db:
        links.lay(db, address="http://localhost")
        return a_workshop(db, of=None, **HOURS).id


def states(database: Database) -> list[SignUpState]:
    with database.look() as db:
        return sorted(db.scalars(select(SignUp.state)))


@pytest.mark.parametrize(
    ("language", "title", "state"),
    [
        ("fi", "Verkostoaamu", "Julkistettu"),
        ("sv", "Nätverksmorgon", "Kungjort"),
        ("en", "Networking morning", "Announced"),
    ],
)
def test_the_list_and_the_page_speak_three_languages(
    web: TestClient, coming: UUID, language: str, title: str, state: str
) -> None:
    listed = rows(speaking(web, language).get("/workshops").text)
    page = Page(web.get(f"/workshops/{coming}").text)

    assert (listed[0][0].startswith(title), listed[0][3]) == (True, state)
    assert (page.texts("h1"), page.texts("span", "tag")[0]) == ([title], state)


def test_a_draft_is_made_and_told_to_nobody(web: TestClient, database: Database) -> None:
    said = {
        "kind": "networking",
        "audience": "invited",
        "day": "2027-06-04",
        "at": "09:00",
        "minutes": "180",
        "title_fi": "<b>Aamu</b>",
        "place": "Keksilä",
    }

    answer = post(web, "/workshops/new/plan", said)
    html = web.get("/workshops").text

    assert answer.status_code == 303
    assert ("&lt;b&gt;Aamu&lt;/b&gt;" in html, "<b>Aamu</b>" in html) == (True, False)
    with database.look() as db:
        [made] = db.scalars(select(Workshop)).all()
        assert (made.state, local_day(made.starts_at)) == (WorkshopState.DRAFT, date(2027, 6, 4))
        assert db.get_one(Round, made.round_id).is_standing


def test_a_draft_without_hours_comes_back_with_its_words(web: TestClient) -> None:
    shown = post(web, "/workshops/new/plan", {"title_fi": "Aamu", "kind": "networking"})

    kept = [each.attributes.get("value") for each in Page(shown.text).all("input")]
    assert (shown.status_code, "Aamu" in kept) == (422, True)


def test_somebody_comes_by_phone_and_gives_the_seat_back(
    web: TestClient, database: Database, coming: UUID
) -> None:
    with database.change() as db:
        aino = a_person(db, email="aino@example.org")
    said = {"email": aino.email, "why": "Aino called"}

    came = post(web, f"/workshops/{coming}/sign-up", said).status_code
    seated = states(database)
    left = post(web, f"/workshops/{coming}/leave", said).status_code

    assert (came, seated, left, states(database)) == (303, [SignUpState.SIGNED_UP], 303, [SignUpState.LEFT])
    assert "Aino called" in web.get(f"/workshops/{coming}").text


def test_it_moves_and_is_called_off(web: TestClient, database: Database, coming: UUID) -> None:
    moved = post(
        web, f"/workshops/{coming}/move", {"day": "2027-04-08", "at": "10:00", "minutes": "120"}
    ).status_code
    cancelled = post(web, f"/workshops/{coming}/cancel").status_code

    assert (moved, cancelled) == (303, 303)
    with database.look() as db:
        row = db.get_one(Workshop, coming)
        assert (row.state, local_day(row.starts_at)) == (WorkshopState.CANCELLED, date(2027, 4, 8))


def test_attendance_is_refused_before_it_is_over(web: TestClient, coming: UUID) -> None:
    refused = post(web, f"/workshops/{coming}/attendance")

    assert refused.status_code == 409
    assert Page(refused.text).texts("div", "troubles") == [
        "That is not possible Attendance is known when it is over."
    ]


def test_feedback_is_read_by_others_once_it_has_been_looked_at(web: TestClient, database: Database) -> None:
    with database.change() as db:
        over = a_workshop(db, state=WorkshopState.HELD, feedback_until=NOW + timedelta(days=7))
        given = feedback.give(db, over, Said(learnt="<i>Much</i>", useful=5), now=NOW)
        row_id = given.id

    post(web, f"/workshops/{over.id}/feedback", {"row": str(row_id), "state": "shown"})

    html = web.get(f"/workshops/{over.id}").text
    assert ("&lt;i&gt;Much&lt;/i&gt;" in html, "<i>Much</i>" in html) == (True, False)
    with database.look() as db:
        assert db.get_one(Feedback, row_id).state is FeedbackState.SHOWN


def test_forty_workshops_ask_the_database_as_often_as_one(
    web: TestClient, database: Database, coming: UUID
) -> None:
    one = asked(database, web, "/workshops")
    with database.change() as db:
        round_ = db.get_one(Round, db.get_one(Workshop, coming).round_id)
        for _n in range(39):
            a_workshop(db, of=round_, **HOURS)

    assert asked(database, web, "/workshops") == one


def test_hr_of_another_council_finds_nothing_to_change(database: Database, coming: UUID) -> None:
    with database.change() as db:
        stranger = a_person(db)
        an_appointee(db, person=stranger, role=Role.HR, organisation_id=stranger.organisation_id)

    for web in browser(database, person_id=stranger.id):
        listed = texts(web.get("/workshops").text, "p", "empty")
        seen = web.get(f"/workshops/{coming}").status_code
        done = post(web, f"/workshops/{coming}/cancel").status_code

    assert (len(listed), seen, done) == (1, 404, 404)
    with database.look() as db:
        assert db.get_one(Workshop, coming).state is WorkshopState.PLANNED
