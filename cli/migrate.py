"""`vaihto migrate`: bring the database to the newest tables."""

from pathlib import Path

import click

from cli import options
from migrations.upgrade import upgrade


@click.command()
@options.data
def migrate(data: Path | None) -> None:
    """Bring the database to the newest tables; harmless when it is there already."""
    database = options.open_database(options.settings_of(data))
    upgrade(database)
    database.close()
