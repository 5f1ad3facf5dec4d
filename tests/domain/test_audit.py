"""The audit log: each entry seals the one before, and nothing is changed without a trace."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from domain import audit
from domain.audit import Act, Doer
from models.audit import AuditEntry, AuditReason
from models.database import Database

NOW = datetime(2027, 3, 16, 7, 0, tzinfo=UTC)
AINO, ROUND = UUID(int=1), UUID(int=2)
BY = Doer(person_id=AINO, session_id=UUID(int=3), network="10.0.0", request_id="r1")


def written(db: Session, *actions: str) -> list[AuditEntry]:
    return [audit.write(db, Act(each, "round", ROUND, fields=("name",)), by=BY, now=NOW) for each in actions]


@pytest.fixture
def log(database: Database) -> Database:
    """Three entries of an untouched log."""
    with database.change() as db:
        written(db, "round.opened", "round.closed", "round.planned")
    return database


def unguarded(engine: Engine) -> None:
    """As somebody who owns the database could do."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            for verb in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER audit_entries_no_{verb}"))
        else:
            connection.execute(text("ALTER TABLE audit_entries DISABLE TRIGGER ALL"))


def told(database: Database, statement: str) -> int | None:
    """Where the chain breaks after such a change."""
    unguarded(database.engine)
    with database.engine.begin() as connection:
        for each in statement.split(";"):
            connection.execute(text(each))
    with database.look() as db:
        return audit.broken_at(db)


def test_an_entry_says_who_did_what_to_what_and_from_where(db: Session) -> None:
    entry = audit.write(db, Act("round.paused", "round", ROUND, reason="Lakko"), by=BY, now=NOW)

    said = (entry.number, entry.at, entry.actor_id, entry.action, entry.object_id, entry.network)
    assert said == (1, NOW, AINO, "round.paused", ROUND, "10.0.0")
    assert db.scalars(select(AuditReason.words)).all() == ["Lakko"]


def test_an_untouched_log_is_whole(log: Database) -> None:
    with log.look() as db:
        assert audit.broken_at(db) is None


def test_an_empty_log_is_whole(db: Session) -> None:
    assert audit.broken_at(db) is None


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("UPDATE audit_entries SET action = 'round.cancelled' WHERE number = 2", 2),
        ("UPDATE audit_entries SET actor_id = NULL WHERE number = 1", 1),
        ("DELETE FROM audit_entries WHERE number = 2", 2),
        ("DELETE FROM audit_entries WHERE number = 1", 1),
        ("DELETE FROM audit_entries WHERE number = 3", 3),
        ("DELETE FROM audit_entries", 1),
        (
            "UPDATE audit_entries SET number = 9 WHERE number = 1;"
            "UPDATE audit_entries SET number = 1 WHERE number = 2;"
            "UPDATE audit_entries SET number = 2 WHERE number = 9",
            1,
        ),
    ],
)
def test_whatever_is_changed_taken_or_swapped_is_found(log: Database, statement: str, number: int) -> None:
    assert told(log, statement) == number


@pytest.mark.parametrize("verb", ["UPDATE audit_entries SET action = 'x'", "DELETE FROM audit_entries"])
def test_the_database_refuses_to_change_the_log(log: Database, verb: str) -> None:
    with pytest.raises(DBAPIError, match="never changed"), log.engine.begin() as connection:
        connection.execute(text(verb))

    with log.look() as db:
        assert audit.broken_at(db) is None


def test_postgresql_refuses_to_empty_the_log(postgresql_database: Database) -> None:
    with postgresql_database.change() as db:
        written(db, "round.opened")

    with pytest.raises(DBAPIError, match="never changed"), postgresql_database.engine.begin() as connection:
        connection.execute(text("TRUNCATE audit_entries CASCADE"))


def test_writers_at_the_same_time_make_one_chain(database: Database) -> None:
    def write(number: int) -> None:
        with database.change() as db:
            written(db, f"round.{number}")

    write(0)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(24)))

    with database.look() as db:
        assert audit.broken_at(db) is None
        assert db.scalars(select(AuditEntry.number).order_by(AuditEntry.number)).all() == list(range(1, 26))


def test_words_can_be_forgotten_without_breaking_the_chain(db: Session) -> None:
    audit.write(db, Act("round.paused", "round", ROUND, reason="Aino on sairas"), by=BY, now=NOW)

    db.execute(text("DELETE FROM audit_reasons"))

    assert audit.broken_at(db) is None
