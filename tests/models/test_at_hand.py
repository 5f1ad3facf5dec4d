"""What one step looks up again and again is asked of the database once."""

from sqlalchemy import event

from models.database import Database
from models.people import Person
from models.rounds import Round
from tests.builders import a_person, a_round


def test_a_round_is_asked_for_once_in_a_transaction(database: Database) -> None:
    with database.change() as db:
        round_id = a_round(db).id
    asked: list[str] = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def _note(_connection: object, _cursor: object, said: str, *_more: object) -> None:
        asked.append(said)

    with database.look() as db:
        names = [db.get_one(Round, round_id).name_fi for _look in range(3)]

    assert len(set(names)) == 1
    assert len([each for each in asked if "FROM rounds" in each]) == 1


def test_who_is_many_is_forgotten_when_nobody_holds_them(database: Database) -> None:
    with database.change() as db:
        person_id = a_person(db).id

    with database.look() as db:
        _name = db.get_one(Person, person_id).name
        kept = len(db.identity_map)

    assert kept == 0
