"""The `vaihto` command."""

import sys
import time

import click

from cli.demo import demo
from cli.mail import receive
from cli.migrate import migrate
from cli.rounds import round_
from cli.spreadsheets import export_command, import_command
from cli.up import up
from cli.web import web
from domain.refusals import Refusal


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="vaihto")
def vaihto() -> None:
    """Mentoring and job-shadowing exchanges between public organisations."""


for command in (up, demo, web, migrate, receive, round_, import_command, export_command):
    vaihto.add_command(command)


def main() -> None:
    """Run the command; a rule's no is one sentence and exit status 1."""
    try:
        vaihto()
    except Refusal as refusal:
        click.echo(f"{refusal.words}", err=True)
        sys.exit(1)
    finally:
        # A thread of Temporal's core may still need the interpreter (temporalio sdk-python issue 300).
        time.sleep(0.05)
