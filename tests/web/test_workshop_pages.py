"""The pages of a workshop: a seat is given back or taken, and anybody gives feedback."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from domain import links
from domain.feedback import feedback
from domain.workshops import sign_ups, workshops
from invites.links import Purpose
from models.database import Database
from models.states import WorkshopState
from models.workshop_states import FeedbackState, SignUpState
from models.workshops import Feedback, SignUp, Workshop
from tests.builders import a_person
from tests.builders_of_workshops import a_workshop
from tests.web import answering
from tests.web.answering import CLOCK, HERE, buttons, path
from tests.web.page import texts


@pytest.fixture
def browser(database: Database) -> Iterator[TestClient]:
    yield from answering.browser(database)


def with_a_seat(database: Database) -> str:
    """Aino has signed up; the link to her seat."""
    with database.change() as db:
        workshop = a_workshop(
            db,
            opens_at=CLOCK - timedelta(days=1),
            closes_at=CLOCK + timedelta(days=1),
            starts_at=CLOCK + timedelta(days=2),
            ends_at=CLOCK + timedelta(days=2, hours=3),
        )
        sign_up = sign_ups.invite(db, workshop, a_person(db), now=CLOCK)
        sign_ups.come(db, workshops.load(db, workshop.id), sign_up, now=CLOCK)
        return path(links.to(db, Purpose.SEAT, sign_up.id, sign_up.person_id, until=CLOCK))


def over(database: Database) -> str:
    with database.change() as db:
        workshop = a_workshop(db, state=WorkshopState.HELD, feedback_until=CLOCK + timedelta(days=7))
        return path(feedback.link(db, workshop))


def states(database: Database) -> list[SignUpState]:
    with database.look() as db:
        return list(db.scalars(select(SignUp.state)))


def test_looking_at_a_seat_changes_nothing(browser: TestClient, database: Database) -> None:
    link = with_a_seat(database)

    page = browser.get(link).text

    assert texts(page, "h1") == ["Tuletko? Verkostoaamu"]
    assert buttons(page) == ["En tule"]
    assert states(database) == [SignUpState.SIGNED_UP]


def test_a_seat_is_given_back_and_taken_again(browser: TestClient, database: Database) -> None:
    link = with_a_seat(database)

    away = browser.post(link, data={"word": "no"}, headers={"origin": HERE})
    left = states(database)
    back = browser.post(link, data={"word": "yes"}, headers={"origin": HERE})

    assert (left, states(database)) == ([SignUpState.LEFT], [SignUpState.SIGNED_UP])
    assert [texts(each.text, "p")[0] for each in (away, back)] == ["Et tule.", "Sinulla on paikka."]


def test_anybody_gives_feedback_without_a_name(browser: TestClient, database: Database) -> None:
    link = over(database)

    said = browser.post(
        link, data={"word": "give", "learnt": "Paljon", "useful": "5"}, headers={"origin": HERE}
    )

    with database.look() as db:
        found = db.scalars(select(Feedback)).one()
    assert said.status_code == 200
    assert "Muut voivat lukea palautteesi, kun se on katsottu läpi." in texts(said.text, "p")[0]
    assert (found.learnt, found.useful, found.author, found.state) == ("Paljon", 5, "", FeedbackState.GIVEN)


def test_an_empty_page_is_refused(browser: TestClient, database: Database) -> None:
    link = over(database)

    said = browser.post(link, data={"word": "give"}, headers={"origin": HERE})

    assert said.status_code == 409
    with database.look() as db:
        assert db.scalars(select(Feedback)).all() == []


def test_whoever_arranges_it_helps(browser: TestClient, database: Database) -> None:
    link = over(database)

    page = browser.get(link).text

    with database.look() as db:
        assert db.scalars(select(Workshop)).one().organiser_id
    assert "Helmi Keksitty" in page


def test_whoever_was_removed_finds_no_button_behind_an_older_link(
    browser: TestClient, database: Database
) -> None:
    link = with_a_seat(database)
    with database.change() as db:
        sign_up = db.scalars(select(SignUp)).one()
        workshop = workshops.load(db, sign_up.workshop_id)
        sign_ups.leave(db, workshop, sign_up, now=CLOCK, to=SignUpState.REMOVED)

    page = browser.get(link).text
    browser.post(link, data={"word": "yes"}, headers={"origin": HERE})

    assert buttons(page) == []
    assert states(database) == [SignUpState.REMOVED]
