"""Rows on the terminal: a table for people, tabs for other programs."""

from dataclasses import dataclass

import click
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from cli.speech import reader
from models.languages import Words


@dataclass(frozen=True)
class Listing:
    """Cells are in the reader's language already."""

    titles: tuple[Words, ...]
    rows: tuple[tuple[str, ...], ...]


def show(listing: Listing) -> None:
    titles = tuple(each.into(reader()) for each in listing.titles)
    console = Console(highlight=False)
    if console.is_terminal:
        console.print(_table(titles, listing.rows))
        return
    for row in (titles, *listing.rows):
        click.echo("\t".join(row))


def _table(titles: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Table:
    table = Table(*(Column(each, overflow="fold") for each in titles))  # an address is copied, so never cut
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table
