"""Who sits behind a session is found in one question."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from domain.access import sessions, visits
from domain.access.actors import actor_of
from domain.access.sessions import Browser
from models.access import Entrance
from models.database import Database
from models.looks import Look
from models.people import Person
from models.states import Role
from tests.builders import a_person, a_round, an_appointee, an_organisation
from tests.web.queries import counted

NOW = datetime(2027, 3, 16, 7, 0, tzinfo=UTC)


def begun(db: Session, person: Person) -> str:
    return sessions.begin(db, person, entrance=Entrance.MAIL, browser=Browser(), now=NOW)


def test_a_visit_tells_the_person_and_every_role(db: Session) -> None:
    home = an_organisation(db)
    helmi = a_person(db, organisation=home)
    db.add(Look(organisation_id=home.id, accent="#003479", logo="", mark="a1"))
    an_appointee(db, person=helmi, role=Role.HR, organisation_id=home.id)
    an_appointee(db, person=helmi, role=Role.COORDINATOR, round_id=a_round(db, owner=helmi).id)
    token = begun(db, helmi)

    found = visits.find(db, token, now=NOW)

    assert found is not None
    assert found.actor == actor_of(db, helmi)
    assert len(found.actor.grants) == 2
    assert (found.name, found.language) == (helmi.name, helmi.language)
    assert (found.accent, found.drawing) == ("#003479", "a1")


def test_whoever_holds_no_role_and_has_no_look_is_found_too(db: Session) -> None:
    aino = a_person(db)
    token = begun(db, aino)

    found = visits.find(db, token, now=NOW)

    assert found is not None
    assert found.actor == actor_of(db, aino)
    assert (found.accent, found.drawing) == ("", "")


def test_a_session_that_rests_too_long_lets_nobody_in(db: Session) -> None:
    token = begun(db, a_person(db))

    assert visits.find(db, token, now=NOW + timedelta(hours=3)) is None


def test_a_session_that_was_ended_lets_nobody_in(db: Session) -> None:
    aino = a_person(db)
    token = begun(db, aino)

    sessions.end_all(db, aino.id, now=NOW)

    assert visits.find(db, token, now=NOW) is None


def test_a_guessed_token_lets_nobody_in(db: Session) -> None:
    begun(db, a_person(db))

    assert visits.find(db, "guessed", now=NOW) is None


def test_who_comes_is_asked_in_one_statement(database: Database) -> None:
    with database.change() as db:
        helmi = a_person(db)
        for _number in range(5):
            an_appointee(db, person=helmi, role=Role.HR, organisation_id=an_organisation(db).id)
        token = begun(db, helmi)

    with database.look() as db, counted(database) as told:
        visits.find(db, token, now=NOW)

    assert len([each for each in told if each.startswith("SELECT")]) == 1
