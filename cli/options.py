"""Options that several commands share."""

from importlib import import_module
from pathlib import Path

import click

from models.database import Database
from models.states import Kind
from settings import Settings

data = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder that holds everything that lives.",
)
of_round = click.option(
    "--round", "reference", required=True, metavar="REFERENCE", help="The round that is meant."
)
by = click.option(
    "--by", required=True, metavar="ADDRESS", help="Who writes it down: a coordinator of the round."
)
why = click.option("--why", required=True, help='How you know it, as in "by phone".')
kind = click.option(
    "--kind",
    type=click.Choice([each.value for each in Kind]),
    help="Which one is meant, when somebody has applied for both.",
)


def settings_of(data: Path | None, **chosen: object) -> Settings:
    """The operator's settings, with what the command line says on top."""
    given = {name: value for name, value in chosen.items() if value is not None}
    if data is not None:
        given["data"] = data
    return Settings.model_validate(given)


def open_database(settings: Settings) -> Database:
    """The database of a folder that `vaihto up` or `vaihto migrate` has prepared."""
    settings.data.mkdir(parents=True, exist_ok=True)
    use_own_templates(settings)
    return Database(settings.database)


def use_own_templates(settings: Settings) -> None:
    """The operator's letters, if there are any; most commands need not load what letters need."""
    if settings.own_templates is not None:
        own = import_module("invites.own_templates")
        try:
            own.use(settings.own_templates)
        except own.Unusable as wrong:
            raise click.ClickException(f"{settings.own_templates}:\n{wrong}") from None
