"""`vaihto mail`: what would be sent, and what became of it."""

import click

from cli.send_plan import plan


@click.group()
def mail() -> None:
    """What would be sent, and what became of it."""


mail.add_command(plan)
