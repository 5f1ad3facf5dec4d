"""`vaihto migrate`: bring the database to the newest tables."""

from pathlib import Path

import click

from cli import options
from domain import links
from domain.travel_rates import add_shipped
from migrations.upgrade import upgrade


@click.command()
@options.data
def migrate(data: Path | None) -> None:
    """Bring the database to the newest tables and yearly rates; harmless when they are there already."""
    settings = options.settings_of(data)
    database = options.open_database(settings)
    upgrade(database)
    with database.change() as db:
        add_shipped(db)
        if settings.base_url:
            links.lay(db, address=settings.base_url)
    database.close()
