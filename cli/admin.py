"""`vaihto admin`: what only whoever sits at the server's terminal may do."""

from datetime import UTC, datetime
from pathlib import Path

import click

from cli import desk, options
from cli.house import address_of
from cli.providers import provider
from domain import audit
from domain.access import login_links
from domain.audit import Act, Doer
from domain.refusals import Refusal
from models.database import Database
from models.people import Person
from settings import Settings


@click.group()
def admin() -> None:
    """Let somebody in, and look after the audit log."""


@admin.command("login-link")
@options.data
@click.option(
    "--for", "email", help="Whose; else an administrator's, or the first person's of an empty house."
)
def login_link(data: Path | None, email: str | None) -> None:
    """Print a link that signs somebody in, once, within ten minutes."""
    settings = options.settings_of(data)
    database = options.open_database(settings)
    try:
        click.echo(link(database, settings, email=email))
    except Refusal as refusal:
        raise click.ClickException(str(refusal.words)) from None
    finally:
        database.close()


@admin.command("verify-audit")
@options.data
def verify_audit(data: Path | None) -> None:
    """Say whether every entry of the audit log follows from the one before."""
    with desk.looking(data) as db:
        number = audit.broken_at(db)
    if number is not None:
        raise click.ClickException(f"Entry {number} of the audit log has been changed or is missing.")
    click.echo("Every entry of the audit log follows from the one before.")


def link(
    database: Database, settings: Settings, *, email: str | None = None, address: str | None = None
) -> str:
    """The address of a one-time link, on the wall's clock; written down in the audit log."""
    now = datetime.now(UTC)
    with database.change() as db:
        person = desk.person(db, email) if email else login_links.administrator(db)
        token = login_links.from_terminal(db, person, now=now)
        audit.write(db, _act(person), by=Doer(), now=now)
    return f"{address or address_of(settings)}/sign-in/{token}"


def _act(person: Person | None) -> Act:
    return Act("login_link.printed", "person", person.id if person else None)


admin.add_command(provider)
