"""`vaihto mail`: what would be sent, what became of it, and what came back."""

import click

from cli.inbox import apply, inbox
from cli.mail_checks import check, resend
from cli.mailbox import mailbox
from cli.send_plan import plan


@click.group()
def mail() -> None:
    """What would be sent, what became of it, and what came back."""


mail.add_command(mailbox)
mail.add_command(plan)
mail.add_command(inbox)
mail.add_command(apply)
mail.add_command(check)
mail.add_command(resend)
