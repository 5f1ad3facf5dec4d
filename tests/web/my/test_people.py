"""A supervisor's people: one list, a word on each in a moment."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain import applications
from models.applications import Conditions, Endorsement
from models.asks import Ask
from models.database import Database
from models.people import Person
from models.rounds import Round
from models.states import ApplicationState, EndorsementState
from tests.builders import a_person, a_round, an_application
from tests.web.asking import asked
from tests.web.conftest import NOW, post
from tests.web.my.sitting import at_home
from tests.web.page import rows, texts

CLOSES = NOW + timedelta(days=10)


def applied(db: Session, eero: Person, round_: Round, name: str = "Aino Keksitty") -> UUID:
    """One of Eero's people has applied; the question to Eero."""
    person = a_person(db, name=name, supervisor_id=eero.id)
    draft = an_application(db, to=round_, person=person, state=ApplicationState.DRAFT)
    applications.submit(db, draft, now=NOW - timedelta(days=1))
    return db.scalars(select(Ask.id).order_by(Ask.asked_at.desc(), Ask.id)).first() or eero.id


def waiting(database: Database) -> tuple[UUID, UUID]:
    with database.change() as db:
        eero = a_person(db, name="Eero Keksitty")
        ask = applied(db, eero, a_round(db, closes_at=CLOSES))
        return eero.id, ask


def standing(database: Database) -> tuple[EndorsementState, Conditions | None, str | None]:
    with database.look() as db:
        row = db.scalars(select(Endorsement)).one()
        return row.state, row.conditions, row.reason


def test_one_list_has_what_waits_and_everybody(database: Database) -> None:
    eero, _ask = waiting(database)

    for web in at_home(database, eero):
        page = web.get("/my/people").text
        home = web.get("/my").text

    assert "1 application waits for your word." in page
    assert texts(page, "h2")[:2] == ["Aino Keksitty", "Everybody"]
    assert rows(page) == [["Aino Keksitty", "Spring 2027Job shadowing", "Sent in", "Waits for an answer"]]
    assert texts(home, "span", "who") == ["Aino Keksitty"]


@pytest.mark.parametrize(
    ("said", "state", "conditions", "reason"),
    [
        ({"word": "endorse"}, EndorsementState.GIVEN, None, None),
        (
            {"word": "endorse", "weeks": "10, 12", "euros": "300"},
            EndorsementState.GIVEN,
            Conditions(weeks=("2027-W10", "2027-W12"), most_euros=300),
            None,
        ),
        ({"word": "refuse", "reason": "workload"}, EndorsementState.REFUSED, None, "workload"),
    ],
)
def test_a_word_takes_one_press(
    database: Database,
    said: dict[str, str],
    state: EndorsementState,
    conditions: Conditions | None,
    reason: str | None,
) -> None:
    eero, ask = waiting(database)

    for web in at_home(database, eero):
        answer = post(web, f"/my/people/{ask}", said)
        page = web.get("/my/people").text

    assert answer.headers["location"] == "/my/people?done=answered"
    assert standing(database) == (state, conditions, reason)
    assert "Nothing waits for your word now." in page


def test_what_is_refused_keeps_what_was_written(database: Database) -> None:
    eero, ask = waiting(database)

    for web in at_home(database, eero):
        answer = post(web, f"/my/people/{ask}", {"word": "endorse", "weeks": "52"})

    assert answer.status_code == 409
    assert texts(answer.text, "p", "refusal") == ["Week 52 is not among the weeks of this round."]
    assert 'value="52"' in answer.text
    assert standing(database)[0] is EndorsementState.ASKED


def test_another_supervisor_sees_and_says_nothing(database: Database) -> None:
    _eero, ask = waiting(database)
    with database.change() as db:
        stranger = a_person(db, name="Outi Keksitty").id

    for web in at_home(database, stranger):
        page = web.get("/my/people").text
        answer = post(web, f"/my/people/{ask}", {"word": "endorse"})

    assert "Aino" not in page
    assert answer.status_code == 404
    assert standing(database)[0] is EndorsementState.ASKED


def test_more_people_ask_the_database_no_more_often(database: Database) -> None:
    with database.change() as db:
        eero = a_person(db, name="Eero Keksitty")
        round_ = a_round(db, closes_at=CLOSES)
        applied(db, eero, round_)
        whose, which = eero.id, round_.id

    for web in at_home(database, whose):
        web.get("/my/people")
        few = asked(database, web, "/my/people")
        with database.change() as db:
            for name in ("Bertta", "Cecilia", "Daniel"):
                applied(db, db.get_one(Person, whose), db.get_one(Round, which), f"{name} Keksitty")
        many = asked(database, web, "/my/people")

    assert many == few
