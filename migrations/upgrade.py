"""Bringing a database to the newest tables, whoever else is starting at the same time."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from models.database import Database

TURN = 7_226_458_601  # PostgreSQL's advisory lock of our migrations: any number that nobody else takes
ALONE_IN_FILE = ("PRAGMA foreign_keys=OFF", "PRAGMA busy_timeout=600000")
AMONG_OTHERS = ("PRAGMA foreign_keys=ON", "PRAGMA busy_timeout=15000")


def upgrade(database: Database) -> None:
    """Run every migration that is missing, all or none; a second process waits, then finds nothing to do."""
    with taking_turn(database) as connection, configured(connection) as config:
        command.upgrade(config, "head")


def downgrade(database: Database, *, to: str) -> None:
    """Go back to an older revision ("0001", "-1", "base"); what newer tables held is lost."""
    with taking_turn(database) as connection, configured(connection) as config:
        command.downgrade(config, to)


def current(database: Database) -> str | None:
    """The revision that the tables are at; None before the first."""
    with database.look() as db:
        return MigrationContext.configure(db.connection()).get_current_revision()


def newest() -> str | None:
    """The revision that this code was written for."""
    with configured() as config:
        return ScriptDirectory.from_config(config).get_current_head()


def is_current(database: Database) -> bool:
    """Whether the tables are exactly those that this code was written for."""
    return current(database) == newest()


@contextmanager
def configured(connection: Connection | None = None) -> Iterator[Config]:
    """Alembic's settings, found in the installed package; no alembic.ini is needed."""
    with as_file(files("migrations")) as folder:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        yield config


@contextmanager
def taking_turn(database: Database) -> Iterator[Connection]:
    """One transaction in which nobody else migrates."""
    with database.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            with _alone_in_file(connection):
                yield connection
        else:
            with connection.begin():
                connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": TURN})
                connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")  # ALTER refuses while any waits
                yield connection


@contextmanager
def _alone_in_file(connection: Connection) -> Iterator[None]:
    # Every write begins IMMEDIATE, so one process at a time is here. Batch mode drops and renames tables,
    # which would cascade into their children if foreign keys were watched meanwhile.
    _set(connection, ALONE_IN_FILE)
    try:
        with connection.begin():
            yield
            _refuse_orphans(connection)
    finally:
        _set(connection, AMONG_OTHERS)


def _set(connection: Connection, pragmas: tuple[str, ...]) -> None:
    cursor = connection.connection.cursor()  # past SQLAlchemy, which would begin a transaction
    for pragma in pragmas:
        cursor.execute(pragma)
    cursor.close()


def _refuse_orphans(connection: Connection) -> None:
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if orphans:
        tables = ", ".join(sorted({row[0] for row in orphans}))
        raise RuntimeError(f"A migration left rows without their parents in {tables}; nothing was changed.")
