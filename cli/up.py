"""`vaihto up`: everything on this machine, until Ctrl-C."""

import signal
import threading
from contextlib import closing
from pathlib import Path
from types import FrameType

import click

from cli import options
from cli.admin import link
from cli.house import WATCH_SECONDS, House, HouseTaken
from models.database import Database
from settings import Settings
from workers.mailbox_process import account_of


@click.command()
@options.data
@click.option(
    "--port", "web_port", type=int, help="Where the pages are; else a free port, kept from then on."
)
@click.option(
    "--temporal-port", type=int, help="Where Temporal listens; else a free port, kept from then on."
)
def up(data: Path | None, web_port: int | None, temporal_port: int | None) -> None:
    """Start everything, watch it, and stop it cleanly on Ctrl-C. Starting again goes on where it was."""
    settings = options.settings_of(data, web_port=web_port, temporal_port=temporal_port)
    if settings.imap_host:
        account_of(settings)  # what is missing is said here, not in a log
    options.use_own_templates(settings)
    try:
        house = House(settings)
    except HouseTaken as taken:
        raise click.ClickException(f"Vaihto is already running on {taken}.") from None
    leave = leaving()
    try:
        house.prepare()
        house.open()
        house.until_answering()
        click.echo(f"Vaihto is up: {house.web_address}   (Temporal: {house.temporal_pages}, Ctrl-C stops)")
        if settings.base_url is None:  # else the terminal may be a log that others read
            click.echo(f"Sign in within ten minutes: {admin_link(settings)}")
        while not leave.wait(WATCH_SECONDS):
            house.watch(lambda line: click.echo(line, err=True))
    finally:
        house.close()
    click.echo("Vaihto is down; nothing is lost.")


def admin_link(settings: Settings) -> str:
    with closing(Database(settings.database)) as database:
        return link(database, settings)


def leaving() -> threading.Event:
    """Set when somebody presses Ctrl-C or the machine asks us to go."""
    leave = threading.Event()

    def go(_signal: int, _frame: FrameType | None) -> None:
        leave.set()

    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, go)
    return leave
