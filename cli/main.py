"""The `vaihto` command."""

import sys
import time
from importlib import import_module

import click

from cli.speech import Speaking

ON_THIS_MACHINE = {
    "up": "cli.up",
    "admin": "cli.admin",
    "demo": "cli.demo",
    "web": "cli.web",
    "migrate": "cli.migrate",
    "receive": "cli.mail",
    "mail": "cli.mails",
    "operations": "cli.operations",
    "reconcile": "cli.reconcile",
}
OF_A_ROUND = {
    "round": "cli.rounds:round_",
    "application": "cli.applications",
    "exchange": "cli.exchanges",
    "import": "cli.spreadsheets:import_command",
    "export": "cli.spreadsheets:export_command",
    "ask": "cli.asks",
    "agreement": "cli.agreements",
    "workshop": "cli.workshops",
    "override": "cli.overrides",
    "mentoring": "cli.mentoring",
    "deputy": "cli.deputies",
    "supervisor": "cli.supervisors",
    "feed": "cli.feeds",
    "rehearse": "cli.rehearse",
    "busy": "cli.busy",
}
OF_FILES = {"solve": "cli.solving", "check": "cli.judging", "explain": "cli.explaining"}
COMMANDS = ON_THIS_MACHINE | OF_A_ROUND | OF_FILES  # each in a function of its name, if no other is named


class Commands(Speaking):
    """Loads a command when it is asked for: most need the database or Temporal, which take two seconds."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name or cmd_name)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="vaihto")
def vaihto() -> None:
    """Mentoring and job-shadowing exchanges between public organisations."""


def main() -> None:
    """Run the command."""
    try:
        vaihto()
    finally:
        if "temporalio" in sys.modules:
            # A thread of Temporal's core may still need the interpreter (temporalio sdk-python issue 300).
            time.sleep(0.05)
