"""Writes the next migration from what the models say: `python -m migrations.draft "Add practices"`."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command

from migrations.upgrade import configured, newest, upgrade
from models.database import Database


def draft(message: str) -> None:
    """Compare the models with a fresh database at the newest revision; the draft must be read by hand."""
    number = f"{int(newest() or 0) + 1:04}"
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder, 'draft.sqlite')}")
        upgrade(database)
        with database.engine.begin() as connection, configured(connection) as config:
            command.revision(config, message, autogenerate=True, rev_id=number)
        database.close()


if __name__ == "__main__":
    draft(sys.argv[1])
