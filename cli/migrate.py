"""`vaihto migrate`: bring the database to the newest tables."""

from pathlib import Path

import click

from cli import options
from domain.travel_rates import add_shipped
from migrations.upgrade import upgrade


@click.command()
@options.data
def migrate(data: Path | None) -> None:
    """Bring the database to the newest tables and yearly rates; harmless when they are there already."""
    database = options.open_database(options.settings_of(data))
    upgrade(database)
    with database.change() as db:
        add_shipped(db)
    database.close()
