"""The tables that migrations make are those that the models declare."""

from collections.abc import Mapping

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect

from migrations.upgrade import downgrade
from models.database import Database
from models.tables import metadata


def test_alembic_finds_no_drift(database: Database) -> None:
    with database.engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)

    assert found == []


def test_every_constraint_and_index_is_as_declared(database: Database) -> None:
    with database.engine.connect() as connection:
        migrated = shape(connection)

    downgrade(database, to="base")
    metadata.create_all(database.engine)

    with database.engine.connect() as connection:
        assert migrated == shape(connection)


def shape(connection: Connection) -> dict[str, list[str]]:
    """Everything that a database tells of its tables; Alembic compares no checks and no partial indexes."""
    tell = inspect(connection)
    return {
        table: sorted(
            readable(part)
            for parts in (
                tell.get_columns(table),
                [tell.get_pk_constraint(table)],
                tell.get_unique_constraints(table),
                tell.get_foreign_keys(table),
                tell.get_check_constraints(table),
                tell.get_indexes(table),
            )
            for part in parts
        )
        for table in tell.get_table_names()
        if table != "alembic_version"
    }


def readable(part: object) -> str:
    if isinstance(part, Mapping):
        return str(sorted((name, readable(value)) for name, value in part.items()))
    return str(part)
