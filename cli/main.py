"""The `vaihto` command."""

import time

import click

from cli.applications import application
from cli.demo import demo
from cli.exchanges import exchange
from cli.mail import receive
from cli.migrate import migrate
from cli.rounds import round_
from cli.speech import Speaking
from cli.spreadsheets import export_command, import_command
from cli.up import up
from cli.web import web


@click.group(cls=Speaking, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="vaihto")
def vaihto() -> None:
    """Mentoring and job-shadowing exchanges between public organisations."""


ON_THIS_MACHINE = (up, demo, web, migrate, receive)
OF_A_ROUND = (round_, application, exchange, import_command, export_command)
for command in (*ON_THIS_MACHINE, *OF_A_ROUND):
    vaihto.add_command(command)


def main() -> None:
    """Run the command."""
    try:
        vaihto()
    finally:
        # A thread of Temporal's core may still need the interpreter (temporalio sdk-python issue 300).
        time.sleep(0.05)
