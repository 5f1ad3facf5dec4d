"""Bringing databases to the newest tables."""

import sys
from pathlib import Path
from subprocess import PIPE, Popen
from uuid import UUID

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column, Integer, inspect, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from migrations.upgrade import current, downgrade, is_current, newest, taking_turn, upgrade
from models.applications import Wish
from models.database import Database
from models.invites import InboundMail, Invite
from models.people import Person
from models.states import Kind, MailState
from models.tables import metadata
from tests.builders import CLOSES, a_person, a_wish, an_application
from tests.builders_of_exchanges import a_mail, an_exchange, an_invite

ROOT = Path(__file__).parents[2]
UPGRADES_WHEN_TOLD = """
import sys
from migrations.upgrade import upgrade
from models.database import Database
print("ready", flush=True)
sys.stdin.readline()
upgrade(Database(sys.argv[1]))
"""


def test_an_empty_database_is_brought_to_the_newest_tables(blank_database: Database) -> None:
    assert (current(blank_database), is_current(blank_database)) == (None, False)

    upgrade(blank_database)

    assert (current(blank_database), is_current(blank_database)) == (newest(), True)
    assert tables_of(blank_database) == {*metadata.tables, "alembic_version"}


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    with database.change() as db:
        person = a_person(db)

    upgrade(database)

    assert people_of(database) == [person.id]


def test_the_newest_step_can_be_taken_back_and_done_again(database: Database) -> None:
    with database.change() as db:
        person = a_person(db)
    before = tables_of(database)

    downgrade(database, to="-1")

    assert (is_current(database), tables_of(database) != before) == (False, True)

    upgrade(database)

    assert (is_current(database), tables_of(database)) == (True, before)
    assert people_of(database) == [person.id]


def test_invites_of_older_versions_learn_what_they_cover(database: Database) -> None:
    with database.change() as db:
        stay, series = (an_exchange(db, application=an_application(db, kind=kind)) for kind in Kind)
        for each in (stay, series):
            an_invite(db, exchange=each)
    downgrade(database, to="0004")

    upgrade(database)

    with database.look() as db:
        covers = {each.exchange_id: each.covers for each in db.scalars(select(Invite))}
    assert (covers[stay.id], covers[series.id]) == (1, 0)


def test_a_colleagues_bounce_and_what_a_digest_carried_do_not_keep_a_step(database: Database) -> None:
    with database.change() as db:
        exchange = an_exchange(db)
        people = [a_person(db) for _each in range(2)]
        for person, state in zip(people, (MailState.CARRIED, MailState.OVERTAKEN), strict=True):
            a_mail(db, about=exchange, to=person, state=state)
        lost = a_mail(db, about=exchange, to=people[0], person_id=None, recipient_name="Sisko Keksitty")
        bounce = InboundMail(message_id="b1@example.org", received_at=CLOSES, octets=b"", outcome="bounce")
        bounce.mail_id = lost.id
        db.add(bounce)

    downgrade(database, to="0004")

    with database.engine.connect() as connection:
        assert connection.scalars(text("SELECT state FROM mails")).all() == ["sent", "sent"]
        assert connection.scalars(text("SELECT outcome FROM inbound_mails")).all() == ["bounce"]


def test_all_steps_can_be_taken_back(database: Database) -> None:
    downgrade(database, to="base")

    assert (current(database), tables_of(database)) == (None, {"alembic_version"})


def test_a_step_that_fails_takes_back_the_steps_before_it(blank_database: Database) -> None:
    with blank_database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE mails (id INTEGER)"))

    with pytest.raises(DBAPIError, match=r"mails.* already exists"):
        upgrade(blank_database)

    assert (current(blank_database), tables_of(blank_database)) == (None, {"mails"})


def test_two_processes_that_start_at_once_both_find_the_newest_tables(blank_database: Database) -> None:
    address = blank_database.engine.url.render_as_string(hide_password=False)
    starters = [Starter(address), Starter(address)]
    for starter in starters:
        starter.wait_until_ready()

    for starter in starters:
        starter.tell()

    assert [starter.ending() for starter in starters] == [(0, ""), (0, "")]
    assert is_current(blank_database)


def test_copying_a_table_on_sqlite_leaves_its_children_alone(sqlite_database: Database) -> None:
    with sqlite_database.change() as db:
        wish = a_wish(db, application=an_application(db))

    with taking_turn(sqlite_database) as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("applications", recreate="always") as batch:
            batch.add_column(Column("newest", Integer()))

    with sqlite_database.look() as db:
        assert db.scalars(select(Wish.id)).all() == [wish.id]


def test_a_step_may_change_rows_and_then_their_table(database: Database) -> None:
    with database.change() as db:
        person = a_person(db)

    with taking_turn(database) as connection:
        connection.execute(update(Person).values(organisation_id=person.organisation_id))
        connection.execute(text("ALTER TABLE people ADD COLUMN newest INTEGER"))

    assert people_of(database) == [person.id]


def test_a_step_on_sqlite_that_leaves_orphans_is_refused(sqlite_database: Database) -> None:
    with sqlite_database.change() as db:
        person = a_person(db)

    with (
        pytest.raises(RuntimeError, match="rows without their parents in people"),
        taking_turn(sqlite_database) as connection,
    ):
        connection.execute(text("DELETE FROM organisations"))

    assert people_of(sqlite_database) == [person.id]


def test_foreign_keys_are_watched_again_after_an_upgrade(sqlite_database: Database) -> None:
    with sqlite_database.change() as db:
        a_person(db)

    upgrade(sqlite_database)

    with pytest.raises(IntegrityError, match="FOREIGN KEY"), sqlite_database.change() as db:
        db.execute(text("DELETE FROM organisations"))


class Starter:
    """A process that upgrades when it is told to."""

    def __init__(self, address: str) -> None:
        command = [sys.executable, "-c", UPGRADES_WHEN_TOLD, address]
        self.process = Popen(command, cwd=ROOT, stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True)

    def wait_until_ready(self) -> None:
        assert self.process.stdout
        assert self.process.stdout.readline() == "ready\n"

    def tell(self) -> None:
        assert self.process.stdin
        self.process.stdin.write("go\n")
        self.process.stdin.flush()

    def ending(self) -> tuple[int, str]:
        _said, complaint = self.process.communicate(timeout=30)
        return self.process.returncode, complaint


def tables_of(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names())


def people_of(database: Database) -> list[UUID]:
    with database.look() as db:
        return list(db.scalars(select(Person.id)))
