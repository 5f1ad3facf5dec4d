"""Opening the database: SQLite on one machine, PostgreSQL when it has grown. One edge, one transaction."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

SQLITE_ON_CONNECT = (
    "PRAGMA busy_timeout=15000",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
)
TURNS = 50  # that a first start waits for while others start too


class Database:
    """Gives sessions: `change` writes and commits at its end, `look` only reads."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        # A reader sees one moment, however many questions it asks: SQLite's WAL gives that by itself.
        one_moment = {} if self.engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        self._reader = self.engine.execution_options(only_reads=True, **one_moment)
        # Threads that wait for SQLite's one writer poll and sleep; a lock hands the turn over at once.
        self._turn = Lock() if self.engine.dialect.name == "sqlite" else nullcontext()

    @contextmanager
    def change(self) -> Iterator[Session]:
        with self._turn, Session(self.engine, expire_on_commit=False) as db, db.begin():
            yield db

    @contextmanager
    def look(self) -> Iterator[Session]:
        with Session(self._reader, expire_on_commit=False, autoflush=False) as db, db.begin():
            yield db

    @contextmanager
    def trial(self) -> Iterator[Session]:
        """Gives a session in which verbs may be tried out: whatever they write is gone at the end.

        On SQLite a copy of this moment, so that nobody who writes waits meanwhile; on PostgreSQL a
        transaction that is rolled back, which holds the rows that the verb has locked, and no others.
        """
        with _copied(self.engine) as engine, Session(engine, expire_on_commit=False) as db:
            try:
                yield db
            finally:
                db.rollback()

    def close(self) -> None:
        self.engine.dispose()


def _engine(url: str) -> Engine:
    # Parameters never reach a log or a failure that crosses into Temporal.
    if not url.startswith("sqlite"):
        return create_engine(url, hide_parameters=True, pool_size=20, pool_pre_ping=True)
    engine = create_engine(url, hide_parameters=True, pool_size=20)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def _copied(engine: Engine) -> Iterator[Engine]:
    if engine.dialect.name != "sqlite":
        yield engine
        return
    with closing(sqlite3.connect("", isolation_level=None, check_same_thread=False)) as copy:
        with engine.execution_options(only_reads=True).connect() as source:
            opened = source.connection.dbapi_connection
            if not isinstance(opened, sqlite3.Connection):
                raise TypeError(type(opened))
            opened.backup(copy)
        yield create_engine("sqlite://", hide_parameters=True, creator=lambda: copy, poolclass=StaticPool)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in SQLITE_ON_CONNECT:
        connection.execute(pragma)
    _write_ahead(connection)


def _write_ahead(connection: Any) -> None:
    # The first switch to WAL fails at once while somebody writes, whatever the timeout; a transaction waits.
    for _turn in range(TURNS):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("COMMIT")
        else:
            return
    connection.execute("PRAGMA journal_mode=WAL")


def _begin_sqlite(connection: Connection) -> None:
    # A WAL reader that turns writer cannot wait for its turn, so writers say so at once.
    reads = connection.get_execution_options().get("only_reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
